"""The article that a row of an import becomes."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from services.crawler.article_store import Draft
from services.crawler.dates import DateCandidate, Published, publication_date
from services.crawler.extract import content_hash
from services.crawler.furniture import clean
from services.crawler.identity import OF_CITIZENS
from services.crawler.imports.row import Row
from services.crawler.masking import mask_line
from shared.contracts.article import Kind, SourceRef


def draft_of(row: Row, kind: Kind, source: SourceRef, now: datetime) -> Draft:
    """The document as we keep it; masked once more after cleaning, which may decode what was hidden.

    News and releases are cleaned of page furniture; what citizens write is taken as it stands, with the place
    of its column below it, so that the region can be read.
    """
    text, dates = row.text, tuple[str, ...]()
    if kind not in OF_CITIZENS:
        cleaned = clean(row.text, title=row.title, outlet=source.name)
        text, dates = mask_line(cleaned.text) or row.text, cleaned.dates
    if row.place and row.place.casefold() not in text.casefold():
        text = f"{text}\n\nLokasi: {row.place}"
    return Draft(
        url=row.url or row.address,
        canonical_url=row.address,
        title=row.title,
        text=text,
        author=row.author,
        image=None,
        kind=kind,
        source=source.model_copy(update={"region": row.region}),
        published=_published(row, text, dates, source, now),
        content_hash=content_hash(row.title, text, row.report),
        raw_sha256=None,
        report=row.report,
    )


def _published(
    row: Row, text: str, dates: tuple[str, ...], source: SourceRef, now: datetime
) -> Published | None:
    if row.published_at:
        return Published(row.published_at, row.published_precision, "push")
    candidates = [DateCandidate(date, "dateline") for date in dates]
    return publication_date(candidates, url=row.url or "", text=text, zone=ZoneInfo(source.timezone), now=now)
