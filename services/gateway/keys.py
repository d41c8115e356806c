"""API keys: issued once in clear, stored as a hash, found by their public prefix."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Row, insert, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from services.gateway import audit, tables
from services.gateway.errors import UnknownKey
from services.gateway.roles import Role
from services.gateway.tenants import Tenant, get_tenant, tenant_of_row

# A key reads gaung_PREFIX_SECRET: recognisable by secret scanners, with a part that may be logged.
_BRAND = "gaung"
_PREFIX_BYTES = 6
_SECRET_BYTES = 32
_KEY = re.compile(rf"{_BRAND}_([0-9a-f]{{12}})_[A-Za-z0-9_-]{{43}}")
# One write per key and minute is enough to tell a used key from a forgotten one.
_LAST_USE_STEP = timedelta(minutes=1)


@dataclass(frozen=True)
class IssuedKey:
    """A new key; `key` is shown once and cannot be read again."""

    id: str
    key: str


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

    def usable(self, now: datetime) -> bool:
        """Neither revoked nor expired at `now`."""
        return self.revoked_at is None and (self.expires_at is None or now < self.expires_at)


async def issue_key(
    engine: AsyncEngine,
    tenant_id: str,
    role: Role,
    expires_at: datetime | None = None,
    *,
    actor: str = "cli",
) -> IssuedKey:
    """Make a key for a tenant. Raises UnknownTenant."""
    await get_tenant(engine, tenant_id)
    key_id = secrets.token_hex(8)
    prefix = secrets.token_hex(_PREFIX_BYTES)
    key = f"{_BRAND}_{prefix}_{secrets.token_urlsafe(_SECRET_BYTES)}"
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
            )
        )
        await audit.record(connection, actor=actor, action="key.issue", subject=key_id, detail=f"role {role}")
    return IssuedKey(key_id, key)


async def revoke_key(
    engine: AsyncEngine, key_id: str, *, tenant_id: str | None = None, actor: str = "cli"
) -> None:
    """Make a key unusable from now on; revoking twice keeps the first time.

    With `tenant_id` only a key of that tenant is found. Raises UnknownKey.
    """
    query = select(tables.keys.c.revoked_at).where(tables.keys.c.id == key_id)
    if tenant_id is not None:
        query = query.where(tables.keys.c.tenant_id == tenant_id)
    async with engine.begin() as connection:
        row = (await connection.execute(query)).first()
        if row is None:
            raise UnknownKey(f"no key has the id {key_id!r}")
        if row.revoked_at is not None:
            return
        await connection.execute(
            update(tables.keys).where(tables.keys.c.id == key_id).values(revoked_at=datetime.now(UTC))
        )
        await audit.record(connection, actor=actor, action="key.revoke", subject=key_id)


async def list_keys(engine: AsyncEngine, tenant_id: str | None = None) -> list[Key]:
    """The keys of a tenant, or of all, oldest first."""
    query = select(tables.keys).order_by(tables.keys.c.created_at, tables.keys.c.id)
    if tenant_id is not None:
        query = query.where(tables.keys.c.tenant_id == tenant_id)
    async with engine.connect() as connection:
        return [_key_of_row(row) for row in await connection.execute(query)]


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
    if row is None or not hmac.compare_digest(row.hash, _hash(given)):
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


def _hash(key: str) -> str:
    return hashlib.sha256(key.encode()).hexdigest()


def _key_of_row(row: Row[tuple[object, ...]]) -> Key:
    return Key(
        id=row.id,
        tenant_id=row.tenant_id,
        prefix=row.prefix,
        role=row.role,
        created_at=row.created_at,
        expires_at=row.expires_at,
        last_used_at=row.last_used_at,
        revoked_at=row.revoked_at,
    )
