"""Reads what a page says about itself (title, author, image, canonical link, dates) from one parsed tree."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from urllib.parse import urljoin

from lxml.etree import XPath
from lxml.html import HtmlElement

from services.crawler.control import without_control
from services.crawler.dates import DateCandidate
from services.crawler.furniture.dateline import is_outlet
from services.crawler.json_ld import DescribedArticle, described_article

META_DATES = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "publishdate",
    "publish-date",
    "publish_date",
    "pubdate",
    "parsely-pub-date",
    "content_publishdate",
    "content_publisheddate",
    "sailthru.date",
    "dc.date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.date",
    "cxenseparse:publishtime",
    "date",
)
META_AUTHORS = (
    "author",
    "article:author",
    "content_author",
    "parsely-author",
    "dc.creator",
    "dcterms.creator",
)
# Longer ones are teasers or whole blocks, not a date or a byline.
LONGEST_DATE_TEXT = 120
LONGEST_BYLINE = 80

_SCRIPTS = XPath('//script[contains(@type, "ld+json")]/text()')
_METAS = XPath("//meta[@content][@name or @property or @itemprop]")
_CANONICAL = XPath(
    '//link[contains(concat(" ", translate(@rel, "CANONIL", "canonil"), " "), " canonical ")]/@href'
)
_H1 = XPath("//h1")
_TIMES = XPath("//time | //*[@itemprop='datePublished']")
_DATED_TAGS = " or ".join(f"self::{tag}" for tag in "div span p small li td em a h5 h6".split())
_DATED_CLASSES = " or ".join(
    f"contains(@class, '{word}')" for word in "date tanggal time waktu publish posted meta".split()
)
_DATED = XPath(
    f"//body//*[{_DATED_TAGS}][{_DATED_CLASSES} or contains(@id, 'date') or contains(@id, 'tanggal')]"
)
_BYLINE_CLASSES = " or ".join(
    f"contains(@class, '{word}')" for word in "author penulis byline reporter".split()
)
_BYLINES = XPath(f"//body//*[contains(@rel, 'author') or @itemprop='author' or {_BYLINE_CLASSES}]")


_REGION = r"(?:Kab\.?|Kabupaten|Kota|Prov\.?|Provinsi) [A-Z]\w+(?: [A-Z]\w+)?"
# "kabar-pesisir.example", "Diskominfo Kabupaten Siak", "Portal Resmi Pemkab Siak": no headline ends so.
SITE_NAME = re.compile(
    r"(?:[\w-]+\.)+[a-z]{2,7}"
    r"|(?:Dinas Kominfo|Diskominfo|Kominfo|Media Center|Prokopim|PPID|Humas|Bagian Prokopim)"
    rf"(?: {_REGION})?"
    rf"|(?:Portal|Website|Situs) Resmi\b[\w .]{{0,40}}|Berita Terkini|Pemerintah {_REGION}"
)
# "MC Tapin", "Portal Berita Siak", "Radar Tepian", "Tepian News": behind a bar these are sites, behind a dash
# they may begin a clause. A barrier on a road is a "portal" too.
SITE_BEHIND_BAR = re.compile(
    r"(?:MC|Media Center|(?:Dinas )?Kominfo|Diskominfo\w*|Prokopim|PPID|Humas)(?: [A-Z][\w.]*){0,2}"
    r"|InfoPublik|(?:Portal|Website|Situs) (?:Resmi|Berita|Informasi|Pem(?:kab|kot|prov|erintah)|Kab\.?"
    r"|Kabupaten|Kota|Provinsi)\b[\w .]{0,40}"
    r"|(?:Tribun\w*|detik\w*|ANTARA|Antara News|Kompas(?: TV)?|RRI|Liputan6)(?: [A-Z]\w+){0,2}|Radar [A-Z]\w+"
    r"|[A-Z]\w+(?: [A-Z]\w+)? (?:News|Post|Today|Ekspres|TV)|[A-Z]\w+(?:news|pos|post)"
)


@dataclass(frozen=True)
class PageMetadata:
    """What a page says about itself, for machines; `dates` are JSON-LD and meta, as written."""

    title: str
    author: str | None
    image: str | None
    canonical: str | None
    site_name: str | None
    og_type: str | None
    described: DescribedArticle | None
    dates: tuple[DateCandidate, ...]


def page_metadata(tree: HtmlElement, url: str) -> PageMetadata:
    """Metadata of a parsed page; fetches nothing, changes nothing."""
    metas = _metas(tree)
    described = described_article([str(script) for script in _SCRIPTS(tree)])
    site_name = metas.get("og:site_name")
    canonical = next((str(link).strip() for link in _CANONICAL(tree) if str(link).strip()), None)
    image = (described.image if described else None) or metas.get("og:image") or metas.get("twitter:image")
    return PageMetadata(
        title=_title(tree, metas, described, site_name),
        author=_author(tree, metas, described),
        image=urljoin(url, without_control(image)) if image else None,
        canonical=canonical,
        site_name=site_name,
        og_type=metas.get("og:type"),
        described=described,
        dates=tuple(_machine_dates(tree, metas, described)),
    )


def _metas(tree: HtmlElement) -> dict[str, str]:
    metas: dict[str, str] = {}
    for element in _METAS(tree):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = " ".join(element.get("content").split())
        if content:
            metas.setdefault(name.strip().lower(), content)
    return metas


def _title(
    tree: HtmlElement, metas: dict[str, str], described: DescribedArticle | None, site_name: str | None
) -> str:
    headings = [text for heading in _H1(tree) if (text := _text_of(heading))]
    social = metas.get("og:title") or metas.get("twitter:title")
    if social and (heading := next((h for h in headings if _is_headline_of(h, social)), None)):
        return heading
    if described and described.headline:
        return _clean(described.headline)
    if social:
        return _without_tail(_clean(social), site_name)
    if len(headings) == 1:
        return headings[0]
    element = tree.find(".//title")
    title = _text_of(element) if element is not None else ""
    return _without_tail(title, site_name) or (headings[0] if headings else "")


def _is_headline_of(heading: str, social: str) -> bool:
    """Whether a heading is the social title without its tail; the site's own name in an h1 is shorter."""
    return social.casefold().startswith(heading.casefold()) and 2 * len(heading) >= len(social)


def without_site_name(title: str, site_name: str | None) -> str:
    """A title without " - Kabar Pesisir" behind it: the name given, or what is certainly that of a site."""
    tail = re.match(r"^(.{10,}\S)\s+([-–—|:»·])\s+([^|»]{2,60})$", title)
    if tail and (
        is_outlet(tail[3], site_name, desks=False)
        or SITE_NAME.fullmatch(tail[3])
        or (tail[2] in "|»" and SITE_BEHIND_BAR.fullmatch(tail[3]))
    ):
        return tail[1]
    return title


def _without_tail(title: str, site_name: str | None) -> str:
    """A page's title without its site's name; on a page any short last part after a bar is one."""
    title = without_site_name(title, site_name)
    match = re.match(r"^(.{20,}?)\s+[|»]\s+[^|»]{2,40}$", title)
    return match[1] if match else title


def _author(tree: HtmlElement, metas: dict[str, str], described: DescribedArticle | None) -> str | None:
    candidates = [described.author if described else None, *(metas.get(name) for name in META_AUTHORS)]
    return next((name for candidate in candidates if (name := _person(candidate))), None) or next(
        (name for element in _BYLINES(tree)[:3] if (name := _person(_text_of(element)))), None
    )


def _person(text: str | None) -> str | None:
    name = re.sub(
        r"^(?:oleh|penulis|reporter|pewarta|by)\s*[:：]?\s+", "", _clean(text or ""), flags=re.IGNORECASE
    )
    if not name or len(name) > LONGEST_BYLINE or name.startswith(("http://", "https://", "@")):
        return None
    return name


def _machine_dates(
    tree: HtmlElement, metas: dict[str, str], described: DescribedArticle | None
) -> list[DateCandidate]:
    dates: list[DateCandidate] = []
    if described and described.published:
        dates.append(DateCandidate(described.published, "json-ld"))
    dates += [DateCandidate(metas[name], "meta") for name in META_DATES if name in metas]
    for element in _TIMES(tree)[:3]:
        if machine := element.get("datetime") or element.get("content"):
            dates.append(DateCandidate(machine, "meta"))
    return dates


def visible_dates(tree: HtmlElement) -> list[DateCandidate]:
    """Short texts of the page that a reader takes for its date: ``<time>``, and classes named like one.

    Slow for what it gives (3 ms a page here): asked for when the machine-readable dates do not suffice.
    """
    texts = [_text_of(element)[:LONGEST_DATE_TEXT] for element in _TIMES(tree)[:3]]
    texts += [text for element in _DATED(tree)[:20] if len(text := _text_of(element)) <= LONGEST_DATE_TEXT]
    return [DateCandidate(text, "dateline") for text in texts if any(map(str.isdigit, text))]


def _text_of(element: HtmlElement) -> str:
    return " ".join(" ".join(element.itertext()).split())


def _clean(text: str) -> str:
    return " ".join(without_control(html.unescape(text)).split())
