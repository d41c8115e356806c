"""Groups collected articles into stories and writes down what differs from before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from services.search.stories import history
from services.search.stories.constraints import Constraints
from services.search.stories.corrections import Rulebook
from services.search.stories.member import Member
from services.search.stories.partition import originals_of, stories_of
from services.search.stories.reconcile import named, new_story_id
from services.search.stories.thresholds import MOST_TOGETHER
from services.search.stories.window import Window
from services.search.tables import articles


@dataclass(frozen=True)
class Place:
    """Where an article belongs: its story, and whose copy it is."""

    story_id: str
    copy_of: str | None


@dataclass(frozen=True)
class Decision:
    """Why articles are grouped: `seq` is the number of the decision.

    `revisions`: the revision of each article that came or changed. `leaving`: these, and articles that a
    correction moves: none of them has to stay in its story. `correction`: the one that is applied or undone.
    """

    seq: int
    revisions: Mapping[str, int] = field(default_factory=dict)
    leaving: Collection[str] = ()
    correction: str | None = None


class Grouping:
    """Decides over sets of linked articles. Shares its window and rulebook with whoever collects them."""

    def __init__(self, window: Window, rulebook: Rulebook) -> None:
        self._window = window
        self._rulebook = rulebook

    async def companions(
        self, connection: AsyncConnection, story_ids: Collection[str], apart: Collection[str]
    ) -> list[str]:
        """The other articles of these stories, their days in memory; not of too large a story.

        Whoever leaves may have held them together.
        """
        small = (
            select(articles.c.story_id)
            .where(articles.c.story_id.in_(story_ids))
            .group_by(articles.c.story_id)
            .having(func.count() <= MOST_TOGETHER)
        )
        rows = await connection.execute(
            select(articles.c.article_id, articles.c.published_at)
            .where(articles.c.story_id.in_(small), articles.c.article_id.not_in(apart))
            .order_by(articles.c.article_id)
        )
        found = rows.all()
        for row in found:
            await self._window.around(connection, row.published_at)
        return [row.article_id for row in found]

    async def group(
        self, connection: AsyncConnection, sets: Sequence[Sequence[Member]], decision: Decision
    ) -> bool:
        """Group these sets anew, and write down what differs from before; whether anything does."""
        constraints = await self._rulebook.constraints(connection)
        members = {member.id: member for linked in sets for member in linked}
        here = Counter(member.story_id for member in members.values() if member.story_id)
        known = await history.living(connection, {*here, *map(new_story_id, members)})
        partial = {story for story, held in here.items() if held < known[story].articles}
        staying = {
            key
            for key, each in members.items()
            if each.story_id in partial and key not in decision.leaving and key not in decision.revisions
        }
        closed = await _closed(connection, members, partial, constraints)
        groups: list[list[Member]] = []
        for linked in sets:
            groups += stories_of(
                linked,
                self._window.links.between(linked),
                staying=staying,
                constraints=constraints,
                closed=closed,
            )
        groups.sort(key=lambda group: group[0].age)
        # All at once: a story may have fallen into parts that are not linked any more.
        opened = {story: each.opened_seq for story, each in known.items()}
        naming = named(groups, opened, seq=decision.seq, partial=partial, staying=staying)
        places: dict[str, Place] = {}
        for group in groups:
            originals = originals_of(group, staying)
            for member in group:
                places[member.id] = Place(naming.stories[member.id], originals.get(member.id))
        for key in sorted({*decision.leaving, *decision.revisions}):
            if key in members and members[key].story_id in partial:
                places |= await _bereft(connection, members[key], places)
        # Sorted, as store.keep does: whoever writes the same articles waits instead of deadlocking.
        wrote = [
            await self._write(connection, key, members.get(key), places[key], decision)
            for key in sorted(places)
        ]
        await history.record(
            connection,
            naming,
            seq=decision.seq,
            because=sorted(decision.revisions),
            correction=decision.correction,
        )
        return any(wrote)

    async def _write(
        self,
        connection: AsyncConnection,
        key: str,
        before: Member | None,
        place: Place,
        decision: Decision,
    ) -> bool:
        """Keep the place of an article and which revision got it, unless nothing changed."""
        values: dict[str, Any] = {
            "story_id": place.story_id,
            "copy_of": place.copy_of,
            "story_seq": decision.seq,
        }
        if key in decision.revisions:
            values["storied_revision"] = decision.revisions[key]
        elif before is not None and place == Place(str(before.story_id), before.copy_of):
            return False
        await connection.execute(update(articles).where(articles.c.article_id == key).values(values))
        self._window.settle(key, place.story_id, place.copy_of)
        return True


async def _closed(
    connection: AsyncConnection,
    members: Mapping[str, Member],
    partial: Collection[str],
    constraints: Constraints,
) -> dict[str, set[str]]:
    """Units at hand that stay apart from an article of a story of which not all articles are at hand."""
    if not partial:
        return {}
    foreign: dict[str, set[str]] = {}
    for key in members:
        for other in constraints.apart_from(key):
            for article_id in constraints.articles[other]:
                foreign.setdefault(article_id, set()).add(constraints.units[key])
    rows = await connection.execute(
        select(articles.c.article_id, articles.c.story_id).where(
            articles.c.article_id.in_(foreign), articles.c.story_id.in_(partial)
        )
    )
    closed: dict[str, set[str]] = {}
    for row in rows:
        closed.setdefault(row.story_id, set()).update(foreign[row.article_id])
    return closed


async def _bereft(
    connection: AsyncConnection, original: Member, places: Mapping[str, Place]
) -> dict[str, Place]:
    """New places of those who stay in a story that is not grouped as a whole, and lose their original."""
    rows = await connection.execute(
        select(articles.c.article_id)
        .where(articles.c.story_id == original.story_id, articles.c.copy_of == original.id)
        .order_by(articles.c.published_at, articles.c.seen_at, articles.c.article_id)
    )
    copies = list(rows.scalars())
    stays = places[original.id].story_id == original.story_id
    if stays and any(key in places and places[key].copy_of == original.id for key in copies):
        return {}
    heirs = [
        key
        for key in copies
        if key not in places
        or (places[key].copy_of == original.id and places[key].story_id == original.story_id)
    ]
    story = str(original.story_id)
    return {key: Place(story, heirs[0] if k else None) for k, key in enumerate(heirs)}
