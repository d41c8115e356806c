"""Dashboard sessions: kept on the server, found by the hash of a random cookie value, ended one by one."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Row, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from services.gateway import tables

# A working day: whoever signs in in the morning is not thrown out before going home.
SESSION_LENGTH = timedelta(hours=12)
# As long as the columns.
_AGENT_LENGTH, _ADDRESS_LENGTH = 300, 64


@dataclass(frozen=True)
class Session:
    """A signed-in user; `csrf` must come back with every form.

    `id` is the hash of the cookie's value: it names the session and signs nobody in. `notice` is what the
    next page has to say (dashboard/notices.py).
    """

    user_id: str
    csrf: str
    expires_at: datetime
    id: str
    created_at: datetime
    last_seen_at: datetime | None = None
    agent: str = ""
    address: str = ""
    notice: str | None = None


async def open_session(
    engine: AsyncEngine, user_id: str, *, agent: str = "", address: str = ""
) -> tuple[str, Session]:
    """A new session and the cookie value that finds it; ended sessions of all users are cleared away."""
    token = secrets.token_urlsafe(32)
    now = datetime.now(UTC)
    session = Session(
        user_id=user_id,
        csrf=secrets.token_urlsafe(32),
        expires_at=now + SESSION_LENGTH,
        id=_hash(token),
        created_at=now,
        last_seen_at=now,
        agent=agent[:_AGENT_LENGTH],
        address=address[:_ADDRESS_LENGTH],
    )
    async with engine.begin() as connection:
        await connection.execute(delete(tables.sessions).where(tables.sessions.c.expires_at <= now))
        await connection.execute(
            insert(tables.sessions).values(
                token_hash=session.id,
                user_id=user_id,
                csrf=session.csrf,
                created_at=now,
                expires_at=session.expires_at,
                last_seen_at=now,
                agent=session.agent,
                address=session.address,
            )
        )
    return token, session


async def find_session(engine: AsyncEngine, token: str) -> Session | None:
    """The session of a cookie value; None when unknown or over."""
    query = select(tables.sessions).where(tables.sessions.c.token_hash == _hash(token))
    async with engine.connect() as connection:
        row = (await connection.execute(query)).first()
    if row is None or row.expires_at <= datetime.now(UTC):
        return None
    return _session_of_row(row)


async def sessions_of(engine: AsyncEngine, user_id: str) -> list[Session]:
    """The sessions of a user that are not over, the one seen last first."""
    sessions = tables.sessions.c
    query = select(tables.sessions).where(
        sessions.user_id == user_id, sessions.expires_at > datetime.now(UTC)
    )
    async with engine.connect() as connection:
        found = [_session_of_row(row) for row in await connection.execute(query)]
    return sorted(found, key=lambda one: one.last_seen_at or one.created_at, reverse=True)


async def close_session(engine: AsyncEngine, token: str) -> None:
    """Sign out; an unknown value is no error."""
    async with engine.begin() as connection:
        await connection.execute(delete(tables.sessions).where(tables.sessions.c.token_hash == _hash(token)))


async def end_session(engine: AsyncEngine, user_id: str, session_id: str) -> bool:
    """End one session of this user; False when there is none with this id."""
    sessions = tables.sessions.c
    async with engine.begin() as connection:
        ended = await connection.execute(
            delete(tables.sessions).where(sessions.user_id == user_id, sessions.token_hash == session_id)
        )
    return ended.rowcount > 0


async def end_sessions(connection: AsyncConnection, user_id: str, *, but: str | None = None) -> int:
    """End the sessions of a user except the one with the id `but`, in the caller's transaction; how many."""
    sessions = tables.sessions.c
    which = delete(tables.sessions).where(sessions.user_id == user_id)
    if but is not None:
        which = which.where(sessions.token_hash != but)
    return (await connection.execute(which)).rowcount


async def leave_notice(engine: AsyncEngine, session_id: str, notice: str) -> None:
    """Keep what the next page of this session has to say."""
    async with engine.begin() as connection:
        await connection.execute(
            update(tables.sessions).where(tables.sessions.c.token_hash == session_id).values(notice=notice)
        )


async def forget_notice(engine: AsyncEngine, session_id: str, notice: str) -> None:
    """It has been said; another one that was left meanwhile stays."""
    sessions = tables.sessions.c
    async with engine.begin() as connection:
        await connection.execute(
            update(tables.sessions)
            .where(sessions.token_hash == session_id, sessions.notice == notice)
            .values(notice=None)
        )


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _session_of_row(row: Row[Any]) -> Session:
    return Session(
        user_id=row.user_id,
        csrf=row.csrf,
        expires_at=row.expires_at,
        id=row.token_hash,
        created_at=row.created_at,
        last_seen_at=row.last_seen_at,
        agent=row.agent,
        address=row.address,
        notice=row.notice,
    )
