"""Every page of the dashboard, in one table: each is judged by axe-core and photographed at both widths.

A new page gets a line here. A path may name what the fictional news has: {cerita}, {air}, {artikel}.
What has an id that nobody knows beforehand, an alert, is reached by `follow`.
"""

from __future__ import annotations

from dataclasses import dataclass

from playwright.async_api import Page

from tests.browser.desk import ADMIN_EMAIL, EMAIL, EMPTY_EMAIL, OPERATOR_EMAIL, PROVINCE_EMAIL, VIEWER_EMAIL
from tests.browser.fictional_news import STORIES, article_id
from tests.browser.fictional_water import STORY

# A phone that is still in use, and a desk.
WIDTHS = (360, 1440)
SCHEMES = ("light", "dark")
PLACES = {"cerita": "jalan", "air": STORY, "artikel": article_id(STORIES[0].title)}
WHO = {
    "analis": EMAIL,
    "pembaca": VIEWER_EMAIL,
    "admin": ADMIN_EMAIL,
    "operator": OPERATOR_EMAIL,
    "provinsi": PROVINCE_EMAIL,
    "kosong": EMPTY_EMAIL,
}


@dataclass(frozen=True)
class DeskPage:
    """A page as somebody sees it; `name` names its picture, `who` is a key of WHO, "" nobody signed in.

    `status` is what it answers; `opened` are the disclosures that are opened before it is looked at; `follow` is a
    CSS selector: its first link is followed from `path`, and where it leads is the page.
    """

    name: str
    path: str
    who: str = "analis"
    status: int = 200
    opened: tuple[str, ...] = ()
    follow: str = ""


PAGES: tuple[DeskPage, ...] = (
    DeskPage("masuk", "/masuk", who=""),
    DeskPage("beranda", "/", opened=("Angka per hari", "Cara membaca")),
    DeskPage("beranda-provinsi", "/", who="provinsi"),
    DeskPage("beranda-kosong", "/", who="kosong"),
    DeskPage("cerita-daftar", "/cerita"),
    DeskPage("cerita-daftar-saring", "/cerita?nada=negatif&urut=terbanyak", who="provinsi"),
    DeskPage("cerita-daftar-jawaban", "/cerita?keadaan=perlu_jawaban"),
    DeskPage("cerita-daftar-kosong", "/cerita?keadaan=selesai", who="kosong"),
    DeskPage("cerita", "/cerita/{air}", opened=("Angka perjalanan", "Riwayat (", "Media yang memuat")),
    DeskPage("cerita-pembaca", "/cerita/{air}", who="pembaca", opened=("Dimuat ulang 1 media: Mahakam", "Cara membaca")),
    DeskPage("cerita-satu-berita", "/cerita", follow="ol.daftar h3 a"),
    DeskPage("cerita-klaim", "/cerita/{air}/klarifikasi"),
    DeskPage("cerita-klarifikasi", "/cerita/{air}/klarifikasi", follow=".pilih-klaim a"),
    DeskPage("cerita-catatan", "/cerita/{air}", follow=".catatan-catatan a"),
    DeskPage("cerita-gabung", "/cerita/{cerita}/gabung?cari=jalan"),
    DeskPage("cerita-pisah", "/cerita/{air}/pisah"),
    DeskPage("cerita-ditolak", "/cerita/{air}/pisah", who="pembaca", status=403),
    DeskPage("artikel", "/artikel/{artikel}"),
    DeskPage("aspirasi", "/aspirasi", opened=("Cara membaca",)),
    DeskPage("aspirasi-pembaca", "/aspirasi?hari=90&lewat=1&urut=lama", who="pembaca"),
    DeskPage("aspirasi-provinsi", "/aspirasi", who="provinsi"),
    DeskPage("aspirasi-kosong", "/aspirasi", who="kosong"),
    DeskPage("aspirasi-laporan", "/aspirasi?hari=90", follow="#daftar ~ .tumpuk h3 a"),
    DeskPage("impor", "/aspirasi/impor"),
    DeskPage("impor-kosong", "/aspirasi/impor", who="provinsi"),
    DeskPage("impor-hasil", "/aspirasi/impor", follow="#riwayat ~ ol a", opened=("Batalkan impor",)),
    DeskPage("impor-ditolak", "/aspirasi/impor", who="pembaca", status=403),
    DeskPage("akun", "/akun"),
    DeskPage("akun-admin", "/akun", who="admin"),
    DeskPage("media", "/media", opened=("Cara menghitung",)),
    DeskPage("media-kosong", "/media", who="kosong"),
    DeskPage("media-satu", "/media/kabar-pesisir"),
    DeskPage("tidak-ada", "/artikel/tidak-ada", status=404),
)


async def open_page(page: Page, wanted: DeskPage) -> None:
    """Go there, with whoever is signed in, and open what is to be opened; asserts the status."""
    answer = await page.goto(wanted.path.format(**PLACES))
    assert answer is not None
    assert answer.status == wanted.status, f"{wanted.name}: {answer.status}"
    if wanted.follow:
        await page.locator(wanted.follow).first.click()
        await page.wait_for_load_state()
    await page.get_by_role("heading", level=1).wait_for()
    for summary in wanted.opened:
        await page.locator("main summary", has_text=summary).click()
