"""axe-core finds nothing to complain about on any page, in either colour scheme."""

from __future__ import annotations

import pytest
from playwright.async_api import Page

from tests.browser.conftest import Desk, sign_in
from tests.browser.desk import EMAIL, EMPTY_EMAIL, PASSWORD, PROVINCE_EMAIL
from tests.browser.fictional_news import STORIES

axe = pytest.importorskip(
    "axe_playwright_python.async_playwright", reason="axe-playwright-python is not installed"
)
ROAD = STORIES[0].title


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
async def test_no_violations(before: Desk, width: int, scheme: str) -> None:
    page = await before.page(width, color_scheme=scheme)
    await page.goto("/masuk")
    await _judge(page)
    await sign_in(page, EMAIL, PASSWORD)
    await page.get_by_text("Angka per hari").click()
    await page.get_by_text("Cara membaca").click()
    await _judge(page)
    await page.get_by_role("link", name=ROAD).click()
    await _judge(page)
    await page.get_by_role("link", name=ROAD).click()
    await _judge(page)
    await page.goto("/cerita")
    await _judge(page)


async def test_no_violations_on_rarer_pages(before: Desk) -> None:
    page = await before.page()
    await page.goto("/masuk")
    await sign_in(page, EMPTY_EMAIL, "bukan-ini-sandinya")
    await _judge(page)
    await sign_in(page, EMPTY_EMAIL, PASSWORD)
    await _judge(page)
    await page.goto("/artikel/tidak-ada")
    await _judge(page)
    await page.context.clear_cookies()
    await page.goto("/masuk")
    await sign_in(page, PROVINCE_EMAIL, PASSWORD)
    await _judge(page)
    # What the browser itself reports of a 401 and a 404 is no fault of the page.
    before.complaints[:] = [text for text in before.complaints if "status of 40" not in text]


async def _judge(page: Page) -> None:
    await page.get_by_role("heading", level=1).wait_for()
    results = await axe.Axe().run(page)
    assert results.violations_count == 0, f"{page.url}\n{results.generate_report()}"
