"""Dashboard sessions: kept on the server, found by the hash of a random cookie value."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncEngine

from services.gateway import tables

# A working day: whoever signs in in the morning is not thrown out before going home.
SESSION_LENGTH = timedelta(hours=12)


@dataclass(frozen=True)
class Session:
    """A signed-in user; `csrf` must come back with every form."""

    user_id: str
    csrf: str
    expires_at: datetime


async def open_session(engine: AsyncEngine, user_id: str) -> tuple[str, Session]:
    """A new session and the cookie value that finds it; ended sessions of all users are cleared away."""
    token = secrets.token_urlsafe(32)
    now = datetime.now(UTC)
    session = Session(user_id, secrets.token_urlsafe(32), now + SESSION_LENGTH)
    async with engine.begin() as connection:
        await connection.execute(delete(tables.sessions).where(tables.sessions.c.expires_at <= now))
        await connection.execute(
            insert(tables.sessions).values(
                token_hash=_hash(token),
                user_id=user_id,
                csrf=session.csrf,
                created_at=now,
                expires_at=session.expires_at,
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
    return Session(row.user_id, row.csrf, row.expires_at)


async def close_session(engine: AsyncEngine, token: str) -> None:
    """Sign out; an unknown value is no error."""
    async with engine.begin() as connection:
        await connection.execute(delete(tables.sessions).where(tables.sessions.c.token_hash == _hash(token)))


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
