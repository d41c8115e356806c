"""The articles around a day, kept in memory by day of publication, brought up to date from the database."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import numpy as np
from sqlalchemy import Row, Select, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from services.search.record import HASH, VECTOR, unpack
from services.search.stories.decide import WINDOW
from services.search.stories.member import Member
from services.search.stories.neighbours import Neighbours
from services.search.tables import articles

# About 3 kB an article: 150 MB at most, plus the days that one batch needs.
MOST_MEMBERS = 50_000

_COLUMNS = (
    articles.c.article_id,
    articles.c.published_at,
    articles.c.seen_at,
    articles.c.regions,
    articles.c.words,
    articles.c.embedding,
    articles.c.minhash,
    articles.c.story_id,
    articles.c.copy_of,
)


class Window:
    """A cache of members that have a story, one shelf for each UTC day of publication.

    Every use begins with `refresh` inside the transaction that holds the story turn; it reads what any other
    process decided since (`story_seq` only grows), so the cache is right after a failover, too.
    """

    def __init__(self) -> None:
        self._shelves: OrderedDict[date, Neighbours] = OrderedDict()
        self._day_of: dict[str, date] = {}
        self._seq = 0

    async def refresh(self, connection: AsyncConnection) -> int:
        """Take in what was decided since the last time; returns the last number given out."""
        last = (await connection.execute(select(func.max(articles.c.story_seq)))).scalar() or 0
        if last > self._seq and self._shelves:
            await self._take(connection, select(*_COLUMNS).where(articles.c.story_seq > self._seq))
        self._seq = last
        return self._seq

    async def around(self, connection: AsyncConnection, moment: datetime) -> list[Neighbours]:
        """The shelves of the days within WINDOW of a moment, loaded where they are missing."""
        first, last = _day(moment - WINDOW), _day(moment + WINDOW)
        days = [first + timedelta(days=k) for k in range((last - first).days + 1)]
        missing = [day for day in days if day not in self._shelves]
        for day in days:
            self._shelves.setdefault(day, Neighbours())
            self._shelves.move_to_end(day)
        if missing:
            await self._load(connection, missing)
        self._evict(keep=len(days))
        return [self._shelves[day] for day in days]

    def put(self, member: Member) -> None:
        """Add or replace a member whose story was decided; ignored when its day is not in memory."""
        day, before = _day(member.published_at), self._day_of.get(member.id)
        if before is not None and before != day and before in self._shelves:
            self._shelves[before].remove(member.id)
        if day in self._shelves:
            self._shelves[day].put(member)
            self._day_of[member.id] = day

    def decided(self, seq: int) -> None:
        """Everything up to this number is in memory: call with the last number given out."""
        self._seq = seq

    def clear(self) -> None:
        """Forget everything: what is in memory may not be what was committed."""
        self._shelves.clear()
        self._day_of.clear()
        self._seq = 0

    async def _load(self, connection: AsyncConnection, days: Iterable[date]) -> None:
        days = sorted(days)
        start, end = _midnight(days[0]), _midnight(days[-1] + timedelta(days=1))
        storied = select(*_COLUMNS).where(articles.c.story_id.is_not(None))
        await self._take(
            connection, storied.where(articles.c.published_at >= start, articles.c.published_at < end)
        )

    async def _take(self, connection: AsyncConnection, query: Select[Any]) -> None:
        for row in await connection.execute(query):
            self.put(member_of(row))

    def _evict(self, keep: int) -> None:
        """Drop the days that were not needed for longest while there are too many members."""
        while len(self._shelves) > keep and sum(map(len, self._shelves.values())) > MOST_MEMBERS:
            _, shelf = self._shelves.popitem(last=False)
            for member in shelf.members:
                self._day_of.pop(member.id, None)


def member_of(row: Row[Any]) -> Member:
    """The member of a row of tables.articles (or of the columns that stories need)."""
    return Member(
        id=row.article_id,
        published_at=row.published_at,
        seen_at=row.seen_at,
        regions=frozenset(row.regions),
        words=unpack(row.words, HASH),
        vector=None if row.embedding is None else unpack(row.embedding, VECTOR).astype(np.float32),
        signature=None if row.minhash is None else unpack(row.minhash, HASH),
        story_id=row.story_id,
        copy_of=row.copy_of,
    )


def _day(moment: datetime) -> date:
    return moment.astimezone(UTC).date()


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=UTC)
