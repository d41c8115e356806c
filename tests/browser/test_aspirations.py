"""Citizens' reports: a file is looked at, corrected, imported; a report is worked on; the import is taken back."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
from playwright.async_api import FilePayload, Page, expect

from tests.browser.conftest import Desk
from tests.browser.desk import PROVINCE_EMAIL
from tests.browser.page_checks import sideways

axe = pytest.importorskip(
    "axe_playwright_python.async_playwright", reason="axe-playwright-python is not installed"
)
HOSTILE = "<script>document.title='diretas'</script><img src=x onerror=\"document.title='diretas'\">"


def _file(tag: str) -> FilePayload:
    """Three posts under columns of which one cannot be guessed, one of them twice, one without a word."""
    day = f"{datetime.now(UTC):%d/%m/%Y}"
    rows = [
        "Kode;Curahan;Tanggal Laporan;Keterangan",
        f"{tag}-1;Jembatan gantung {tag} {HOSTILE} rusak. Telepon saya 0813-9876-5432.;{day};=1+1",
        f"{tag}-2;Mohon informasi jadwal perbaikan jembatan gantung {tag}.;{day};",
        f"{tag}-2;Mohon informasi jadwal perbaikan jembatan gantung {tag}.;{day};",
        f"{tag}-3;;{day};=HYPERLINK(1)",
    ]
    content = "\n".join(rows).encode("windows-1252")
    return {"name": f"jembatan-{tag}.csv", "mimeType": "text/csv", "buffer": content}


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
async def test_a_file_is_looked_at_imported_worked_on_and_taken_back(before: Desk, scripts: bool) -> None:
    tag = "skrip" if scripts else "polos"
    page = await before.signed_in(360, java_script_enabled=scripts)
    await page.goto("/aspirasi/impor")
    await page.locator("#berkas").set_input_files(_file(tag))
    await page.get_by_label("Dari mana laporan ini").fill(f"Kanal {tag}")
    await page.get_by_role("button", name="Lihat hasil baca").click()

    await expect(page.get_by_role("heading", level=1)).to_have_text("Periksa sebelum diimpor")
    await expect(page.get_by_label("Beginilah baris pertama akan disimpan")).to_contain_text(
        "[nomor telepon]"
    )
    await page.get_by_label("Curahan").select_option("Isi laporan")
    await page.get_by_label("Keterangan").select_option("Abaikan kolom ini")
    await page.get_by_label("Kode", exact=True).select_option("Nomor tiket")
    await page.get_by_role("button", name="Lihat lagi").click()
    await expect(page.get_by_label("Baris yang tidak akan masuk").first).to_contain_text(
        "sudah ada di baris 3"
    )
    if scripts:
        await _judge(page)
    await page.get_by_role("button", name="Impor 2 baris").click()

    await expect(page.get_by_role("heading", name="Selesai")).to_be_visible(timeout=30_000)
    await expect(page.get_by_label("Selesai")).to_contain_text("2 laporan baru masuk.")
    imported = page.url
    refused = page.get_by_role("link", name="Unduh semua (2 baris, CSV)")
    async with page.expect_download() as downloading:
        await refused.click()
    text = (await (await downloading.value).path()).read_text(encoding="utf-8-sig")
    assert text.splitlines()[0] == '"baris";"kolom";"alasan";"cuplikan"'
    assert "isi kosong" in text

    await page.get_by_role("link", name="Lihat laporan warga").click()
    await page.get_by_role("link", name=re.compile(f"^Jembatan gantung {tag}")).click()
    await expect(page).not_to_have_title("diretas")
    await page.get_by_role("radio", name=re.compile("^Disposisi")).check()
    await page.locator("#opd").select_option("Dinas Perhubungan")
    await page.get_by_label("Catatan").fill(f"Surat 12 {HOSTILE}")
    await page.get_by_role("button", name="Simpan").click()
    history = page.get_by_label("Riwayat")
    await expect(history).to_contain_text("Keadaan menjadi disposisi.")
    await expect(history).to_contain_text("Perangkat daerah menjadi Dinas Perhubungan.")
    await expect(history).to_contain_text("Surat 12 <script>")
    await expect(page).not_to_have_title("diretas")

    await page.goto(imported)
    await page.locator("summary", has_text="Batalkan impor ini").click()
    await page.get_by_role("button", name="Ya, batalkan impor").click()
    await expect(page.get_by_role("status")).to_have_text("Impor dibatalkan: 2 laporan dihapus.")
    await page.goto("/aspirasi?hari=90")
    await expect(page.get_by_role("link", name=re.compile(f"^Jembatan gantung {tag}"))).to_have_count(0)


async def test_a_file_without_a_text_is_refused_until_its_column_is_named(before: Desk) -> None:
    page = await before.signed_in(1280)
    await page.goto("/aspirasi/impor")
    content = b"a,b\n1,x\n2,y\n"
    await page.locator("#berkas").set_input_files(
        {"name": "ab.csv", "mimeType": "text/csv", "buffer": content}
    )
    await page.get_by_label("Dari mana laporan ini").fill("Kanal uji")
    await page.get_by_role("button", name="Lihat hasil baca").click()
    await expect(page.get_by_role("alert")).to_contain_text("Kolom yang ada: a, b.")
    await _judge(page)
    await page.get_by_label("Kolom yang memuat isi laporan").fill("b")
    await page.get_by_role("button", name="Baca lagi").click()
    await expect(page.get_by_role("button", name="Impor 2 baris")).to_be_visible()
    await page.get_by_role("button", name="Buang berkas ini").click()
    await expect(page.get_by_role("status")).to_contain_text("Tidak ada yang diimpor.")


async def test_a_file_of_a_province_may_name_its_region(before: Desk) -> None:
    page = await before.signed_in(1280, email=PROVINCE_EMAIL)
    await page.goto("/aspirasi/impor")
    await expect(page.get_by_label("Wilayah baris yang tidak menyebutnya")).to_be_visible()
    await page.get_by_label("Dari mana laporan ini").fill("Kanal uji")
    # A browser asks for the file itself; whoever sends the form without one is told.
    await page.locator("#berkas").evaluate("field => field.required = false")
    await page.get_by_role("button", name="Lihat hasil baca").click()
    await expect(page.get_by_role("alert")).to_contain_text("Pilih berkas CSV, XLSX, atau JSONL.")
    await expect(page.get_by_label("Dari mana laporan ini")).to_have_value("Kanal uji")
    before.complaints[:] = [text for text in before.complaints if "status of 422" not in text]


async def _judge(page: Page) -> None:
    results = await axe.Axe().run(page)
    assert results.violations_count == 0, f"{page.url}\n{results.generate_report()}"
    assert not (too_wide := await sideways(page)), too_wide
