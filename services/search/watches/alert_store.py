"""Reads alerts for the tenant that they belong to, and notes who has seen to them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, func, or_, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncEngine

from services.search.index.port import ArticleIndex
from services.search.tables import alerts, watches
from services.search.transactions import writing
from services.search.watches.evidence import evidence_of
from services.search.watches.store import covers, moment_key
from shared.contracts.alert import Acknowledge, AlertPage, AlertRecord, AlertSearch, AlertState, OneAlert

_STATES: dict[AlertState, ColumnElement[bool]] = {
    "held": alerts.c.sent_at.is_(None) & alerts.c.due_at.is_not(None),
    "sent": alerts.c.sent_at.is_not(None),
    "muted": alerts.c.sent_at.is_(None) & alerts.c.due_at.is_(None),
}


async def search(engine: AsyncEngine, index: ArticleIndex, request: AlertSearch) -> AlertPage:
    """A page of a tenant's alerts, newest first. Raises BadCursor."""
    wanted = _visible(request.tenant_id)
    if request.watch_id is not None:
        wanted &= alerts.c.watch_id == request.watch_id
    if request.from_ is not None:
        wanted &= alerts.c.raised_at >= request.from_
    if request.to is not None:
        wanted &= alerts.c.raised_at < request.to
    if request.states:
        wanted &= or_(*(_STATES[state] for state in request.states))
    if request.acknowledged is not None:
        seen = alerts.c.acknowledged_at
        wanted &= seen.is_not(None) if request.acknowledged else seen.is_(None)
    key = tuple_(alerts.c.raised_at, alerts.c.alert_id)
    query = _named().where(wanted)
    if request.after is not None:
        query = query.where(key < moment_key(request.after))
    query = query.order_by(alerts.c.raised_at.desc(), alerts.c.alert_id.desc()).limit(request.limit + 1)
    async with engine.connect() as connection:
        rows = (await connection.execute(query)).all()
        total = await connection.scalar(select(func.count()).select_from(alerts).where(wanted))
    shown = rows[: request.limit]
    more = len(rows) > request.limit
    return AlertPage(
        items=await _records(index, shown, request.scope),
        next=[shown[-1].raised_at.isoformat(), shown[-1].alert_id] if more else None,
        total=total or 0,
    )


async def one(engine: AsyncEngine, index: ArticleIndex, request: OneAlert) -> AlertRecord | None:
    """One alert of a tenant."""
    query = _named().where(_visible(request.tenant_id), alerts.c.alert_id == request.id)
    async with engine.connect() as connection:
        rows = (await connection.execute(query)).all()
    records = await _records(index, rows, request.scope)
    return records[0] if records else None


async def acknowledge(engine: AsyncEngine, request: Acknowledge, now: datetime) -> None:
    """Note who has seen to an alert, unless somebody did before."""
    open_ = (
        _visible(request.tenant_id) & (alerts.c.alert_id == request.id) & alerts.c.acknowledged_at.is_(None)
    )
    async with writing(engine) as connection:
        await connection.execute(
            update(alerts)
            .where(open_)
            .values(acknowledged_at=now, acknowledged_by=request.by, note=request.note)
        )


def _visible(tenant_id: str) -> ColumnElement[bool]:
    return (alerts.c.tenant_id == tenant_id) & alerts.c.visible


def _named() -> Select[Any]:
    return select(alerts, watches.c.name).join(watches, watches.c.watch_id == alerts.c.watch_id)


async def _records(index: ArticleIndex, rows: Sequence[Row[Any]], scope: Sequence[str]) -> list[AlertRecord]:
    found = await evidence_of(index, [key for row in rows for key in row.article_ids], scope)
    return [
        AlertRecord(
            id=row.alert_id,
            watch_id=row.watch_id,
            watch_name=row.name,
            rule=row.rule,
            title=row.title,
            reason=row.reason,
            figures=row.figures,
            articles=[found[key] for key in row.article_ids if key in found],
            articles_total=max(row.articles_total, len(row.article_ids)),
            raised_at=row.raised_at,
            state=_state(row),
            due_at=None if row.sent_at else row.due_at,
            held_for=row.held_for,
            message_id=row.message_id,
            sent_at=row.sent_at,
            acknowledged_at=row.acknowledged_at,
            acknowledged_by=row.acknowledged_by,
            note=row.note,
        )
        for row in rows
        # Hidden by a narrower scope they are not read at all; this is for a caller with an older one.
        if covers(scope, row.scope)
    ]


def _state(row: Row[Any]) -> AlertState:
    if row.sent_at is not None:
        return "sent"
    return "held" if row.due_at is not None else "muted"
