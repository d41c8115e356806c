"""Schedules: when a clipping is made and sent by itself. Days and hours are those of the tenant's zone."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, delete, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from services.gateway import audit
from services.gateway.briefs.span import Period
from services.gateway.desk.errors import UnknownEntry
from services.gateway.desk.report_tables import report_schedules

# Making and handing over takes seconds; a process that was killed in it lets go after this.
LEASE = timedelta(minutes=5)
MINUTES_A_DAY = 24 * 60


@dataclass(frozen=True)
class Plan:
    """What a schedule says. Monday is weekday 1; `minute` counts from midnight."""

    period: Period
    region: str
    weekdays: tuple[int, ...]
    minute: int
    lead_minutes: int
    recipients: tuple[str, ...]
    active: bool = True

    @property
    def clock(self) -> str:
        """``06.30``."""
        return f"{self.minute // 60:02}.{self.minute % 60:02}"

    def last_slot(self, now: datetime, zone: ZoneInfo, ahead: timedelta = timedelta()) -> datetime | None:
        """The newest time of this plan that is not after `now` + `ahead`; None without a weekday.

        A time that the clock skips or repeats is taken once, as the zone's rules fold it.
        """
        latest = now + ahead
        today = latest.astimezone(zone).date()
        for back in range(8):
            day = today - timedelta(days=back)
            slot = self._slot(day, zone)
            if day.isoweekday() in self.weekdays and slot <= latest:
                return slot
        return None

    def next_slot(self, now: datetime, zone: ZoneInfo) -> datetime | None:
        """The first time of this plan after `now`; None without a weekday."""
        today = now.astimezone(zone).date()
        for ahead in range(9):
            day = today + timedelta(days=ahead)
            slot = self._slot(day, zone)
            if day.isoweekday() in self.weekdays and slot > now:
                return slot
        return None

    def _slot(self, day: date, zone: ZoneInfo) -> datetime:
        return datetime.combine(day, time(self.minute // 60, self.minute % 60), zone)


@dataclass(frozen=True)
class Schedule:
    """A plan of a tenant with what it did last; a slot is a time of the plan, UTC."""

    id: str
    tenant_id: str
    plan: Plan
    created_at: datetime
    prepared_slot: datetime | None
    sent_slot: datetime | None
    last_error: str

    @property
    def active(self) -> bool:
        """Whether it works."""
        return self.plan.active

    def due(self, now: datetime, zone: ZoneInfo) -> tuple[datetime | None, datetime | None]:
        """The slot that is to be prepared and the one that is to be sent now; None: nothing.

        Only the newest slot counts: whatever was missed before it is caught up by it, once.
        """
        # Never before midnight: the day that the clipping tells of has to be over.
        lead = timedelta(minutes=min(self.plan.lead_minutes, self.plan.minute))
        prepare = self._if_new(self.plan.last_slot(now, zone, lead), self.prepared_slot)
        send = self._if_new(self.plan.last_slot(now, zone), self.sent_slot)
        return prepare, send

    def _if_new(self, slot: datetime | None, done: datetime | None) -> datetime | None:
        if slot is None or slot <= self.created_at or (done is not None and slot <= done):
            return None
        return slot


async def list_schedules(engine: AsyncEngine, tenant_id: str | None = None) -> list[Schedule]:
    """The schedules of a tenant in the order of their hour; without one those of all, for the clock."""
    query = select(report_schedules).order_by(report_schedules.c.minute, report_schedules.c.id)
    if tenant_id is not None:
        query = query.where(report_schedules.c.tenant_id == tenant_id)
    async with engine.connect() as connection:
        return [_schedule_of_row(row) for row in await connection.execute(query)]


async def get_schedule(engine: AsyncEngine, tenant_id: str, schedule_id: str) -> Schedule:
    """One schedule. Raises UnknownEntry."""
    for schedule in await list_schedules(engine, tenant_id):
        if schedule.id == schedule_id:
            return schedule
    raise UnknownEntry(schedule_id)


async def add_schedule(engine: AsyncEngine, tenant_id: str, plan: Plan, *, actor: str) -> str:
    """Enter a schedule; it begins with its next time. Its id."""
    schedule_id = secrets.token_hex(8)
    async with engine.begin() as connection:
        await connection.execute(
            insert(report_schedules).values(
                id=schedule_id,
                tenant_id=tenant_id,
                created_at=datetime.now(UTC),
                last_error="",
                **_values(plan),
            )
        )
        await audit.record(
            connection, actor=actor, action="schedule.create", subject=schedule_id, tenant_id=tenant_id
        )
    return schedule_id


async def change_schedule(
    engine: AsyncEngine, tenant_id: str, schedule_id: str, plan: Plan, *, actor: str
) -> None:
    """Write a schedule as it is now; a time of today that is past already is not made up for.

    Raises UnknownEntry.
    """
    columns, now = report_schedules.c, datetime.now(UTC)
    async with engine.begin() as connection:
        changed = await connection.execute(
            update(report_schedules)
            .where(columns.tenant_id == tenant_id, columns.id == schedule_id)
            .values(created_at=now, last_error="", claimed_until=None, **_values(plan))
        )
        if changed.rowcount == 0:
            raise UnknownEntry(schedule_id)
        await audit.record(
            connection, actor=actor, action="schedule.change", subject=schedule_id, tenant_id=tenant_id
        )


async def remove_schedule(engine: AsyncEngine, tenant_id: str, schedule_id: str, *, actor: str) -> None:
    """Delete a schedule; what it made stays. Raises UnknownEntry."""
    columns = report_schedules.c
    async with engine.begin() as connection:
        gone = await connection.execute(
            delete(report_schedules).where(columns.tenant_id == tenant_id, columns.id == schedule_id)
        )
        if gone.rowcount == 0:
            raise UnknownEntry(schedule_id)
        await audit.record(
            connection, actor=actor, action="schedule.delete", subject=schedule_id, tenant_id=tenant_id
        )


async def claim(engine: AsyncEngine, schedule: Schedule, now: datetime) -> datetime | None:
    """Take a schedule in hand until the time that is returned, which tells this hold from every other.

    None: another process has it, or it was worked off or changed since it was read.
    """
    columns = report_schedules.c
    free = or_(columns.claimed_until.is_(None), columns.claimed_until <= now)
    until = now + LEASE
    async with engine.begin() as connection:
        taken = await connection.execute(
            update(report_schedules)
            .where(
                columns.id == schedule.id,
                free,
                # A change writes it anew.
                columns.created_at == schedule.created_at,
                columns.prepared_slot.is_not_distinct_from(schedule.prepared_slot),
                columns.sent_slot.is_not_distinct_from(schedule.sent_slot),
            )
            .values(claimed_until=until)
        )
        return until if taken.rowcount > 0 else None


async def let_go(
    engine: AsyncEngine,
    schedule_id: str,
    held: datetime,
    *,
    prepared: datetime | None = None,
    sent: datetime | None = None,
    error: str = "",
    rest_until: datetime | None = None,
) -> None:
    """Put a schedule back, with what was done; an error is shown beside it. Until `rest_until` it rests.

    `held` is what the claim returned; when somebody else took the schedule since, it is theirs to put back.
    """
    values: dict[str, Any] = {"claimed_until": rest_until, "last_error": error}
    if prepared is not None:
        values["prepared_slot"] = prepared
    if sent is not None:
        values["sent_slot"] = sent
    columns = report_schedules.c
    async with engine.begin() as connection:
        await connection.execute(
            update(report_schedules)
            .where(columns.id == schedule_id, columns.claimed_until == held)
            .values(**values)
        )


def _values(plan: Plan) -> dict[str, Any]:
    return {
        "period": plan.period,
        "region": plan.region,
        "weekdays": list(plan.weekdays),
        "minute": plan.minute,
        "lead_minutes": plan.lead_minutes,
        "recipients": list(plan.recipients),
        "active": plan.active,
    }


def _schedule_of_row(row: Row[Any]) -> Schedule:
    plan = Plan(
        period=row.period,
        region=row.region,
        weekdays=tuple(row.weekdays),
        minute=row.minute,
        lead_minutes=row.lead_minutes,
        recipients=tuple(row.recipients),
        active=row.active,
    )
    return Schedule(
        row.id, row.tenant_id, plan, row.created_at, row.prepared_slot, row.sent_slot, row.last_error
    )
