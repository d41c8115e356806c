"""Tenants: who uses this installation, and which regions each of them sees."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine

from services.gateway import audit, tables
from services.gateway.errors import InvalidTenant, UnknownTenant
from services.gateway.scope import is_timezone, timezone_of, unknown_codes


@dataclass(frozen=True)
class Tenant:
    """A tenant. `scope` holds region codes (ID: all of Indonesia); its days begin in `timezone` (IANA)."""

    id: str
    name: str
    scope: tuple[str, ...]
    timezone: str
    created_at: datetime

    @property
    def zone(self) -> ZoneInfo:
        """The time zone in which this tenant's days begin."""
        return ZoneInfo(self.timezone)


async def create_tenant(
    engine: AsyncEngine,
    name: str,
    regions: Sequence[str],
    timezone: str | None = None,
    *,
    actor: str = "cli",
) -> Tenant:
    """Make a tenant; without `timezone` it takes that of its first region.

    Raises InvalidTenant: empty or taken name, unknown region, unknown time zone.
    """
    tenant = Tenant(
        id=secrets.token_hex(8),
        name=_checked_name(name),
        scope=_checked_scope(regions),
        timezone=_checked_timezone(timezone or timezone_of(regions[0])),
        created_at=datetime.now(UTC),
    )
    try:
        async with engine.begin() as connection:
            await connection.execute(
                insert(tables.tenants).values(
                    id=tenant.id,
                    name=tenant.name,
                    scope=list(tenant.scope),
                    timezone=tenant.timezone,
                    created_at=tenant.created_at,
                )
            )
            await audit.record(
                connection,
                actor=actor,
                action="tenant.create",
                subject=tenant.id,
                detail=",".join(tenant.scope),
            )
    except IntegrityError as error:
        raise InvalidTenant("name", f"a tenant named {name!r} exists already") from error
    return tenant


async def get_tenant(engine: AsyncEngine, tenant_id: str) -> Tenant:
    """One tenant. Raises UnknownTenant."""
    async with engine.connect() as connection:
        query = select(tables.tenants).where(tables.tenants.c.id == tenant_id)
        row = (await connection.execute(query)).first()
    if row is None:
        raise UnknownTenant(f"no tenant has the id {tenant_id!r}")
    return tenant_of_row(row)


async def list_tenants(engine: AsyncEngine) -> list[Tenant]:
    """All tenants, oldest first."""
    query = select(tables.tenants).order_by(tables.tenants.c.created_at, tables.tenants.c.id)
    async with engine.connect() as connection:
        return [tenant_of_row(row) for row in await connection.execute(query)]


def tenant_of_row(row: Row[Any], prefix: str = "") -> Tenant:
    """The tenant in a row whose columns carry `prefix`."""
    columns = row._mapping
    return Tenant(
        id=columns[f"{prefix}id"],
        name=columns[f"{prefix}name"],
        scope=tuple(columns[f"{prefix}scope"]),
        timezone=columns[f"{prefix}timezone"],
        created_at=columns[f"{prefix}created_at"],
    )


def _checked_name(name: str) -> str:
    name = name.strip()
    if not 1 <= len(name) <= 200:
        raise InvalidTenant("name", "a tenant needs a name of 1 to 200 characters")
    return name


def _checked_scope(regions: Sequence[str]) -> tuple[str, ...]:
    if not regions:
        raise InvalidTenant("regions", "a tenant needs at least one region code, e.g. 64.08, or ID for all")
    unknown = unknown_codes(regions)
    if unknown:
        raise InvalidTenant("regions", f"unknown region code: {', '.join(unknown)}")
    return tuple(dict.fromkeys(regions))


def _checked_timezone(timezone: str) -> str:
    if not is_timezone(timezone):
        raise InvalidTenant("timezone", f"unknown time zone {timezone!r}; e.g. Asia/Makassar")
    return timezone
