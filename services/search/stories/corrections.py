"""The corrections in the database: those in force, those that wait, and what became of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from services.search.stories.constraints import UNCONSTRAINED, Constraints, Correction, resolved
from services.search.tables import correction_articles, corrections

_APPLIED = corrections.c.applied_seq.is_not(None)
_IN_FORCE = _APPLIED & corrections.c.undone_seq.is_(None)
_WAITING = or_(
    corrections.c.applied_seq.is_(None),
    corrections.c.undone_at.is_not(None) & corrections.c.undone_seq.is_(None),
)


@dataclass(frozen=True)
class Filed:
    """A correction as it is about to be written down."""

    correction: Correction
    story_id: str
    other_story: str | None
    tenant_id: str
    actor: str
    note: str | None


@dataclass(frozen=True)
class Waiting:
    """A correction that waits for its turn, or for being undone."""

    correction: Correction
    story_id: str
    other_story: str | None
    undoing: bool


class Rulebook:
    """The constraints of the corrections in force, remembered until a correction is applied or undone."""

    def __init__(self) -> None:
        self._version: tuple[int, int] | None = None
        self._constraints = UNCONSTRAINED

    async def constraints(self, connection: AsyncConnection) -> Constraints:
        """What holds now, as this transaction sees it."""
        applied, undone = func.count(corrections.c.applied_seq), func.count(corrections.c.undone_seq)
        row = (await connection.execute(select(applied, undone))).one()
        if tuple(row) != self._version:
            self._constraints = resolved(await in_force(connection))
            self._version = (row[0], row[1])
        return self._constraints

    def clear(self) -> None:
        """Forget: what was read may not be what was committed."""
        self._version = None


async def in_force(connection: AsyncConnection) -> list[Correction]:
    """Every correction that was applied and not undone."""
    rows = await connection.execute(select(corrections).where(_IN_FORCE))
    return await _with_sides(connection, list(rows.all()))


async def waiting(connection: AsyncConnection) -> Waiting | None:
    """The one that waits for longest; None when none does."""
    first = select(corrections).where(_WAITING).order_by(corrections.c.number).limit(1)
    row = (await connection.execute(first)).first()
    if row is None:
        return None
    (correction,) = await _with_sides(connection, [row])
    return Waiting(correction, row.story_id, row.other_story, undoing=row.applied_seq is not None)


async def settled(connection: AsyncConnection, done: Waiting, seq: int) -> None:
    """The stories follow this correction, or do without it, from the decision `seq` on."""
    name = "undone_seq" if done.undoing else "applied_seq"
    this = corrections.c.correction_id == done.correction.id
    await connection.execute(update(corrections).where(this).values({name: seq}))


async def overriding(connection: AsyncConnection, correction_id: str, earlier: frozenset[str]) -> None:
    """Write down which earlier corrections this one contradicts."""
    this = corrections.c.correction_id == correction_id
    await connection.execute(update(corrections).where(this).values(overrides=sorted(earlier)))


async def next_number(connection: AsyncConnection) -> int:
    """The number of the next correction; ask only while holding the story turn."""
    return (await connection.scalar(select(func.max(corrections.c.number))) or 0) + 1


async def file(connection: AsyncConnection, filed: Filed) -> None:
    """Write a correction down; it waits for its turn."""
    correction = filed.correction
    values = {
        "correction_id": correction.id,
        "number": correction.number,
        "kind": correction.kind,
        "story_id": filed.story_id,
        "other_story": filed.other_story,
        "tenant_id": filed.tenant_id,
        "actor": filed.actor,
        "note": filed.note,
        "made_at": datetime.now(UTC),
        "overrides": [],
    }
    await connection.execute(insert(corrections).values(values))
    named = [
        {"correction_id": correction.id, "article_id": article_id, "side": side}
        for side, articles in enumerate(correction.sides)
        for article_id in sorted(articles)
    ]
    await connection.execute(insert(correction_articles), named)


async def undo(connection: AsyncConnection, correction_id: str, actor: str) -> None:
    """Ask for a correction to be undone; one that was not applied yet never will be."""
    this = (corrections.c.correction_id == correction_id) & corrections.c.undone_at.is_(None)
    asked = {"undone_at": datetime.now(UTC), "undone_by": actor}
    await connection.execute(update(corrections).where(this).values(asked))
    never = (corrections.c.correction_id == correction_id) & corrections.c.applied_seq.is_(None)
    await connection.execute(update(corrections).where(never).values(applied_seq=0, undone_seq=0))


async def _with_sides(connection: AsyncConnection, rows: list[Row[Any]]) -> list[Correction]:
    keys = [row.correction_id for row in rows]
    named = await connection.execute(
        select(correction_articles).where(correction_articles.c.correction_id.in_(keys))
    )
    sides: dict[str, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
    for each in named:
        sides[each.correction_id][each.side].add(each.article_id)
    return [
        Correction(row.correction_id, row.number, row.kind, (frozenset(first), frozenset(second)))
        for row in rows
        for first, second in (sides[row.correction_id],)
    ]
