"""Tells an article from an error page, a list of links and an empty shell."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from services.crawler.errors import EmptyArticle, ListingPage, NotAnArticle, SoftNotFound
from services.crawler.page_metadata import PageMetadata

# Ten words of prose: the shortest real item seen (a photo caption with a dateline) has about 15.
FEWEST_WORDS = 10
# A line that is shorter, or has no end of a sentence in it, may be a menu entry or a headline.
SHORTEST_PROSE = 6
# An error page that came with status 200 says so in its title and has little else.
SOFT_404_MOST_WORDS = 120
NOT_FOUND = re.compile(
    r"halaman\s+(?:yang\s+anda\s+(?:cari|tuju)\s+)?(?:tidak|tak)\s+(?:di)?(?:temukan|ketemu|tersedia|ada)"
    r"|(?:artikel|berita|konten|laman)\s+(?:yang\s+anda\s+cari\s+)?(?:tidak|tak)\s+(?:ditemukan|tersedia)"
    r"|page\s+not\s+found|not\s+found\b|error\s*404\b|\b404\s*(?:error|not\s+found)"
    # Alone or set off at an end of the title; elsewhere it counts something ("404 warga", "nomor 404:").
    r"|^\s*404\s*(?:[-–|:]|$)|[-–|]\s*404\s*$"
    r"|(?:maaf|oops|ups)[,!.\s].{0,40}(?:tidak\s+(?:ditemukan|tersedia)|not\s+found)"
    r"|sudah\s+(?:dihapus|tidak\s+tersedia)",
    re.IGNORECASE,
)
LISTING_PATH = re.compile(
    r"^/(?:[a-z]{2}/)?(?:$|index\.(?:html?|php)$|(?:tags?|kategori|category|topik|topic|indeks?|penulis|author|search|cari|page)(?:/|$))",
    re.IGNORECASE,
)


def rejection(url: str, title: str, page: PageMetadata, text: str) -> NotAnArticle | None:
    """Why a page is not an article, or None when it is one."""
    words = len(text.split())
    if words <= SOFT_404_MOST_WORDS and _says_not_found(title, text, words):
        return SoftNotFound(f"{url}: an error page with status 200 ({title[:80]!r})")
    if LISTING_PATH.match(urlsplit(url).path) and not _is_described_as_article(page):
        return ListingPage(f"{url}: a list of articles, not an article")
    if not title:
        return EmptyArticle(f"{url}: no title")
    prose = _words_of_prose(title, text)
    if prose < FEWEST_WORDS:
        return EmptyArticle(f"{url}: {prose} words of prose")
    return None


def _words_of_prose(title: str, text: str) -> int:
    """Words in lines that are sentences: an empty page's menu and headline are none."""
    lines = [
        line.split() for line in text.split("\n") if re.search(r"[.!?…:;]", line) and line.strip() != title
    ]
    return sum(len(words) for words in lines if len(words) >= SHORTEST_PROSE)


def _says_not_found(title: str, text: str, words: int) -> bool:
    if NOT_FOUND.search(title):
        return True
    # A real short item may quote "tidak ditemukan"; only a nearly empty page is judged by its text.
    return words < 40 and bool(NOT_FOUND.search(text))


def _is_described_as_article(page: PageMetadata) -> bool:
    if page.described and page.described.type != "webpage":
        return True
    return page.og_type == "article"
