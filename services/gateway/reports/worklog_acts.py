"""What people did with reports between two moments, read from the reports' history."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from services.gateway.desk.report_tables import report_editions, report_history


@dataclass(frozen=True)
class ReportAct:
    """One act on one edition; `path` is the edition's page, `at` UTC, `region` "" for all of the tenant."""

    at: datetime
    actor: str
    act: str
    kind: str
    edition_id: str
    title: str
    region: str

    @property
    def path(self) -> str:
        """Where the report can be read."""
        return f"/laporan/{self.kind}/{self.edition_id}"


async def report_acts(
    engine: AsyncEngine, tenant_id: str, start: datetime, end: datetime, *, actor: str = ""
) -> list[ReportAct]:
    """The acts from `start` on and before `end`, oldest first; `actor` ("user:ID") narrows to one person."""
    history, editions = report_history.c, report_editions.c
    query = (
        select(
            history.at,
            history.actor,
            history.act,
            editions.kind,
            history.edition_id,
            editions.title,
            editions.region,
        )
        .join(report_editions, history.edition_id == editions.id)
        .where(
            history.tenant_id == tenant_id,
            editions.tenant_id == tenant_id,
            history.at >= start,
            history.at < end,
        )
        .order_by(history.at, history.id)
    )
    if actor:
        query = query.where(history.actor == actor)
    async with engine.connect() as connection:
        return [ReportAct(**row._mapping) for row in (await connection.execute(query)).all()]
