"""Finds article links on a listing page: same host, an address and a link text like those of an article."""

from __future__ import annotations

import re
from urllib.parse import unquote, urljoin, urlsplit

from lxml.html import HtmlElement

from services.crawler.canonical import canonicalize, domain_of
from services.crawler.discover.found import Found
from services.crawler.errors import NotAllowedUrl
from services.crawler.rejections import LISTING_PATH

# A front page carries 50 to 150 articles.
MOST_LINKS = 200
FILES = re.compile(
    r"\.(?:jpe?g|png|gif|webp|svg|pdf|docx?|xlsx?|zip|rar|mp[34]|css|js|xml|ico|apk)$", re.IGNORECASE
)
# Pages every site has.
STANDING = re.compile(
    r"/(?:tentang(?:-kami)?|about(?:-us)?|kontak|contact|redaksi|pedoman[a-z-]*|kode-etik[a-z-]*|disclaimer|privacy[a-z-]*"
    r"|kebijakan-privasi|syarat[a-z-]*|karir|iklan|login|register|wp-[a-z]+|cdn-cgi|profil|sitemap)(?:[/.]|$)",
    re.IGNORECASE,
)


def looks_like_article(url: str, text: str = "") -> bool:
    """Whether address (and link text) look like those of one article.

    A slug of four words or more; or an id of four digits or a date in the path with a slug or link text of
    some length: portals name articles after their headlines.
    """
    path = unquote(urlsplit(url).path)
    if LISTING_PATH.match(path) or FILES.search(path) or STANDING.search(path):
        return False
    slug = re.sub(r"\.\w{2,5}$", "", path.rstrip("/").rsplit("/", 1)[-1])
    words = len([word for word in re.split(r"[-_\s]+", slug) if word])
    if words >= 4:
        return True
    numbered = bool(re.search(r"\d{4,}|/\d{4}/\d{1,2}/", path + urlsplit(url).query))
    return numbered and (words >= 2 or len(text.split()) >= 4)


def read_listing(tree: HtmlElement, url: str) -> list[Found]:
    """The article links of a page in its own order, each once, with the longest link text as title."""
    home = domain_of(url)
    titles: dict[str, str] = {}
    addresses: dict[str, str] = {}
    for element in tree.iter("a"):
        href = (element.get("href") or "").strip()
        if not href or href.startswith(("#", "javascript:", "mailto:", "tel:", "whatsapp:")):
            continue
        text = " ".join(" ".join(element.itertext()).split()) or (element.get("title") or "").strip()
        try:
            target = urljoin(url, href)
            key = canonicalize(target)
        except (NotAllowedUrl, ValueError):
            continue
        if domain_of(target) != home or not looks_like_article(target, text):
            continue
        addresses.setdefault(key, target)
        if len(text) > len(titles.get(key, "")):
            titles[key] = text
        if len(addresses) >= MOST_LINKS:
            break
    return [Found(target, titles.get(key) or None) for key, target in addresses.items()]
