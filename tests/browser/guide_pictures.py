"""The pictures of docs/panduan.md: ``python -m tests.browser.guide_pictures [--at ADDRESS] [--only WORD]``.

Each shows what fits on a phone or a desk without scrolling, and none is larger than 120 kB. ``--at`` uses a desk that runs already (``python -m tests.browser.desk 8080``).
"""

from __future__ import annotations

import argparse
import asyncio
import tempfile
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

from playwright.async_api import Browser, Page, async_playwright

from shared.runtime.logs import configure_logs
from shared.runtime.settings import Settings
from tests.browser.conftest import BROWSER_ARGUMENTS, sign_in
from tests.browser.desk import PASSWORD, desk
from tests.browser.pages import PAGES, WHO, open_page

OUT = Path(__file__).parents[2] / "docs" / "gambar"
MOST_BYTES = 120_000
PHONE, DESK = (360, 740), (1000, 720)


@dataclass(frozen=True)
class GuidePicture:
    """The picture of a page of PAGES; `at` is the selector of what stands at its top, "" for the page itself."""

    page: str
    size: tuple[int, int] = PHONE
    at: str = ""
    name: str = ""

    @property
    def file(self) -> str:
        """Its file under docs/gambar."""
        return f"{self.name or self.page}.png"


PICTURES = (
    GuidePicture("masuk"),
    GuidePicture("beranda", at="h1"),
    GuidePicture("beranda", DESK, at="h1", name="beranda-lebar"),
    GuidePicture("peringatan"),
    GuidePicture("peringatan-satu"),
    GuidePicture("cerita-daftar"),
    GuidePicture("cerita", DESK),
    GuidePicture("cerita", at="#kerja", name="cerita-kerja"),
    GuidePicture("cerita-klaim"),
    GuidePicture("artikel"),
    GuidePicture("cari-hasil", (1000, 600), at="#hasil"),
    GuidePicture("pantauan-baru"),
    GuidePicture("laporan"),
    GuidePicture("laporan-edisi-kliping", DESK),
    GuidePicture("laporan-edisi-telaah", DESK),
    GuidePicture("aspirasi"),
    GuidePicture("impor"),
    GuidePicture("peta-provinsi", DESK),
    GuidePicture("banding", DESK),
    GuidePicture("media"),
    GuidePicture("admin-sumber-diam", DESK),
    GuidePicture("admin-tambah-sumber"),
    GuidePicture("admin-panduan"),
    GuidePicture("akun"),
)


async def take(browser: Browser, address: str, pictures: list[GuidePicture]) -> None:
    """Write the pictures. AssertionError for one that is too large."""
    pages = {page.name: page for page in PAGES}
    entered: dict[str, Page] = {}
    for wanted in pictures:
        shown = pages[wanted.page]
        page = entered.get(shown.who)
        if page is None:
            page = entered[shown.who] = await _enter(browser, address, shown.who)
        width, height = wanted.size
        await page.set_viewport_size({"width": width, "height": height})
        await open_page(page, shown)
        # Opening what is closed scrolls there.
        top = page.locator(wanted.at or "body").first
        await top.evaluate("found => found.scrollIntoView({block: 'start'})")
        file = OUT / wanted.file
        await page.screenshot(path=file)
        size = file.stat().st_size
        print(file, size, flush=True)
        assert size <= MOST_BYTES, f"{file.name} has {size} bytes"


async def _enter(browser: Browser, address: str, who: str) -> Page:
    page = await browser.new_page(locale="id-ID", base_url=address)
    # Nobody waits for these pictures.
    page.set_default_timeout(300_000)
    if who:
        await page.goto("/masuk")
        await sign_in(page, WHO[who], PASSWORD)
        await page.wait_for_load_state()
    return page


async def _main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--at", default="")
    parser.add_argument("--only", default="")
    parser.add_argument("--chromium", default="/usr/bin/chromium")
    asked = parser.parse_args()
    configure_logs(Settings(log_level="error"))
    OUT.mkdir(parents=True, exist_ok=True)
    async with AsyncExitStack() as stack:
        address = asked.at
        if not address:
            folder = stack.enter_context(tempfile.TemporaryDirectory())
            address = await stack.enter_async_context(desk(Path(folder)))
        playwright = await stack.enter_async_context(async_playwright())
        browser = await playwright.chromium.launch(executable_path=asked.chromium, args=BROWSER_ARGUMENTS)
        stack.push_async_callback(browser.close)
        await take(browser, address, [picture for picture in PICTURES if asked.only in picture.file])


if __name__ == "__main__":
    asyncio.run(_main())
