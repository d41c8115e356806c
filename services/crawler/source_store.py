"""Sources in the database: add, change, pause, list, and what each of them last did."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from services.crawler.canonical import domain_of, host_key
from services.crawler.enqueue import polls_of, set_polls
from services.crawler.errors import SourceExists, UnknownSource
from services.crawler.frontier import POLLS, Kind
from services.crawler.new_source import name_from, slug
from services.crawler.tables import frontier, sources
from services.crawler.upsert import insert_into
from shared.contracts.article import SourceRef
from shared.contracts.crawl import Source

# What a sources file or an operator decides; the rest of the row is what happened.
DECIDED = ("name", "url", "domain", "region", "timezone", "kind", "interval")
PLACES = ("feeds", "sitemaps", "listings")


def _source(row: Any) -> Source:
    return Source(**{name: getattr(row, name) for name in Source.model_fields})


async def find_source(connection: AsyncConnection, source_id: str) -> Source | None:
    """The source of an id, or None."""
    row = (await connection.execute(sa.select(sources).where(sources.c.id == source_id))).one_or_none()
    return _source(row) if row else None


async def get_source(connection: AsyncConnection, source_id: str) -> Source:
    """The source of an id; raises UnknownSource."""
    source = await find_source(connection, source_id)
    if source is None:
        raise UnknownSource(f"there is no source {source_id!r}")
    return source


async def list_sources(connection: AsyncConnection, *, after: str | None, limit: int) -> list[Source]:
    """Sources by id, those behind `after`."""
    query = sa.select(sources).order_by(sources.c.id).limit(limit)
    if after is not None:
        query = query.where(sources.c.id > after)
    return [_source(row) for row in (await connection.execute(query)).all()]


async def add_source(connection: AsyncConnection, source: Source, now: datetime) -> None:
    """Add a source and what has to be polled for it. Raises SourceExists."""
    if not await _insert(connection, source, now):
        raise SourceExists(f"there is a source {source.id!r} already")
    if not source.paused:
        await set_polls(connection, source, polls_of(source), now)


async def import_source(connection: AsyncConnection, source: Source, now: datetime, *, together: int) -> None:
    """Add a source, or bring a known one up to date: what was discovered, and a pause, stay."""
    if await _insert(connection, source, now):
        polls = polls_of(source)
    else:
        changes: dict[str, Any] = {name: getattr(source, name) for name in DECIDED}
        changes |= {name: getattr(source, name) for name in PLACES if getattr(source, name)}
        await connection.execute(sa.update(sources).where(sources.c.id == source.id).values(changes))
        source = await get_source(connection, source.id)
        polls = await _known_polls(connection, source)
    if not source.paused:
        await set_polls(connection, source, polls, now, together=together)


async def _known_polls(connection: AsyncConnection, source: Source) -> list[Any]:
    polls = polls_of(source)
    home = sa.select(frontier.c.key).where(frontier.c.source_id == source.id, frontier.c.kind == "home")
    if (await connection.execute(home)).first() and ("home", source.url) not in polls:
        polls.append(("home", source.url))
    return polls


async def change_source(
    connection: AsyncConnection, source_id: str, changes: dict[str, Any], now: datetime
) -> Source:
    """Change fields of a source; pausing stops every visit, resuming starts again. Raises UnknownSource."""
    before = await get_source(connection, source_id)
    if "url" in changes:
        changes = {**changes, "domain": domain_of(changes["url"])}
    if changes:
        await connection.execute(sa.update(sources).where(sources.c.id == source_id).values(changes))
    source = await get_source(connection, source_id)
    if source.paused:
        stop = sa.update(frontier).where(frontier.c.source_id == source_id)
        await connection.execute(stop.values(due_at=None))
    elif before.paused or set(changes) & {*PLACES, "url"}:
        await set_polls(connection, source, await _known_polls(connection, source), now)
        waiting = sa.or_(
            frontier.c.kind.in_(POLLS),
            sa.and_(frontier.c.visited_at.is_(None), frontier.c.last_error.is_(None)),
        )
        resume = sa.update(frontier).where(
            frontier.c.source_id == source_id, frontier.c.due_at.is_(None), waiting
        )
        await connection.execute(resume.values(due_at=now))
    return source


async def _insert(connection: AsyncConnection, source: Source, now: datetime) -> bool:
    values = source.model_dump(exclude={"last_success_at", "last_error"}) | {"created_at": now}
    added = insert_into(connection, sources).values(values).on_conflict_do_nothing().returning(sources.c.id)
    return (await connection.execute(added)).first() is not None


async def note_success(connection: AsyncConnection, source_id: str, url: str, now: datetime) -> None:
    """A poll went well; an error of the same poll is over."""
    of_this_poll = sources.c.last_error_url == url
    await connection.execute(
        sa.update(sources)
        .where(sources.c.id == source_id)
        .values(
            last_success_at=now,
            last_error=sa.case((of_this_poll, None), else_=sources.c.last_error),
            last_error_url=sa.case((of_this_poll, None), else_=sources.c.last_error_url),
        )
    )


async def note_error(connection: AsyncConnection, source_id: str, url: str, message: str) -> None:
    """A poll failed, or went well and found nothing."""
    await connection.execute(
        sa.update(sources)
        .where(sources.c.id == source_id)
        .values(last_error=message[:500], last_error_url=url)
    )


async def source_for(connection: AsyncConnection, url: str) -> SourceRef:
    """The source an address belongs to: same host and port, longest common path; else one made up."""
    domain, host = domain_of(url), host_key(url)
    rows = (await connection.execute(sa.select(sources).where(sources.c.domain == domain))).all()
    near = [_source(row) for row in rows]
    if not near:
        return SourceRef(id=slug(domain) or "sumber", name=name_from(domain), domain=domain)
    return ref(max(near, key=lambda source: (host_key(source.url) == host, _common_path(source.url, url))))


def _common_path(one: str, other: str) -> int:
    path = urlsplit(one).path.rstrip("/")
    return len(path) if urlsplit(other).path.startswith(path) else -1


def ref(source: Source) -> SourceRef:
    """The source as an article carries it."""
    return SourceRef(
        id=source.id,
        name=source.name,
        domain=source.domain,
        region=source.region,
        timezone=source.timezone,
        official=source.kind == "pemerintah",
    )


def merged_places(source: Source, polls: Sequence[tuple[Kind, str]]) -> dict[str, list[str]]:
    """Where a source is polled from now on, after a look at its home page.

    Known feeds and sitemaps stay (one that fails today may be back tomorrow); a listing stays only while
    there is neither.
    """
    found: dict[str, list[str]] = {place: [] for place in PLACES}
    for kind, url in polls:
        if kind != "home":
            found[f"{kind}s"].append(url)
    feeds = list(dict.fromkeys([*source.feeds, *found["feeds"]]))
    sitemaps = list(dict.fromkeys([*source.sitemaps, *found["sitemaps"]]))
    listings = [] if feeds or sitemaps else list(dict.fromkeys([*source.listings, *found["listings"]]))
    return {"feeds": feeds, "sitemaps": sitemaps, "listings": listings}


async def remember_places(
    connection: AsyncConnection, source: Source, polls: Sequence[tuple[Kind, str]], now: datetime
) -> None:
    """Store what a look at the home page found, and poll it."""
    places = merged_places(source, polls)
    known = source.model_copy(update=places)
    await set_polls(connection, known, [*polls_of(known), ("home", source.url)], now)
    await connection.execute(sa.update(sources).where(sources.c.id == source.id).values(places))
