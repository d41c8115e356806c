"""Timelines and facets: borders of days in three zones, gaps, tone, splits, counts; over both adapters."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from services.search.index.port import ArticleIndex
from services.search.query.errors import QuerySyntaxError, TooManyBuckets
from shared.contracts.query import FacetQuery, Timeline, TimelineQuery
from tests.contract.index_documents import DOCUMENTS, document
from tests.contract.index_world import empty, filter_, index, index_url

__all__ = ["empty", "index", "index_url"]


async def _timeline(index: ArticleIndex, scope: tuple[str, ...] = ("ID",), **fields: Any) -> Timeline:
    asked = {name: fields.pop(name) for name in ("interval", "timezone", "split") if name in fields}
    return await index.timeline(TimelineQuery.model_validate({"filter": filter_(scope, **fields), **asked}))


def _counts(timeline: Timeline) -> dict[str, int]:
    return {bucket.start.isoformat(): bucket.count for bucket in timeline.buckets}


_NIGHT = {
    "topics": ["bencana", "ekonomi_umkm"],
    "from_": "2026-11-04T00:00:00Z",
    "to": "2026-11-06T00:00:00Z",
}


@pytest.mark.parametrize(
    ("timezone", "expected"),
    [
        ("Asia/Jakarta", {"2026-11-04T00:00:00+07:00": 3, "2026-11-05T00:00:00+07:00": 0, "2026-11-06T00:00:00+07:00": 0}),
        ("Asia/Makassar", {"2026-11-04T00:00:00+08:00": 2, "2026-11-05T00:00:00+08:00": 1, "2026-11-06T00:00:00+08:00": 0}),
        ("Asia/Jayapura", {"2026-11-04T00:00:00+09:00": 0, "2026-11-05T00:00:00+09:00": 3, "2026-11-06T00:00:00+09:00": 0}),
    ],
)  # fmt: skip
async def test_days_begin_in_the_tenants_zone(
    index: ArticleIndex, timezone: str, expected: dict[str, int]
) -> None:
    timeline = await _timeline(index, timezone=timezone, **_NIGHT)
    assert _counts(timeline) == expected
    assert timeline.total.value == 3


async def test_empty_days_are_there_and_bounds_are_obeyed(index: ArticleIndex) -> None:
    timeline = await _timeline(
        index,
        q="jembatan",
        from_="2026-11-01T00:00:00+07:00",
        to="2026-11-05T00:00:00+07:00",
    )
    assert list(_counts(timeline).values()) == [0, 0, 3, 0]
    assert [bucket.mean_tone for bucket in timeline.buckets] == [None, None, pytest.approx(1 / 3), None]


async def test_without_bounds_the_timeline_reaches_from_the_first_to_the_last_article(
    index: ArticleIndex,
) -> None:
    timeline = await _timeline(index, timezone="Asia/Makassar")
    assert timeline.buckets[0].start == datetime.fromisoformat("2026-11-03T00:00:00+08:00")
    assert timeline.buckets[-1].start == datetime.fromisoformat("2026-11-10T00:00:00+08:00")
    assert [bucket.count for bucket in timeline.buckets] == [3, 2, 1, 2, 2, 4, 1, 12]
    assert timeline.total.value == sum(bucket.count for bucket in timeline.buckets) == len(DOCUMENTS)


async def test_nothing_found_is_an_empty_row_or_a_row_of_noughts(index: ArticleIndex) -> None:
    assert (await _timeline(index, regions=["99"])).buckets == []
    bounded = await _timeline(
        index, regions=["99"], from_="2026-11-01T00:00:00+07:00", to="2026-11-04T00:00:00+07:00"
    )
    assert [bucket.count for bucket in bounded.buckets] == [0, 0, 0]


async def test_hours_weeks_and_months(empty: ArticleIndex) -> None:
    moments = [
        "2026-10-31T23:59:59+08:00",  # a Saturday
        "2026-11-01T00:00:00+08:00",  # a Sunday
        "2026-11-02T00:00:00+08:00",  # a Monday
        "2026-11-02T00:59:59+08:00",
        "2026-11-02T02:00:00+08:00",
    ]
    await empty.put([document(f"saat-{n}", "Saat", "Isi.", moment) for n, moment in enumerate(moments)])
    await empty.refresh()
    weeks = await _timeline(empty, timezone="Asia/Makassar", interval="week")
    assert _counts(weeks) == {"2026-10-26T00:00:00+08:00": 2, "2026-11-02T00:00:00+08:00": 3}
    months = await _timeline(empty, timezone="Asia/Makassar", interval="month")
    assert _counts(months) == {"2026-10-01T00:00:00+08:00": 1, "2026-11-01T00:00:00+08:00": 4}
    hours = await _timeline(
        empty, timezone="Asia/Makassar", interval="hour", from_="2026-11-02T00:00:00+08:00"
    )
    assert [bucket.count for bucket in hours.buckets] == [2, 0, 1]


async def test_a_zone_whose_clocks_change_keeps_its_midnights(empty: ArticleIndex) -> None:
    # New York left daylight saving time on 2026-11-01 at 02:00: that day has 25 hours.
    moments = ["2026-11-01T03:59:59Z", "2026-11-01T04:00:00Z", "2026-11-02T04:59:59Z", "2026-11-02T05:00:00Z"]
    await empty.put([document(f"saat-{n}", "Saat", "Isi.", moment) for n, moment in enumerate(moments)])
    await empty.refresh()
    days = await _timeline(empty, timezone="America/New_York")
    assert _counts(days) == {
        "2026-10-31T00:00:00-04:00": 1,
        "2026-11-01T00:00:00-04:00": 2,
        "2026-11-02T00:00:00-05:00": 1,
    }
    hours = await _timeline(empty, timezone="America/New_York", interval="hour")
    assert len(hours.buckets) == 27


async def test_splits_count_every_value(index: ArticleIndex) -> None:
    fields: dict[str, Any] = {
        "story": "story-jembatan",
        "from_": "2026-11-03T00:00:00+08:00",
        "to": "2026-11-04T00:00:00+08:00",
        "timezone": "Asia/Makassar",
    }
    expected = {
        "tone": {"positif": 2, "negatif": 1},
        "topic": {"infrastruktur": 3, "keuangan_daerah": 1},
        "region": {"64.08": 3},
        "source": {"suara-sangatta": 1, "mahakam-pos": 2},
    }
    for split, counts in expected.items():
        [bucket] = (await _timeline(index, split=split, **fields)).buckets
        assert bucket.split == counts, split
    [unsplit] = (await _timeline(index, **fields)).buckets
    assert unsplit.split == {}


async def test_timelines_stay_within_the_scope(index: ArticleIndex) -> None:
    timeline = await _timeline(index, ("64.72",), split="region")
    assert timeline.total.value == 3
    assert _counts(await _timeline(index, ("99",))) == {}


async def test_more_buckets_than_a_chart_can_show_are_refused(index: ArticleIndex) -> None:
    with pytest.raises(TooManyBuckets) as raised:
        await _timeline(index, interval="hour", from_="1999-01-01T00:00:00Z", to="2026-11-10T00:00:00Z")
    assert raised.value.name == "interval"


async def test_facets_count_values_most_frequent_first(index: ArticleIndex) -> None:
    facets = await index.facets(
        FacetQuery(
            filter=filter_(["64"], q="-topic:pemuda_olahraga"),
            fields=["region", "source", "topic", "tone", "person", "org", "lang"],
        )
    )
    counted = {
        field: [(value.value, value.count) for value in values] for field, values in facets.facets.items()
    }
    assert counted == {
        "region": [("64.08", 4), ("64.71", 4), ("64", 1), ("64.72", 1)],
        "source": [("mahakam-pos", 8), ("suara-sangatta", 3), ("warta-umum", 1)],
        "topic": [
            ("infrastruktur", 5),
            ("bencana", 2),
            ("keuangan_daerah", 2),
            ("lingkungan", 1),
            ("pangan_pertanian_perikanan", 1),
            ("perhubungan", 1),
            ("politik_pemerintahan", 1),
        ],
        "tone": [("negatif", 5), ("netral", 3), ("positif", 3)],
        "person": [("Rahmat Wijaya", 2), ("Jum'at Pratama", 1)],
        "org": [("DPRD Kaltim", 2), ("Dinas PUPR", 2), ("Pemkab Kutai Timur", 2)],
        "lang": [("id", 11), ("en", 1)],
    }
    assert facets.total.value == 12


async def test_facets_are_cut_to_size_and_only_those_asked_for(index: ArticleIndex) -> None:
    facets = await index.facets(FacetQuery(filter=filter_(["64"]), fields=["topic"], size=2))
    assert {field: [value.value for value in values] for field, values in facets.facets.items()} == {
        "topic": ["pemuda_olahraga", "infrastruktur"]
    }


async def test_facets_of_nothing_are_empty(index: ArticleIndex) -> None:
    facets = await index.facets(FacetQuery(filter=filter_(["99"]), fields=["tone", "region"]))
    assert facets.facets == {"tone": [], "region": []}
    assert facets.total.value == 0


async def test_a_malformed_query_is_refused_everywhere(empty: ArticleIndex) -> None:
    broken = filter_(q='"buka')
    with pytest.raises(QuerySyntaxError):
        await empty.timeline(TimelineQuery(filter=broken))
    with pytest.raises(QuerySyntaxError):
        await empty.facets(FacetQuery(filter=broken))
