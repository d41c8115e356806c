"""Spreads polls after a pause of the whole crawler, and brings them forward when somebody waits for them."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.asyncio import AsyncConnection

from services.crawler.frontier import POLLS
from services.crawler.schedule import first_delay
from services.crawler.tables import frontier, sources

_POLLS_WITH_INTERVAL = (
    sa.select(frontier.c.kind, frontier.c.key, frontier.c.due_at, frontier.c.visited_at, sources.c.interval)
    .join(sources, sources.c.id == frontier.c.source_id)
    .where(frontier.c.kind.in_(POLLS))
)


async def _set_due(connection: AsyncConnection, poll: Any, due_at: datetime) -> None:
    await connection.execute(
        sa.update(frontier)
        .where(frontier.c.kind == poll.kind, frontier.c.key == poll.key, frontier.c.due_at.is_not(None))
        .values(due_at=due_at)
    )


async def spread_overdue(connection: AsyncConnection, now: datetime) -> int:
    """Spread the polls that are late by more than their interval (nobody was crawling); how many.

    A crawler that starts beside running ones finds none.
    """
    late = [
        poll
        for poll in (await connection.execute(_POLLS_WITH_INTERVAL.where(frontier.c.due_at <= now))).all()
        if poll.due_at < now - timedelta(seconds=poll.interval)
    ]
    for poll in late:
        delay = first_delay(len(late), poll.interval, random.random())
        await _set_due(connection, poll, now + timedelta(seconds=delay))
    return len(late)


async def bring_forward(connection: AsyncConnection, now: datetime) -> int:
    """Make due now what was only spread: polls never done, or last done longer ago than their interval."""
    waiting = [
        poll
        for poll in (await connection.execute(_POLLS_WITH_INTERVAL.where(frontier.c.due_at > now))).all()
        if poll.visited_at is None
        or (poll.kind != "home" and poll.visited_at < now - timedelta(seconds=2 * poll.interval))
    ]
    for poll in waiting:
        await _set_due(connection, poll, now)
    return len(waiting)
