"""Keys: shown once, stored as a hash, found while they may be used."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from services.gateway import tables
from services.gateway.errors import KeyEnded, UnknownKey, UnknownTenant
from services.gateway.keys import (
    count_keys,
    find_key,
    get_key,
    issue_key,
    list_keys,
    note_use,
    revoke_key,
    rotate_key,
)
from services.gateway.keyset import mark_of
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


async def test_only_the_owner_finds_a_key_by_its_id(engine: AsyncEngine) -> None:
    kutim = await create_tenant(engine, "Kutai Timur", ["64.08"])
    bontang = await create_tenant(engine, "Bontang", ["64.74"])
    issued = await issue_key(engine, kutim.id, "viewer")
    assert (await get_key(engine, issued.id, tenant_id=kutim.id)).id == issued.id
    with pytest.raises(UnknownKey):
        await get_key(engine, issued.id, tenant_id=bontang.id)
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


async def test_both_secrets_are_good_while_a_rotation_lasts(engine: AsyncEngine) -> None:
    tenant = await create_tenant(engine, "Kutai Timur", ["64.08"])
    issued = await issue_key(engine, tenant.id, "viewer", name="Dasbor")
    rotated = await rotate_key(engine, issued.id, timedelta(hours=1))
    assert rotated.key != issued.key
    assert timedelta(minutes=59) < rotated.previous_until - datetime.now(UTC) <= timedelta(hours=1)
    for secret in (issued.key, rotated.key):
        found = await find_key(engine, secret)
        assert found is not None
        assert (found[0].id, found[0].name) == (issued.id, "Dasbor")
    third = await rotate_key(engine, issued.id, timedelta(hours=1))
    assert await find_key(engine, issued.key) is None, "of two rotations only the last secret lives on"
    assert await find_key(engine, rotated.key) is not None
    assert await find_key(engine, third.key) is not None


async def test_the_old_secret_ends_with_its_grace(engine: AsyncEngine) -> None:
    tenant = await create_tenant(engine, "Kutai Timur", ["64.08"])
    issued = await issue_key(engine, tenant.id, "viewer")
    rotated = await rotate_key(engine, issued.id, timedelta(0))
    assert await find_key(engine, issued.key) is None
    assert await find_key(engine, rotated.key) is not None


async def test_a_key_that_ended_is_not_rotated(engine: AsyncEngine) -> None:
    tenant = await create_tenant(engine, "Kutai Timur", ["64.08"])
    expired = await issue_key(engine, tenant.id, "viewer", NOW - timedelta(days=365 * 20))
    revoked = await issue_key(engine, tenant.id, "viewer")
    await revoke_key(engine, revoked.id)
    for key in (expired, revoked):
        with pytest.raises(KeyEnded):
            await rotate_key(engine, key.id)
    with pytest.raises(UnknownKey):
        await rotate_key(engine, "nothing")


async def test_keys_by_the_page(engine: AsyncEngine) -> None:
    tenant = await create_tenant(engine, "Kutai Timur", ["64.08"])
    made = [(await issue_key(engine, tenant.id, "viewer")).id for _ in range(5)]
    seen: list[str] = []
    after = None
    while page := await list_keys(engine, tenant.id, limit=2, after=after):
        seen += [key.id for key in page]
        after = mark_of(page[-1].created_at, page[-1].id)
    assert seen == made
    assert await count_keys(engine, tenant.id) == 5
