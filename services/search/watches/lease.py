"""Who runs a rule that is judged by time, and when: a lease in the database, so that two never do at once.

A process that dies leaves its lease behind; it ends by itself and another process takes the watch. However
many runs were missed meanwhile, there is one. While a run lasts its watch is next due when the lease ends;
due earlier, it was asked for by what came in the meantime.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import case, literal, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from services.search.tables import watches
from services.search.transactions import writing
from services.search.watches.store import watch_of
from shared.contracts.watch import Watch
from shared.runtime.database import UtcDateTime

# Longer than one run takes by far: some queries, of which each may take ten seconds.
LEASE = timedelta(minutes=2)
# With articles coming a watch is run once a minute, without them every ten: what counts is in the database.
SHORTEST = timedelta(minutes=1)
LONGEST = timedelta(minutes=10)


async def take(engine: AsyncEngine, now: datetime) -> Watch | None:
    """Take the watch that has waited longest and is due; None when none is."""
    due = (
        select(watches.c.watch_id)
        .where(
            watches.c.next_run_at <= now,
            watches.c.broken.is_(None),
            watches.c.lease_until.is_(None) | (watches.c.lease_until <= now),
        )
        .order_by(watches.c.next_run_at, watches.c.watch_id)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    async with writing(engine) as connection:
        watch_id = await connection.scalar(due)
        if watch_id is None:
            return None
        row = (
            await connection.execute(
                update(watches)
                .where(watches.c.watch_id == watch_id)
                .values(lease_until=now + LEASE, next_run_at=now + LEASE)
                .returning(*watches.c)
            )
        ).one()
    return watch_of(row)


async def give_back(engine: AsyncEngine, watch_id: str, now: datetime) -> None:
    """The run of a watch taken at `now` is done; another process may have taken it since: then nothing.

    The next run is LONGEST away, or sooner when articles come; SHORTEST when they came during this one.
    """
    following = case(
        (watches.c.next_run_at < watches.c.lease_until, literal(now + SHORTEST, UtcDateTime())),
        (watches.c.next_run_at.is_not(None), literal(now + LONGEST, UtcDateTime())),
    )
    async with writing(engine) as connection:
        await connection.execute(
            update(watches)
            .where(watches.c.watch_id == watch_id, watches.c.lease_until == now + LEASE)
            .values(lease_until=None, ran_at=now, next_run_at=following)
        )


async def hurry(engine: AsyncEngine, watch_id: str, now: datetime) -> None:
    """An article came: run the watch now, or SHORTEST after its last run."""
    soon = case(
        (watches.c.ran_at > now - SHORTEST, literal(now + SHORTEST, UtcDateTime())),
        else_=literal(now, UtcDateTime()),
    )
    async with writing(engine) as connection:
        await connection.execute(
            update(watches)
            .where(watches.c.watch_id == watch_id, watches.c.next_run_at > soon)
            .values(next_run_at=soon)
        )
