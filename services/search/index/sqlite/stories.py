"""Stories: which ones a filter finds, and their articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import aiosqlite

from services.search.index.brief import member_from
from services.search.index.criteria import AllOf, AnyOf, Criterion, Exclude, InStory
from services.search.index.sqlite.compile import condition
from services.search.index.sqlite.pages import rows
from services.search.index.story import Member
from services.search.index.story_walk import Place, story_places
from services.search.index.totals import EXACT_UP_TO


async def story_page(
    connection: aiosqlite.Connection, wanted: Criterion, limit: int, after: list[Any] | None
) -> list[Place]:
    """Up to `limit` stories after the cursor with their newest matching publication, newest first."""

    async def newest(place: Place | None, without: Collection[str], size: int) -> Sequence[Place]:
        parts = [wanted, InStory()]
        if without:
            parts.append(Exclude(AnyOf("story_id", tuple(without))))
        where, parameters = condition(AllOf(tuple(parts)))
        if place is not None:
            where = f"({where}) AND (a.published < ? OR (a.published = ? AND a.story_id > ?))"
            parameters = [*parameters, place[1], place[1], place[0]]
        sql = (
            f"SELECT a.story_id, a.published FROM article AS a WHERE {where}"  # noqa: S608 - values are parameters
            " ORDER BY a.published DESC, a.story_id LIMIT ?"
        )
        return [(row[0], row[1]) for row in await rows(connection, sql, [*parameters, size])]

    async def latest(story_ids: Collection[str]) -> Mapping[str, int]:
        where, parameters = condition(AllOf((AnyOf("story_id", tuple(story_ids)), wanted)))
        sql = f"SELECT a.story_id, max(a.published) FROM article AS a WHERE {where} GROUP BY a.story_id"  # noqa: S608 - values are parameters
        return {row[0]: row[1] for row in await rows(connection, sql, parameters)}

    return await story_places(newest, latest, limit, after)


async def count_stories(connection: aiosqlite.Connection, wanted: Criterion) -> int:
    """How many stories a filter finds; stops just above EXACT_UP_TO."""
    where, parameters = condition(AllOf((wanted, InStory())))
    sql = f"SELECT count(*) FROM (SELECT DISTINCT a.story_id FROM article AS a WHERE {where} LIMIT ?)"  # noqa: S608 - values are parameters
    found = await rows(connection, sql, [*parameters, EXACT_UP_TO + 1])
    return int(found[0][0])


async def members(
    connection: aiosqlite.Connection, story_ids: Sequence[str], visible: Criterion
) -> dict[str, list[Member]]:
    """The visible articles of each story, earliest first."""
    where, parameters = condition(AllOf((AnyOf("story_id", tuple(story_ids)), visible)))
    sql = f"SELECT a.story_id, a.brief FROM article AS a WHERE {where} ORDER BY a.published, a.id"  # noqa: S608 - values are parameters
    found: dict[str, list[Member]] = defaultdict(list)
    for story_id, brief in await rows(connection, sql, parameters):
        found[story_id].append(member_from(brief))
    return found


async def visible_ids(connection: aiosqlite.Connection, ids: Collection[str], visible: Criterion) -> set[str]:
    """Those of these articles that are visible."""
    where, parameters = condition(AllOf((AnyOf("id", tuple(ids)), visible)))
    sql = f"SELECT a.id FROM article AS a WHERE {where}"  # noqa: S608 - values are parameters
    return {row[0] for row in await rows(connection, sql, parameters)}
