"""Takes documents that are given to us: cleaned like a crawled page, with an id of their own, idempotent."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Callable
from datetime import UTC, datetime, tzinfo
from zoneinfo import ZoneInfo

from sqlalchemy.ext.asyncio import AsyncEngine

from services.crawler.article_store import Draft, Stored, store
from services.crawler.canonical import canonicalize, domain_of
from services.crawler.control import without_control
from services.crawler.dates import DateCandidate, Published, believable, publication_date
from services.crawler.errors import NotAllowedUrl
from services.crawler.extract import content_hash
from services.crawler.furniture import clean
from services.crawler.furniture.tidy import lines_of
from services.crawler.health import count
from services.crawler.identity import INSTALLATION, OF_CITIZENS, by_ticket, by_words, of_tenant
from services.crawler.imports.bringing import STAYS, also_brought
from services.crawler.masking import mask_line
from services.crawler.new_source import slug
from services.crawler.page_metadata import without_site_name
from services.crawler.source_store import find_source, ref
from shared.contracts.article import Report, SourceRef
from shared.contracts.crawl import PushedArticle, Source, TenantPush


async def push(engine: AsyncEngine, pushed: TenantPush) -> Stored:
    """Store a pushed document and its event. Raises NotAllowedUrl for a `url` that is none."""
    now = datetime.now(UTC)
    wanted = pushed.source.id or slug(pushed.source.name)
    async with engine.connect() as connection:
        source = origin(pushed, await find_source(connection, wanted))
    # Cleaning the longest text takes a second: nobody waits for it, neither a request nor the database.
    document = await asyncio.to_thread(draft, pushed, source, now)
    async with engine.begin() as connection:
        stored = await store(connection, document, now)
        if stored.changed:
            await count(connection, source.id, {"discovered": 1, "extracted": 1}, now)
        else:
            await also_brought(connection, STAYS, stored.article.id)
    return stored


def origin(pushed: PushedArticle, known: Source | None) -> SourceRef:
    """Who said it: the source we know by that id, else the one that was named."""
    if known:
        return ref(known)
    try:
        domain = domain_of(pushed.url) if pushed.url else ""
    except NotAllowedUrl:
        domain = ""
    # The account of a citizen may be called by a telephone number.
    name = mask_line(pushed.source.name) if pushed.kind in OF_CITIZENS else pushed.source.name
    return SourceRef(
        id=slug(pushed.source.id or name) or "kiriman",
        name=name,
        domain=domain,
        region=pushed.source.region,
        timezone=pushed.source.timezone,
    )


def draft(pushed: PushedArticle, source: SourceRef, now: datetime) -> Draft:
    """The document as we keep it: cleaned, and masked when citizens wrote it.

    A text that is nothing but furniture is kept, and no author is read from it: it was no furniture then.
    """
    masked: Callable[[str], str] = mask_line if pushed.kind in OF_CITIZENS else str
    headline = " ".join(without_control(pushed.title).split())
    title = masked(without_site_name(headline, source.name))
    given = without_control(pushed.text)
    cleaned = clean(given, title=title, outlet=source.name)
    text = masked(cleaned.text or in_paragraphs(given))
    title = title or text.split("\n")[0][:120]
    author = _author(pushed, cleaned.author if cleaned.text else None)
    if pushed.kind in OF_CITIZENS:
        address = _of_citizen(pushed, source, content_hash(masked(headline), text), author)
    else:
        address = _address(pushed, source, headline)
    report = _report(pushed)
    return Draft(
        url=masked(pushed.url) if pushed.url else address,
        canonical_url=address,
        title=title,
        text=text,
        author=author,
        image=None,
        kind=pushed.kind,
        source=source,
        published=_published(pushed, source, text, cleaned.dates, now),
        content_hash=content_hash(title, text, report),
        raw_sha256=None,
        report=report,
    )


def _address(pushed: PushedArticle, source: SourceRef, headline: str) -> str:
    """The address that makes the article's id, never that of a page; see `identity`."""
    own = canonicalize(pushed.url) if pushed.url else made_up_address(source, headline, pushed.published_at)
    return of_tenant(_tenant(pushed), own)


def _of_citizen(pushed: PushedArticle, source: SourceRef, words: str, author: str | None) -> str:
    """The same of a complaint, post or comment: by ticket, else by place, words, author and time."""
    place = canonicalize(pushed.url) if pushed.url else source.id
    at = _in_zone(pushed.published_at, ZoneInfo(source.timezone)) if pushed.published_at else None
    ticket = " ".join((pushed.report.ticket or "").split()).strip("-") if pushed.report else ""
    known_by = by_ticket(source.id, ticket) if ticket else by_words(place, words, at, author)
    return of_tenant(_tenant(pushed), known_by)


def _in_zone(at: datetime, zone: tzinfo) -> datetime:
    """The same moment there; the first and last days that a calendar has stay as they were given."""
    try:
        return at.astimezone(zone)
    except OverflowError:
        return at


def _tenant(pushed: PushedArticle) -> str:
    return (pushed.tenant_id if isinstance(pushed, TenantPush) else None) or INSTALLATION


def _author(pushed: PushedArticle, read: str | None) -> str | None:
    """Who wrote it; of a complaint nobody is named."""
    if pushed.kind == "aspirasi":
        return None
    author = without_control(pushed.author) if pushed.author else read
    return mask_line(author) if author and pushed.kind == "sosial" else author


def _report(pushed: PushedArticle) -> Report | None:
    if pushed.report is None or pushed.kind not in OF_CITIZENS:
        return None
    facts = pushed.report.model_dump(exclude_none=True)
    return Report(**{name: mask_line(without_control(value)) for name, value in facts.items()})


def made_up_address(source: SourceRef, title: str, published_at: datetime | None) -> str:
    """A stable address for a document without one.

    The same source, title as given and time (when given) is the same document; other text then is a
    revision of it.
    Two releases that share a title but not their time stay two.
    """
    moment = _in_zone(published_at, UTC).isoformat() if published_at else ""
    digest = hashlib.sha256(f"{source.id}\n{title.casefold()}\n{moment}".encode()).hexdigest()
    return f"gaung:push/{digest}"


def in_paragraphs(text: str) -> str:
    """The text without markup and with blank space in order; no words are removed."""
    return "\n\n".join(" ".join(line.split()) for line in lines_of(text) if line)


def _published(
    pushed: PushedArticle, source: SourceRef, text: str, dates: tuple[str, ...], now: datetime
) -> Published | None:
    if pushed.published_at and believable(pushed.published_at, now):
        return Published(pushed.published_at, "time", "push")
    return publication_date(
        [DateCandidate(date, "dateline") for date in dates],
        url=pushed.url or "",
        text=text,
        zone=ZoneInfo(source.timezone),
        now=now,
    )
