"""The work on stories: kept per tenant, changed with a trace, found again through its articles."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from services.gateway.audit import Acts, list_acts
from services.gateway.desk.authors import Author
from services.gateway.desk.clarifications import (
    Answer,
    add_clarification,
    change_clarification,
    clarifications_between,
    clarifications_of,
    get_clarification,
    remove_clarification,
)
from services.gateway.desk.errors import ChangedEntry, UnknownEntry
from services.gateway.desk.offices import list_offices
from services.gateway.desk.story_notes import (
    add_note,
    change_note,
    get_own_note,
    notes_between,
    notes_of,
    remove_note,
)
from services.gateway.desk.story_work import (
    ANCHORS,
    WorkedStory,
    changes_between,
    changes_of,
    list_works,
    open_work,
    set_office,
    set_state,
)
from services.gateway.desk.story_work_place import StoryOfArticle, successor, work_on, works_on_each
from tests.unit.services.gateway.desk.conftest import Tenants

RINA, TONI = Author("u1", "rina@kutim.example"), Author("u2", "toni@kutim.example")
FLOOD = WorkedStory("banjir", "Banjir di Sangatta", ["a1", "a2", "a3"])
ANSWER = Answer("Saluran tersumbat.", "a1", "Saluran dikeruk besok.", datetime(2026, 11, 20, 2, tzinfo=UTC))
LONG_AGO, LATER = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)


def places(stories: Mapping[str, str]) -> StoryOfArticle:
    """Article → story, as the search service would say."""

    async def story_of(article_id: str) -> str | None:
        return stories.get(article_id)

    return story_of


async def test_a_state_is_changed_with_a_trace(engine: AsyncEngine, tenants: Tenants) -> None:
    work = await open_work(engine, tenants.kutim, FLOOD)
    await set_state(engine, tenants.kutim, [work.id], "perlu_jawaban", RINA)
    await set_state(engine, tenants.kutim, [work.id], "perlu_jawaban", TONI)
    await set_state(engine, tenants.kutim, [work.id], "dijawab", TONI)
    changes = await changes_of(engine, tenants.kutim, [work.id])
    assert [(one.value, one.author) for one in changes] == [
        ("dijawab", TONI.name),
        ("perlu_jawaban", RINA.name),
    ]
    acts, _ = await list_acts(engine, Acts(tenant_id=tenants.kutim), limit=2)
    assert [(act.action, act.actor, act.subject) for act in acts] == [
        ("story.state", "user:u2", "banjir"),
        ("story.state", "user:u1", "banjir"),
    ]
    between = await changes_between(engine, tenants.kutim, LONG_AGO, LATER)
    assert [one.value for one in between] == ["perlu_jawaban", "dijawab"]
    assert await changes_between(engine, tenants.kutim, LATER, LATER + timedelta(days=1)) == []


async def test_an_office_is_chosen_and_given_back_to_the_topics(
    engine: AsyncEngine, tenants: Tenants
) -> None:
    work = await open_work(engine, tenants.kutim, FLOOD)
    office = (await list_offices(engine, tenants.kutim))[0]
    await set_office(engine, tenants.kutim, [work.id], office, RINA)
    [kept] = await list_works(engine, tenants.kutim)
    assert kept.office_id == office.id
    await set_office(engine, tenants.kutim, [work.id], None, RINA)
    [kept] = await list_works(engine, tenants.kutim)
    assert kept.office_id is None
    changes = await changes_of(engine, tenants.kutim, [work.id])
    assert [one.value for one in changes] == ["", office.name]


async def test_nothing_is_seen_or_changed_by_a_neighbour(engine: AsyncEngine, tenants: Tenants) -> None:
    work = await open_work(engine, tenants.kutim, FLOOD)
    note = await add_note(engine, tenants.kutim, work.id, "Rahasia", RINA)
    entry = await add_clarification(engine, tenants.kutim, work.id, ANSWER, RINA)
    there = tenants.berau
    assert await list_works(engine, there) == []
    assert (await work_on(engine, there, FLOOD, [], places({}))).works == ()
    assert await notes_of(engine, there, [work.id]) == []
    assert await notes_between(engine, there, LONG_AGO, LATER) == []
    assert await clarifications_of(engine, there, [work.id]) == []
    assert await clarifications_between(engine, there, LONG_AGO, LATER) == []
    assert await changes_of(engine, there, [work.id]) == []
    for attempt in (
        set_state(engine, there, [work.id], "selesai", RINA),
        set_office(engine, there, [work.id], None, RINA),
        add_note(engine, there, work.id, "x", RINA),
        get_own_note(engine, there, note.id, RINA),
        change_note(engine, there, note.id, "x", RINA),
        remove_note(engine, there, note.id, RINA),
        add_clarification(engine, there, work.id, ANSWER, RINA),
        get_clarification(engine, there, entry.id),
        change_clarification(engine, there, entry, ANSWER, RINA),
        remove_clarification(engine, there, entry.id, RINA),
    ):
        with pytest.raises(UnknownEntry):
            await attempt
    assert [one.text for one in await notes_of(engine, tenants.kutim, [work.id])] == ["Rahasia"]


async def test_a_clarification_that_somebody_else_wrote_anew_is_not_written_over(
    engine: AsyncEngine, tenants: Tenants
) -> None:
    work = await open_work(engine, tenants.kutim, FLOOD)
    first = await add_clarification(engine, tenants.kutim, work.id, ANSWER, RINA)
    theirs = replace(ANSWER, text="Dari Toni.")
    await change_clarification(engine, tenants.kutim, first, theirs, TONI)
    second = await get_clarification(engine, tenants.kutim, first.id)
    assert first.version != second.version
    with pytest.raises(ChangedEntry):
        await change_clarification(engine, tenants.kutim, first, ANSWER, RINA)
    assert (await get_clarification(engine, tenants.kutim, first.id)).answer == theirs
    await change_clarification(engine, tenants.kutim, second, ANSWER, RINA)
    with pytest.raises(ChangedEntry):
        await change_clarification(engine, tenants.kutim, second, theirs, TONI)
    await remove_clarification(engine, tenants.kutim, first.id, RINA)
    with pytest.raises(UnknownEntry):
        await change_clarification(engine, tenants.kutim, second, theirs, TONI)


async def test_a_clarification_keeps_what_was_written(engine: AsyncEngine, tenants: Tenants) -> None:
    work = await open_work(engine, tenants.kutim, FLOOD)
    entry = await add_clarification(engine, tenants.kutim, work.id, ANSWER, RINA)
    assert (await get_clarification(engine, tenants.kutim, entry.id)).answer == ANSWER
    issued = ANSWER.issued_at
    assert len(await clarifications_between(engine, tenants.kutim, issued, LATER)) == 1
    assert await clarifications_between(engine, tenants.kutim, LONG_AGO, issued) == []
    await remove_clarification(engine, tenants.kutim, entry.id, TONI)
    acts, _ = await list_acts(engine, Acts(tenant_id=tenants.kutim), limit=2)
    assert [act.action for act in acts] == ["clarification.remove", "clarification.create"]


async def test_work_goes_with_the_first_article_that_still_exists(
    engine: AsyncEngine, tenants: Tenants
) -> None:
    many = [f"a{number}" for number in range(1, 9)]
    work = await open_work(engine, tenants.kutim, WorkedStory("banjir", "Banjir", many))
    assert work.article_ids == tuple(many[:ANCHORS])
    # The story was split: the first article is in "baru", all the others stayed.
    now = places({"a1": "baru", **dict.fromkeys(many[1:], "banjir")})
    stayed = WorkedStory("banjir", "Banjir", many[1:])
    assert (await work_on(engine, tenants.kutim, stayed, [], now)).works == ()
    moved = await work_on(engine, tenants.kutim, WorkedStory("baru", "Baru", ["a1"]), [], now)
    assert moved.ids == [work.id]
    # Where it was found is remembered, also by its headline.
    [kept] = await list_works(engine, tenants.kutim)
    assert (kept.story_id, kept.headline) == ("baru", "Baru")
    # The first article is dropped from the index: the second one leads.
    now = places(dict.fromkeys(many[1:], "banjir"))
    assert (await work_on(engine, tenants.kutim, stayed, [], now)).ids == [work.id]
    assert await successor(engine, tenants.kutim, "banjir", places({"a2": "lain"})) == "lain"
    with pytest.raises(UnknownEntry):
        await successor(engine, tenants.kutim, "banjir", places({}))


async def test_work_whose_articles_are_all_gone_stays_with_the_name(
    engine: AsyncEngine, tenants: Tenants
) -> None:
    work = await open_work(engine, tenants.kutim, FLOOD)
    left = WorkedStory("banjir", "Banjir", ["b1"])
    assert (await work_on(engine, tenants.kutim, left, [], places({}))).ids == [work.id]


async def test_two_works_in_one_story_are_one_and_part_again(engine: AsyncEngine, tenants: Tenants) -> None:
    first = await open_work(engine, tenants.kutim, FLOOD)
    second = await open_work(engine, tenants.kutim, WorkedStory("genangan", "Genangan", ["b1"]))
    await set_state(engine, tenants.kutim, [first.id], "selesai", RINA)
    await set_state(engine, tenants.kutim, [second.id], "perlu_jawaban", RINA)
    merged = WorkedStory("banjir", "Banjir", [*FLOOD.article_ids, "b1"])
    together = await work_on(engine, tenants.kutim, merged, ["genangan"], places({}))
    assert together.ids == [first.id, second.id]
    assert together.state == "perlu_jawaban"
    # One change of both is told once, and both have it after the merge was undone.
    await set_state(engine, tenants.kutim, together.ids, "dijawab", TONI)
    changes = await changes_of(engine, tenants.kutim, together.ids)
    assert [one.value for one in changes].count("dijawab") == 1
    apart = [FLOOD, WorkedStory("genangan", "Genangan", ["b1"])]
    now = places({**dict.fromkeys(FLOOD.article_ids, "banjir"), "b1": "genangan"})
    found = await works_on_each(engine, tenants.kutim, apart, now)
    assert {story: team.ids for story, team in found.items()} == {
        "banjir": [first.id],
        "genangan": [second.id],
    }
    assert {team.state for team in found.values()} == {"dijawab"}
