"""From the HTML of a page to the parts of an article."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from services.crawler.errors import EmptyArticle, ListingPage, NotAnArticle, SoftNotFound
from services.crawler.extract import Extracted, Hints, content_hash, extract
from shared.contracts.article import SourceRef

SOURCE = SourceRef(
    id="kabar-pesisir", name="Kabar Pesisir", domain="kabar-pesisir.example", timezone="Asia/Makassar"
)
NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
URL = "https://kabar-pesisir.example/berita/puskesmas-tanpa-dokter"
TITLE = "Empat Bulan Tanpa Dokter, Pasien Puskesmas Sandaran Dirujuk Lewat Jalan Tanah"
PARAGRAPHS = (
    "SANGATTA – Sudah empat bulan Puskesmas Sandaran berjalan tanpa dokter umum. Pasien luka berat dirujuk ke Sangatta.",
    "Hal itu terungkap dalam rapat dengar pendapat Komisi D DPRD Kutim dengan Dinas Kesehatan, Senin (6/7/2026).",
    "Baca juga: Jalan Poros Sangkulirang–Sandaran Kembali Putus",
    "Ia mempertanyakan rumah dinas dokter yang dibangun dua tahun lalu dengan anggaran Rp780 juta, tetapi kosong.",
)  # fmt: skip


def page(
    *, head: str = "", above: str = "", paragraphs: tuple[str, ...] = PARAGRAPHS, title: str = TITLE
) -> str:
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    menu = "".join(f'<li><a href="/k/{n}">Kanal {n}</a></li>' for n in range(15))
    return (
        f"<!doctype html><html lang='id'><head><title>{title} - Kabar Pesisir</title>"
        f"<meta property='og:site_name' content='Kabar Pesisir'>{head}</head><body><nav><ul>{menu}</ul></nav>"
        f"<article><h1>{title}</h1>{above}{body}</article><footer>Hak cipta</footer></body></html>"
    )


def read(html: str | bytes, url: str = URL, hints: Hints | None = None) -> Extracted:
    return extract(html, url, hints=hints or Hints(), source=SOURCE, now=NOW)


def json_ld(**values: object) -> str:
    return f"<script type='application/ld+json'>{json.dumps({'@type': 'NewsArticle', **values})}</script>"


def test_title_text_author_image_and_canonical_link() -> None:
    got = read(
        page(
            head=json_ld(headline=TITLE, author={"name": "Rahmi A."}, image="/img/1.jpg")
            + "<link rel='canonical' href='/berita/puskesmas'>"
        )
    )
    assert got.title == TITLE
    assert got.text == "\n\n".join(PARAGRAPHS[:2] + PARAGRAPHS[3:])
    assert got.author == "Rahmi A."
    assert got.image == "https://kabar-pesisir.example/img/1.jpg"
    assert got.canonical_url == "https://kabar-pesisir.example/berita/puskesmas"


def test_title_loses_the_name_of_the_site() -> None:
    html = (
        page(head=f"<meta property='og:title' content='{TITLE} - Kabar Pesisir'>")
        .replace("<h1>", "<h1><img>")
        .replace(f"<img>{TITLE}", "Kabar Pesisir")
    )
    assert read(html).title == TITLE


def test_a_page_that_says_1970_gets_its_date_from_the_text() -> None:
    html = page(
        head=json_ld(datePublished="Thu, 01 Jan 1970 00:00:00 GMT"),
        above="<div class='date'>Thu 01/01/1970</div>",
    )
    published = read(html).published
    assert published is not None
    assert (published.at.isoformat(), published.precision, published.origin) == (
        "2026-07-06T00:00:00+08:00", "day", "dateline",
    )  # fmt: skip


def test_the_visible_date_with_its_clock_beats_the_day_in_the_text() -> None:
    published = read(page(above="<div class='tanggal'>Senin, 6 Juli 2026 | 18:19 WITA</div>")).published
    assert published is not None
    assert (published.at.isoformat(), published.precision, published.origin) == (
        "2026-07-06T18:19:00+08:00", "time", "dateline",
    )  # fmt: skip


def test_feed_date_counts_when_the_page_has_none() -> None:
    published = read(page(), hints=Hints(published="Mon, 06 Jul 2026 18:42:00 +0700")).published
    assert published is not None
    assert (published.at.isoformat(), published.origin) == ("2026-07-06T18:42:00+07:00", "feed")


@pytest.mark.parametrize(
    ("html", "problem"),
    [
        ("", EmptyArticle),
        ("   \n", EmptyArticle),
        (b"\x00\x01\x02", EmptyArticle),
        (page(paragraphs=()), EmptyArticle),
        (
            page(title="Halaman tidak ditemukan", paragraphs=("Maaf, halaman yang Anda cari tidak ada.",)),
            SoftNotFound,
        ),
        (page(title="404 Not Found", paragraphs=("Kembali ke beranda.",)), SoftNotFound),
        (page(title="404 - Kabar Pesisir", paragraphs=("Kembali ke beranda.",)), SoftNotFound),
        (
            page(title="Kabar Pesisir", paragraphs=("Ups, artikel yang Anda cari tidak ditemukan.",)),
            SoftNotFound,
        ),
    ],
)
def test_pages_that_are_no_articles(html: str | bytes, problem: type[NotAnArticle]) -> None:
    with pytest.raises(problem):
        read(html)


@pytest.mark.parametrize(
    "title", ["404 warga mengungsi dari banjir", "Perda Nomor 404: retribusi pasar berubah"]
)
def test_a_number_in_a_headline_is_no_error_page(title: str) -> None:
    assert read(page(title=title)).title == title


def test_a_front_page_is_a_listing_unless_it_says_otherwise() -> None:
    with pytest.raises(ListingPage):
        read(page(), url="https://kabar-pesisir.example/")
    with pytest.raises(ListingPage):
        read(page(), url="https://kabar-pesisir.example/tag/dokter")
    assert read(
        page(head="<meta property='og:type' content='article'>"), url="https://kabar-pesisir.example/"
    )


def test_a_real_article_about_something_not_found_is_kept() -> None:
    title = "Nelayan Hilang di Perairan Sandaran Belum Ditemukan"
    assert read(page(title=title)).title == title


def test_the_hash_ignores_blank_space_and_furniture_and_sees_an_edit() -> None:
    before = read(page())
    counted = read(page(paragraphs=(*PARAGRAPHS, "Dibaca 312 kali")))
    edited = read(
        page(paragraphs=(*PARAGRAPHS[:3], "Rumah dinas itu kini ditempati bidan desa sejak Maret lalu."))
    )
    assert before.content_hash == counted.content_hash
    assert before.content_hash != edited.content_hash
    assert content_hash("A  b", "c\n\nd") == content_hash("A b", "c d")
    assert content_hash("A", "b") != content_hash("A b", "")


def test_latin_1_bytes_are_read() -> None:
    html = page(
        head="<meta charset='iso-8859-1'>", paragraphs=("Kafé di Sangatta " + "ramai sekali malam itu. " * 8,)
    ).encode("latin-1", "replace")
    assert "Kafé" in read(html).text


def test_a_site_name_in_an_h1_is_not_the_title() -> None:
    html = page(head=f"<meta property='og:title' content='Kabar Pesisir Buka Layanan: {TITLE}'>").replace(
        f"<h1>{TITLE}", "<h1>Kabar Pesisir"
    )
    assert read(html).title == f"Kabar Pesisir Buka Layanan: {TITLE}"


def test_a_date_in_a_paragraph_of_its_own_is_read_and_leaves_the_text() -> None:
    got = read(page(paragraphs=("Senin, 6 Juli 2026 | 18:19 WITA", *PARAGRAPHS)))
    assert got.published is not None
    assert got.published.at.isoformat() == "2026-07-06T18:19:00+08:00"
    assert got.text.startswith("SANGATTA")
