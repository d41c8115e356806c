"""Every page keeps what a page keeps: axe-core, widths, weight, tokens, and all of it without JavaScript."""

from __future__ import annotations

import pytest
from playwright.async_api import Page

from tests.browser.conftest import Desk, sign_in
from tests.browser.desk import EMPTY_EMAIL, PASSWORD
from tests.browser.pages import PAGES, WHO, WIDTHS, open_page

axe = pytest.importorskip(
    "axe_playwright_python.async_playwright", reason="axe-playwright-python is not installed"
)
# Imports axe itself.
from tests.browser.page_checks import Plain, judge  # noqa: E402


@pytest.mark.timeout(300)
@pytest.mark.parametrize("who", sorted({page.who for page in PAGES}))
async def test_every_page_keeps_what_a_page_keeps(before: Desk, who: str) -> None:
    page = await _entered(before, who, java_script_enabled=True)
    plain = Plain(await _entered(before, who, java_script_enabled=False))
    faults = []
    for wanted in (each for each in PAGES if each.who == who):
        await open_page(plain.page, wanted)
        await open_page(page, wanted)
        found = [*await plain.faults(), *await judge(page)]
        faults += [f"{wanted.name}: {fault}" for fault in found]
    assert not faults, "\n".join(faults)
    # What the browser itself reports of a 403, a 404 and a 422 is no fault of the page.
    before.complaints[:] = [text for text in before.complaints if "status of 4" not in text]


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


async def _entered(before: Desk, who: str, *, java_script_enabled: bool) -> Page:
    """A phone on which this person has signed in; "" for nobody."""
    page = await before.page(WIDTHS[0], java_script_enabled=java_script_enabled)
    if who:
        await page.goto("/masuk")
        await sign_in(page, WHO[who], PASSWORD)
        await page.wait_for_load_state()
    return page
