"""Stories: which ones a filter finds, and their articles."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Sequence
from typing import Any

from services.search.index.brief import member_from
from services.search.index.criteria import AllOf, AnyOf, Criterion, Exclude, InStory
from services.search.index.sqlite.compile import condition
from services.search.index.sqlite.pages import rows
from services.search.index.story import Member
from services.search.index.story_walk import Place, StoryWalk
from services.search.index.totals import EXACT_UP_TO


def story_page(
    connection: sqlite3.Connection, wanted: Criterion, limit: int, after: list[Any] | None
) -> list[Place]:
    """Up to `limit` stories after the cursor with their newest matching publication, newest first."""
    walk = StoryWalk(limit, after)
    while walk.unfinished:
        articles = _newest(connection, wanted, walk)
        walk.step(articles, _latest(connection, wanted, articles) if walk.resumed else None)
    return walk.found


def _newest(connection: sqlite3.Connection, wanted: Criterion, walk: StoryWalk) -> list[Place]:
    """The next articles of a walk."""
    parts = [wanted, InStory()]
    if walk.passed:
        parts.append(Exclude(AnyOf("story_id", tuple(walk.passed))))
    where, parameters = condition(AllOf(tuple(parts)))
    if walk.place is not None:
        story_id, published = walk.place
        where = f"({where}) AND (a.published < ? OR (a.published = ? AND a.story_id > ?))"
        parameters = [*parameters, published, published, story_id]
    sql = (
        f"SELECT a.story_id, a.published FROM article AS a WHERE {where}"  # noqa: S608 - values are parameters
        " ORDER BY a.published DESC, a.story_id LIMIT ?"
    )
    return [(row[0], row[1]) for row in rows(connection, sql, [*parameters, walk.size])]


def _latest(connection: sqlite3.Connection, wanted: Criterion, articles: Sequence[Place]) -> dict[str, int]:
    """The newest matching article of each of their stories."""
    story_ids = tuple({story_id for story_id, _ in articles})
    where, parameters = condition(AllOf((AnyOf("story_id", story_ids), wanted)))
    sql = f"SELECT a.story_id, max(a.published) FROM article AS a WHERE {where} GROUP BY a.story_id"  # noqa: S608 - values are parameters
    return {row[0]: row[1] for row in rows(connection, sql, parameters)}


def count_stories(connection: sqlite3.Connection, wanted: Criterion) -> int:
    """How many stories a filter finds; stops just above EXACT_UP_TO."""
    where, parameters = condition(AllOf((wanted, InStory())))
    sql = f"SELECT count(*) FROM (SELECT DISTINCT a.story_id FROM article AS a WHERE {where} LIMIT ?)"  # noqa: S608 - values are parameters
    found = rows(connection, sql, [*parameters, EXACT_UP_TO + 1])
    return int(found[0][0])


def members(
    connection: sqlite3.Connection, story_ids: Sequence[str], visible: Criterion
) -> dict[str, list[Member]]:
    """The visible articles of each story, earliest first."""
    where, parameters = condition(AllOf((AnyOf("story_id", tuple(story_ids)), visible)))
    sql = f"SELECT a.story_id, a.brief FROM article AS a WHERE {where} ORDER BY a.published, a.id"  # noqa: S608 - values are parameters
    found: dict[str, list[Member]] = defaultdict(list)
    for story_id, brief in rows(connection, sql, parameters):
        found[story_id].append(member_from(brief))
    return found


def visible_ids(connection: sqlite3.Connection, ids: Collection[str], visible: Criterion) -> set[str]:
    """Those of these articles that are visible."""
    where, parameters = condition(AllOf((AnyOf("id", tuple(ids)), visible)))
    sql = f"SELECT a.id FROM article AS a WHERE {where}"  # noqa: S608 - values are parameters
    return {row[0] for row in rows(connection, sql, parameters)}
