"""The work of a team on a story: its state, the office that answers for it, who changed them when.

Which story holds a work is story_work_place.py's matter: stories are grouped anew, merged and split, the work
stays with its articles.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal, get_args

from sqlalchemy import Row, Select, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from services.gateway import audit
from services.gateway.desk import story_work_tables as tables
from services.gateway.desk.authors import Author
from services.gateway.desk.errors import UnknownEntry
from services.gateway.desk.offices import Office

StoryState = Literal["baru", "ditelaah", "perlu_jawaban", "dijawab", "selesai"]
STORY_STATES: tuple[StoryState, ...] = get_args(StoryState)
STORY_STATE_NAMES: dict[str, str] = {
    "baru": "Baru",
    "ditelaah": "Ditelaah",
    "perlu_jawaban": "Perlu jawaban",
    "dijawab": "Dijawab",
    "selesai": "Selesai",
}
# Any of them leads to the story when earlier ones are gone from the index.
ANCHORS = 5
# Bound parameters a question: PostgreSQL takes 32,767, older SQLite 999.
_AT_ONCE = 500


@dataclass(frozen=True)
class StoryWork:
    """What a team decided about a story. `office_id` None: the office that its topics propose."""

    id: str
    story_id: str
    headline: str
    state: StoryState
    office_id: str | None
    opened_at: datetime
    changed_at: datetime
    article_ids: tuple[str, ...]


@dataclass(frozen=True)
class WorkChange:
    """A change of state or office: what it became, when, and who did it."""

    work_id: str
    at: datetime
    user_id: str
    author: str
    kind: Literal["state", "office"]
    value: str


@dataclass(frozen=True)
class WorkedStory:
    """A story as the work names it: `article_ids` are all its articles, earliest first."""

    id: str
    headline: str
    article_ids: Sequence[str]


async def open_work(
    engine: AsyncEngine, tenant_id: str, story: WorkedStory, *, state: StoryState = "baru"
) -> StoryWork:
    """A work on this story; whoever has one already keeps both, and the page shows them as one."""
    now = datetime.now(UTC)
    work = StoryWork(
        id=secrets.token_hex(8),
        story_id=story.id,
        headline=story.headline,
        state=state,
        office_id=None,
        opened_at=now,
        changed_at=now,
        article_ids=tuple(story.article_ids[:ANCHORS]),
    )
    async with engine.begin() as connection:
        await connection.execute(
            insert(tables.story_work).values(
                id=work.id,
                tenant_id=tenant_id,
                story_id=work.story_id,
                headline=work.headline,
                state=work.state,
                office_id=work.office_id,
                opened_at=now,
                changed_at=now,
            )
        )
        if work.article_ids:
            await connection.execute(
                insert(tables.story_work_articles),
                [
                    {"work_id": work.id, "position": position, "article_id": article_id}
                    for position, article_id in enumerate(work.article_ids)
                ],
            )
    return work


async def works_near(
    engine: AsyncEngine, tenant_id: str, story_ids: Collection[str], article_ids: Collection[str]
) -> list[StoryWork]:
    """All works that were last seen in one of these stories, or follow one of these articles."""
    work = tables.story_work.c
    found: dict[str, StoryWork] = {}
    for some in _parts(story_ids):
        for one in await _works(engine, _of(tenant_id).where(work.story_id.in_(some))):
            found[one.id] = one
    for some in _parts(article_ids):
        holding = select(tables.story_work_articles.c.work_id).where(
            tables.story_work_articles.c.article_id.in_(some)
        )
        for one in await _works(engine, _of(tenant_id).where(work.id.in_(holding))):
            found[one.id] = one
    return sorted(found.values(), key=lambda one: (one.opened_at, one.id))


async def list_works(
    engine: AsyncEngine,
    tenant_id: str,
    states: Collection[StoryState] = STORY_STATES,
    *,
    limit: int = 500,
) -> list[StoryWork]:
    """The works in these states, the one changed last first."""
    work = tables.story_work.c
    wanted = _of(tenant_id).where(work.state.in_(states))
    return await _works(engine, wanted.order_by(work.changed_at.desc(), work.id).limit(limit))


async def set_state(
    engine: AsyncEngine, tenant_id: str, work_ids: Sequence[str], state: StoryState, by: Author
) -> None:
    """Put works into a state; what is in it already stays as it is. Raises UnknownEntry."""
    now = datetime.now(UTC)
    async with engine.begin() as connection:
        for work in await _held(connection, tenant_id, work_ids):
            if work.state == state:
                continue
            await _change(connection, tenant_id, work.id, now, by, "state", state, {"state": state})
            await audit.record(
                connection,
                actor=by.actor,
                action="story.state",
                subject=work.story_id,
                tenant_id=tenant_id,
                detail=f"{work.state} to {state}",
            )


async def set_office(
    engine: AsyncEngine, tenant_id: str, work_ids: Sequence[str], office: Office | None, by: Author
) -> None:
    """Say which office answers for works; None: the one that the topics propose. Raises UnknownEntry."""
    office_id = office.id if office else None
    now = datetime.now(UTC)
    async with engine.begin() as connection:
        for work in await _held(connection, tenant_id, work_ids):
            if work.office_id == office_id:
                continue
            name = office.name if office else ""
            await _change(connection, tenant_id, work.id, now, by, "office", name, {"office_id": office_id})
            await audit.record(
                connection,
                actor=by.actor,
                action="story.office",
                subject=work.story_id,
                tenant_id=tenant_id,
                detail=name or "as the topics propose",
            )


async def note_place(
    engine: AsyncEngine, tenant_id: str, work_ids: Collection[str], story_id: str, headline: str
) -> None:
    """Remember the story in which works were found."""
    work = tables.story_work.c
    moved = or_(work.story_id != story_id, work.headline != headline)
    async with engine.begin() as connection:
        await connection.execute(
            update(tables.story_work)
            .where(work.tenant_id == tenant_id, work.id.in_(work_ids), moved)
            .values(story_id=story_id, headline=headline)
        )


async def changes_of(engine: AsyncEngine, tenant_id: str, work_ids: Collection[str]) -> list[WorkChange]:
    """What became of works, newest first; a change of several works at once by one person is told once."""
    changes = tables.story_work_changes.c
    query = (
        select(tables.story_work_changes)
        .where(changes.tenant_id == tenant_id, changes.work_id.in_(work_ids))
        .order_by(changes.at.desc(), changes.id.desc())
    )
    async with engine.connect() as connection:
        rows = (await connection.execute(query)).all()
    found: dict[tuple[Any, ...], WorkChange] = {}
    for row in rows:
        found.setdefault((row.at, row.user_id, row.kind, row.value), _change_of_row(row))
    return list(found.values())


async def changes_between(
    engine: AsyncEngine, tenant_id: str, start: datetime, end: datetime
) -> list[WorkChange]:
    """What the team changed from `start` on and before `end`, oldest first."""
    changes = tables.story_work_changes.c
    query = (
        select(tables.story_work_changes)
        .where(changes.tenant_id == tenant_id, changes.at >= start, changes.at < end)
        .order_by(changes.at, changes.id)
    )
    async with engine.connect() as connection:
        return [_change_of_row(row) for row in (await connection.execute(query)).all()]


def _parts(ids: Collection[str]) -> Iterator[list[str]]:
    in_order = list(ids)
    for start in range(0, len(in_order), _AT_ONCE):
        yield in_order[start : start + _AT_ONCE]


def _of(tenant_id: str) -> Select[Any]:
    return select(tables.story_work).where(tables.story_work.c.tenant_id == tenant_id)


async def _works(engine: AsyncEngine, query: Select[Any]) -> list[StoryWork]:
    async with engine.connect() as connection:
        rows = (await connection.execute(query)).all()
        return await _with_articles(connection, rows)


async def _with_articles(connection: AsyncConnection, rows: Sequence[Row[Any]]) -> list[StoryWork]:
    anchors = tables.story_work_articles.c
    followed: dict[str, list[str]] = {row.id: [] for row in rows}
    for some in _parts(followed):
        query = select(tables.story_work_articles).where(anchors.work_id.in_(some))
        for row in await connection.execute(query.order_by(anchors.work_id, anchors.position)):
            followed[row.work_id].append(row.article_id)
    return [
        StoryWork(
            id=row.id,
            story_id=row.story_id,
            headline=row.headline,
            state=row.state,
            office_id=row.office_id,
            opened_at=row.opened_at,
            changed_at=row.changed_at,
            article_ids=tuple(followed[row.id]),
        )
        for row in rows
    ]


async def _held(connection: AsyncConnection, tenant_id: str, work_ids: Sequence[str]) -> list[StoryWork]:
    """These works, locked where the database can. Raises UnknownEntry unless the tenant has them all."""
    query = _of(tenant_id).where(tables.story_work.c.id.in_(work_ids)).with_for_update()
    rows = (await connection.execute(query)).all()
    missing = set(work_ids) - {row.id for row in rows}
    if missing:
        raise UnknownEntry(", ".join(sorted(missing)))
    return await _with_articles(connection, rows)


async def _change(
    connection: AsyncConnection,
    tenant_id: str,
    work_id: str,
    now: datetime,
    by: Author,
    kind: Literal["state", "office"],
    value: str,
    values: dict[str, Any],
) -> None:
    await connection.execute(
        update(tables.story_work)
        .where(tables.story_work.c.tenant_id == tenant_id, tables.story_work.c.id == work_id)
        .values(changed_at=now, **values)
    )
    await connection.execute(
        insert(tables.story_work_changes).values(
            tenant_id=tenant_id,
            work_id=work_id,
            at=now,
            user_id=by.user_id,
            author=by.name,
            kind=kind,
            value=value,
        )
    )


def _change_of_row(row: Row[Any]) -> WorkChange:
    return WorkChange(row.work_id, row.at, row.user_id, row.author, row.kind, row.value)
