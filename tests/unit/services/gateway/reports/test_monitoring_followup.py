"""What a monitoring report of one region tells of the team's work: that on the region, and no other."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, cast

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from services.gateway.desk.authors import Author
from services.gateway.desk.clarifications import Answer, add_clarification
from services.gateway.desk.story_work import WorkedStory, open_work, set_state
from services.gateway.internal_calls import NotFound
from services.gateway.reports.document import Paragraph, TablePart
from services.gateway.reports.edition_changes import keep_edition, note_sent
from services.gateway.reports.editions import EditionKey
from services.gateway.reports.letterheads import Letterhead
from services.gateway.reports.making import Making
from services.gateway.reports.monitoring_figures import MonitoringPlace
from services.gateway.reports.monitoring_followup import OF_REGION, FollowUp, follow_up, follow_up_section
from services.gateway.reports.monitoring_period import CalendarPeriod
from services.gateway.tenants import create_tenant
from shared.contracts.query import ArticleScan, ById, IndexedArticle, ScannedArticles, Story
from tests.unit.services.gateway.dashboard.fakes import article, article_id
from tests.unit.services.gateway.reports.documents import report

KUTIM, BERAU = "64.08", "64.03"
BY = Author("u1", "rina@kaltim.example")
# Story → region and article; the story that was "lama" goes on as "jalan".
STORIES = {"jalan": (KUTIM, 1), "dermaga": (BERAU, 2)}


class Searching:
    """The search service over the stories of two regencies."""

    async def story(self, query: ById) -> Story:
        if query.id not in STORIES:
            raise NotFound(query.id)
        region, number = STORIES[query.id]
        moment = datetime.now(UTC)
        return Story(id=query.id, headline=query.id, size=1, copies=0, sources=[], first_seen=moment,
                     last_seen=moment, tones={}, regions=[region], article_ids=[article_id(number)])  # fmt: skip

    async def article(self, query: ById) -> IndexedArticle:
        for story, (region, number) in STORIES.items():
            if article_id(number) == query.id:
                return article(number, story=story, region=region)
        raise NotFound(query.id)

    async def scan(self, query: ArticleScan) -> ScannedArticles:
        return ScannedArticles(items=[], next=None)


async def _done(engine: AsyncEngine, region: str) -> tuple[MonitoringPlace, FollowUp]:
    """The follow-up of this month: a state and a clarification on each story, and reports that were sent."""
    tenant = await create_tenant(engine, "Diskominfo Kalimantan Timur", [BERAU, KUTIM])
    now = datetime.now(UTC).astimezone(tenant.zone)
    for story, number in (("lama", 1), ("dermaga", 2), ("hilang", 9)):
        work = await open_work(engine, tenant.id, WorkedStory(story, story, [article_id(number)]))
        await set_state(engine, tenant.id, [work.id], "perlu_jawaban", BY)
        answer = Answer(f"Kata {story}.", article_id(number), "Sudah baik.", now)
        await add_clarification(engine, tenant.id, work.id, answer, BY)
    for about in ("", KUTIM, BERAU):
        key = EditionKey("kliping", about, now.date(), now.date())
        made = await keep_edition(engine, tenant.id, key, report(f"Kliping {about}"), actor=BY.actor)
        await note_sent(
            engine,
            tenant.id,
            made.id,
            version=made.version,
            actor=BY.actor,
            detail="",
            letterhead=Letterhead(),
        )
    making = Making(engine, cast(Any, Searching()), tenant, {}, now, "https://gaung.example")
    place = MonitoringPlace.of(making, region, CalendarPeriod.month_of(now.date()))
    return place, await follow_up(place)


@pytest.mark.parametrize(("region", "story"), [(KUTIM, "lama"), (BERAU, "dermaga")])
async def test_a_report_of_one_region_tells_of_the_work_on_it(
    engine: AsyncEngine, region: str, story: str
) -> None:
    place, done = await _done(engine, region)
    assert [one.answer.claim for one in done.clarifications] == [f"Kata {story}."]
    assert [work.headline for work in done.works.values()] == [story]
    assert {change.work_id for change in done.changes} == set(done.works)
    assert [act.title for act in done.sent] == [f"Kliping {region}"]
    blocks = follow_up_section(place, done).blocks
    assert any(isinstance(one, Paragraph) and one.text == OF_REGION for one in blocks)
    [states] = [one for one in blocks if isinstance(one, TablePart) and one.caption.startswith("Cerita")]
    assert all(row.url.endswith(f"&wilayah={region}") for row in states.rows)
    assert sum(int(row.cells[2]) for row in states.rows) == 1


async def test_a_report_of_all_regions_tells_of_all_work(engine: AsyncEngine) -> None:
    place, done = await _done(engine, "")
    assert len(done.works) == len(done.clarifications) == len(done.sent) == 3
    blocks = follow_up_section(place, done).blocks
    assert not any(isinstance(one, Paragraph) and one.text == OF_REGION for one in blocks)
