"""The day of a press officer, as one journey: the same on a laptop and in a province, on a phone and at a desk.

`day` signs in, reads the home page, opens a story and moves it on, keeps a search as a watch and sees its alert,
imports citizens' reports, and takes the clipping, the sheet of an issue and the articles away as files.
"""

from __future__ import annotations

import io
import re
import time
import zipfile
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from playwright.async_api import FilePayload, Locator, Page, expect

from tests.browser.conftest import sign_in
from tests.browser.page_checks import sideways

# What stands in a file for word processors, and in one for spreadsheets.
WORDS, SHEET = "word/document.xml", "xl/worksheets/sheet1.xml"
# A machine that runs all services and a browser may be slow; an idle one needs a second or two.
PATIENCE_SECONDS = 60.0


@dataclass(frozen=True)
class Morning:
    """What this journey meets: `tag` keeps journeys in the same world apart, `news` sends its article."""

    email: str
    password: str
    region: str
    headline: str
    query: str
    breaking: str
    tag: str
    news: Callable[[], Awaitable[None]]


async def day(page: Page, morning: Morning) -> None:
    """From the sign-in to the last file."""
    await _read_the_home_page(page, morning)
    story = await _move_the_story_on(page, morning)
    await _watch_and_be_told(page, morning)
    await _import_reports(page, morning)
    await _take_the_files(page, morning, story)


async def _read_the_home_page(page: Page, morning: Morning) -> None:
    await page.goto("/")
    await sign_in(page, morning.email, morning.password)
    await expect(page.get_by_role("heading", level=1)).to_have_text(morning.region)
    await expect(page.get_by_label("Arah nada")).to_contain_text("berita")
    await fits(page)


async def _move_the_story_on(page: Page, morning: Morning) -> str:
    """The address of the story."""
    await page.goto("/cerita?hari=90")
    await page.get_by_role("main").get_by_role("link", name=morning.headline).first.click()
    await expect(page.get_by_role("heading", level=1)).to_have_text(morning.headline)
    await page.get_by_role("button", name="Ditelaah", exact=True).click()
    await expect(page.get_by_role("status")).to_contain_text("Cerita ini sekarang: Ditelaah.")
    await page.get_by_label("Tulis catatan").fill(f"Diteruskan lewat telepon pukul tujuh, {morning.tag}.")
    await page.get_by_role("button", name="Simpan catatan").click()
    await expect(page.get_by_label("Catatan tim")).to_contain_text(f"pukul tujuh, {morning.tag}.")
    await fits(page)
    return page.url


async def _watch_and_be_told(page: Page, morning: Morning) -> None:
    await page.goto("/cari")
    await page.get_by_label("Kata pencarian").fill(morning.query)
    await page.get_by_role("button", name="Cari", exact=True).click()
    await page.get_by_role("link", name="Simpan sebagai pantauan").first.click()
    await expect(page.get_by_label("Kata pencarian")).to_have_value(morning.query)
    await page.get_by_label("Nama pantauan").fill(f"Pantauan {morning.tag}")
    await page.get_by_role("radio", name=re.compile("^Ada cerita baru")).check()
    await fits(page)
    await page.get_by_role("button", name="Simpan pantauan").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text(f"Pantauan {morning.tag}")

    await morning.news()
    told = page.get_by_role("main").get_by_role("link", name=re.compile(re.escape(morning.breaking)))
    await eventually(page, "/peringatan", told)
    await told.first.click()
    await expect(page.get_by_role("heading", name="Mengapa")).to_be_visible()
    await fits(page)
    await page.get_by_role("button", name="Tandai sudah ditanggapi").click()
    await expect(page.get_by_label("Tanggapan")).to_contain_text("Ditanggapi oleh")


async def _import_reports(page: Page, morning: Morning) -> None:
    await page.goto("/aspirasi/impor")
    await page.locator("#berkas").set_input_files(_reports(morning.tag))
    await page.get_by_label("Dari mana laporan ini").fill(f"Kanal {morning.tag}")
    await page.get_by_role("button", name="Lihat hasil baca").click()
    await expect(page.get_by_role("button", name="Impor 2 baris")).to_be_visible()
    await fits(page)
    await page.get_by_role("button", name="Impor 2 baris").click()
    finished = page.get_by_role("heading", name="Selesai")
    await eventually(page, "", finished)
    await expect(page.get_by_label("Selesai")).to_contain_text("2 laporan baru masuk.")
    await eventually(page, "/aspirasi", page.get_by_role("link", name=re.compile(f"gang {morning.tag}")))
    await fits(page)


async def _take_the_files(page: Page, morning: Morning, story: str) -> None:
    await page.goto("/laporan/kliping")
    last_day = page.locator("#sampai")
    await last_day.fill(await last_day.get_attribute("max") or "")
    await page.get_by_role("button", name="Susun kliping").click()
    # The form, which is left, has a heading of the same words.
    await page.wait_for_url(re.compile(r"/laporan/\w+/\w+$"))
    await fits(page)
    pdf = await _downloaded(page, page.get_by_role("link", name="PDF", exact=True))
    assert pdf.startswith(b"%PDF-")
    assert pdf.rstrip().endswith(b"%%EOF")

    await page.goto(story)
    await page.get_by_role("link", name="Susun telaah isu").click()
    await page.get_by_role("button", name=re.compile("^Susun telaah")).click()
    await expect(page.get_by_role("heading", name="Substansi").first).to_be_visible()
    await fits(page)
    sheet = _part(await _downloaded(page, page.get_by_role("link", name="DOCX", exact=True)), WORDS)
    for words in (morning.headline, "Substansi", "Telaah", "Saran"):
        assert words in re.sub(r"<[^>]+>", "", sheet)

    await page.goto("/cari?hari=90")
    await page.get_by_role("link", name="Unduh", exact=True).click()
    await page.wait_for_url("**/cari/unduh?*")
    await fits(page)
    table = _part(await _downloaded(page, page.get_by_role("link", name=re.compile("^Unduh Excel"))), SHEET)
    assert table.count("<row ") > 1


async def eventually(page: Page, path: str, wanted: Locator) -> None:
    """Open or reload the page until it shows what is on its way through the pipeline."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        if path:
            await page.goto(path)
        if await wanted.count():
            return
        assert time.monotonic() < deadline, f"{page.url} does not show it"
        await page.wait_for_timeout(500)
        if not path:
            await page.reload()


async def fits(page: Page) -> None:
    """The page has no more width than there is."""
    assert not (too_wide := await sideways(page)), too_wide


async def _downloaded(page: Page, link: Locator) -> bytes:
    async with page.expect_download() as downloading:
        await link.click()
    return Path(await (await downloading.value).path()).read_bytes()


def _part(file: bytes, name: str) -> str:
    """A part of an Office file, which is a ZIP archive of XML."""
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        return archive.read(name).decode()


def _reports(tag: str) -> FilePayload:
    day = f"{datetime.now(UTC):%d/%m/%Y}"
    rows = [
        "Nomor Tiket;Isi Laporan;Tanggal Laporan;Kecamatan;Status",
        f"{tag}-1;Lampu gang {tag} rusak sejak pekan lalu, mohon diperbaiki.;{day};Sangatta Utara;Belum Terverifikasi",
        f"{tag}-2;Terima kasih, selokan sudah dikeruk petugas.;{day};Bengalon;Selesai",
    ]
    return {"name": f"aduan-{tag}.csv", "mimeType": "text/csv", "buffer": "\n".join(rows).encode()}
