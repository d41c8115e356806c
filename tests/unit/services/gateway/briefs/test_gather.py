"""A brief tells its own days: what was published before and after them is the whole story's, not the day's."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from services.gateway.briefs.brief import Brief
from services.gateway.briefs.gather import gather
from services.gateway.briefs.span import Period, Span
from services.gateway.desk.story_work import StoryWork
from services.gateway.presentation.region_choice import choose
from services.gateway.reports.chat import chat_text
from services.gateway.reports.clipping import clipping_document
from services.gateway.search_client import SearchClient
from services.gateway.tenants import Tenant
from shared.contracts.enrichment import ToneLabel
from shared.contracts.query import IndexedArticle
from shared.runtime.clients import Clients
from shared.runtime.settings import Settings
from tests.unit.services.gateway.dashboard.fakes import FakeSearch, article, article_id

TENANT = Tenant("t1", "Diskominfo", ("64.08",), "Asia/Makassar", datetime(2026, 1, 1, tzinfo=UTC))
# Friday, 07.00 WITA.
NOW = datetime(2026, 11, 27, 7, tzinfo=TENANT.zone)
NOON = datetime(2026, 11, 24, 12, tzinfo=TENANT.zone)


def told(number: int, day: int, story: str, tone: ToneLabel, source: str, copy_of: int = 0) -> IndexedArticle:
    """Article `number` at noon of a day of November 2026."""
    at = NOON + timedelta(days=day - 24)
    return article(
        number,
        story=story,
        tone=tone,
        source=(source, source.title()),
        copy_of=copy_of or None,
        published_at=at,
        seen_at=at,
    )


ROAD = [
    told(1, 23, "jalan", "positif", "pesisir"),
    told(2, 23, "jalan", "positif", "pesisir"),
    told(3, 24, "jalan", "positif", "kutai"),
    told(4, 25, "jalan", "negatif", "kutai"),
    told(5, 25, "jalan", "negatif", "kutai", copy_of=4),
    told(6, 26, "jalan", "positif", "mahakam"),
    told(7, 26, "jalan", "positif", "mahakam"),
]
SCHOOL = [told(number, 25, "sekolah", "positif", "pesisir") for number in (11, 12, 13)]


@pytest.fixture
def search() -> FakeSearch:
    """The news of a road over four days, and of a school on one of them."""
    search = FakeSearch()
    search.articles = ROAD + SCHOOL
    return search


async def brief_of(
    search: FakeSearch, day: int, period: Period = "day", marked: tuple[StoryWork, ...] = ()
) -> Brief:
    clients = Clients(Settings(internal_token="t"), {"search": search.app})
    span = Span.of(period, date(2026, 11, day), NOW, TENANT.zone)
    brief = await gather(
        SearchClient(clients),
        TENANT,
        choose(TENANT.scope, None),
        period,
        span,
        {},
        now=NOW,
        public_url="https://gaung.example",
        marked=marked,
    )
    await clients.close()
    return brief


async def test_figures_of_a_story_are_those_of_the_day(search: FakeSearch) -> None:
    brief = await brief_of(search, 25)
    # Loudest of the day, whatever came before and after.
    assert [one.id for one in brief.stories] == ["sekolah"]
    [road] = brief.to_answer
    assert (road.size, road.copies, road.size_total) == (2, 1, 7)
    assert (road.tones, road.tone, road.sources) == ({"negatif": 2}, "negatif", ["Kutai"])
    text = chat_text(clipping_document(brief))
    assert "Negatif 2 dari 2 · 2 berita hari itu (1 salinan), 7 seluruhnya · Kutai" in text
    assert "3 berita · Pesisir" in text


async def test_a_day_of_good_news_needs_no_answer_for_the_days_around_it(search: FakeSearch) -> None:
    brief = await brief_of(search, 24)
    assert brief.to_answer == []
    [road] = brief.stories
    assert (road.size, road.tones, road.tone) == (1, {"positif": 1}, "positif")
    assert "_Positif · 1 berita hari itu, 7 seluruhnya · Kutai_" in chat_text(clipping_document(brief))


async def test_a_week_counts_its_days(search: FakeSearch) -> None:
    brief = await brief_of(search, 25, "week")
    assert [(one.id, one.size) for one in brief.stories] == [("jalan", 5), ("sekolah", 3)]
    assert "5 berita pekan itu (1 salinan), 7 seluruhnya" in chat_text(clipping_document(brief))


async def test_a_loud_story_is_told_though_a_hundred_newer_ones_are_not(search: FakeSearch) -> None:
    at = NOON + timedelta(days=1, hours=1)
    search.articles = search.articles + [
        article(number, story=f"lain-{number}", published_at=at) for number in range(100, 210)
    ]
    brief = await brief_of(search, 25)
    assert brief.stories[0].id == "sekolah"
    assert len(brief.stories) == 8


async def test_an_elder_story_that_still_waits_has_no_figures_of_the_day(search: FakeSearch) -> None:
    search.articles = [told(21, 20, "banjir", "negatif", "pesisir"), *ROAD]
    mark = StoryWork("w", "banjir", "Banjir", "perlu_jawaban", None, NOON, NOON, (article_id(21),))
    brief = await brief_of(search, 25, marked=(mark,))
    assert [(one.id, one.size, one.size_total, one.tone) for one in brief.to_answer] == [
        ("banjir", 0, 1, "belum"),
        ("jalan", 2, 7, "negatif"),
    ]
    assert "_1 berita seluruhnya_" in chat_text(clipping_document(brief))
