"""A file between its preview and its import: it may hold personal data, so nobody but its sender can read it.

It is kept compressed and encrypted (AES-GCM) under a key that is derived from the cookie of the session that
sent it; the database knows only the cookie's hash. It is gone when it was imported or thrown away, and after
an hour in any case.
"""

from __future__ import annotations

import asyncio
import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import zstandard
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import ColumnElement, and_, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from services.gateway.desk.aspiration_tables import aspiration_uploads
from services.gateway.desk.errors import UnknownEntry

# Long enough to ask a colleague what a column means.
KEPT = timedelta(hours=1)
_NONCE_BYTES = 12
_UPLOADS = aspiration_uploads.c


@dataclass(frozen=True)
class Owner:
    """Whose file it is: the session, and the value of its cookie, from which the key is made."""

    tenant_id: str
    session_id: str
    token: str


@dataclass(frozen=True)
class Upload:
    """A file that waits. `choices` say how it is to be read; `size` is in bytes."""

    id: str
    filename: str
    size: int
    choices: dict[str, Any]
    created_at: datetime


async def keep(
    engine: AsyncEngine, owner: Owner, filename: str, content: bytes, choices: Mapping[str, Any]
) -> Upload:
    """Keep a file; older ones of the same session make room for it, and so do all that are over."""
    upload = Upload(secrets.token_hex(16), filename[:300], len(content), dict(choices), datetime.now(UTC))
    sealed = await asyncio.to_thread(_seal, content, owner, upload.id)
    async with engine.begin() as connection:
        over = (_UPLOADS.created_at < upload.created_at - KEPT) | _of(owner)
        await connection.execute(delete(aspiration_uploads).where(over))
        await connection.execute(
            insert(aspiration_uploads).values(
                id=upload.id,
                tenant_id=owner.tenant_id,
                session_id=owner.session_id,
                filename=upload.filename,
                size=upload.size,
                sealed=sealed,
                choices=upload.choices,
                created_at=upload.created_at,
            )
        )
    return upload


async def get_upload(engine: AsyncEngine, owner: Owner, upload_id: str) -> tuple[Upload, bytes]:
    """A file of this session with what is in it. Raises UnknownEntry, also when its hour is over."""
    query = select(aspiration_uploads).where(_of(owner), _UPLOADS.id == upload_id)
    async with engine.connect() as connection:
        row = (await connection.execute(query)).first()
    if row is None or row.created_at < datetime.now(UTC) - KEPT:
        raise UnknownEntry(upload_id)
    try:
        content = await asyncio.to_thread(_open, row.sealed, owner, upload_id)
    except InvalidTag as error:
        raise UnknownEntry(upload_id) from error
    return Upload(row.id, row.filename, row.size, row.choices, row.created_at), content


async def choose(engine: AsyncEngine, owner: Owner, upload_id: str, choices: Mapping[str, Any]) -> None:
    """Say anew how a file is to be read. Raises UnknownEntry."""
    this = and_(_of(owner), _UPLOADS.id == upload_id)
    async with engine.begin() as connection:
        changed = await connection.execute(
            update(aspiration_uploads).where(this).values(choices=dict(choices))
        )
    if changed.rowcount == 0:
        raise UnknownEntry(upload_id)


async def forget_upload(engine: AsyncEngine, owner: Owner, upload_id: str) -> None:
    """Throw a file away; one that is gone is fine."""
    async with engine.begin() as connection:
        await connection.execute(delete(aspiration_uploads).where(_of(owner), _UPLOADS.id == upload_id))


async def forget_old_uploads(engine: AsyncEngine) -> None:
    """Throw away the files of all tenants whose hour is over."""
    async with engine.begin() as connection:
        old = _UPLOADS.created_at < datetime.now(UTC) - KEPT
        await connection.execute(delete(aspiration_uploads).where(old))


def _of(owner: Owner) -> ColumnElement[bool]:
    return and_(_UPLOADS.tenant_id == owner.tenant_id, _UPLOADS.session_id == owner.session_id)


def _seal(content: bytes, owner: Owner, upload_id: str) -> bytes:
    nonce = secrets.token_bytes(_NONCE_BYTES)
    packed = zstandard.ZstdCompressor().compress(content)
    return nonce + AESGCM(_key(owner, upload_id)).encrypt(nonce, packed, upload_id.encode())


def _open(sealed: bytes, owner: Owner, upload_id: str) -> bytes:
    nonce, rest = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
    packed = AESGCM(_key(owner, upload_id)).decrypt(nonce, rest, upload_id.encode())
    return zstandard.ZstdDecompressor().decompress(packed)


def _key(owner: Owner, upload_id: str) -> bytes:
    """The cookie's value is 256 random bits: one keyed hash makes a key of it, another for every file."""
    return hashlib.blake2b(upload_id.encode(), key=owner.token.encode()[:64], digest_size=32).digest()
