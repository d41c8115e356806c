"""The history of a story as a tenant may see it: what moved, why, and which corrections there are."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from services.search.index.port import ArticleIndex
from services.search.query.errors import BadCursor
from services.search.stories import corrections as kept
from services.search.stories.constraints import Constraints, holding, resolved
from services.search.stories.constraints import Correction as Constraining
from services.search.stories.reconcile import new_story_id
from services.search.tables import correction_articles, corrections, stories, story_changes
from shared.contracts.query import Total
from shared.contracts.story import (
    ChangePage,
    ChangesQuestion,
    Correction,
    CorrectionState,
    StoryChange,
    StoryHistory,
    StoryQuestion,
)

# Changes that are looked through; a story of a busy week has some dozen.
MOST_CHANGES = 1_000
# Changes that a story's detail shows; the rest is a page of its own.
_NEWEST = 20


class Chronicle:
    """Reads the history for one tenant. Only changes of an article that it sees are told."""

    def __init__(
        self, engine: AsyncEngine, index: ArticleIndex, asking: StoryQuestion | ChangesQuestion, story_id: str
    ) -> None:
        self._engine = engine
        self._index = index
        self._asking = asking
        self._story_id = story_id

    async def history(self, visible: Collection[str]) -> StoryHistory:
        """The newest changes and all corrections. `visible`: the ids of the story's articles in the scope."""
        async with self._engine.connect() as connection:
            told = await self._corrections(connection, visible)
            opened = await self._opened_at(connection, visible)
            leading = await self._leading_here(connection)
            changes = [change for _, change in await self._changes(connection, told, leading)]
        former = {change.from_story for change in changes if change.kind == "merge"}
        return StoryHistory(
            opened_at=opened,
            former_ids=sorted(former & leading),
            changes=changes[:_NEWEST],
            corrections=list(told.values()),
        )

    async def _opened_at(self, connection: AsyncConnection, visible: Collection[str]) -> datetime | None:
        """When the story was opened; None where that would tell of an article outside the scope."""
        this = select(stories.c.opened_at, stories.c.opened_seq).where(stories.c.story_id == self._story_id)
        row = (await connection.execute(this)).first()
        if row is None:
            return None
        names = {new_story_id(article_id, seq) for article_id in visible for seq in (None, row.opened_seq)}
        opened: datetime = row.opened_at
        return opened if self._story_id in names else None

    async def page(self, visible: Collection[str]) -> ChangePage:
        """A page of changes, newest first. Raises BadCursor."""
        asking = self._asking
        if not isinstance(asking, ChangesQuestion):
            raise TypeError("a page is asked for with ChangesQuestion")
        after = _change_id(asking.after)
        async with self._engine.connect() as connection:
            told = await self._corrections(connection, visible)
            leading = await self._leading_here(connection)
            found = await self._changes(connection, told, leading)
        rest = [(key, change) for key, change in found if after is None or key < after]
        shown = rest[: asking.limit]
        return ChangePage(
            items=[change for _, change in shown],
            next=[shown[-1][0]] if len(rest) > asking.limit else None,
            total=Total(value=len(found)),
        )

    async def _changes(
        self, connection: AsyncConnection, told: Mapping[str, Correction], leading: set[str]
    ) -> list[tuple[int, StoryChange]]:
        names = {self._story_id, *leading}
        here = or_(story_changes.c.from_story.in_(names), story_changes.c.to_story.in_(names))
        newest = (
            select(story_changes).where(here).order_by(story_changes.c.change_id.desc()).limit(MOST_CHANGES)
        )
        rows = (await connection.execute(newest)).all()
        if not rows:
            return []
        missing = {row.correction_id for row in rows if row.correction_id} - told.keys()
        others = await self._told(connection, await _rows(connection, missing)) if missing else {}
        named = {key for row in rows for key in (*row.article_ids, *row.because)}
        seen = await self._index.visible(named, self._asking.scope) if named else set()
        known = {**told, **others}
        return [
            (
                row.change_id,
                StoryChange(
                    kind=row.kind,
                    at=row.changed_at,
                    from_story=row.from_story,
                    to_story=row.to_story,
                    article_ids=[key for key in row.article_ids if key in seen],
                    because=[key for key in row.because if key in seen],
                    correction=known.get(row.correction_id),
                ),
            )
            for row in rows
            if not seen.isdisjoint(row.article_ids)
        ]

    async def _leading_here(self, connection: AsyncConnection) -> set[str]:
        """The ids of stories that were merged into this one."""
        merged = select(stories.c.story_id).where(stories.c.merged_into == self._story_id)
        return set((await connection.execute(merged)).scalars())

    async def _corrections(
        self, connection: AsyncConnection, visible: Collection[str]
    ) -> dict[str, Correction]:
        """The corrections that name one of these articles, newest first."""
        keys = select(correction_articles.c.correction_id).where(
            correction_articles.c.article_id.in_(visible)
        )
        rows = await connection.execute(
            select(corrections)
            .where(corrections.c.correction_id.in_(keys))
            .order_by(corrections.c.number.desc())
        )
        return await self._told(connection, rows.all())

    async def _told(self, connection: AsyncConnection, rows: Sequence[Row[Any]]) -> dict[str, Correction]:
        if not rows:
            return {}
        in_force = {each.id: each for each in await kept.in_force(connection)}
        constraints = resolved(in_force.values())
        overriding: dict[str, list[str]] = {}
        for row in rows:
            if row.tenant_id == self._asking.tenant_id and row.correction_id in in_force:
                for earlier in row.overrides:
                    overriding.setdefault(earlier, []).append(row.correction_id)
        return {
            row.correction_id: self._correction(row, _state(row, in_force, constraints), overriding)
            for row in rows
        }

    def _correction(
        self, row: Row[Any], state: CorrectionState, overriding: Mapping[str, list[str]]
    ) -> Correction:
        own = row.tenant_id == self._asking.tenant_id
        return Correction(
            id=row.correction_id if own or self._asking.of_anybody else None,
            kind=row.kind,
            made_at=row.made_at,
            undone_at=row.undone_at,
            state=state,
            own=own,
            actor=row.actor if own else None,
            note=row.note if own else None,
            overridden_by=overriding.get(row.correction_id, []) if own else [],
        )


async def _rows(connection: AsyncConnection, keys: Collection[str]) -> Sequence[Row[Any]]:
    rows = await connection.execute(select(corrections).where(corrections.c.correction_id.in_(keys)))
    return rows.all()


def _state(row: Row[Any], in_force: Mapping[str, Constraining], constraints: Constraints) -> CorrectionState:
    if row.undone_at is not None:
        return "undone"
    if row.correction_id not in in_force:
        return "waiting"
    return holding(in_force[row.correction_id], constraints)


def _change_id(after: list[Any] | None) -> int | None:
    match after:
        case None:
            return None
        case [int() as key] if not isinstance(key, bool):
            return key
        case _:
            raise BadCursor
