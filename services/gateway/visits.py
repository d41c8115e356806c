"""Visits of a user: when the one before the present ended, so that a page can say what is new since."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import or_, update
from sqlalchemy.ext.asyncio import AsyncEngine

from services.gateway import tables
from services.gateway.sessions import Session
from services.gateway.users import User

# The usual border of a visit in web analytics: half an hour without a page.
GAP = timedelta(minutes=30)
# Whoever reads page after page writes one row a minute.
STEP = timedelta(minutes=1)


async def seen(engine: AsyncEngine, user: User, session: Session, now: datetime) -> datetime | None:
    """Note that the user is here; the end of the visit before this one, None on the first."""
    await _touch_session(engine, session, now)
    last = user.last_seen_at
    if last is not None and now - last < STEP:
        return user.previous_visit_at
    users = tables.users.c
    new_visit = last is not None and now - last >= GAP
    values = {"last_seen_at": now} | ({"previous_visit_at": last} if new_visit else {})
    # Of several requests of a page that comes first, one begins the visit; the others find it begun.
    stale = or_(users.last_seen_at.is_(None), users.last_seen_at == last)
    async with engine.begin() as connection:
        await connection.execute(update(tables.users).where(users.id == user.id, stale).values(values))
    return last if new_visit else user.previous_visit_at


async def _touch_session(engine: AsyncEngine, session: Session, now: datetime) -> None:
    if session.last_seen_at is not None and now - session.last_seen_at < STEP:
        return
    async with engine.begin() as connection:
        await connection.execute(
            update(tables.sessions).where(tables.sessions.c.token_hash == session.id).values(last_seen_at=now)
        )
