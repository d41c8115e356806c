"""What a team does with citizens' reports: their state and office where set by hand, and who changed what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from sqlalchemy import Row, Table, insert, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from services.gateway import audit
from services.gateway.desk import aspiration_tables as tables
from services.gateway.desk.aspiration_states import State
from services.gateway.desk.offices import get_office

# Parameters that a statement may have on every database.
_ASKED = 500


@dataclass(frozen=True)
class Work:
    """What was set by hand: "" where nothing was. `status_then` is what the origin said at that time."""

    state: State | Literal[""] = ""
    status_then: str = ""
    office_id: str = ""


@dataclass(frozen=True)
class Change:
    """A line of a report's history; what did not change is empty. `at` is UTC."""

    at: datetime
    who: str
    state: str
    office: str
    note: str


UNTOUCHED = Work()


async def work_of(engine: AsyncEngine, tenant_id: str, article_ids: Sequence[str]) -> dict[str, Work]:
    """Report → what was set by hand; untouched ones are absent."""
    work = tables.aspiration_work.c
    found: dict[str, Work] = {}
    async with engine.connect() as connection:
        for start in range(0, len(article_ids), _ASKED):
            query = select(tables.aspiration_work).where(
                work.tenant_id == tenant_id, work.article_id.in_(article_ids[start : start + _ASKED])
            )
            found |= {row.article_id: _work_of_row(row) for row in await connection.execute(query)}
    return found


async def history_of(engine: AsyncEngine, tenant_id: str, article_id: str) -> list[Change]:
    """What happened to a report here, newest first."""
    lines = tables.aspiration_changes.c
    query = (
        select(tables.aspiration_changes)
        .where(lines.tenant_id == tenant_id, lines.article_id == article_id)
        .order_by(lines.id.desc())
    )
    async with engine.connect() as connection:
        rows = (await connection.execute(query)).all()
    return [Change(row.at, row.who, row.state, row.office, row.note) for row in rows]


async def change_work(
    engine: AsyncEngine,
    tenant_id: str,
    article_id: str,
    *,
    state: State | None = None,
    status_now: str = "",
    office_id: str | None = None,
    note: str = "",
    who: str,
    actor: str,
) -> None:
    """Set the state, the office ("" takes the correction back) or both, and write it down with a note.

    None leaves a value as it is; `status_now` is what the system of origin says at this moment. Raises
    UnknownEntry for an office that this tenant does not have.
    """
    office = ""
    if office_id is not None:
        office = (await get_office(engine, tenant_id, office_id)).name if office_id else TAKEN_BACK
    values: dict[str, str] = {}
    if state is not None:
        values |= {"state": state, "status_then": status_now[:200]}
    if office_id is not None:
        values["office_id"] = office_id
    async with engine.begin() as connection:
        if values:
            await _put(connection, {"tenant_id": tenant_id, "article_id": article_id}, values)
        await connection.execute(
            insert(tables.aspiration_changes).values(
                tenant_id=tenant_id,
                article_id=article_id,
                at=datetime.now(UTC),
                who=who,
                state=state or "",
                office=office,
                note=note,
            )
        )
        changed = ", ".join(
            name for name, value in (("state", state), ("office", office), ("note", note)) if value
        )
        await audit.record(
            connection,
            actor=actor,
            action="aspiration.change",
            subject=article_id,
            tenant_id=tenant_id,
            detail=changed,
        )


# In the history, in place of an office's name.
TAKEN_BACK = "—"


async def _put(connection: AsyncConnection, key: dict[str, str], values: dict[str, str]) -> None:
    statement = _insert_into(tables.aspiration_work, connection).values(**key, **values)
    await connection.execute(statement.on_conflict_do_update(index_elements=list(key), set_=values))


def _insert_into(table: Table, connection: AsyncConnection) -> sqlite.Insert | postgresql.Insert:
    return sqlite.insert(table) if connection.dialect.name == "sqlite" else postgresql.insert(table)


def _work_of_row(row: Row[Any]) -> Work:
    return Work(row.state, row.status_then, row.office_id)
