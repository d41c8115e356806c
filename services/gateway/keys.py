"""API keys: issued once in clear, stored as a hash, found by their public prefix, rotated without a gap."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Row, Select, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from services.gateway import audit, tables
from services.gateway.errors import KeyEnded, UnknownKey
from services.gateway.keyset import older_first
from services.gateway.roles import Role
from services.gateway.tenants import Tenant, get_tenant, tenant_of_row

# A key reads gaung_PREFIX_SECRET: recognisable by secret scanners, with a part that may be logged.
_BRAND = "gaung"
_PREFIX_BYTES = 6
_SECRET_BYTES = 32
_KEY = re.compile(rf"{_BRAND}_([0-9a-f]{{12}})_[A-Za-z0-9_-]{{43}}")
# One write per key and minute is enough to tell a used key from a forgotten one.
_LAST_USE_STEP = timedelta(minutes=1)
# How long the secret before a rotation stays good: a day to roll the new one out, a week at the most.
DEFAULT_GRACE, LONGEST_GRACE = timedelta(hours=24), timedelta(days=7)


@dataclass(frozen=True)
class IssuedKey:
    """A new key; `key` is shown once and cannot be read again."""

    id: str
    key: str


@dataclass(frozen=True)
class RotatedKey(IssuedKey):
    """A key with a new secret; the one before stays good until `previous_until`."""

    previous_until: datetime


@dataclass(frozen=True)
class Key:
    """A key as it may be shown: never its secret. Times are UTC."""

    id: str
    tenant_id: str
    prefix: str
    role: Role
    created_at: datetime
    expires_at: datetime | None
    last_used_at: datetime | None
    revoked_at: datetime | None
    name: str = ""
    previous_until: datetime | None = None

    def usable(self, now: datetime) -> bool:
        """Neither revoked nor expired at `now`."""
        return self.revoked_at is None and (self.expires_at is None or now < self.expires_at)


async def issue_key(
    engine: AsyncEngine,
    tenant_id: str,
    role: Role,
    expires_at: datetime | None = None,
    *,
    name: str = "",
    actor: str = "cli",
) -> IssuedKey:
    """Make a key for a tenant. Raises UnknownTenant."""
    await get_tenant(engine, tenant_id)
    key_id = secrets.token_hex(8)
    prefix = secrets.token_hex(_PREFIX_BYTES)
    key = _new_secret(prefix)
    async with engine.begin() as connection:
        await connection.execute(
            insert(tables.keys).values(
                id=key_id,
                tenant_id=tenant_id,
                prefix=prefix,
                hash=_hash(key),
                role=role,
                created_at=datetime.now(UTC),
                expires_at=expires_at,
                name=name,
            )
        )
        await audit.record(
            connection,
            actor=actor,
            action="key.issue",
            subject=key_id,
            tenant_id=tenant_id,
            detail=f"role {role}",
        )
    return IssuedKey(key_id, key)


async def rotate_key(
    engine: AsyncEngine, key_id: str, grace: timedelta = DEFAULT_GRACE, *, actor: str = "cli"
) -> RotatedKey:
    """Give a key a new secret at once; the one before stays good for `grace`, an older one ends now.

    Id, prefix, role and expiry stay. Raises UnknownKey, KeyEnded for a revoked or expired key.
    """
    now = datetime.now(UTC)
    async with engine.begin() as connection:
        row = (await connection.execute(_by_id(key_id).with_for_update())).first()
        if row is None:
            raise UnknownKey(f"no key has the id {key_id!r}")
        found = _key_of_row(row)
        if not found.usable(now):
            raise KeyEnded(f"the key {key_id} is revoked or expired: issue a new one")
        key = _new_secret(found.prefix)
        until = now + grace
        await connection.execute(
            update(tables.keys)
            .where(tables.keys.c.id == key_id)
            .values(hash=_hash(key), previous_hash=row.hash, previous_until=until)
        )
        await audit.record(
            connection,
            actor=actor,
            action="key.rotate",
            subject=key_id,
            tenant_id=found.tenant_id,
            detail=f"the secret before ends at {until.isoformat(timespec='seconds')}",
        )
    return RotatedKey(key_id, key, until)


async def revoke_key(engine: AsyncEngine, key_id: str, *, actor: str = "cli") -> None:
    """Make a key unusable from now on, with all its secrets; revoking twice keeps the first time.

    Raises UnknownKey.
    """
    async with engine.begin() as connection:
        row = (await connection.execute(_by_id(key_id).with_for_update())).first()
        if row is None:
            raise UnknownKey(f"no key has the id {key_id!r}")
        if row.revoked_at is not None:
            return
        await connection.execute(
            update(tables.keys).where(tables.keys.c.id == key_id).values(revoked_at=datetime.now(UTC))
        )
        await audit.record(
            connection, actor=actor, action="key.revoke", subject=key_id, tenant_id=row.tenant_id
        )


async def get_key(engine: AsyncEngine, key_id: str, *, tenant_id: str | None = None) -> Key:
    """One key; with `tenant_id` only when it is that tenant's. Raises UnknownKey."""
    query = _by_id(key_id)
    if tenant_id is not None:
        query = query.where(tables.keys.c.tenant_id == tenant_id)
    async with engine.connect() as connection:
        row = (await connection.execute(query)).first()
    if row is None:
        raise UnknownKey(f"no key has the id {key_id!r}")
    return _key_of_row(row)


async def list_keys(
    engine: AsyncEngine,
    tenant_id: str | None = None,
    *,
    limit: int | None = None,
    after: Sequence[Any] | None = None,
) -> list[Key]:
    """The keys of a tenant, or of all, oldest first; at most `limit`, from behind the mark `after` on."""
    query = select(tables.keys).where(older_first(tables.keys, after)).limit(limit)
    query = query.order_by(tables.keys.c.created_at, tables.keys.c.id)
    if tenant_id is not None:
        query = query.where(tables.keys.c.tenant_id == tenant_id)
    async with engine.connect() as connection:
        return [_key_of_row(row) for row in await connection.execute(query)]


async def count_keys(engine: AsyncEngine, tenant_id: str) -> int:
    """How many keys a tenant has, usable or not."""
    query = select(func.count()).select_from(tables.keys).where(tables.keys.c.tenant_id == tenant_id)
    async with engine.connect() as connection:
        return await connection.scalar(query) or 0


async def find_key(engine: AsyncEngine, given: str) -> tuple[Key, Tenant] | None:
    """The key and its tenant when `given` is a known key, usable or not; None for anything else."""
    match = _KEY.fullmatch(given)
    if match is None:
        return None
    query = (
        select(tables.keys, *(column.label(f"tenants_{column.name}") for column in tables.tenants.c))
        .join(tables.tenants, tables.tenants.c.id == tables.keys.c.tenant_id)
        .where(tables.keys.c.prefix == match[1])
    )
    async with engine.connect() as connection:
        row = (await connection.execute(query)).first()
    if row is None or not _fits(row, _hash(given), datetime.now(UTC)):
        return None
    return _key_of_row(row), tenant_of_row(row, prefix="tenants_")


async def note_use(engine: AsyncEngine, key: Key, now: datetime) -> None:
    """Remember that a key was used, at most once a minute."""
    if key.last_used_at is not None and now - key.last_used_at < _LAST_USE_STEP:
        return
    async with engine.begin() as connection:
        await connection.execute(
            update(tables.keys).where(tables.keys.c.id == key.id).values(last_used_at=now)
        )


def _by_id(key_id: str) -> Select[tuple[Any, ...]]:
    return select(tables.keys).where(tables.keys.c.id == key_id)


def _new_secret(prefix: str) -> str:
    return f"{_BRAND}_{prefix}_{secrets.token_urlsafe(_SECRET_BYTES)}"


def _fits(row: Row[Any], hashed: str, now: datetime) -> bool:
    """Whether this is the hash of the key's secret, or of the one before while its grace lasts."""
    fits = hmac.compare_digest(row.hash, hashed)
    if row.previous_hash is not None and now < row.previous_until:
        fits |= hmac.compare_digest(row.previous_hash, hashed)
    return fits


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def _key_of_row(row: Row[Any]) -> Key:
    return Key(
        id=row.id,
        tenant_id=row.tenant_id,
        prefix=row.prefix,
        role=row.role,
        created_at=row.created_at,
        expires_at=row.expires_at,
        last_used_at=row.last_used_at,
        revoked_at=row.revoked_at,
        name=row.name,
        previous_until=row.previous_until,
    )
