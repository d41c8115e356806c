"""The frontier: which address is due, who visits its host, and what became of the visit.

One process at a time works on a host: the claim on the host is a lease, renewed while work goes on. A killed
process's claim runs out; what it had in hand is still due.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from services.crawler.errors import LeaseLost
from services.crawler.fetch import Validators
from services.crawler.tables import LONG_AGO, frontier, hosts

Kind = Literal["home", "feed", "sitemap", "listing", "article"]
POLLS: tuple[Kind, ...] = ("home", "feed", "sitemap", "listing")

# Renewed every ten seconds: whoever misses that three times is dead, or so slow that others should help.
LEASE = timedelta(seconds=30)
RENEW_SECONDS = 10.0
BY_HAND, POLL, NEW, AGAIN = 0, 1, 2, 3


@dataclass(frozen=True)
class Task:
    """One address to visit, with the claim on its host."""

    kind: Kind
    key: str
    url: str
    host: str
    source_id: str
    owner: str
    attempts: int
    checks: int
    validators: Validators
    hint_title: str | None
    hint_published: str | None
    article_id: str | None


async def claim(engine: AsyncEngine, owner: str, now: datetime) -> Task | None:
    """Take the host that has waited longest and has something due, and its most urgent address.

    None when nothing can be visited right now. Safe with any number of processes.
    """
    due = sa.exists().where(frontier.c.host == hosts.c.host, frontier.c.due_at <= now)
    waiting = (
        sa.select(hosts.c.host)
        .where(hosts.c.next_at <= now, hosts.c.lease_until <= now, due)
        .order_by(hosts.c.next_at)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    async with engine.begin() as connection:
        host = await _take(connection, hosts.c.host == waiting.scalar_subquery(), owner, now)
        if host is None:
            return None
        first = (
            sa.select(frontier.c.kind, frontier.c.key)
            .where(frontier.c.host == host, frontier.c.due_at <= now)
            .order_by(frontier.c.priority, frontier.c.due_at)
            .limit(1)
        )
        task = await _pick(connection, sa.tuple_(frontier.c.kind, frontier.c.key).in_(first), owner)
        if task is None:
            await connection.execute(
                sa.update(hosts).where(hosts.c.host == host).values(lease_until=LONG_AGO)
            )
        return task


async def claim_one(
    engine: AsyncEngine, owner: str, kind: Kind, key: str, host: str, now: datetime
) -> Task | None:
    """Take one address now if nobody is at its host and the host may be asked."""
    async with engine.begin() as connection:
        free = sa.and_(hosts.c.host == host, hosts.c.next_at <= now, hosts.c.lease_until <= now)
        if await _take(connection, free, owner, now) is None:
            return None
        return await _pick(connection, sa.and_(frontier.c.kind == kind, frontier.c.key == key), owner)


async def _take(connection: AsyncConnection, which: Any, owner: str, now: datetime) -> str | None:
    taken = sa.update(hosts).where(which).values(lease_until=now + LEASE, owner=owner).returning(hosts.c.host)
    host: str | None = (await connection.execute(taken)).scalar_one_or_none()
    return host


async def _pick(connection: AsyncConnection, which: Any, owner: str) -> Task | None:
    picked = sa.update(frontier).where(which).values(attempts=frontier.c.attempts + 1).returning(frontier)
    row = (await connection.execute(picked)).one_or_none()
    if row is None:
        return None
    return Task(
        kind=row.kind,
        key=row.key,
        url=row.url,
        host=row.host,
        source_id=row.source_id,
        owner=owner,
        attempts=row.attempts,
        checks=row.checks,
        validators=Validators(row.etag, row.last_modified),
        hint_title=row.hint_title,
        hint_published=row.hint_published,
        article_id=row.article_id,
    )


async def renew(engine: AsyncEngine, task: Task, now: datetime) -> None:
    """Keep the host for another LEASE; raises LeaseLost when another process has it."""
    async with engine.begin() as connection:
        await _on_own_host(connection, task, lease_until=now + LEASE)


async def keep(engine: AsyncEngine, task: Task) -> None:
    """Renew the lease until cancelled; ends by itself when the lease is lost (storing will notice)."""
    while True:
        await asyncio.sleep(RENEW_SECONDS)
        try:
            await renew(engine, task, datetime.now(UTC))
        except LeaseLost:
            return
        except (sa.exc.DBAPIError, OSError):
            # Two more chances before the lease is over.
            continue


async def release(connection: AsyncConnection, task: Task, next_at: datetime) -> None:
    """Give the host back, to be asked again at `next_at` at the earliest. Raises LeaseLost.

    The first statement of every transaction that stores a visit's result: it makes sure that the result is
    still ours to store, and takes the write lock.
    """
    await _on_own_host(connection, task, lease_until=LONG_AGO, owner=None, next_at=next_at)


async def _on_own_host(connection: AsyncConnection, task: Task, **values: Any) -> None:
    own = sa.update(hosts).where(hosts.c.host == task.host, hosts.c.owner == task.owner).values(**values)
    if (await connection.execute(own)).rowcount != 1:
        raise LeaseLost(f"{task.host}: taken over while {task.url} was visited")


async def settle(connection: AsyncConnection, task: Task, now: datetime, **values: Any) -> None:
    """Write what became of a visit to its frontier row."""
    await connection.execute(
        sa.update(frontier)
        .where(frontier.c.kind == task.kind, frontier.c.key == task.key)
        .values(visited_at=now, **values)
    )


async def anything_due(connection: AsyncConnection, now: datetime) -> bool:
    """Whether any address is due or any host is being visited, in whatever process."""
    due = sa.select(sa.literal(1)).select_from(frontier).where(frontier.c.due_at <= now).limit(1)
    visited = sa.select(sa.literal(1)).select_from(hosts).where(hosts.c.lease_until > now).limit(1)
    return bool((await connection.execute(due)).first() or (await connection.execute(visited)).first())
