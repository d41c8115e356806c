"""Puts addresses into the frontier: polls of a source, and articles that somebody pointed to."""

from __future__ import annotations

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from services.crawler.canonical import canonicalize, host_key
from services.crawler.control import without_control
from services.crawler.date_text import read_date
from services.crawler.discover.found import Found
from services.crawler.errors import NotAllowedUrl
from services.crawler.frontier import AGAIN, BY_HAND, NEW, POLL, POLLS, Kind
from services.crawler.schedule import first_delay
from services.crawler.tables import LONG_AGO, frontier, hosts
from services.crawler.upsert import insert_into
from shared.contracts.crawl import Source

# SQLite and PostgreSQL take 32 766 parameters in one statement; a row has 11.
CHUNK = 500
# Headlines have 200 characters at most; a longer one is a whole article in the wrong element.
LONGEST_HINT = 500


def _row(
    kind: Kind, key: str, url: str, source_id: str, priority: int, due_at: datetime | None, now: datetime
) -> dict[str, Any]:
    return {
        "kind": kind,
        "key": key,
        "url": url,
        "host": host_key(url),
        "source_id": source_id,
        "priority": priority,
        "due_at": due_at,
        "first_seen_at": now,
        "attempts": 0,
        "checks": 0,
    }


async def _add(connection: AsyncConnection, rows: Sequence[dict[str, Any]]) -> int:
    """Insert rows that are not there yet, and the hosts they live on; how many were new."""
    if not rows:
        return 0
    names = sorted({row["host"] for row in rows})
    new_hosts = [{"host": name, "next_at": LONG_AGO, "lease_until": LONG_AGO} for name in names]
    await connection.execute(insert_into(connection, hosts).values(new_hosts).on_conflict_do_nothing())
    added = (
        insert_into(connection, frontier)
        .values(list(rows))
        .on_conflict_do_nothing()
        .returning(frontier.c.key)
    )
    return len((await connection.execute(added)).all())


def polls_of(source: Source) -> list[tuple[Kind, str]]:
    """What has to be polled for a source: its feeds, sitemaps and listings, or its home page to find them."""
    polls: list[tuple[Kind, str]] = [("feed", url) for url in source.feeds]
    polls += [("sitemap", url) for url in source.sitemaps]
    polls += [("listing", url) for url in source.listings]
    return polls or [("home", source.url)]


async def set_polls(
    connection: AsyncConnection,
    source: Source,
    polls: Sequence[tuple[Kind, str]],
    now: datetime,
    *,
    together: int = 1,
) -> None:
    """Make the polls of a source exactly these; those known keep their state.

    `together` is how many polls start at the same time: they are spread over half a second each.
    """
    wanted = {f"{kind} {url}" for kind, url in polls}
    known = await connection.execute(
        sa.select(frontier.c.kind, frontier.c.key).where(
            frontier.c.source_id == source.id, frontier.c.kind.in_(POLLS)
        )
    )
    gone = [(kind, key) for kind, key in known.all() if f"{kind} {key}" not in wanted]
    if gone:
        await connection.execute(
            sa.delete(frontier).where(sa.tuple_(frontier.c.kind, frontier.c.key).in_(gone))
        )
    rows = []
    for kind, url in polls:
        delay = first_delay(together, source.interval, random.random())
        rows.append(_row(kind, url, url, source.id, POLL, now + timedelta(seconds=delay), now))
    await _add(connection, rows)


async def add_articles(
    connection: AsyncConnection, source_id: str, found: Sequence[Found], said_by: str, now: datetime
) -> int:
    """Put articles into the frontier in the order given; how many were new.

    A known article is due again when a feed says that it was updated since, or gives it another title.
    """
    rows: dict[str, dict[str, Any]] = {}
    for position, item in enumerate(found):
        try:
            key = canonicalize(item.url)
        except NotAllowedUrl:
            continue
        # A microsecond each keeps the order of the feed, newest first.
        due_at = now + timedelta(microseconds=position - len(found))
        hints = {
            "hint_from": said_by,
            "hint_title": _hint(item.title),
            "hint_published": _hint(item.published),
            "hint_updated": _hint(item.updated),
        }
        rows.setdefault(key, _row("article", key, item.url, source_id, NEW, due_at, now) | hints)
    new = 0
    # Sorted: two polls that lead to the same articles then never wait for each other in a circle.
    keys = sorted(rows)
    for start in range(0, len(keys), CHUNK):
        chunk = [rows[key] for key in keys[start : start + CHUNK]]
        await _look_again(connection, chunk, now)
        new += await _add(connection, chunk)
    return new


def _hint(text: str | None) -> str | None:
    return without_control(text)[:LONGEST_HINT] if text else None


async def _look_again(connection: AsyncConnection, rows: Sequence[dict[str, Any]], now: datetime) -> None:
    by_key = {row["key"]: row for row in rows}
    known = await connection.execute(
        sa.select(frontier).where(frontier.c.kind == "article", frontier.c.key.in_(list(by_key)))
    )
    for old in known.all():
        new = by_key[old.key]
        changes: dict[str, Any] = _news(old, new)
        if not changes:
            continue
        edited = any(old_value is not None for old_value in (getattr(old, name) for name in changes))
        if edited and (old.due_at is None or old.due_at > now):
            # Without validators: the server's own idea of "unchanged" is what we doubt.
            changes = {
                **changes,
                "due_at": now,
                "priority": AGAIN,
                "etag": None,
                "last_modified": None,
                "attempts": 0,
            }
        await connection.execute(
            sa.update(frontier).where(frontier.c.kind == "article", frontier.c.key == old.key).values(changes)
        )


def _news(old: Any, new: dict[str, Any]) -> dict[str, str]:
    """What is said about a known article that was not said before.

    Titles are compared only within one feed: a sitemap may spell them differently for ever.
    """
    news: dict[str, str] = {}
    if new["hint_title"] and old.hint_from == new["hint_from"] and new["hint_title"] != old.hint_title:
        news["hint_title"] = new["hint_title"]
    if new["hint_published"] and old.hint_published is None:
        news["hint_published"] = new["hint_published"]
    read_new, read_old = read_date(new["hint_updated"], UTC), read_date(old.hint_updated, UTC)
    if read_new and (read_old is None or read_new.at > read_old.at):
        news["hint_updated"] = new["hint_updated"]
    return news


async def ask_for(
    connection: AsyncConnection, url: str, source_id: str, now: datetime, due_at: datetime | None
) -> tuple[str, str]:
    """Make one article due before everything else; its frontier key and host. Raises NotAllowedUrl.

    `due_at` None: it waits for `claim_one` instead of the dispatcher.
    """
    key = canonicalize(url)
    await _add(connection, [_row("article", key, url, source_id, BY_HAND, due_at, now)])
    await connection.execute(
        sa.update(frontier)
        .where(frontier.c.kind == "article", frontier.c.key == key)
        .values(due_at=due_at, priority=BY_HAND, attempts=0, etag=None, last_modified=None)
    )
    host = await connection.execute(
        sa.select(frontier.c.host).where(frontier.c.kind == "article", frontier.c.key == key)
    )
    return key, host.scalar_one()
