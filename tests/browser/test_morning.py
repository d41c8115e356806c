"""Seven in the morning: sign in, see what changed, open the story, read the article, go to the original."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import Page, expect

from tests.browser.conftest import Desk, sign_in
from tests.browser.desk import EMAIL, EMPTY_EMAIL, PASSWORD, PROVINCE_EMAIL
from tests.browser.fictional_news import STORIES
from tests.browser.page_checks import sideways

ROAD = STORIES[0].title
WIDTHS = (390, 1280)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
@pytest.mark.parametrize("width", WIDTHS)
async def test_from_the_home_page_to_the_original(before: Desk, width: int, scripts: bool) -> None:
    page = await before.signed_in(width, java_script_enabled=scripts)
    await expect(page.get_by_role("heading", level=1)).to_have_text("Kabupaten Kutai Timur")
    await expect(page.get_by_label("Arah nada")).to_contain_text("Nada pemberitaan turun:")
    await expect(page.get_by_label("Cerita terbaru").get_by_role("listitem")).to_have_count(8)
    await expect(page.get_by_label("Topik, 30 hari terakhir")).to_contain_text("Kesehatan")
    await expect(page.get_by_alt_text(re.compile("Diagram batang"))).to_be_visible()
    await page.get_by_label("Cerita terbaru").get_by_role("link", name=ROAD).click()
    await expect(page.get_by_role("heading", level=1)).to_have_text(ROAD)
    await expect(page.get_by_text("Dimuat ulang 1 media: Lintas Kutim")).to_be_visible()
    await page.get_by_role("link", name=ROAD).click()
    await expect(page.locator("mark")).to_have_text(
        "Warga menilai perbaikan tiga bulan lalu dikerjakan asal jadi."
    )
    await expect(page.get_by_label("Kutipan")).to_contain_text("Kami minta jangan hanya ditimbun”")
    await expect(page.get_by_label("Tokoh")).to_contain_text(
        "Kepala Dinas Pekerjaan Umum, Pemkab Kutai Timur"
    )
    await expect(page.get_by_text("Judulnya berubah.")).to_be_visible()
    original = page.get_by_role("link", name=re.compile("Buka berita asli"))
    await expect(original).to_have_attribute("href", re.compile(r"^https://kabar-pesisir\.example/"))
    await expect(original).to_have_attribute("rel", "noopener noreferrer")
    await page.get_by_role("link", name="Cerita ini (3 berita)").click()
    await page.get_by_role("link", name="← Semua cerita").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Cerita Kabupaten Kutai Timur")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, *WIDTHS])
async def test_no_page_scrolls_sideways(before: Desk, width: int, scheme: str) -> None:
    page = await before.page(width, color_scheme=scheme)
    await page.goto("/masuk")
    await _fits(page)
    await sign_in(page, EMAIL, PASSWORD)
    await _fits(page)
    for title in (ROAD, "Judul jahil"):
        await page.goto("/cerita")
        await _fits(page)
        await page.get_by_role("link", name=title).click()
        await _fits(page)
    await page.goto("/cerita")
    await _fits(page)
    await page.get_by_role("link", name="Lebih lama").click()
    await _fits(page)


async def test_the_chart_is_drawn_and_its_figures_can_be_read(before: Desk) -> None:
    page = await before.signed_in()
    chart = page.get_by_alt_text(re.compile("Diagram batang"))
    await expect(chart).to_be_visible()
    assert await chart.evaluate("image => image.complete && image.naturalWidth > 0")
    await page.get_by_text("Angka per hari").click()
    await expect(
        page.get_by_role("table", name="Jumlah berita per hari menurut nada").get_by_role("row")
    ).to_have_count(31)


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_a_chart_that_is_pointed_at_answers(before: Desk, scheme: str) -> None:
    page = await before.signed_in(1280, color_scheme=scheme)
    image = page.get_by_alt_text(re.compile("Diagram batang"))
    await image.hover()
    chart = page.locator("[data-bagan] canvas")
    await expect(chart).to_be_visible(timeout=20_000)
    await expect(image).to_be_hidden()
    await page.mouse.move(0, 0)
    box = await chart.bounding_box()
    assert box is not None
    # Along the axis from right to left until a bar answers: a day without news has none.
    answer = page.locator("#vg-tooltip-element")
    for step in range(12):
        await page.mouse.move(box["x"] + box["width"] * (0.8 - step / 60), box["y"] + box["height"] * 0.86)
        if await answer.is_visible():
            break
    for word in ("Hari", "Negatif", "Netral", "Positif"):
        await expect(answer).to_contain_text(word)


async def test_a_wrong_password_is_explained(before: Desk) -> None:
    page = await before.page()
    await page.goto("/cerita")
    await sign_in(page, EMAIL, "bukan-ini-sandinya")
    await expect(page.get_by_role("alert")).to_have_text(re.compile("Surel atau kata sandi salah"))
    await expect(page.get_by_label("Surel")).to_have_value(EMAIL)
    await sign_in(page, EMAIL, PASSWORD)
    await expect(page).to_have_url(re.compile("/cerita$"))
    # The browser itself reports the 401 of the first attempt on its console.
    before.complaints[:] = [text for text in before.complaints if "401" not in text]


async def test_after_signing_out_the_back_button_shows_nothing(before: Desk) -> None:
    page = await before.signed_in()
    await page.get_by_role("button", name="Keluar").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Masuk")
    await page.go_back()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Masuk")


async def test_hostile_text_stays_text(before: Desk) -> None:
    page = await before.signed_in()
    await page.goto("/cerita")
    await page.get_by_role("link", name="Judul jahil").click()
    await expect(page.get_by_role("heading", level=1)).to_contain_text("<script>")
    await page.get_by_label("Berita", exact=True).get_by_role("link", name="Judul jahil").click()
    await expect(page.get_by_label("Isi berita")).to_contain_text("onerror=")
    assert "diretas" not in await page.title() or "<script>" in await page.title()
    assert await page.locator("main script, main img[src=x]").count() == 0


async def test_a_province_reads_one_of_its_regencies(before: Desk) -> None:
    page = await before.signed_in(email=PROVINCE_EMAIL)
    await expect(page.get_by_role("heading", level=1)).to_have_text("Provinsi Kalimantan Timur")
    await page.get_by_label("Wilayah").select_option("Kabupaten Kutai Timur")
    await page.get_by_role("button", name="Tampilkan").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Kabupaten Kutai Timur")
    await page.get_by_label("Cerita terbaru").get_by_role("link", name=ROAD).click()
    await page.get_by_role("link", name="← Semua cerita").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Cerita Kabupaten Kutai Timur")


async def test_a_region_without_news_says_what_to_do(before: Desk) -> None:
    page = await before.signed_in(email=EMPTY_EMAIL)
    await expect(page.get_by_label("Arah nada")).to_contain_text("Belum ada berita dalam 30 hari terakhir.")
    await expect(page.get_by_text("muat ulang halaman ini")).to_be_visible()


async def test_the_keyboard_reaches_the_content_first(before: Desk) -> None:
    page = await before.signed_in()
    await page.bring_to_front()
    await page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Langsung ke isi")
    await expect(skip).to_be_focused()
    await expect(skip).to_be_in_viewport()
    await page.keyboard.press("Enter")
    await expect(page.locator("main")).to_be_focused()


async def _fits(page: Page) -> None:
    await page.wait_for_load_state()
    assert not (too_wide := await sideways(page)), too_wide
