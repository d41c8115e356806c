"""Sessions: found by their cookie while they last, and only a hash of it is stored."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from services.gateway import tables
from services.gateway.sessions import close_session, find_session, open_session
from services.gateway.tenants import create_tenant
from services.gateway.users import User, create_user


@pytest.fixture
async def user(engine: AsyncEngine) -> User:
    """A user of Kutai Timur."""
    tenant = await create_tenant(engine, "Kutai Timur", ["64.08"])
    return await create_user(engine, tenant.id, "a@kutim.example", "sungai-sangatta", "viewer")


async def test_a_session_is_found_until_it_is_closed(engine: AsyncEngine, user: User) -> None:
    token, session = await open_session(engine, user.id)
    assert await find_session(engine, token) == session
    assert await find_session(engine, token + "x") is None
    await close_session(engine, token)
    assert await find_session(engine, token) is None


async def test_the_table_does_not_hold_the_cookie(engine: AsyncEngine, user: User) -> None:
    token, _ = await open_session(engine, user.id)
    async with engine.connect() as connection:
        row = (await connection.execute(select(tables.sessions))).one()
    assert token not in " ".join(str(value) for value in row)


async def test_an_ended_session_is_over_and_cleared_by_the_next(engine: AsyncEngine, user: User) -> None:
    token, _ = await open_session(engine, user.id)
    past = datetime.now(UTC) - timedelta(seconds=1)
    async with engine.begin() as connection:
        await connection.execute(update(tables.sessions).values(expires_at=past))
    assert await find_session(engine, token) is None
    await open_session(engine, user.id)
    async with engine.connect() as connection:
        assert len((await connection.execute(select(tables.sessions))).all()) == 1
