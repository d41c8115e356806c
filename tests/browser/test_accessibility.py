"""axe-core finds nothing to complain about on any page, at both widths and in either colour scheme."""

from __future__ import annotations

from itertools import groupby

import pytest
from playwright.async_api import Page

from tests.browser.conftest import Desk, sign_in
from tests.browser.desk import EMPTY_EMAIL, PASSWORD
from tests.browser.pages import PAGES, SCHEMES, WHO, WIDTHS, open_page

axe = pytest.importorskip(
    "axe_playwright_python.async_playwright", reason="axe-playwright-python is not installed"
)


@pytest.mark.timeout(400)
@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
async def test_no_page_is_violated_or_scrolls_sideways(before: Desk, width: int, scheme: str) -> None:
    for who, same in groupby(sorted(PAGES, key=lambda page: page.who), key=lambda page: page.who):
        page = await before.page(width, color_scheme=scheme)
        if who:
            await page.goto("/masuk")
            await sign_in(page, WHO[who], PASSWORD)
            await page.wait_for_load_state()
        for wanted in same:
            await open_page(page, wanted)
            await _judge(page)
            wide, room = await page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
            assert wide <= room, f"{wanted.name}: {wide} px in {room}"
        await page.context.close()
    # What the browser itself reports of a 403 and a 404 is no fault of the page.
    before.complaints[:] = [text for text in before.complaints if "status of 40" not in text]


async def test_no_violations_where_something_is_wrong_or_open(before: Desk) -> None:
    page = await before.page(360)
    await page.goto("/masuk")
    await sign_in(page, EMPTY_EMAIL, "bukan-ini-sandinya")
    await _judge(page)
    await sign_in(page, EMPTY_EMAIL, PASSWORD)
    await page.locator("summary", has_text="Lainnya").click()
    await _judge(page)
    await page.goto("/akun")
    await page.get_by_label("Kata sandi sekarang").fill("bukan-ini-sandinya")
    for label in ("Kata sandi baru", "Kata sandi baru, sekali lagi"):
        await page.get_by_label(label, exact=True).fill("sungai-sangatta")
    await page.get_by_role("button", name="Ganti kata sandi").click()
    await page.get_by_role("alert").wait_for()
    await _judge(page)
    before.complaints[:] = [text for text in before.complaints if "status of 4" not in text]


async def _judge(page: Page) -> None:
    await page.get_by_role("heading", level=1).wait_for()
    results = await axe.Axe().run(page)
    assert results.violations_count == 0, f"{page.url}\n{results.generate_report()}"
