"""Editions as they are read: reports that were made, their state, history and what people wrote over them.

There is one edition for a kind, region, span of days and subject: made again it gets new figures and keeps
what people wrote.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal, get_args

from sqlalchemy import Row, and_, or_, select
from sqlalchemy.ext.asyncio import AsyncEngine

from services.gateway.desk.errors import UnknownEntry
from services.gateway.desk.report_tables import report_editions, report_history
from services.gateway.reports.document import Document
from services.gateway.reports.edits import Edit, Edits, edited

State = Literal["draf", "diperiksa", "terkirim"]
Act = Literal["dibuat", "disusun_ulang", "disunting", "draf", "diperiksa", "terkirim"]
STATES: tuple[State, ...] = get_args(State)
# Reports about the work of one person: for her and for admins.
PERSONAL_KINDS = ("catatan",)
STATE_NAMES: dict[str, str] = {"draf": "Draf", "diperiksa": "Diperiksa", "terkirim": "Terkirim"}
ACT_NAMES: dict[str, str] = {
    "dibuat": "Disusun",
    "disusun_ulang": "Disusun ulang dengan data terbaru",
    "disunting": "Disunting",
    "draf": "Dikembalikan menjadi draf",
    "diperiksa": "Dinyatakan sudah diperiksa",
    "terkirim": "Dikirim",
}


@dataclass(frozen=True)
class EditionKey:
    """What tells editions of a tenant apart. `region` "" means all regions; `subject` a story or user id."""

    kind: str
    region: str
    first_day: date
    last_day: date
    subject: str = ""


@dataclass(frozen=True)
class EditionHead:
    """An edition in a list."""

    id: str
    key: EditionKey
    title: str
    number: str
    state: State
    version: int
    made_at: datetime
    made_by: str
    changed_at: datetime
    sent_at: datetime | None


@dataclass(frozen=True)
class Edition(EditionHead):
    """An edition in full: `document` as the machine made it, `edits` of people over it.

    `letterhead` is the digest of the one that it was checked or sent with; None: the present one.
    """

    document: Document
    edits: Edits
    letterhead: str | None

    @property
    def told(self) -> Document:
        """The report as people left it: what every form shows."""
        return edited(self.document, self.edits)


@dataclass(frozen=True)
class Event:
    """A line of an edition's history."""

    at: datetime
    actor: str
    act: Act
    detail: str


async def get_edition(engine: AsyncEngine, tenant_id: str, edition_id: str) -> Edition:
    """One edition. Raises UnknownEntry."""
    columns = report_editions.c
    found = await _one(engine, and_(columns.tenant_id == tenant_id, columns.id == edition_id))
    if found is None:
        raise UnknownEntry(edition_id)
    return found


async def find_edition(engine: AsyncEngine, tenant_id: str, key: EditionKey) -> Edition | None:
    """The edition of a key, if it was made."""
    columns = report_editions.c
    return await _one(
        engine,
        and_(
            columns.tenant_id == tenant_id,
            columns.kind == key.kind,
            columns.region == key.region,
            columns.first_day == key.first_day,
            columns.last_day == key.last_day,
            columns.subject == key.subject,
        ),
    )


async def list_editions(
    engine: AsyncEngine,
    tenant_id: str,
    *,
    kind: str = "",
    state: str = "",
    made_by: str = "",
    limit: int = 20,
    after: Sequence[Any] | None = None,
    seen_by: str | None = None,
) -> tuple[list[EditionHead], list[Any] | None]:
    """Editions, newest made first; and where the list goes on.

    `seen_by` is the user whose personal reports are among them; None: everybody's.
    """
    columns = report_editions.c
    heads = [column for column in columns if column.name not in ("document", "edits")]
    query = select(*heads).where(columns.tenant_id == tenant_id)
    for column, value in ((columns.kind, kind), (columns.state, state), (columns.made_by, made_by)):
        query = query.where(column == value) if value else query
    if seen_by is not None:
        query = query.where(or_(columns.kind.not_in(PERSONAL_KINDS), columns.subject == seen_by))
    if after is not None:
        moment, last_id = datetime.fromisoformat(after[0]), after[1]
        older = or_(columns.made_at < moment, and_(columns.made_at == moment, columns.id > last_id))
        query = query.where(older)
    query = query.order_by(columns.made_at.desc(), columns.id).limit(limit + 1)
    async with engine.connect() as connection:
        rows = [_head(row) for row in await connection.execute(query)]
    more = len(rows) > limit
    rows = rows[:limit]
    return rows, [rows[-1].made_at.isoformat(), rows[-1].id] if more else None


async def history_of(engine: AsyncEngine, tenant_id: str, edition_id: str) -> list[Event]:
    """What happened to an edition, newest first."""
    columns = report_history.c
    query = (
        select(report_history)
        .where(columns.tenant_id == tenant_id, columns.edition_id == edition_id)
        .order_by(columns.id.desc())
    )
    async with engine.connect() as connection:
        return [Event(row.at, row.actor, row.act, row.detail) for row in await connection.execute(query)]


async def _one(engine: AsyncEngine, condition: Any) -> Edition | None:
    async with engine.connect() as connection:
        row = (await connection.execute(select(report_editions).where(condition))).first()
    if row is None:
        return None
    return Edition(
        **vars(_head(row)),
        document=Document.model_validate(row.document),
        edits={key: Edit.model_validate(edit) for key, edit in row.edits.items()},
        letterhead=row.letterhead,
    )


def _head(row: Row[Any]) -> EditionHead:
    return EditionHead(
        id=row.id,
        key=EditionKey(row.kind, row.region, row.first_day, row.last_day, row.subject),
        title=row.title,
        number=row.number,
        state=row.state,
        version=row.version,
        made_at=row.made_at,
        made_by=row.made_by,
        changed_at=row.changed_at,
        sent_at=row.sent_at,
    )
