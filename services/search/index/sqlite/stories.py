"""Stories: which ones a filter finds, and their articles."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

import aiosqlite

from services.search.index.criteria import AllOf, AnyOf, Criterion, InStory
from services.search.index.cursor import sort_key_and_id
from services.search.index.sqlite.compile import condition
from services.search.index.sqlite.pages import payload_of_blob, rows
from services.search.index.story import Member
from services.search.index.totals import EXACT_UP_TO


async def story_page(
    connection: aiosqlite.Connection,
    wanted: Criterion,
    visible: Criterion,
    limit: int,
    after: list[Any] | None,
) -> list[tuple[str, int]]:
    """Up to `limit` stories after the cursor with their last publication (epoch ms), newest first."""
    cursor = sort_key_and_id(after)
    matching, matching_parameters = condition(AllOf((wanted, InStory())))
    seen, seen_parameters = condition(visible)
    place, place_parameters = "", []
    if cursor is not None:
        place = " HAVING (last < ? OR (last = ? AND s.story_id > ?))"
        place_parameters = [cursor[0], cursor[0], cursor[1]]
    sql = (
        "SELECT s.story_id, max(s.published) AS last FROM article AS s"  # noqa: S608 - values are parameters
        f" WHERE s.story_id IN (SELECT DISTINCT a.story_id FROM article AS a WHERE {matching})"
        f" AND s.number IN (SELECT a.number FROM article AS a WHERE {seen})"
        f" GROUP BY s.story_id{place} ORDER BY last DESC, s.story_id LIMIT ?"
    )
    parameters = [*matching_parameters, *seen_parameters, *place_parameters, limit]
    return [(row[0], row[1]) for row in await rows(connection, sql, parameters)]


async def count_stories(connection: aiosqlite.Connection, wanted: Criterion) -> int:
    """How many stories a filter finds; stops just above EXACT_UP_TO."""
    where, parameters = condition(AllOf((wanted, InStory())))
    sql = f"SELECT count(*) FROM (SELECT DISTINCT a.story_id FROM article AS a WHERE {where} LIMIT ?)"  # noqa: S608 - values are parameters
    found = await rows(connection, sql, [*parameters, EXACT_UP_TO + 1])
    return int(found[0][0])


async def members(
    connection: aiosqlite.Connection, story_ids: Sequence[str], visible: Criterion
) -> dict[str, list[Member]]:
    """The visible articles of each story."""
    where, parameters = condition(AllOf((AnyOf("story_id", tuple(story_ids)), visible)))
    sql = (
        "SELECT a.story_id, a.id, a.title, a.payload, a.source, a.published, a.tone, a.copy_of,"  # noqa: S608 - values are parameters
        " (SELECT group_concat(t.field || '=' || t.value, ' ') FROM tag AS t"
        "  WHERE t.number = a.number AND t.field IN ('region', 'topic'))"
        f" FROM article AS a WHERE {where}"
    )
    found: dict[str, list[Member]] = defaultdict(list)
    for story_id, article_id, title, payload, source, published, tone, copy_of, tags in await rows(
        connection, sql, parameters
    ):
        values = [tag.split("=", 1) for tag in (tags or "").split(" ") if tag]
        found[story_id].append(
            Member(
                id=article_id,
                title=title,
                summary=payload_of_blob(payload)["enrichment"]["summary"],
                source=source,
                published=published,
                tone=tone,
                about_codes=[value for field, value in values if field == "region"],
                topics=[value for field, value in values if field == "topic"],
                copy_of=copy_of,
            )
        )
    return found
