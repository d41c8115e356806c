"""Clarifications: what was answered to a claim, where it was published, and when."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from services.gateway import audit
from services.gateway.desk import story_work_tables as tables
from services.gateway.desk.authors import Author
from services.gateway.desk.errors import ChangedEntry, UnknownEntry

LONGEST_CLAIM = 2_000
LONGEST_CLARIFICATION = 10_000


@dataclass(frozen=True)
class Answer:
    """What is written of a clarification.

    `claim` is a sentence or quote as it stands in `claim_article_id`; `link` and `release_article_id` say
    where the answer was published, empty for nowhere; `issued_at` when.
    """

    claim: str
    claim_article_id: str
    text: str
    issued_at: datetime
    link: str = ""
    release_article_id: str = ""


@dataclass(frozen=True)
class Clarification:
    """A clarification with its author; `edited_at` None: as it was first written."""

    id: str
    work_id: str
    answer: Answer
    user_id: str
    author: str
    created_at: datetime
    edited_at: datetime | None

    @property
    def version(self) -> str:
        """What tells this writing from the next one."""
        return self.edited_at.isoformat() if self.edited_at else ""


async def clarifications_of(
    engine: AsyncEngine, tenant_id: str, work_ids: Collection[str]
) -> list[Clarification]:
    """The clarifications on these works, oldest first."""
    return await _found(engine, tenant_id, tables.clarifications.c.work_id.in_(work_ids))


async def clarifications_between(
    engine: AsyncEngine, tenant_id: str, start: datetime, end: datetime
) -> list[Clarification]:
    """The clarifications issued from `start` on and before `end`, oldest first."""
    issued = tables.clarifications.c.issued_at
    return await _found(engine, tenant_id, issued >= start, issued < end)


async def get_clarification(engine: AsyncEngine, tenant_id: str, clarification_id: str) -> Clarification:
    """One clarification. Raises UnknownEntry."""
    found = await _found(engine, tenant_id, tables.clarifications.c.id == clarification_id)
    if not found:
        raise UnknownEntry(clarification_id)
    return found[0]


async def add_clarification(
    engine: AsyncEngine, tenant_id: str, work_id: str, answer: Answer, by: Author
) -> Clarification:
    """Enter a clarification on a work. Raises UnknownEntry when this tenant has no such work."""
    entry = Clarification(
        secrets.token_hex(8), work_id, answer, by.user_id, by.name, datetime.now(UTC), edited_at=None
    )
    work = tables.story_work.c
    known = select(work.story_id).where(work.tenant_id == tenant_id, work.id == work_id)
    async with engine.begin() as connection:
        story_id = await connection.scalar(known)
        if story_id is None:
            raise UnknownEntry(work_id)
        await connection.execute(
            insert(tables.clarifications).values(
                id=entry.id,
                tenant_id=tenant_id,
                work_id=work_id,
                user_id=by.user_id,
                author=by.name,
                created_at=entry.created_at,
                **_values(answer),
            )
        )
        await _record(connection, tenant_id, by, "clarification.create", entry.id, f"story {story_id}")
    return entry


async def change_clarification(
    engine: AsyncEngine, tenant_id: str, read: Clarification, answer: Answer, by: Author
) -> None:
    """Write a clarification anew that still is as it was `read`. Raises UnknownEntry and ChangedEntry."""
    entries = tables.clarifications.c
    async with engine.begin() as connection:
        changed = await connection.execute(
            update(tables.clarifications)
            .where(
                entries.tenant_id == tenant_id,
                entries.id == read.id,
                entries.edited_at.is_not_distinct_from(read.edited_at),
            )
            .values(edited_at=datetime.now(UTC), **_values(answer))
        )
        if changed.rowcount == 0:
            known = select(entries.id).where(entries.tenant_id == tenant_id, entries.id == read.id)
            if await connection.scalar(known) is None:
                raise UnknownEntry(read.id)
            raise ChangedEntry(read.id)
        await _record(connection, tenant_id, by, "clarification.change", read.id)


async def remove_clarification(
    engine: AsyncEngine, tenant_id: str, clarification_id: str, by: Author
) -> None:
    """Delete a clarification. Raises UnknownEntry."""
    entries = tables.clarifications.c
    async with engine.begin() as connection:
        removed = await connection.execute(
            delete(tables.clarifications).where(
                entries.tenant_id == tenant_id, entries.id == clarification_id
            )
        )
        if removed.rowcount == 0:
            raise UnknownEntry(clarification_id)
        await _record(connection, tenant_id, by, "clarification.remove", clarification_id)


def _values(answer: Answer) -> dict[str, Any]:
    return {
        "claim": answer.claim,
        "claim_article_id": answer.claim_article_id,
        "text": answer.text,
        "link": answer.link,
        "release_article_id": answer.release_article_id,
        "issued_at": answer.issued_at,
    }


async def _found(
    engine: AsyncEngine, tenant_id: str, *conditions: ColumnElement[bool]
) -> list[Clarification]:
    entries = tables.clarifications.c
    query = select(tables.clarifications).where(entries.tenant_id == tenant_id, *conditions)
    async with engine.connect() as connection:
        rows = (await connection.execute(query.order_by(entries.issued_at, entries.id))).all()
    return [_clarification_of_row(row) for row in rows]


async def _record(
    connection: AsyncConnection, tenant_id: str, by: Author, action: str, subject: str, detail: str = ""
) -> None:
    await audit.record(
        connection, actor=by.actor, action=action, subject=subject, tenant_id=tenant_id, detail=detail
    )


def _clarification_of_row(row: Row[Any]) -> Clarification:
    answer = Answer(
        claim=row.claim,
        claim_article_id=row.claim_article_id,
        text=row.text,
        issued_at=row.issued_at,
        link=row.link,
        release_article_id=row.release_article_id,
    )
    return Clarification(row.id, row.work_id, answer, row.user_id, row.author, row.created_at, row.edited_at)
