"""Keys: shown once, stored as a hash, found while they may be used."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from services.gateway import tables
from services.gateway.errors import UnknownKey, UnknownTenant
from services.gateway.keys import find_key, issue_key, list_keys, note_use, revoke_key
from services.gateway.tenants import create_tenant

NOW = datetime(2026, 8, 17, 3, 0, tzinfo=UTC)


async def test_a_key_is_found_with_its_tenant(engine: AsyncEngine) -> None:
    tenant = await create_tenant(engine, "Kutai Timur", ["64.08"])
    issued = await issue_key(engine, tenant.id, "analyst")
    found = await find_key(engine, issued.key)
    assert found is not None
    key, owner = found
    assert (key.id, key.role, owner) == (issued.id, "analyst", tenant)
    assert key.usable(NOW)


async def test_the_table_does_not_hold_the_key(engine: AsyncEngine) -> None:
    tenant = await create_tenant(engine, "Kutai Timur", ["64.08"])
    issued = await issue_key(engine, tenant.id, "viewer")
    async with engine.connect() as connection:
        row = (await connection.execute(select(tables.keys))).one()
    secret = issued.key.split("_", 2)[2]
    assert len(secret) == 43, "256 bits in base64url"
    assert secret not in " ".join(str(value) for value in row)


@pytest.mark.parametrize("change", [lambda k: k[:-1] + ("A" if k[-1] != "A" else "B"), lambda k: k + "x"])
async def test_a_changed_key_is_not_found(engine: AsyncEngine, change) -> None:  # type: ignore[no-untyped-def]  # a lambda of the parameter list
    tenant = await create_tenant(engine, "Kutai Timur", ["64.08"])
    issued = await issue_key(engine, tenant.id, "viewer")
    assert await find_key(engine, change(issued.key)) is None


@pytest.mark.parametrize("given", ["", "gaung", "gaung__", "other_abc_def", "gaung_000000000000_x", "é_é_é"])
async def test_what_is_no_key_is_not_found(engine: AsyncEngine, given: str) -> None:
    assert await find_key(engine, given) is None


async def test_a_key_expires_at_its_moment(engine: AsyncEngine) -> None:
    tenant = await create_tenant(engine, "Kutai Timur", ["64.08"])
    issued = await issue_key(engine, tenant.id, "viewer", NOW)
    found = await find_key(engine, issued.key)
    assert found is not None
    assert found[0].usable(NOW - timedelta(microseconds=1))
    assert not found[0].usable(NOW)


async def test_a_revoked_key_stays_revoked(engine: AsyncEngine) -> None:
    tenant = await create_tenant(engine, "Kutai Timur", ["64.08"])
    issued = await issue_key(engine, tenant.id, "viewer")
    await revoke_key(engine, issued.id)
    [first] = await list_keys(engine, tenant.id)
    await revoke_key(engine, issued.id)
    [second] = await list_keys(engine, tenant.id)
    assert first.revoked_at is not None
    assert not first.usable(NOW)
    assert second.revoked_at == first.revoked_at


async def test_only_the_owner_revokes(engine: AsyncEngine) -> None:
    kutim = await create_tenant(engine, "Kutai Timur", ["64.08"])
    bontang = await create_tenant(engine, "Bontang", ["64.74"])
    issued = await issue_key(engine, kutim.id, "viewer")
    with pytest.raises(UnknownKey):
        await revoke_key(engine, issued.id, tenant_id=bontang.id)
    with pytest.raises(UnknownKey):
        await revoke_key(engine, "nothing")
    [key] = await list_keys(engine)
    assert key.revoked_at is None


async def test_a_key_needs_a_tenant(engine: AsyncEngine) -> None:
    with pytest.raises(UnknownTenant):
        await issue_key(engine, "nobody", "viewer")


async def test_use_is_noted_once_a_minute(engine: AsyncEngine) -> None:
    tenant = await create_tenant(engine, "Kutai Timur", ["64.08"])
    issued = await issue_key(engine, tenant.id, "viewer")

    async def used(at: datetime) -> datetime | None:
        found = await find_key(engine, issued.key)
        assert found is not None
        await note_use(engine, found[0], at)
        [key] = await list_keys(engine, tenant.id)
        return key.last_used_at

    assert await used(NOW) == NOW
    assert await used(NOW + timedelta(seconds=59)) == NOW
    assert await used(NOW + timedelta(seconds=61)) == NOW + timedelta(seconds=61)
