"""A team at work on a story, on a phone: state, note, clarification, and what a viewer may not."""

from __future__ import annotations

from playwright.async_api import expect

from tests.browser.conftest import Desk
from tests.browser.desk import VIEWER_EMAIL
from tests.browser.fictional_news import HOSTILE

ROAD = "/cerita/jalan"


async def test_a_story_is_read_answered_and_marked(before: Desk) -> None:
    page = await before.signed_in(width=360)
    await page.goto("/cerita")
    await page.get_by_role("link", name="Jalan Poros Sangatta–Bengalon Putus Lagi, Antrean Truk").click()
    await page.get_by_role("button", name="Perlu jawaban").click()
    await expect(page.get_by_role("status")).to_contain_text("Cerita ini sekarang: Perlu jawaban.")
    await page.get_by_label("Tulis catatan").fill(f"Bu Rina ditelepon pukul 7. {HOSTILE}")
    await page.get_by_role("button", name="Simpan catatan").click()
    await expect(page.get_by_text("Bu Rina ditelepon pukul 7.").first).to_contain_text("<script>")
    await page.goto("/cerita?keadaan=perlu_jawaban")
    await page.get_by_role("link", name="Jalan Poros Sangatta–Bengalon Putus Lagi, Antrean Truk").click()
    await page.get_by_role("link", name="Jawab kalimat “Baru tiga bulan").click()
    await page.get_by_label("Isi klarifikasi").fill("Jalur darurat dapat dilalui mulai Rabu siang.")
    await page.get_by_label("Alamat terbitan").fill("bukan alamat")
    await page.evaluate("document.querySelector('form.isian').noValidate = true")
    await page.get_by_role("button", name="Simpan").click()
    await expect(page.get_by_role("alert")).to_contain_text("Alamat web harus diawali https://")
    # What was typed is still there.
    await expect(page.get_by_label("Isi klarifikasi")).to_have_value(
        "Jalur darurat dapat dilalui mulai Rabu siang."
    )
    await page.get_by_label("Alamat terbitan").fill("https://kutimkab.example/rilis/km-48")
    await page.get_by_role("button", name="Simpan").click()
    await expect(page.get_by_role("status")).to_contain_text("Klarifikasi dicatat.")
    work = page.get_by_role("region", name="Kerja tim")
    await expect(work.get_by_text("Dijawab", exact=True).first).to_be_visible()
    assert await page.title() != "diretas"

    viewer = await before.signed_in(email=VIEWER_EMAIL)
    await viewer.goto(ROAD)
    await expect(viewer.get_by_text("Bu Rina ditelepon pukul 7.")).to_be_visible()
    await expect(viewer.get_by_role("main").get_by_role("button")).to_have_count(0)
    before.complaints[:] = [text for text in before.complaints if "status of 422" not in text]
    assert before.complaints == []
