"""Listing pages: which links are articles."""

from __future__ import annotations

import pytest
from lxml.html import fromstring

from services.crawler.discover.found import Found
from services.crawler.discover.listings import looks_like_article, read_listing

HOME = "https://kabar.example"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("/jalan-poros-sandaran-rusak", ""),
        ("/berita/2026/07/06/jalan-rusak", ""),
        ("/read/123456/jalan-rusak", ""),
        ("/read/123456", "Jalan Poros Sandaran Kembali Putus"),
        ("/berita/jalan_poros_sandaran_rusak.html", ""),
    ],
)
def test_articles(path: str, text: str) -> None:
    assert looks_like_article(HOME + path, text)


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/tag/jalan-poros-sandaran-rusak",
        "/kategori/kesehatan",
        "/tentang-kami",
        "/pedoman-media-siber-kami-semua",
        "/foto/jalan-poros-sandaran-rusak.jpg",
        "/ekonomi",
        "/index.php",
    ],
)
def test_other_pages(path: str) -> None:
    assert not looks_like_article(HOME + path, "Selengkapnya tentang hal ini di sini")


def test_links_of_a_page_once_each_with_their_longest_text() -> None:
    tree = fromstring(
        """<html><body><a href="/jalan-poros-sandaran-rusak"><img></a>
        <a href="/jalan-poros-sandaran-rusak?utm_source=depan">Jalan Poros Sandaran Rusak</a>
        <a href="https://kutim.kabar.example/lain-daerah-lain-berita">Edisi lain</a>
        <a href="https://lain.example/berita-dari-situs-lain">Situs lain</a>
        <a href="javascript:void(0)">Menu</a><a href="/tag/x">Tag</a><a href="http://[rusak">x</a><a>kosong</a>
        <a href="/air-bersih-mati-di-sangatta">Air Bersih Mati</a></body></html>"""
    )
    assert read_listing(tree, f"{HOME}/") == [
        Found(f"{HOME}/jalan-poros-sandaran-rusak", "Jalan Poros Sandaran Rusak"),
        Found(f"{HOME}/air-bersih-mati-di-sangatta", "Air Bersih Mati"),
    ]
