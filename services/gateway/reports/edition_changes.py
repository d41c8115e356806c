"""Changes of editions, each with a line in the history: made, edited, checked, numbered, sent, deleted."""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any, Literal

from sqlalchemy import ColumnElement, and_, case, delete, insert, null, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from services.gateway import audit
from services.gateway.desk.errors import UnknownEntry
from services.gateway.desk.report_tables import report_editions, report_history
from services.gateway.reports.document import Document
from services.gateway.reports.editions import Act, Edition, EditionKey, find_edition, get_edition
from services.gateway.reports.edits import Edits
from services.gateway.reports.frozen_letterheads import freeze_letterhead
from services.gateway.reports.letterheads import Letterhead, next_number, present_letterhead

Checked = Literal["draf", "diperiksa"]


class ChangedMeanwhile(Exception):
    """Somebody else changed the edition since it was read."""


async def keep_edition(
    engine: AsyncEngine,
    tenant_id: str,
    key: EditionKey,
    document: Document,
    *,
    actor: str,
    version: int | None = None,
) -> Edition:
    """Keep a report that was just made; the edition of this key, if there is one, gets it.

    What people wrote stays; a remade edition is a draft again, on the present letterhead. With a `version`,
    0 for no edition, only an edition that still stands at it is written over. Raises ChangedMeanwhile.
    """
    known = await find_edition(engine, tenant_id, key)
    if known is None:
        try:
            return await _add(engine, tenant_id, key, document, actor)
        except IntegrityError:
            # Somebody made the same one in this very moment.
            known = await find_edition(engine, tenant_id, key)
            if known is None:
                raise
    columns = report_editions.c
    own = and_(columns.tenant_id == tenant_id, columns.id == known.id)
    async with engine.begin() as connection:
        changed = await connection.execute(
            update(report_editions)
            .where(own if version is None else and_(own, columns.version == version))
            .values(
                document=_stored(document),
                title=_stored(document)["title"][:500],
                state="draf",
                letterhead=None,
                version=columns.version + 1,
                changed_at=datetime.now(UTC),
            )
        )
        if changed.rowcount == 0:
            await _must_exist(connection, tenant_id, known.id)
            raise ChangedMeanwhile(known.id)
        await _note(connection, tenant_id, known.id, actor, "disusun_ulang")
    return await get_edition(engine, tenant_id, known.id)


async def edit_edition(
    engine: AsyncEngine, tenant_id: str, edition_id: str, edits: Edits, *, version: int, actor: str
) -> None:
    """Keep what people wrote over an edition; it is a draft again.

    The letterhead that it was sent with stays until it is made again.

    Raises UnknownEntry and ChangedMeanwhile.
    """
    columns = report_editions.c
    kept = {key: edit.model_dump() for key, edit in edits.items() if not edit.empty}
    async with engine.begin() as connection:
        changed = await connection.execute(
            update(report_editions)
            .where(columns.tenant_id == tenant_id, columns.id == edition_id, columns.version == version)
            .values(
                edits=kept,
                state="draf",
                letterhead=_letterhead_of_draft(),
                version=version + 1,
                changed_at=datetime.now(UTC),
            )
        )
        if changed.rowcount == 0:
            await _must_exist(connection, tenant_id, edition_id)
            raise ChangedMeanwhile(edition_id)
        await _note(connection, tenant_id, edition_id, actor, "disunting")


async def set_state(
    engine: AsyncEngine,
    tenant_id: str,
    edition_id: str,
    state: Checked,
    *,
    version: int,
    actor: str,
    today: date,
    code: str = "",
) -> None:
    """Say whether the version that somebody read is checked; the first time it gets its number.

    A checked one keeps the letterhead of this moment; made a draft before it was sent it lets go of it.

    `code` stands for the kind in the number, `today` is the day in the tenant's zone. Raises UnknownEntry
    and ChangedMeanwhile.
    """
    columns = report_editions.c
    own = and_(columns.tenant_id == tenant_id, columns.id == edition_id)
    now = datetime.now(UTC)
    async with engine.begin() as connection:
        query = select(columns.number, columns.version, columns.letterhead).where(own).with_for_update()
        row = (await connection.execute(query)).first()
        if row is None:
            raise UnknownEntry(edition_id)
        if row.version != version:
            raise ChangedMeanwhile(edition_id)
        values: dict[str, Any] = {"state": state, "version": version + 1, "changed_at": now}
        if state == "draf":
            values["letterhead"] = _letterhead_of_draft()
        else:
            if not row.number:
                values["number"] = await next_number(connection, tenant_id, code, today)
            if row.letterhead is None:
                present = await present_letterhead(connection, tenant_id)
                values["letterhead"] = await freeze_letterhead(connection, tenant_id, present)
        # SQLite locks no rows: the version is asked for again.
        changed = await connection.execute(
            update(report_editions).where(own, columns.version == version).values(**values)
        )
        if changed.rowcount == 0:
            raise ChangedMeanwhile(edition_id)
        await _note(connection, tenant_id, edition_id, actor, state)


async def note_sent(
    engine: AsyncEngine,
    tenant_id: str,
    edition_id: str,
    *,
    version: int,
    actor: str,
    detail: str,
    letterhead: Letterhead,
) -> bool:
    """Say that this version was sent on this letterhead, which it keeps.

    False when it was changed meanwhile: then it stays what it became.
    """
    columns = report_editions.c
    own = and_(columns.tenant_id == tenant_id, columns.id == edition_id)
    now = datetime.now(UTC)
    async with engine.begin() as connection:
        changed = await connection.execute(
            update(report_editions)
            .where(own, columns.version == version)
            .values(
                state="terkirim",
                letterhead=await freeze_letterhead(connection, tenant_id, letterhead),
                version=version + 1,
                changed_at=now,
                sent_at=now,
            )
        )
        if changed.rowcount == 0:
            # Its newest text reached nobody; but it was sent once, so it cannot be deleted.
            await connection.execute(update(report_editions).where(own).values(sent_at=now))
        await _note(connection, tenant_id, edition_id, actor, "terkirim", detail)
    return changed.rowcount > 0


async def number_edition(engine: AsyncEngine, tenant_id: str, edition_id: str, code: str, today: date) -> str:
    """The number of an edition, given now if it has none. Raises UnknownEntry."""
    columns = report_editions.c
    own = and_(columns.tenant_id == tenant_id, columns.id == edition_id)
    async with engine.begin() as connection:
        row = (await connection.execute(select(columns.number).where(own).with_for_update())).first()
        if row is None:
            raise UnknownEntry(edition_id)
        if row.number:
            return str(row.number)
        number = await next_number(connection, tenant_id, code, today)
        await connection.execute(update(report_editions).where(own).values(number=number))
    return number


async def delete_edition(engine: AsyncEngine, tenant_id: str, edition_id: str, *, actor: str) -> None:
    """Delete an edition that was never sent. Raises UnknownEntry, also for one that was."""
    columns = report_editions.c
    async with engine.begin() as connection:
        gone = await connection.execute(
            delete(report_editions).where(
                columns.tenant_id == tenant_id, columns.id == edition_id, columns.sent_at.is_(None)
            )
        )
        if gone.rowcount == 0:
            raise UnknownEntry(edition_id)
        await audit.record(
            connection, actor=actor, action="report.delete", subject=edition_id, tenant_id=tenant_id
        )


async def _add(
    engine: AsyncEngine, tenant_id: str, key: EditionKey, document: Document, actor: str
) -> Edition:
    edition_id, now = secrets.token_hex(8), datetime.now(UTC)
    async with engine.begin() as connection:
        await connection.execute(
            insert(report_editions).values(
                id=edition_id,
                tenant_id=tenant_id,
                kind=key.kind,
                region=key.region,
                first_day=key.first_day,
                last_day=key.last_day,
                subject=key.subject,
                title=_stored(document)["title"][:500],
                number="",
                state="draf",
                document=_stored(document),
                edits={},
                version=1,
                made_at=now,
                made_by=actor,
                changed_at=now,
            )
        )
        await _note(connection, tenant_id, edition_id, actor, "dibuat")
    return await get_edition(engine, tenant_id, edition_id)


async def _note(
    connection: AsyncConnection, tenant_id: str, edition_id: str, actor: str, act: Act, detail: str = ""
) -> None:
    await connection.execute(
        insert(report_history).values(
            tenant_id=tenant_id,
            edition_id=edition_id,
            at=datetime.now(UTC),
            actor=actor,
            act=act,
            detail=detail,
        )
    )
    await audit.record(
        connection,
        actor=actor,
        action=f"report.{_AUDITED[act]}",
        subject=edition_id,
        tenant_id=tenant_id,
        detail=detail,
    )


_AUDITED: Mapping[Act, str] = {
    "dibuat": "make",
    "disusun_ulang": "remake",
    "disunting": "edit",
    "draf": "reopen",
    "diperiksa": "check",
    "terkirim": "send",
}


def _letterhead_of_draft() -> ColumnElement[str | None]:
    """What becomes of the letterhead of an edition that is a draft again: one that was sent keeps it."""
    columns = report_editions.c
    return case((columns.sent_at.is_(None), null()), else_=columns.letterhead)


async def _must_exist(connection: AsyncConnection, tenant_id: str, edition_id: str) -> None:
    columns = report_editions.c
    query = select(columns.id).where(columns.tenant_id == tenant_id, columns.id == edition_id)
    if (await connection.execute(query)).first() is None:
        raise UnknownEntry(edition_id)


def _stored(document: Document) -> Any:
    """As JSON; NUL, which no page shows, is refused by PostgreSQL."""
    return json.loads(document.model_dump_json().replace("\\u0000", ""))
