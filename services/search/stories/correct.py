"""Applies and undoes the corrections that wait, inside the transaction of the next decision on stories."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from services.search.stories import corrections, history
from services.search.stories.corrections import Rulebook, Waiting
from services.search.stories.grouping import Decision, Grouping
from services.search.stories.reach import reached
from services.search.stories.reconcile import Move, Naming, new_story_id
from services.search.stories.repair import misplaced, moved
from services.search.stories.thresholds import MOST_TOGETHER
from services.search.stories.window import Window
from services.search.tables import articles
from shared.runtime.logs import get_logger

log = get_logger("search.stories")


class Correcting:
    """Takes waiting corrections one after the other; shares what it works with with the Assigner."""

    def __init__(self, window: Window, rulebook: Rulebook, grouping: Grouping) -> None:
        self._window = window
        self._rulebook = rulebook
        self._grouping = grouping

    async def settle(self, connection: AsyncConnection) -> None:
        """Group the stories anew by every correction that waits, and without every one that is undone."""
        while (waiting := await corrections.waiting(connection)) is not None:
            seq = await self._window.refresh(connection) + 1
            await corrections.settled(connection, waiting, seq)
            constraints = await self._rulebook.constraints(connection)
            if not waiting.undoing:
                overridden = constraints.overrides.get(waiting.correction.id, frozenset())
                await corrections.overriding(connection, waiting.correction.id, overridden)
            if await self._regroup(connection, waiting, seq):
                self._window.decided(seq)
            log.info(
                "correction undone" if waiting.undoing else "correction applied",
                correction_id=waiting.correction.id,
                kind=waiting.correction.kind,
                seq=seq,
            )

    async def _regroup(self, connection: AsyncConnection, waiting: Waiting, seq: int) -> bool:
        correction = waiting.correction
        first, second = correction.sides
        rows = await connection.execute(
            select(articles.c.article_id, articles.c.story_id).where(
                articles.c.article_id.in_(first | second), articles.c.story_id.is_not(None)
            )
        )
        home = {row.article_id: str(row.story_id) for row in rows}
        held = await connection.scalar(
            select(func.count()).select_from(articles).where(articles.c.story_id.in_(set(home.values())))
        )
        wrote = False
        if correction.kind == "merge" and (held or 0) > MOST_TOGETHER:
            move = self._take_apart if waiting.undoing else self._put_together
            await move(connection, waiting, home, seq)
        else:
            wrote = await self._group_anew(connection, waiting, home, seq)
        # In a crowd not all that is named is at hand.
        constraints = await self._rulebook.constraints(connection)
        moves = await misplaced(connection, constraints, seq)
        if moves:
            await self._move(connection, moves, waiting, seq)
        return wrote and not moves

    async def _group_anew(
        self, connection: AsyncConnection, waiting: Waiting, home: Mapping[str, str], seq: int
    ) -> bool:
        """Group all that is linked with what the correction names; whether anything differs."""
        first, second = waiting.correction.sides
        # Those who leave come first: in a crowd only the first article's neighbourhood is grouped.
        leaving = sorted(home.keys() & (first if waiting.correction.kind == "split" else second))
        roots = [*leaving, *sorted(home.keys() - set(leaving))]
        await self._window.bring(connection, roots)
        roots += await self._grouping.companions(connection, set(home.values()), roots)
        constraints = await self._rulebook.constraints(connection)
        found = await reached(connection, self._window, roots, constraints)
        if found.crowded and waiting.undoing:
            # Nothing holds them together any more: each finds its own place.
            wrote = False
            for root in leaving:
                found = await reached(connection, self._window, [root], constraints)
                decision = Decision(seq, leaving=[root], correction=waiting.correction.id)
                wrote |= await self._grouping.group(connection, found.sets, decision)
            return wrote
        decision = Decision(seq, leaving=leaving, correction=waiting.correction.id)
        return await self._grouping.group(connection, found.sets, decision)

    async def _put_together(
        self, connection: AsyncConnection, waiting: Waiting, home: Mapping[str, str], seq: int
    ) -> None:
        """Merge stories too large to be grouped as a whole: all articles go to the one opened first."""
        known = await history.living(connection, set(home.values()))
        survivor = min(known, key=lambda story: (known[story].opened_seq, story))
        moves = []
        for gone in sorted(known.keys() - {survivor}):
            held = await connection.execute(select(articles.c.article_id).where(articles.c.story_id == gone))
            moves.append(Move(gone, survivor, tuple(sorted(held.scalars())), opened=False))
        await self._move(connection, moves, waiting, seq)

    async def _take_apart(
        self, connection: AsyncConnection, waiting: Waiting, home: Mapping[str, str], seq: int
    ) -> None:
        """Undo such a merge: those who came with the other story go back, unless they belong elsewhere."""
        constraints = await self._rulebook.constraints(connection)
        names = (waiting.story_id, str(waiting.other_story))
        stays = set(home.values())
        side, name = (1, names[1]) if names[1] not in stays else (0, names[0])
        came = waiting.correction.sides[side]
        back = sorted(key for key in home if key in came and constraints.together(key) <= came)
        if not back or len({home[key] for key in back}) > 1:
            return
        living = await history.living(connection, [name])
        target = new_story_id(back[0], seq) if living else name
        await self._move(connection, [Move(home[back[0]], target, tuple(back), opened=True)], waiting, seq)

    async def _move(self, connection: AsyncConnection, moves: list[Move], waiting: Waiting, seq: int) -> bool:
        """Move parts of stories as they are, without grouping them."""
        for move in moves:
            await moved(connection, move, seq)
        opened = [move.to_story for move in moves if move.opened]
        naming = Naming({}, opened, moves)
        await history.record(connection, naming, seq=seq, correction=waiting.correction.id)
        # Too many to tell the window one by one.
        self._window.clear()
        return False
