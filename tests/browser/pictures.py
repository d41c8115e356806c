"""Pictures of every page at both widths, to be looked at: ``python -m tests.browser.pictures OUT [--only WORD]``.

``--only`` takes the pages whose name or path contains the word; ``--dark`` adds the dark ones; ``--at ADDRESS`` uses a
desk that runs already (``python -m tests.browser.desk 8080``).
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
from contextlib import AsyncExitStack
from itertools import groupby
from pathlib import Path
from typing import Literal

from playwright.async_api import Browser, async_playwright

from shared.runtime.logs import configure_logs
from shared.runtime.settings import Settings
from tests.browser.conftest import BROWSER_ARGUMENTS, sign_in
from tests.browser.desk import PASSWORD, desk
from tests.browser.pages import PAGES, WHO, WIDTHS, DeskPage, open_page

Scheme = Literal["light", "dark"]
# Higher than any page of ours: the bar at the bottom of a phone then stands at the page's end.
TALLEST = 30_000


async def take_pictures(
    browser: Browser, address: str, pages: list[DeskPage], schemes: list[Scheme], out: Path
) -> None:
    """One PNG per page, width and scheme."""
    ordered = sorted(pages, key=lambda page: page.who)
    for scheme in schemes:
        for width in WIDTHS:
            for who, same in groupby(ordered, key=lambda page: page.who):
                context = await browser.new_context(
                    viewport={"width": width, "height": 800},
                    color_scheme=scheme,
                    locale="id-ID",
                    base_url=address,
                )
                page = await context.new_page()
                if who:
                    await page.goto("/masuk")
                    await sign_in(page, WHO[who], PASSWORD)
                    await page.wait_for_load_state()
                for wanted in same:
                    await page.set_viewport_size({"width": width, "height": 800})
                    await open_page(page, wanted)
                    height = await page.evaluate("document.documentElement.scrollHeight")
                    await page.set_viewport_size({"width": width, "height": min(max(800, height), TALLEST)})
                    name = f"{wanted.name}-{width}" + ("-gelap" if scheme == "dark" else "")
                    await page.screenshot(path=out / f"{name}.png")
                    print(out / f"{name}.png")
                await context.close()


async def _main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--only", default="")
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--at", default="")
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    asked = parser.parse_args()
    asked.out.mkdir(parents=True, exist_ok=True)
    configure_logs(Settings(log_level="error"))
    pages = [page for page in PAGES if asked.only in page.name or asked.only in page.path]
    schemes: list[Scheme] = ["light", "dark"] if asked.dark else ["light"]
    async with AsyncExitStack() as stack:
        address = asked.at
        if not address:
            folder = stack.enter_context(tempfile.TemporaryDirectory())
            address = await stack.enter_async_context(desk(Path(folder)))
        playwright = await stack.enter_async_context(async_playwright())
        browser = await playwright.chromium.launch(executable_path=asked.chromium, args=BROWSER_ARGUMENTS)
        stack.push_async_callback(browser.close)
        await take_pictures(browser, address, pages, schemes, asked.out)


if __name__ == "__main__":
    asyncio.run(_main())
