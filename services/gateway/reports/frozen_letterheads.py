"""Letterheads as they were when reports were checked or sent: each that an office ever had is kept once."""

from __future__ import annotations

import hashlib
import json

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from services.gateway.desk.report_tables import report_frozen_letterheads
from services.gateway.reports.editions import Edition
from services.gateway.reports.letterheads import SHOWN_TEXTS, Letterhead, get_letterhead


async def freeze_letterhead(
    connection: AsyncConnection, tenant_id: str, letterhead: Letterhead
) -> str | None:
    """Keep a letterhead under the SHA-256 of what it shows. None, and nothing is kept, for a blank one."""
    if letterhead.blank:
        return None
    texts = {name: getattr(letterhead, name) for name in SHOWN_TEXTS}
    shown = json.dumps(texts, sort_keys=True).encode() + b"\0" + (letterhead.logo or b"")
    digest = hashlib.sha256(shown).hexdigest()
    values = {"tenant_id": tenant_id, "digest": digest, "texts": texts, "logo": letterhead.logo}
    try:
        async with connection.begin_nested():
            await connection.execute(insert(report_frozen_letterheads).values(**values))
    except IntegrityError:
        # An earlier report was made on the same one.
        pass
    return digest


async def letterhead_of(engine: AsyncEngine, tenant_id: str, edition: Edition) -> Letterhead:
    """The letterhead of an edition: as it went out, the present one while it is a draft."""
    if edition.letterhead is None:
        return await get_letterhead(engine, tenant_id)
    columns = report_frozen_letterheads.c
    query = select(columns.texts, columns.logo).where(
        columns.tenant_id == tenant_id, columns.digest == edition.letterhead
    )
    async with engine.connect() as connection:
        row = (await connection.execute(query)).one()
    return Letterhead(**{name: row.texts.get(name, "") for name in SHOWN_TEXTS}, logo=row.logo)
