"""Tenants: made with a checked scope and zone."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from services.gateway import tables
from services.gateway.errors import InvalidTenant, UnknownTenant
from services.gateway.tenants import create_tenant, get_tenant, list_tenants


async def test_a_tenant_is_read_back_as_it_was_made(engine: AsyncEngine) -> None:
    made = await create_tenant(engine, " Kutai Timur ", ["64.08", "64.08", "64.74"])
    assert made.name == "Kutai Timur"
    assert made.scope == ("64.08", "64.74")
    assert made.timezone == "Asia/Makassar"
    assert await get_tenant(engine, made.id) == made
    assert await list_tenants(engine) == [made]


async def test_the_whole_country_is_a_scope(engine: AsyncEngine) -> None:
    made = await create_tenant(engine, "Pusat", ["ID"])
    assert (made.scope, made.timezone) == (("ID",), "Asia/Jakarta")


@pytest.mark.parametrize(
    ("name", "regions", "timezone", "field", "message"),
    [
        ("X", ["64.08", "99.99"], None, "regions", "unknown region code: 99.99"),
        ("X", [], None, "regions", "at least one region"),
        (" ", ["64"], None, "name", "1 to 200 characters"),
        ("X", ["64"], "Asia/Atlantis", "timezone", "unknown time zone 'Asia/Atlantis'"),
        ("X", ["64"], "../etc/passwd", "timezone", "unknown time zone"),
    ],
)
async def test_what_cannot_be_a_tenant_is_refused_by_name(
    engine: AsyncEngine, name: str, regions: list[str], timezone: str | None, field: str, message: str
) -> None:
    with pytest.raises(InvalidTenant, match=message) as caught:
        await create_tenant(engine, name, regions, timezone)
    assert caught.value.field == field
    assert await list_tenants(engine) == []


async def test_a_name_is_given_once(engine: AsyncEngine) -> None:
    await create_tenant(engine, "Kutai Timur", ["64.08"])
    with pytest.raises(InvalidTenant, match="exists already"):
        await create_tenant(engine, "Kutai Timur", ["64.08"])


async def test_an_unknown_tenant(engine: AsyncEngine) -> None:
    with pytest.raises(UnknownTenant):
        await get_tenant(engine, "nobody")


async def test_making_a_tenant_leaves_a_trace(engine: AsyncEngine) -> None:
    made = await create_tenant(engine, "Kutai Timur", ["64.08"], actor="key:abc")
    async with engine.connect() as connection:
        line = (await connection.execute(select(tables.audit))).one()
    assert (line.actor, line.action, line.subject) == ("key:abc", "tenant.create", made.id)
    assert line.at.tzinfo is not None
