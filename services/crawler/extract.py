"""Turns the HTML of a page into the parts of an Article: the one place that knows trafilatura."""

from __future__ import annotations

import hashlib
import logging
from dataclasses import dataclass
from datetime import datetime, tzinfo
from zoneinfo import ZoneInfo

from lxml.html import HtmlElement
from trafilatura import bare_extraction, load_html
from trafilatura.settings import Document

from services.crawler.canonical import canonical_of_page
from services.crawler.dates import DateCandidate, Published, publication_date
from services.crawler.errors import EmptyArticle
from services.crawler.furniture import clean
from services.crawler.page_metadata import PageMetadata, page_metadata, visible_dates
from services.crawler.rejections import rejection
from shared.contracts.article import Report, SourceRef

# trafilatura says "discarding data" at warning level for every page we reject with a reason ourselves.
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)

LONGEST_TITLE = 500
# A book chapter has 50 000 characters; beyond this it is a data dump.
LONGEST_TEXT = 200_000


@dataclass(frozen=True)
class Hints:
    """What a feed or sitemap said about a page before it was fetched; dates as written."""

    title: str | None = None
    published: str | None = None


@dataclass(frozen=True)
class Extracted:
    """An article as read from its page. `published` is None when no date on it can be true."""

    canonical_url: str
    title: str
    text: str
    author: str | None
    image: str | None
    published: Published | None
    content_hash: str


def extract(html: bytes | str, url: str, *, hints: Hints, source: SourceRef, now: datetime) -> Extracted:
    """Read an article from the page fetched from `url` (the address after redirects).

    The tree is parsed once and read twice: metadata by us (offsets kept), text by trafilatura.
    Raises NotAnArticle (EmptyArticle, SoftNotFound, ListingPage) for other pages.
    """
    tree = _parse(html, url)
    page = page_metadata(tree, url)
    # Comments are not the article; tables are (prices, schedules, results).
    document = bare_extraction(tree, url=url, include_comments=False, with_metadata=False)
    body = (document.text if isinstance(document, Document) else None) or ""
    cleaned = clean(body, title=page.title, outlet=source.name)
    text = cleaned.text[:LONGEST_TEXT]
    title = page.title or (hints.title or "")
    if problem := rejection(url, title, page, text):
        raise problem
    zone = ZoneInfo(source.timezone)
    dates = [DateCandidate(date, "dateline") for date in cleaned.dates]
    return Extracted(
        canonical_url=canonical_of_page(url, page.canonical),
        title=title[:LONGEST_TITLE],
        text=text,
        author=page.author or cleaned.author,
        image=page.image,
        published=_published(page, tree, hints, dates, url=url, text=text, zone=zone, now=now),
        content_hash=content_hash(title[:LONGEST_TITLE], text),
    )


def _published(
    page: PageMetadata,
    tree: HtmlElement,
    hints: Hints,
    removed: list[DateCandidate],
    *,
    url: str,
    text: str,
    zone: tzinfo,
    now: datetime,
) -> Published | None:
    candidates = list(page.dates)
    if hints.published:
        candidates.append(DateCandidate(hints.published, "feed"))
    published = publication_date(candidates, url=url, text=text, zone=zone, now=now)
    if published and published.precision == "time" and published.origin != "dateline":
        return published
    shown = [*visible_dates(tree), *removed]
    return publication_date([*candidates, *shown], url=url, text=text, zone=zone, now=now)


def content_hash(title: str, text: str, report: Report | None = None) -> str:
    """sha256 over title and text, and the facts of a report; blank space does not count."""
    normal = f"{' '.join(title.split())}\n{' '.join(text.split())}"
    if report is not None:
        normal += f"\n{report.model_dump_json(exclude_none=True)}"
    return hashlib.sha256(normal.encode()).hexdigest()


def _parse(html: bytes | str, url: str) -> HtmlElement:
    if not html.strip():
        raise EmptyArticle(f"{url}: an empty page")
    tree = load_html(html)
    if tree is None:
        raise EmptyArticle(f"{url}: not HTML")
    return tree
