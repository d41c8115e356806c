"""Tenants: who uses this installation, and which regions each of them sees."""

from __future__ import annotations

import secrets
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine

from services.gateway import audit, tables
from services.gateway.desk.report_scopes import reports_follow
from services.gateway.errors import InvalidTenant, NameTaken, UnknownTenant
from services.gateway.keyset import older_first
from services.gateway.scope import is_timezone, sees, timezone_of, unknown_codes

# Ten thousand a second all day: more is no quota. It fits the column.
LARGEST_QUOTA = 864_000_000
# The scope of what two scopes without anything in common both see: no region has this code.
NOWHERE = ("00",)


@dataclass(frozen=True)
class Tenant:
    """A tenant. `scope` holds region codes (ID: all of Indonesia); its days begin in `timezone` (IANA)."""

    id: str
    name: str
    scope: tuple[str, ...]
    timezone: str
    created_at: datetime
    # Requests per day; None: the setting of the installation.
    daily_quota: int | None = None

    @property
    def zone(self) -> ZoneInfo:
        """The time zone in which this tenant's days begin."""
        return ZoneInfo(self.timezone)


@dataclass(frozen=True)
class TenantChange:
    """What to change of a tenant; None stays. `daily_quota` 0: back to the setting of the installation."""

    name: str | None = None
    regions: Sequence[str] | None = None
    timezone: str | None = None
    daily_quota: int | None = None

    def applied_to(self, tenant: Tenant) -> Tenant:
        """The tenant as it will be. Raises InvalidTenant."""
        quota = tenant.daily_quota
        if self.daily_quota is not None:
            quota = _checked_quota(self.daily_quota or None)
        return replace(
            tenant,
            name=tenant.name if self.name is None else _checked_name(self.name),
            scope=tenant.scope if self.regions is None else _checked_scope(self.regions),
            timezone=tenant.timezone if self.timezone is None else _checked_timezone(self.timezone),
            daily_quota=quota,
        )


async def create_tenant(
    engine: AsyncEngine,
    name: str,
    regions: Sequence[str],
    timezone: str | None = None,
    *,
    daily_quota: int | None = None,
    actor: str = "cli",
) -> Tenant:
    """Make a tenant; without `timezone` it takes that of its first region.

    Raises InvalidTenant: empty or taken name, unknown region or time zone, a quota below 1.
    """
    tenant = Tenant(
        id=secrets.token_hex(8),
        name=_checked_name(name),
        scope=_checked_scope(regions),
        timezone=_checked_timezone(timezone or timezone_of(regions[0])),
        created_at=datetime.now(UTC),
        daily_quota=_checked_quota(daily_quota),
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
                    daily_quota=tenant.daily_quota,
                )
            )
            await audit.record(
                connection,
                actor=actor,
                action="tenant.create",
                subject=tenant.id,
                tenant_id=tenant.id,
                detail=",".join(tenant.scope),
            )
    except IntegrityError as error:
        raise NameTaken("name", f"a tenant named {name!r} exists already") from error
    return tenant


async def change_tenant(
    engine: AsyncEngine,
    tenant_id: str,
    change: TenantChange,
    rescope: Callable[[Tenant], Awaitable[None]],
    *,
    actor: str = "cli",
) -> Tenant:
    """Change a tenant; `rescope` carries a new scope or zone to whatever was saved under the old one.

    It is called when scope or zone are given. Before the change is committed it carries only what old and
    new scope have in common, afterwards all of the new one: killed in between, nothing is watched that the
    tenant may not see, and the same change again completes it. Whoever raises in it before the commit leaves
    the tenant as it was. Raises UnknownTenant, InvalidTenant, and what `rescope` raises.
    """
    try:
        async with engine.begin() as connection:
            query = select(tables.tenants).where(tables.tenants.c.id == tenant_id).with_for_update()
            row = (await connection.execute(query)).first()
            if row is None:
                raise UnknownTenant(f"no tenant has the id {tenant_id!r}")
            before = tenant_of_row(row)
            after = change.applied_to(before)
            values = {name: getattr(after, name) for name in ("name", "scope", "timezone", "daily_quota")}
            changed = [name for name in values if getattr(before, name) != values[name]]
            if changed:
                await connection.execute(
                    update(tables.tenants)
                    .where(tables.tenants.c.id == tenant_id)
                    .values(**values | {"scope": list(after.scope)})
                )
                if "scope" in changed:
                    await reports_follow(connection, tenant_id, before.scope, after.scope)
                detail = "; ".join(f"{name}: {getattr(before, name)} → {values[name]}" for name in changed)
                await audit.record(
                    connection,
                    actor=actor,
                    action="tenant.change",
                    subject=tenant_id,
                    tenant_id=tenant_id,
                    detail=detail,
                )
            carried = replace(after, scope=_common_scope(before.scope, after.scope))
            follows = change.regions is not None or change.timezone is not None
            if follows:
                await rescope(carried)
    except IntegrityError as error:
        raise NameTaken("name", f"a tenant named {change.name!r} exists already") from error
    if follows and carried != after:
        await rescope(after)
    return after


async def get_tenant(engine: AsyncEngine, tenant_id: str) -> Tenant:
    """One tenant. Raises UnknownTenant."""
    async with engine.connect() as connection:
        query = select(tables.tenants).where(tables.tenants.c.id == tenant_id)
        row = (await connection.execute(query)).first()
    if row is None:
        raise UnknownTenant(f"no tenant has the id {tenant_id!r}")
    return tenant_of_row(row)


async def list_tenants(
    engine: AsyncEngine, *, limit: int | None = None, after: Sequence[Any] | None = None
) -> list[Tenant]:
    """All tenants, oldest first; at most `limit`, from behind the mark `after` on."""
    query = select(tables.tenants).where(older_first(tables.tenants, after)).limit(limit)
    query = query.order_by(tables.tenants.c.created_at, tables.tenants.c.id)
    async with engine.connect() as connection:
        return [tenant_of_row(row) for row in await connection.execute(query)]


async def count_tenants(engine: AsyncEngine) -> int:
    """How many tenants there are."""
    async with engine.connect() as connection:
        return await connection.scalar(select(func.count()).select_from(tables.tenants)) or 0


def tenant_of_row(row: Row[Any], prefix: str = "") -> Tenant:
    """The tenant in a row whose columns carry `prefix`."""
    columns = row._mapping
    return Tenant(
        id=columns[f"{prefix}id"],
        name=columns[f"{prefix}name"],
        scope=tuple(columns[f"{prefix}scope"]),
        timezone=columns[f"{prefix}timezone"],
        created_at=columns[f"{prefix}created_at"],
        daily_quota=columns[f"{prefix}daily_quota"],
    )


def _checked_quota(daily_quota: int | None) -> int | None:
    if daily_quota is not None and not 1 <= daily_quota <= LARGEST_QUOTA:
        raise InvalidTenant("daily_quota", f"a daily quota is 1 to {LARGEST_QUOTA:,} requests")
    return daily_quota


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


def _common_scope(before: Sequence[str], after: Sequence[str]) -> tuple[str, ...]:
    """What both scopes see, in the order of the later one where that is all of it."""
    kept = [code for code in after if sees(before, code)]
    kept += [code for code in before if sees(after, code) and not sees(kept, code)]
    return tuple(kept) or NOWHERE


def _checked_timezone(timezone: str) -> str:
    if not is_timezone(timezone):
        raise InvalidTenant("timezone", f"unknown time zone {timezone!r}; e.g. Asia/Makassar")
    return timezone
