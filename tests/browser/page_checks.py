"""What every page of the desk keeps, whatever it shows: faults as sentences, none when all is well.

`Plain` looks at what the server sent and at the page without JavaScript; `judge` at the page as it stands in the
browser, at both widths and in both colour schemes, without loading it again.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Page, Response

from tests.browser.pages import WIDTHS

SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
# Of a page without its charts (issue 6); as it comes over the line, compressed, with its style sheets and scripts.
MOST_BYTES = 100_000
# What colours alone decide: the rest is the same in light and dark.
OF_COLOUR = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}}
_WEIGHT = """performance.getEntriesByType("navigation").concat(performance.getEntriesByType("resource"))
    .filter(entry => ["navigation", "link", "script"].includes(entry.initiatorType) && !/vega|bagan/.test(entry.name))
    .reduce((sum, entry) => sum + entry.encodedBodySize, 0)"""


class Plain:
    """A page of a browser without JavaScript, and the document that it was sent last."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._document: Response | None = None
        page.on("response", self._came)

    def _came(self, response: Response) -> None:
        if response.request.is_navigation_request() and not 300 <= response.status < 400:
            self._document = response

    async def faults(self) -> list[str]:
        """What is wrong with the page as it was sent."""
        assert self._document is not None
        sent = await self._document.text()
        found = [f"without JavaScript: {fault}" for fault in _of_document(sent)]
        if not (await self.page.locator("main").inner_text()).strip():
            found.append("without JavaScript: main is empty")
        return found


def _of_document(sent: str) -> Iterator[str]:
    if '<html lang="id"' not in sent:
        yield "its language is not said"
    headings = len(re.findall(r"<h1[\s>]", sent))
    if headings != 1:
        yield f"{headings} headings of the first level"
    size = len(re.sub(r"<svg\b.*?</svg>", "", sent, flags=re.DOTALL).encode())
    if size > MOST_BYTES:
        yield f"{size} bytes of HTML"
    for form in re.findall(r'<form\b[^>]*method="post".*?</form>', sent, re.DOTALL):
        if not re.search(r'name="csrf" value="[\w-]{20,}"', form):
            yield f"a form without its token: {form[:120]}"


async def sideways(page: Page) -> str:
    """By how much the page is wider than there is room, empty when it fits."""
    # A page that is only just arriving has no document: its body is waited for.
    html = page.locator("html", has=page.locator("body"))
    wide, room = await html.evaluate("html => [html.scrollWidth, window.innerWidth]")
    return f"{page.url}: {wide} px wide in {room}" if wide > room else ""


async def judge(page: Page) -> list[str]:
    """What is wrong with the page that stands in the browser."""
    found = []
    for width in WIDTHS:
        await page.set_viewport_size({"width": width, "height": 844})
        # Colours are the same at every width.
        for scheme in SCHEMES if width == WIDTHS[0] else SCHEMES[:1]:
            await page.emulate_media(color_scheme=scheme)
            results = await Axe().run(page, options=OF_COLOUR if scheme == "dark" else None)
            if results.violations_count:
                found.append(f"{width} px, {scheme}: {results.generate_report()}")
        if too_wide := await sideways(page):
            found.append(too_wide)
    await page.emulate_media(color_scheme="light")
    weight = await page.evaluate(_WEIGHT)
    if weight > MOST_BYTES:
        found.append(f"{weight} bytes over the line")
    return found
