"""Notes on a story: what the team tells itself. Each is changed and deleted by whoever wrote it."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from services.gateway.desk import story_work_tables as tables
from services.gateway.desk.authors import Author
from services.gateway.desk.errors import UnknownEntry

LONGEST_STORY_NOTE = 5_000


@dataclass(frozen=True)
class StoryNote:
    """A note with its author; `edited_at` None: as it was first written."""

    id: str
    work_id: str
    user_id: str
    author: str
    text: str
    created_at: datetime
    edited_at: datetime | None


async def notes_of(engine: AsyncEngine, tenant_id: str, work_ids: Collection[str]) -> list[StoryNote]:
    """The notes on these works, oldest first: they are read as a conversation."""
    notes = tables.story_notes.c
    query = select(tables.story_notes).where(notes.tenant_id == tenant_id, notes.work_id.in_(work_ids))
    async with engine.connect() as connection:
        rows = (await connection.execute(query.order_by(notes.created_at, notes.id))).all()
    return [_note_of_row(row) for row in rows]


async def notes_between(
    engine: AsyncEngine, tenant_id: str, start: datetime, end: datetime
) -> list[StoryNote]:
    """The notes written from `start` on and before `end`, oldest first."""
    notes = tables.story_notes.c
    query = select(tables.story_notes).where(
        notes.tenant_id == tenant_id, notes.created_at >= start, notes.created_at < end
    )
    async with engine.connect() as connection:
        rows = (await connection.execute(query.order_by(notes.created_at, notes.id))).all()
    return [_note_of_row(row) for row in rows]


async def get_own_note(engine: AsyncEngine, tenant_id: str, note_id: str, by: Author) -> StoryNote:
    """A note of this person. Raises UnknownEntry, also for somebody else's."""
    notes = tables.story_notes.c
    query = select(tables.story_notes).where(
        notes.tenant_id == tenant_id, notes.id == note_id, notes.user_id == by.user_id
    )
    async with engine.connect() as connection:
        row = (await connection.execute(query)).first()
    if row is None:
        raise UnknownEntry(note_id)
    return _note_of_row(row)


async def add_note(engine: AsyncEngine, tenant_id: str, work_id: str, text: str, by: Author) -> StoryNote:
    """Write a note on a work. Raises UnknownEntry when this tenant has no such work."""
    note = StoryNote(
        secrets.token_hex(8), work_id, by.user_id, by.name, text, datetime.now(UTC), edited_at=None
    )
    work = tables.story_work.c
    known = select(work.id).where(work.tenant_id == tenant_id, work.id == work_id)
    async with engine.begin() as connection:
        if (await connection.execute(known)).first() is None:
            raise UnknownEntry(work_id)
        await connection.execute(
            insert(tables.story_notes).values(
                id=note.id,
                tenant_id=tenant_id,
                work_id=note.work_id,
                user_id=note.user_id,
                author=note.author,
                text=note.text,
                created_at=note.created_at,
            )
        )
    return note


async def change_note(engine: AsyncEngine, tenant_id: str, note_id: str, text: str, by: Author) -> None:
    """Write one's own note anew. Raises UnknownEntry, also for somebody else's."""
    notes = tables.story_notes.c
    async with engine.begin() as connection:
        changed = await connection.execute(
            update(tables.story_notes)
            .where(notes.tenant_id == tenant_id, notes.id == note_id, notes.user_id == by.user_id)
            .values(text=text, edited_at=datetime.now(UTC))
        )
        if changed.rowcount == 0:
            raise UnknownEntry(note_id)


async def remove_note(engine: AsyncEngine, tenant_id: str, note_id: str, by: Author) -> None:
    """Delete one's own note. Raises UnknownEntry, also for somebody else's."""
    notes = tables.story_notes.c
    async with engine.begin() as connection:
        removed = await connection.execute(
            delete(tables.story_notes).where(
                notes.tenant_id == tenant_id, notes.id == note_id, notes.user_id == by.user_id
            )
        )
        if removed.rowcount == 0:
            raise UnknownEntry(note_id)


def _note_of_row(row: Row[Any]) -> StoryNote:
    return StoryNote(row.id, row.work_id, row.user_id, row.author, row.text, row.created_at, row.edited_at)
