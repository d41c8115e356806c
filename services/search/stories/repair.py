"""Sees to it that the constraints hold where stories are too large to be grouped as a whole."""

from __future__ import annotations

from collections import Counter, defaultdict

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from services.search.stories.constraints import Constraints
from services.search.stories.reconcile import Move, new_story_id
from services.search.tables import articles, correction_articles


async def misplaced(connection: AsyncConnection, constraints: Constraints, seq: int) -> list[Move]:
    """The moves after which every constraint holds; none where they hold.

    A unit goes to the story that has most of its articles and none that it stays apart from, else to one of
    its own. Whoever was moved is at peace with everybody there, so one pass suffices.
    """
    rows = await connection.execute(
        select(articles.c.article_id, articles.c.story_id).where(
            articles.c.story_id.is_not(None),
            articles.c.article_id.in_(select(correction_articles.c.article_id)),
        )
    )
    home: dict[str, str] = {row.article_id: row.story_id for row in rows}
    living = set(home.values())
    moves: list[Move] = []
    for unit in sorted(constraints.articles):
        here = sorted(constraints.articles[unit] & home.keys())
        held = Counter(home[key] for key in here)
        foreign = {
            home[key]
            for other in constraints.apart.get(unit, ())
            for key in constraints.articles[other]
            if key in home
        }
        if len(held) <= 1 and foreign.isdisjoint(held):
            continue
        open_to_it = sorted(held.keys() - foreign, key=lambda story: (-held[story], story))
        target = open_to_it[0] if open_to_it else new_story_id(here[0], seq)
        for story in sorted(held.keys() - {target}):
            leaving = tuple(key for key in here if home[key] == story)
            moves.append(Move(story, target, leaving, opened=target not in living))
        living.add(target)
        home |= dict.fromkeys(here, target)
    return moves


async def moved(connection: AsyncConnection, move: Move, seq: int) -> None:
    """Give articles another story; of copies that lose their original the eldest becomes one."""
    # In the order of ids, as store.keep does: whoever writes the same articles waits instead of deadlocking.
    both = articles.c.story_id.in_((move.from_story, move.to_story))
    await connection.execute(
        select(articles.c.article_id).where(both).order_by(articles.c.article_id).with_for_update()
    )
    this = articles.c.article_id.in_(move.article_ids)
    await connection.execute(update(articles).where(this).values(story_id=move.to_story, story_seq=seq))
    for story in (move.from_story, move.to_story):
        mine = articles.c.story_id == story
        rows = await connection.execute(
            select(articles.c.article_id, articles.c.copy_of)
            .where(mine, articles.c.copy_of.not_in(select(articles.c.article_id).where(mine)))
            .order_by(articles.c.published_at, articles.c.seen_at, articles.c.article_id)
        )
        orphans: dict[str, list[str]] = defaultdict(list)
        for row in rows:
            orphans[row.copy_of].append(row.article_id)
        for heir, *others in orphans.values():
            for keys, original in (([heir], None), (others, heir)):
                values = {"copy_of": original, "story_seq": seq}
                await connection.execute(
                    update(articles).where(articles.c.article_id.in_(keys)).values(values)
                )
