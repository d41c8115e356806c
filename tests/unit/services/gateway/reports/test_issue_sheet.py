"""The telaah of a story: its parts keep their own edits, it judges nobody, and it says what it did not read."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any, cast

from sqlalchemy.ext.asyncio import AsyncEngine

from services.gateway.dashboard.story.telling import turning_sentence
from services.gateway.desk.authors import Author
from services.gateway.desk.offices import list_offices
from services.gateway.desk.story_work import WorkedStory, open_work, set_office
from services.gateway.reports.citing import Citing
from services.gateway.reports.document import Block, Entries, Paragraph, Quotes
from services.gateway.reports.issue_analysis import analysis_blocks
from services.gateway.reports.issue_reading import Reading
from services.gateway.reports.issue_sheet import read_story, sheet_regions
from services.gateway.reports.issue_substance import substance_blocks
from services.gateway.reports.making import Making
from services.gateway.tenants import Tenant, get_tenant
from shared.contracts.enrichment import Person, Quote
from shared.contracts.query import ArticlePage, ArticleSearch, ById, IndexedArticle, Total
from shared.contracts.story import (
    StoryCourse,
    StoryDetail,
    StoryHeadline,
    StoryHistory,
    StoryQuestion,
    TurningPoint,
)
from tests.unit.services.gateway.dashboard.fakes import NOW, article, article_id
from tests.unit.services.gateway.reports.conftest import Tenants

TENANT = Tenant("t1", "Diskominfo", ("64.08",), "Asia/Makassar", datetime(2026, 1, 1, tzinfo=UTC))


def detail(articles: list[IndexedArticle], **fields: Any) -> StoryDetail:
    """A story of these articles, earliest first."""
    first = articles[0].article
    return StoryDetail(
        **(
            {
                "id": "air",
                "headline": "Air keruh",
                "summary": [],
                "size": len(articles),
                "copies": 0,
                "first": StoryHeadline(
                    article_id=first.id,
                    source=first.source.id,
                    source_name=first.source.name,
                    published_at=first.published_at,
                    title=first.title,
                ),
                "first_seen": first.published_at,
                "last_seen": articles[-1].article.published_at,
                "sources": [],
                "course": StoryCourse(interval="day", timezone="Asia/Makassar", buckets=[]),
                "tones": {},
                "toned": 0,
                "mean_tone": None,
                "turning_point": None,
                "speakers": [],
                "people": [],
                "regions": [],
                "topics": [],
                "aspirations": {},
                "copy_groups": [],
                "releases": [],
                "article_ids": [one.article.id for one in articles],
                "related": [],
                "history": StoryHistory(opened_at=None, former_ids=[], changes=[], corrections=[]),
            }
            | fields
        )
    )


def reading(articles: list[IndexedArticle], **fields: Any) -> Reading:
    making = Making(
        cast(Any, None), cast(Any, None), TENANT, {}, NOW.astimezone(TENANT.zone), "https://gaung.example"
    )
    return Reading(making, detail(articles), articles, None, **fields)


class Searching:
    """The search service over a list of articles."""

    def __init__(self, articles: list[IndexedArticle]) -> None:
        self.found = articles

    def _of(self, story_id: str | None) -> list[IndexedArticle]:
        members = [one for one in self.found if one.story is not None and one.story.id == story_id]
        return sorted(members, key=lambda one: one.article.published_at)

    async def story_detail(self, question: StoryQuestion) -> StoryDetail:
        return detail(self._of(question.id), id=question.id)

    async def articles(self, query: ArticleSearch) -> ArticlePage:
        newest = self._of(query.filter.story)[::-1]
        start = query.after[0] if query.after else 0
        end = start + query.limit
        following = [end] if end < len(newest) else None
        return ArticlePage(items=newest[start:end], next=following, total=Total(value=len(newest)))

    async def article(self, query: ById) -> IndexedArticle:
        return next(one for one in self.found if one.article.id == query.id)


def analysis(found: Reading) -> list[Block]:
    return analysis_blocks(found, Citing(found.making))


def keys(blocks: list[Block]) -> list[str]:
    parts = [part for block in blocks if isinstance(block, Entries | Quotes) for part in block.items]
    return [part.key for part in parts]


def texts(blocks: list[Block]) -> list[str]:
    return [block.text for block in blocks if isinstance(block, Paragraph)]


def test_texts_of_one_length_are_parts_of_their_own() -> None:
    one = article(
        1,
        tone="negatif",
        text="Direktur membantah kabar itu. Direktur membantah cerita Z1. "
        "Hal itu diatur Perda Nomor 1. Hal itu diatur Perda Nomor 2.",
        quotes=[Quote(speaker="Budi", text="Air sudah mati."), Quote(speaker="Budi", text="Air sudah bau.")],
    )
    one = one.model_copy(
        update={"enrichment": one.enrichment.model_copy(update={"summary": ["Air keruh di A."]})}
    )
    found = reading([one])
    same = ["Direktur membantah kabar itu.", "Direktur membantah cerita Z1."]
    assert len(same[0]) == len(same[1])
    of_analysis = keys(analysis(found))
    assert len(of_analysis) == len(set(of_analysis)) == 6
    first = found.story.model_copy(update={"summary": ["Air keruh di B.", "Air keruh di C."]})
    of_substance = keys(substance_blocks(Reading(found.making, first, [one], None), Citing(found.making)))
    facts = [key for key in of_substance if key.startswith("fakta:")]
    assert len(facts) == len(set(facts)) == 3
    assert of_analysis == keys(analysis(reading([one])))


def test_nobody_is_called_a_critic_for_speaking_in_negative_news() -> None:
    police = Person(name="Arif", role="Kapolres", org="Polres Kutai Timur")
    one = article(
        1,
        tone="negatif",
        people=[police],
        quotes=[Quote(speaker="Arif", text="Kami berjaga."), Quote(speaker="Sari", text="Air kami keruh.")],
    )
    blocks = analysis(reading([one]))
    assert not any("kritik" in text.lower() or "ditanggapi" in text for text in texts(blocks))
    said = {
        told.text: [quote.speaker for quote in quotes.items]
        for told, quotes in pairwise(blocks)
        if isinstance(told, Paragraph) and isinstance(quotes, Quotes)
    }
    assert said["Keterangan pihak lain dalam berita bernada negatif:"] == ["Arif"]
    unnamed = "Keterangan dalam berita bernada negatif dari narasumber yang jabatannya tidak disebut:"
    assert said[unnamed] == ["Sari"]


def test_mean_tones_are_written_as_on_the_page_of_the_story() -> None:
    earlier, later = article(1, age=timedelta(days=3)), article(2, tone="negatif", age=timedelta(days=1))
    turn = TurningPoint(
        article_id=article_id(2),
        source="kabar-pesisir",
        source_name="Kabar Pesisir",
        published_at=later.article.published_at,
        title="Air keruh",
        mean_before=0.2,
        mean_after=-0.8,
        before=5,
        after=5,
    )
    found = reading([earlier, later])
    toned = {"tones": {"negatif": 5, "netral": 3, "positif": 2}, "toned": 10, "mean_tone": -0.3}
    story = found.story.model_copy(update=toned | {"turning_point": turn})
    told = " ".join(texts(analysis(replace(found, story=story))))
    assert "positif 2 (20%); rata-rata −0,30 pada skala −1 sampai +1." in told
    assert "rata-rata +0,20 sebelum dan −0,80 sesudahnya." in told
    assert "rata-rata +0,20 (5 berita sebelumnya) menjadi −0,80 (5 berita" in turning_sentence(turn)


def test_a_sheet_is_kept_under_a_region_that_the_tenant_sees() -> None:
    assert sheet_regions(TENANT, ["64", "64.03", "64.08"]) == ["64.08"]
    assert sheet_regions(replace(TENANT, scope=("64",)), ["64.03", "64", "64.08"]) == ["64.03", "64", "64.08"]
    assert sheet_regions(TENANT, []) == sheet_regions(TENANT, ["99"]) == [""]


async def test_the_office_is_that_of_the_work_that_the_story_holds(
    engine: AsyncEngine, tenants: Tenants
) -> None:
    air, lain = (
        article(number, story=story, age=timedelta(hours=9 - number))
        for number, story in ((1, "air"), (2, "lain"))
    )
    search = Searching([air, lain])
    tenant = await get_tenant(engine, tenants.kutim)
    now = NOW.astimezone(tenant.zone)
    making = Making(engine, cast(Any, search), tenant, {}, now, "https://gaung.example")
    first, second, *_ = await list_offices(engine, tenant.id)
    by = Author("u1", "rina@kutim.example")
    # Of one story until it was split: its work stays with its first article.
    whole = WorkedStory("air", "Air keruh", [article_id(1), article_id(2)])
    changed_last, opened_last = [await open_work(engine, tenant.id, whole) for _ in range(2)]
    await set_office(engine, tenant.id, [opened_last.id], second, by)
    await set_office(engine, tenant.id, [changed_last.id], first, by)
    kept = await read_story(making, "air")
    assert kept.office == first
    assert f"Perangkat daerah yang dipilih tim untuk cerita ini: {first.name}." in texts(analysis(kept))
    assert not (await read_story(making, "lain")).chosen


async def test_the_first_report_of_a_large_story_is_its_first(engine: AsyncEngine, tenants: Tenants) -> None:
    articles = [
        article(
            number,
            story="air",
            age=timedelta(days=30) - timedelta(hours=2 * number),
            source=("perintis", "Perintis") if number == 0 else ("kabar-pesisir", "Kabar Pesisir"),
        )
        for number in range(250)
    ]
    tenant = await get_tenant(engine, tenants.kutim)
    making = Making(
        engine,
        cast(Any, Searching(articles)),
        tenant,
        {},
        NOW.astimezone(tenant.zone),
        "https://gaung.example",
    )
    found = await read_story(making, "air")
    citing = Citing(making)
    blocks = substance_blocks(found, citing)
    size, remark, *_ = texts(blocks)
    assert "pertama kali oleh Perintis pada 26 Oktober 2026" in size
    assert citing.sources[0].outlet == "Perintis"
    assert "berita pertama dan berita-berita terbaru, 201 dari 250 berita;" in remark
    days = [part for block in blocks if isinstance(block, Entries) for part in block.items]
    # 26 October and 30 October are read in part; 24 November is whole.
    assert [(day.key, day.detail) for day in days[:2]] == [("hari:2026-10-26", ""), ("hari:2026-10-30", "")]
    assert days[2].detail == "12 berita"
    small = await read_story(replace(making, search=cast(Any, Searching(articles[:3]))), "air")
    assert not any("tidak dirinci" in text for text in texts(substance_blocks(small, Citing(making))))
