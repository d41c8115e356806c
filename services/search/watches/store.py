"""Keeps watches in the search service's database."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, Tuple, delete, func, insert, literal, select, tuple_, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from services.search.query.errors import BadCursor
from services.search.store import insert_into
from services.search.tables import alerts, tenant_scopes, watches
from services.search.transactions import writing
from services.search.watches.holding import hold_anew
from shared.contracts.query import Filter
from shared.contracts.watch import EachStory, NegativeTurn, NewWatch, Rescope, Rule, Watch, WatchChange
from shared.contracts.webhook import OVERLAP_HOURS
from shared.runtime.database import UtcDateTime

# A tenant's screen of watches; every watch is one query for each batch of articles.
MOST_WATCHES = 100
# Advisory lock on PostgreSQL under which watches are counted and made: any constant that nobody else uses.
WATCH_TURN = 64_08_2028


class TooManyWatches(Exception):
    """The tenant has MOST_WATCHES watches."""


def by_time(rule: Rule) -> bool:
    """Whether a rule is judged by time; the others are judged when articles come."""
    return not (isinstance(rule, EachStory) or (isinstance(rule, NegativeTurn) and rule.of == "story"))


async def create(engine: AsyncEngine, watch: NewWatch, now: datetime) -> Watch:
    """Save a watch, under the tenant's scope and zone as they are now. Raises TooManyWatches.

    Whoever asks may have read the tenant some seconds ago: what `rescope` brought since holds.
    """
    created = Watch(**dict(watch), id=uuid.uuid4().hex, created_at=now, updated_at=now)
    async with writing(engine, turn=WATCH_TURN) as connection:
        if await _count(connection, watch.tenant_id) >= MOST_WATCHES:
            raise TooManyWatches
        query = select(tenant_scopes).where(tenant_scopes.c.tenant_id == watch.tenant_id)
        now_seen = (await connection.execute(query)).first()
        if now_seen is not None:
            filter_ = _scoped(created.filter, now_seen.scope, within=created.within_scope)
            created = created.model_copy(update={"filter": filter_, "zone": now_seen.zone})
        await insert_watch(connection, created)
    return created


async def insert_watch(connection: AsyncConnection, watch: Watch) -> None:
    """Write the row of a watch."""
    row = _columns(watch) | {
        "watch_id": watch.id,
        "tenant_id": watch.tenant_id,
        "zone": watch.zone,
        "created_at": watch.created_at,
        "updated_at": watch.updated_at,
        "next_run_at": watch.updated_at if by_time(watch.when) else None,
    }
    await connection.execute(insert(watches).values(row))


async def change(
    engine: AsyncEngine, tenant_id: str, watch_id: str, changed: WatchChange, now: datetime
) -> Watch | None:
    """Change the given fields of a watch, but not its scope; None when the tenant has no such watch."""
    async with writing(engine) as connection:
        row = await _row(connection, watch_id, tenant_id, lock=True)
        if row is None:
            return None
        given = {name: getattr(changed, name) for name in changed.model_fields_set}
        before = watch_of(row)
        watch = before.model_copy(update=given | {"updated_at": now, "broken": None})
        filter_ = _scoped(watch.filter, before.filter.scope, within=watch.within_scope)
        watch = watch.model_copy(update={"filter": filter_})
        values = _columns(watch) | {
            "updated_at": now,
            "broken": None,
            "next_run_at": now if by_time(watch.when) else None,
        }
        if (watch.when, watch.filter) != (before.when, before.filter):
            values["judged_since"] = now
        await connection.execute(update(watches).where(watches.c.watch_id == watch_id).values(values))
        await hold_anew(connection, before, watch, now)
    return watch


async def rotate(engine: AsyncEngine, tenant_id: str, watch_id: str, now: datetime) -> Watch | None:
    """Give a watch its next webhook secret; the one before signs on for OVERLAP_HOURS."""
    until = now + timedelta(hours=OVERLAP_HOURS)
    async with writing(engine) as connection:
        row = await _row(connection, watch_id, tenant_id, lock=True)
        if row is None:
            return None
        values = {"secret_version": row.secret_version + 1, "previous_secret_until": until, "updated_at": now}
        await connection.execute(update(watches).where(watches.c.watch_id == watch_id).values(values))
    return watch_of(row).model_copy(update=values)


async def rescope(engine: AsyncEngine, request: Rescope, now: datetime) -> None:
    """Bring a tenant's watches, and what they hold, to its scope and zone.

    Alerts raised under a wider scope are hidden.
    """
    mine = watches.c.tenant_id == request.tenant_id
    seen = {"scope": request.scope, "zone": request.zone}
    async with writing(engine, turn=WATCH_TURN) as connection:
        await connection.execute(
            insert_into(tenant_scopes, connection)
            .values(tenant_id=request.tenant_id, **seen)
            .on_conflict_do_update(index_elements=["tenant_id"], set_=seen)
        )
        rows = await connection.execute(select(watches).where(mine).with_for_update())
        for row in rows.all():
            before = watch_of(row)
            filter_ = _scoped(before.filter, request.scope, within=before.within_scope)
            values = {"filter": filter_.model_dump(mode="json"), "zone": request.zone}
            await connection.execute(update(watches).where(watches.c.watch_id == row.watch_id).values(values))
            await hold_anew(connection, before, before.model_copy(update={"zone": request.zone}), now)
        raised = select(alerts.c.alert_id, alerts.c.scope).where(alerts.c.tenant_id == request.tenant_id)
        hidden: list[str] = []
        shown: list[str] = []
        for key, scope in (await connection.execute(raised)).all():
            (shown if covers(request.scope, scope) else hidden).append(key)
        for visible, keys in ((True, shown), (False, hidden)):
            for part in (keys[at : at + 500] for at in range(0, len(keys), 500)):
                await connection.execute(
                    update(alerts).where(alerts.c.alert_id.in_(part)).values(visible=visible)
                )


def _scoped(filter_: Filter, scope: Sequence[str], *, within: bool) -> Filter:
    """A filter under another scope; `within`: its regions stand for the scope."""
    if not within:
        return filter_.model_copy(update={"scope": list(scope)})
    regions = [] if "ID" in scope else list(scope)
    return filter_.model_copy(update={"scope": list(scope), "regions": regions})


def covers(scope: Sequence[str], codes: Sequence[str]) -> bool:
    """Whether a scope sees everything that each of the codes sees; of none it is not known."""
    return bool(codes) and all(
        "ID" in scope or any(code == own or code.startswith(f"{own}.") for own in scope) for code in codes
    )


async def all_watches(engine: AsyncEngine) -> list[Watch]:
    """The watches of all tenants that can run, oldest first."""
    query = (
        select(watches).where(watches.c.broken.is_(None)).order_by(watches.c.created_at, watches.c.watch_id)
    )
    async with engine.connect() as connection:
        return [watch_of(row) for row in await connection.execute(query)]


async def page(
    engine: AsyncEngine, tenant_id: str, limit: int, after: Sequence[Any] | None
) -> tuple[list[Watch], list[Any] | None, int]:
    """A tenant's watches, oldest first: some, where the list goes on, and how many there are."""
    key = tuple_(watches.c.created_at, watches.c.watch_id)
    query = select(watches).where(watches.c.tenant_id == tenant_id)
    if after is not None:
        query = query.where(key > moment_key(after))
    query = query.order_by(watches.c.created_at, watches.c.watch_id).limit(limit + 1)
    async with engine.connect() as connection:
        rows = (await connection.execute(query)).all()
        total = await _count(connection, tenant_id)
    shown = rows[:limit]
    more = [shown[-1].created_at.isoformat(), shown[-1].watch_id] if len(rows) > limit else None
    return [watch_of(row) for row in shown], more, total


async def one(engine: AsyncEngine, tenant_id: str, watch_id: str) -> Watch | None:
    """One watch of a tenant."""
    async with engine.connect() as connection:
        row = await _row(connection, watch_id, tenant_id)
    return watch_of(row) if row else None


async def locked(connection: AsyncConnection, watch_id: str) -> Watch | None:
    """A watch that nobody else decides about until this transaction ends."""
    row = await _row(connection, watch_id, lock=True)
    return watch_of(row) if row else None


async def unlocked(connection: AsyncConnection, watch_id: str) -> Watch | None:
    """A watch as it is now."""
    row = await _row(connection, watch_id)
    return watch_of(row) if row else None


async def remove(engine: AsyncEngine, tenant_id: str, watch_id: str) -> bool:
    """Delete a watch and its alerts; whether there was one."""
    mine = (watches.c.watch_id == watch_id) & (watches.c.tenant_id == tenant_id)
    async with writing(engine) as connection:
        return (await connection.execute(delete(watches).where(mine))).rowcount > 0


async def mark_broken(engine: AsyncEngine, watch_id: str, reason: str) -> None:
    """The watch cannot run until somebody changes it."""
    async with writing(engine) as connection:
        await connection.execute(
            update(watches).where(watches.c.watch_id == watch_id).values(broken=reason, next_run_at=None)
        )


def moment_key(after: Sequence[Any]) -> Tuple:
    """The time and id in a cursor, to be compared with such columns. Raises BadCursor."""
    try:
        moment, key = after
        return tuple_(literal(datetime.fromisoformat(moment), UtcDateTime()), literal(str(key)))
    except (ValueError, TypeError) as error:
        raise BadCursor from error


async def _row(
    connection: AsyncConnection, watch_id: str, tenant_id: str | None = None, *, lock: bool = False
) -> Row[Any] | None:
    query = select(watches).where(watches.c.watch_id == watch_id)
    if tenant_id is not None:
        query = query.where(watches.c.tenant_id == tenant_id)
    return (await connection.execute(query.with_for_update() if lock else query)).first()


async def _count(connection: AsyncConnection, tenant_id: str) -> int:
    query = select(func.count()).select_from(watches).where(watches.c.tenant_id == tenant_id)
    return (await connection.execute(query)).scalar_one()


def _columns(watch: NewWatch) -> dict[str, Any]:
    """What a tenant chooses."""
    dumped = watch.model_dump(mode="json")
    names = ("name", "filter", "given", "within_scope", "cooldown", "quiet_hours", "digest", "deliveries")
    return {name: dumped[name] for name in names} | {"rule": dumped["when"], "muted_until": watch.muted_until}


def watch_of(row: Row[Any]) -> Watch:
    """The watch in a row."""
    return Watch.model_validate(
        {
            "id": row.watch_id,
            "tenant_id": row.tenant_id,
            "name": row.name,
            "filter": Filter.model_validate(row.filter),
            "given": row.given,
            "within_scope": row.within_scope,
            "when": row.rule,
            "cooldown": row.cooldown,
            "quiet_hours": row.quiet_hours,
            "digest": row.digest,
            "deliveries": row.deliveries,
            "muted_until": row.muted_until,
            "zone": row.zone,
            "created_at": row.created_at,
            "updated_at": row.updated_at or row.created_at,
            "secret_version": row.secret_version,
            "previous_secret_until": row.previous_secret_until,
            "broken": row.broken,
            "last_fired_at": row.last_fired_at,
            "last_sent_at": row.last_sent_at,
        }
    )
