"""Sendings: which edition went to whom, when, and by whose hand. Their outcome is known to the notifier."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncEngine

from services.gateway.desk.report_tables import report_sendings


@dataclass(frozen=True)
class Sending:
    """An edition on its way to recipients. `id` is the id of the message."""

    id: str
    edition_id: str
    at: datetime
    actor: str
    recipients: tuple[str, ...]


def sending_id(edition_id: str, occasion: str) -> str:
    """The id of a sending: the same occasion again is the same message, which nobody gets twice."""
    return "laporan-" + hashlib.sha256(f"{edition_id} {occasion}".encode()).hexdigest()[:32]


async def note_sending(
    engine: AsyncEngine,
    tenant_id: str,
    edition_id: str,
    message_id: str,
    recipients: Sequence[str],
    *,
    actor: str,
) -> bool:
    """Note a sending; False when it was noted before."""
    try:
        async with engine.begin() as connection:
            await connection.execute(
                insert(report_sendings).values(
                    id=message_id,
                    tenant_id=tenant_id,
                    edition_id=edition_id,
                    at=datetime.now(UTC),
                    actor=actor,
                    recipients=list(recipients),
                )
            )
    except IntegrityError:
        return False
    return True


async def sendings_of(engine: AsyncEngine, tenant_id: str, edition_id: str) -> list[Sending]:
    """The sendings of an edition, newest first."""
    columns = report_sendings.c
    query = (
        select(report_sendings)
        .where(columns.tenant_id == tenant_id, columns.edition_id == edition_id)
        .order_by(columns.at.desc(), columns.id)
    )
    async with engine.connect() as connection:
        return [
            Sending(row.id, row.edition_id, row.at, row.actor, tuple(row.recipients))
            for row in await connection.execute(query)
        ]
