"""How long articles are kept, as an operator chose it; the newest choice holds."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncEngine

from services.search.retention.old_months import count_before, first_kept
from services.search.store import count
from services.search.tables import retention_choices
from services.search.transactions import writing
from shared.contracts.retention import FORGETS_AFTER, Retention, RetentionPreview


async def chosen(engine: AsyncEngine, now: datetime) -> Retention:
    """What holds now; as long as nobody chose, everything is kept."""
    newest = select(retention_choices).order_by(retention_choices.c.choice_id.desc()).limit(1)
    async with engine.connect() as connection:
        row = (await connection.execute(newest)).one_or_none()
    if row is None or row.months is None:
        return Retention()
    return Retention(
        months=row.months,
        first_kept=first_kept(row.months, now),
        forgets_from=row.chosen_at + FORGETS_AFTER,
    )


async def choose(engine: AsyncEngine, months: int | None, now: datetime) -> None:
    """From now on this holds; None: everything is kept."""
    async with writing(engine) as connection:
        await connection.execute(insert(retention_choices).values(months=months, chosen_at=now))


async def preview(engine: AsyncEngine, months: int | None, now: datetime) -> RetentionPreview:
    """What this choice would forget if it held now."""
    total = await count(engine)
    if months is None:
        return RetentionPreview(first_kept=None, articles=0, total=total)
    month = first_kept(months, now)
    return RetentionPreview(first_kept=month, articles=await count_before(engine, month), total=total)
