"""Looking for news: help as one types, filters, downloads; a search that is saved and tells of a new article."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import Desk
from tests.browser.desk import VIEWER_EMAIL

# No word of the fictional news: only what this test brings in may fire its watch.
WORD = "pasarapung"
WIDTHS = (360, 1440)


@pytest.mark.parametrize("width", WIDTHS)
async def test_the_keyboard_alone_writes_a_query(before: Desk, width: int) -> None:
    page = await before.signed_in(width)
    await page.goto("/cari")
    field = page.get_by_role("combobox", name="Kata pencarian")
    await field.press_sequentially("jalan nad")
    options = page.get_by_role("listbox", name="Saran").get_by_role("option")
    await expect(options).to_have_text([re.compile("^tone:")])
    await field.press("ArrowDown")
    await expect(field).to_have_attribute("aria-activedescendant", "q-saran-0")
    await field.press("Enter")
    await expect(field).to_have_value("jalan tone:")
    await expect(options).to_have_count(3)
    await field.press("ArrowDown")
    await field.press("Enter")
    await expect(field).to_have_value("jalan tone:negatif ")
    await field.press_sequentially("rina")
    await expect(options).to_have_text([re.compile('person:"Rina Batubara"')])
    await field.press("Escape")
    await expect(page.get_by_role("listbox", name="Saran")).to_be_hidden()
    await field.press("Enter")
    await page.wait_for_url(re.compile(r"/cari\?q=jalan\+tone%3Anegatif\+rina$"))


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
async def test_a_search_is_narrowed_saved_as_a_file_and_explained(before: Desk, scripts: bool) -> None:
    page = await before.signed_in(1440, java_script_enabled=scripts)
    await page.goto("/cari")
    await page.get_by_label("Kata pencarian").fill("jalan")
    await page.get_by_label("Waktu").select_option("Semua")
    await page.get_by_role("button", name="Cari", exact=True).click()
    await page.wait_for_url("**/cari?q=jalan&hari=semua")
    await expect(page.locator("mark").first).to_have_text(re.compile("jalan", re.IGNORECASE))
    await page.get_by_label("Saring hasil").get_by_role("link", name=re.compile("^Negatif")).click()
    await page.wait_for_url("**/cari?q=jalan&hari=semua&nada=negatif")
    await page.get_by_role("link", name="Unduh").click()
    async with page.expect_download() as waiting:
        await page.get_by_role("link", name="Unduh Excel (XLSX)").click()
    file = await waiting.value
    assert file.suggested_filename.endswith(".xlsx")
    await page.get_by_role("link", name="← Hasil pencarian").click()
    await page.get_by_role("link", name="Nada: Negatif (buang saringan ini)").click()
    await page.wait_for_url("**/cari?q=jalan&hari=semua")
    await page.get_by_label("Kata pencarian").fill("jalan gajah")
    await page.get_by_role("button", name="Cari", exact=True).click()
    await page.get_by_role("link", name="Tanpa “gajah”").click()
    await page.wait_for_url("**/cari?q=jalan&hari=semua")


async def test_a_query_that_cannot_be_read_points_at_its_mistake(before: Desk) -> None:
    page = await before.signed_in(360)
    await page.goto("/cari?q=banjir+(longsor")
    alert = page.get_by_role("alert")
    await expect(alert).to_contain_text("Kurung dibuka tetapi tidak ditutup.")
    await expect(alert.locator("mark")).to_have_text("␣")
    await expect(page.get_by_label("Kata pencarian")).to_have_value("banjir (longsor")
    before.complaints[:] = [text for text in before.complaints if "status of 400" not in text]


async def test_a_saved_search_tells_of_a_new_article(before: Desk) -> None:
    page = await before.signed_in(360)
    await page.goto(f"/cari?q={WORD}")
    await page.get_by_role("link", name="Simpan sebagai pantauan").first.click()
    await page.get_by_label("Nama pantauan").fill("Pasar apung")
    await page.get_by_role("button", name="Coba dulu dengan 30 hari terakhir").click()
    await expect(page.get_by_text("tidak akan mengirim apa pun")).to_be_visible()
    await page.get_by_role("button", name="Simpan pantauan").click()
    await expect(page.get_by_role("status")).to_have_text("Pantauan “Pasar apung” disimpan.")
    watch = page.url
    await _import(page, f"Pedagang {WORD} Sangatta mengeluh dermaga rusak.")
    title = page.get_by_role("heading", level=3).get_by_role("link", name=re.compile(WORD))
    for _ in range(100):
        await page.goto("/peringatan")
        if await title.count():
            break
        await page.wait_for_timeout(100)
    await title.click()
    await expect(page.get_by_text("Cerita baru pada pantauan “Pasar apung”")).to_be_visible()
    await expect(
        page.get_by_label("Berita yang mendasarinya").get_by_role("link", name=re.compile(WORD))
    ).to_be_visible()
    await page.get_by_label("Catatan untuk rekan").fill("Diteruskan ke Dinas Perhubungan.")
    await page.get_by_role("button", name="Tandai sudah ditanggapi").click()
    await expect(page.get_by_label("Tanggapan", exact=True)).to_contain_text(
        "Diteruskan ke Dinas Perhubungan."
    )
    # As it was before, for the other tests.
    await page.goto(watch)
    await page.get_by_text("Hapus pantauan ini").click()
    await page.get_by_role("button", name="Hapus Pasar apung").click()
    await expect(page.get_by_role("status")).to_contain_text("dihapus")


async def test_readers_look_and_change_nothing(before: Desk) -> None:
    page = await before.signed_in(360, email=VIEWER_EMAIL)
    await page.goto("/pantauan")
    await page.get_by_role("link", name="Banjir di Sangatta").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Banjir di Sangatta")
    for name in ("Bisukan", "Ubah", "Hapus Banjir di Sangatta"):
        await expect(
            page.get_by_role("button", name=name).or_(page.get_by_role("link", name=name))
        ).to_have_count(0)


async def _import(page: Page, text: str) -> None:
    day = datetime.now(UTC).astimezone().date().isoformat()
    content = f"isi,tanggal\n{text},{day}\n".encode()
    await page.goto("/aspirasi/impor")
    await page.locator("#berkas").set_input_files(
        [{"name": "apung.csv", "mimeType": "text/csv", "buffer": content}]
    )
    await page.get_by_label("Dari mana laporan ini").fill("Lapor Apung")
    await page.get_by_role("radio").first.check()
    await page.get_by_role("button", name="Lihat hasil baca").click()
    await page.get_by_role("button", name=re.compile("^Impor 1 baris")).click()
    await page.get_by_role("heading", level=1).wait_for()
