"""Whatever is written by outlets, citizens, colleagues and in the address: on no page does it become more than text."""

from __future__ import annotations

import re
from itertools import groupby
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.async_api import Page, async_playwright, expect

from tests.browser.conftest import BROWSER_ARGUMENTS, Desk
from tests.browser.desk import ADMIN_EMAIL, EMAIL, desk
from tests.browser.hostile import ARTICLE, SHOWN, STORY, hostile, write_everywhere
from tests.browser.pages import PAGES, WHO, DeskPage, open_page

WORDS = quote(hostile("kata"))
# Where the address itself is hostile; what it answers is judged elsewhere.
ADDRESSES = (
    f"/cari?q={WORDS}",
    f"/cari?q=JAHIL&media={WORDS}&topik={WORDS}&tokoh={WORDS}&hari=90",
    f"/cari?hari={WORDS}&wilayah={WORDS}",
    f"/pantauan/baru?q={WORDS}",
    f"/cerita?keadaan={WORDS}",
    f"/peta?warna={WORDS}",
    f"/banding?a={WORDS}",
    f"/media/{WORDS}",
    f"/artikel/{WORDS}",
    f"/cerita/{WORDS}",
    f"/masuk?lanjut={WORDS}",
    f"/artikel/{ARTICLE}",
    f"/cerita/{STORY}",
    f"/cerita/{STORY}/klarifikasi",
    f"/cerita/{STORY}/pisah",
    f"/cerita/{STORY}/gabung?cari={WORDS}",
    "/cari?q=JAHIL",
    "/aspirasi?hari=90",
    "/peringatan?lihat=semua",
)
ALIVE = ":is([onerror], [onload], img[src='x'], main script, a[href^='javascript:' i])"


@pytest.mark.timeout(300)
async def test_no_text_becomes_markup(tmp_path: Path, chromium_path: str) -> None:
    async with desk(tmp_path) as address, async_playwright() as playwright:
        await write_everywhere(tmp_path, address)
        browser = await playwright.chromium.launch(executable_path=chromium_path, args=BROWSER_ARGUMENTS)
        before = Desk(address, browser)
        reader = Reader()
        await _write_reports(before, reader)
        ordered = sorted(PAGES, key=lambda page: page.who)
        for who, same in groupby(ordered, key=lambda page: page.who):
            if who not in ("kosong", ""):
                await _read(before, reader, WHO[who], list(same))
        await browser.close()
    # What breaks the policy is told on the console; of a page that is not there the browser tells too.
    assert [text for text in before.complaints if "status of 4" not in text] == []
    assert reader.faults == []
    assert [name for name in SHOWN if name not in reader.shown] == []


class Reader:
    """Looks at pages: what came alive, and which of the hostile texts were seen as text."""

    def __init__(self) -> None:
        self.faults: list[str] = []
        self.shown: set[str] = set()

    async def look(self, page: Page) -> None:
        """At the page that stands in the browser, its closed disclosures and its fields too."""
        if await page.evaluate("window.diretas !== undefined"):
            self.faults.append(f"{page.url}: a script ran")
        if await page.locator(ALIVE).count():
            self.faults.append(f"{page.url}: text became markup")
        seen = await page.evaluate(
            "document.body.textContent + [...document.querySelectorAll('input')].map(f => f.value).join(' ')"
        )
        if "1234000" in seen:
            self.faults.append(f"{page.url}: text became a template")
        self.shown.update(re.findall(r"JAHIL-(\w+)", seen))

    def told(self, kind: str) -> None:
        """A dialog opened: only a script of theirs does that."""
        self.faults.append(f"a dialog opened: {kind}")


async def _read(before: Desk, reader: Reader, email: str, pages: list[DeskPage]) -> None:
    page = await before.signed_in(1440, email=email)
    page.on("dialog", lambda dialog: reader.told(dialog.type))
    for wanted in pages:
        await open_page(page, wanted)
        await reader.look(page)
    if email in (EMAIL, ADMIN_EMAIL):
        for address in ADDRESSES:
            await page.goto(address)
            await reader.look(page)
        await page.goto("/peringatan?lihat=semua")
        await page.get_by_role("link", name=re.compile("JAHIL-kiriman")).first.click()
        await reader.look(page)
        await page.goto("/aspirasi?hari=90")
        await page.get_by_role("link", name=re.compile("JAHIL-impor")).first.click()
        await reader.look(page)
    await page.context.close()


async def _write_reports(before: Desk, reader: Reader) -> None:
    """A clipping edited by a hostile hand, and a sheet of the hostile story."""
    page = await before.signed_in(1440)
    await page.goto("/laporan/kliping")
    last_day = page.locator("#sampai")
    await last_day.fill(await last_day.get_attribute("max") or "")
    await page.get_by_role("button", name="Susun kliping").click()
    await expect(page.get_by_role("heading", level=1)).to_contain_text("Kliping")
    await reader.look(page)
    await page.get_by_role("link", name="Sunting", exact=True).click()
    await page.locator("main textarea").first.fill(hostile("suntingan"))
    await reader.look(page)
    await page.get_by_role("button", name="Simpan suntingan").click()
    await expect(page.get_by_role("status")).to_be_visible()
    await reader.look(page)
    await page.goto(f"/laporan/telaah?cerita={STORY}")
    await page.get_by_role("button", name=re.compile("^Susun telaah")).click()
    await expect(page.get_by_role("heading", name="Substansi").first).to_be_visible()
    await reader.look(page)
    await page.context.close()
