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
    CSS selector: its first link is followed from `path`, `then` another from there, and where it leads is the page.
    """

    name: str
    path: str
    who: str = "analis"
    status: int = 200
    opened: tuple[str, ...] = ()
    follow: str = ""
    then: str = ""


PAGES: tuple[DeskPage, ...] = (
    DeskPage("masuk", "/masuk", who=""),
    DeskPage("beranda", "/", opened=("Angka per hari", "Cara membaca")),
    DeskPage("beranda-provinsi", "/", who="provinsi"),
    DeskPage("beranda-90-hari", "/?hari=90", opened=("Angka per pekan", "Cara menghitung")),
    DeskPage("beranda-kosong", "/", who="kosong"),
    DeskPage("peta-provinsi", "/peta", who="provinsi", opened=("Cara membaca",)),
    DeskPage("peta-provinsi-jumlah", "/peta?warna=jumlah&urut=berita", who="provinsi"),
    DeskPage("peta-kecamatan", "/peta", opened=("Cara membaca",)),
    DeskPage("peta-kosong", "/peta", who="kosong"),
    DeskPage("banding", "/banding?a=64.08&b=64.71&c=64.72&d=64.01", who="provinsi"),
    DeskPage("banding-satu-daerah", "/banding"),
    DeskPage("cerita-daftar", "/cerita"),
    DeskPage("cerita-daftar-saring", "/cerita?nada=negatif&urut=terbanyak", who="provinsi"),
    DeskPage("cerita-daftar-jawaban", "/cerita?keadaan=perlu_jawaban"),
    DeskPage("cerita-daftar-kosong", "/cerita?keadaan=selesai", who="kosong"),
    DeskPage("cerita", "/cerita/{air}", opened=("Angka perjalanan", "Riwayat (", "Media yang memuat")),
    DeskPage(
        "cerita-pembaca",
        "/cerita/{air}",
        who="pembaca",
        opened=("Dimuat ulang 1 media: Mahakam", "Cara membaca"),
    ),
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
    DeskPage("laporan", "/laporan"),
    DeskPage("laporan-kliping", "/laporan/kliping"),
    DeskPage("laporan-telaah", "/laporan/telaah"),
    DeskPage("laporan-jadwal", "/laporan/jadwal"),
    DeskPage("laporan-kop", "/laporan/kop", who="admin"),
    DeskPage("laporan-pembaca", "/laporan", who="pembaca"),
    DeskPage("laporan-edisi-kliping", "/laporan?jenis=kliping", follow=".tabel-lipat tbody a"),
    DeskPage("laporan-edisi-telaah", "/laporan?jenis=telaah", follow=".tabel-lipat tbody a"),
    DeskPage("laporan-edisi-pembaca", "/laporan?jenis=telaah", who="pembaca", follow=".tabel-lipat tbody a"),
    DeskPage(
        "laporan-sunting",
        "/laporan?jenis=telaah",
        follow=".tabel-lipat tbody a",
        then="main a[href$='/sunting']",
    ),
    DeskPage("laporan-jadwal-ubah", "/laporan/jadwal", follow="main a[href*='ubah=']"),
    DeskPage("laporan-telaah-bernama", "/laporan/telaah?cerita={cerita}"),
    DeskPage("laporan-monitoring", "/laporan/monitoring"),
    DeskPage("laporan-monitoring-provinsi", "/laporan/monitoring", who="provinsi"),
    DeskPage("laporan-monitoring-pembaca", "/laporan/monitoring", who="pembaca"),
    DeskPage("laporan-catatan", "/laporan/catatan"),
    DeskPage("laporan-catatan-admin", "/laporan/catatan", who="admin"),
    DeskPage("laporan-catatan-pembaca", "/laporan/catatan", who="pembaca"),
    DeskPage("laporan-edisi-monitoring", "/laporan?jenis=monitoring", follow=".tabel-lipat tbody a"),
    DeskPage("laporan-edisi-catatan", "/laporan?jenis=catatan", follow=".tabel-lipat tbody a"),
    DeskPage("cari", "/cari", opened=("Cara menulis pencarian", "Pilihan lain")),
    DeskPage("cari-hasil", "/cari?q=jalan&nada=negatif&hari=semua", opened=("Cara menulis pencarian",)),
    DeskPage("cari-provinsi", "/cari?q=jalan&urut=cocok&lingkup=semua&salinan=semua", who="provinsi"),
    DeskPage("cari-galat", "/cari?q=banjir+(longsor", status=400),
    DeskPage("cari-kosong", "/cari?q=jalan+gajah&nada=positif"),
    DeskPage("cari-belum-ada", "/cari", who="kosong"),
    DeskPage("cari-unduh", "/cari/unduh?q=jalan"),
    DeskPage("peringatan", "/peringatan"),
    DeskPage("peringatan-semua", "/peringatan?lihat=semua", who="pembaca"),
    DeskPage("peringatan-kosong", "/peringatan", who="kosong"),
    DeskPage("peringatan-satu", "/peringatan?lihat=semua", follow=".peringatan h3 a"),
    DeskPage("peringatan-satu-pembaca", "/peringatan?lihat=semua", who="pembaca", follow=".peringatan h3 a"),
    DeskPage("pantauan", "/pantauan"),
    DeskPage("pantauan-kosong", "/pantauan", who="kosong"),
    DeskPage("pantauan-baru", "/pantauan/baru?q=jalan&nada=negatif&sumber=kabar-pesisir", opened=("Topik",)),
    DeskPage("pantauan-satu", "/pantauan", follow=".pantauan h2 a", opened=("Hapus pantauan ini",)),
    DeskPage("pantauan-pembaca", "/pantauan", who="pembaca", follow=".pantauan h2 a"),
    DeskPage("pantauan-ditolak", "/pantauan/baru", who="pembaca", status=403),
    DeskPage("akun", "/akun"),
    DeskPage("akun-admin", "/akun", who="admin"),
    DeskPage("media", "/media", opened=("Cara menghitung",)),
    DeskPage("media-kosong", "/media", who="kosong"),
    DeskPage("media-satu", "/media/kabar-pesisir"),
    DeskPage("admin", "/admin", who="admin"),
    DeskPage("admin-pengguna", "/admin/pengguna", who="admin"),
    DeskPage("admin-seorang", "/admin/pengguna", who="admin", follow="tbody th a"),
    DeskPage("admin-kunci", "/admin/kunci", who="admin"),
    DeskPage("admin-sumber", "/admin/sumber", who="admin"),
    DeskPage("admin-sumber-baik", "/admin/sumber/kabar-pesisir", who="admin", opened=("Angka per hari",)),
    DeskPage("admin-sumber-diam", "/admin/sumber/lintas-kutim", who="operator", opened=("Ubah sumber",)),
    DeskPage("admin-tambah-sumber", "/admin/tambah-sumber", who="operator"),
    DeskPage("admin-opd", "/admin/opd", who="admin"),
    DeskPage("admin-opd-topik", "/admin/opd/topik", who="admin"),
    DeskPage("admin-opd-satu", "/admin/opd", who="admin", follow="tbody th a"),
    DeskPage("admin-panduan", "/admin/panduan", who="admin"),
    DeskPage("admin-panduan-satu", "/admin/panduan", who="admin", follow=".langkah a"),
    DeskPage("admin-penyimpanan", "/admin/penyimpanan", who="operator"),
    DeskPage("admin-penyimpanan-ubah", "/admin/penyimpanan/ubah?bulan=24", who="operator"),
    DeskPage("admin-penyimpanan-galat", "/admin/penyimpanan/ubah?bulan=2", who="operator", status=422),
    DeskPage("admin-jejak", "/admin/jejak", who="operator"),
    DeskPage("admin-penyewa", "/admin/penyewa", who="operator"),
    DeskPage("admin-penyewa-satu", "/admin/penyewa", who="operator", follow="tbody th a"),
    DeskPage("admin-ditolak", "/admin", status=403),
    DeskPage("tidak-ada", "/artikel/tidak-ada", status=404),
)


async def open_page(page: Page, wanted: DeskPage) -> None:
    """Go there, with whoever is signed in, and open what is to be opened; asserts the status."""
    answer = await page.goto(wanted.path.format(**PLACES))
    assert answer is not None
    assert answer.status == wanted.status, f"{wanted.name}: {answer.status}"
    for link in filter(None, (wanted.follow, wanted.then)):
        await page.locator(link).first.click()
        await page.wait_for_load_state()
    await page.get_by_role("heading", level=1).wait_for()
    for summary in wanted.opened:
        await page.locator("main summary", has_text=summary).click()
