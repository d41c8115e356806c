"""Timelines and facets: borders of days in three zones, gaps, tone, splits, counts; over both adapters."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from services.search.index.buckets import MOST_SERIES
from services.search.index.port import ArticleIndex
from services.search.query.errors import QuerySyntaxError, TooManyBuckets
from shared.contracts.article import SourceRef
from shared.contracts.enrichment import ToneLabel
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


_BORDERS = {
    "Asia/Jakarta": "+07:00",
    "Asia/Makassar": "+08:00",
    "Asia/Jayapura": "+09:00",
}


@pytest.mark.parametrize(("timezone", "offset"), _BORDERS.items())
@pytest.mark.parametrize(
    ("interval", "before", "border", "expected"),
    [
        ("hour", "2026-11-04T22:59:59.999", "2026-11-04T23:00:00", ["2026-11-04T22", "2026-11-04T23"]),
        ("day", "2026-11-04T23:59:59", "2026-11-05T00:00:00", ["2026-11-04T00", "2026-11-05T00"]),
        # A Sunday and a Monday.
        ("week", "2026-11-08T23:59:59", "2026-11-09T00:00:00", ["2026-11-02T00", "2026-11-09T00"]),
        ("month", "2026-11-30T23:59:59", "2026-12-01T00:00:00", ["2026-11-01T00", "2026-12-01T00"]),
        # A turn of the year that is no turn of a week, and a leap day.
        ("month", "2027-12-31T23:59:59", "2028-01-01T00:00:00", ["2027-12-01T00", "2028-01-01T00"]),
        ("day", "2028-02-28T23:59:59", "2028-02-29T00:00:00", ["2028-02-28T00", "2028-02-29T00"]),
    ],
)
async def test_the_last_second_and_the_first_fall_into_different_buckets(
    empty: ArticleIndex,
    timezone: str,
    offset: str,
    interval: str,
    before: str,
    border: str,
    expected: list[str],
) -> None:
    """Whatever offset an outlet publishes with, UTC and New York among them."""
    offsets = [*_BORDERS.values(), "+00:00", "-05:00"]
    zones = [datetime.fromisoformat(f"2026-01-01T00:00:00{each}").tzinfo for each in offsets]
    last, first = (datetime.fromisoformat(f"{moment}{offset}") for moment in (before, border))
    published = [moment.astimezone(zone).isoformat() for moment in (last, first) for zone in zones]
    assert len(set(published)) == len(published)
    await empty.put([document(f"saat-{n}", "Saat", "Isi.", moment) for n, moment in enumerate(published)])
    await empty.refresh()
    timeline = await _timeline(empty, timezone=timezone, interval=interval)
    assert _counts(timeline) == {f"{start}:00:00{offset}": 5 for start in expected}
    bounded = await _timeline(empty, timezone=timezone, interval=interval, from_=first)
    assert _counts(bounded) == {f"{expected[1]}:00:00{offset}": 5}, "a bound is exact to the millisecond"


async def test_mean_tone_says_how_many_articles_are_behind_it(empty: ArticleIndex) -> None:
    tones: list[ToneLabel | None] = ["positif", "negatif", "negatif", None, None]
    await empty.put(
        [
            document(f"nada-{n}", "Nada", "Isi.", "2026-11-03T09:00:00+08:00", tone=t)
            for n, t in enumerate(tones)
        ]
        + [document("tanpa-nada", "Nada", "Isi.", "2026-11-05T09:00:00+08:00", tone=None)]
    )
    await empty.refresh()
    timeline = await _timeline(empty, timezone="Asia/Makassar", split="tone")
    assert [(bucket.count, bucket.toned, bucket.mean_tone) for bucket in timeline.buckets] == [
        (5, 3, pytest.approx(-1 / 3)),
        (0, 0, None),
        (1, 0, None),
    ]
    assert timeline.series == ["negatif", "positif"]


async def test_rare_sources_are_added_up(empty: ArticleIndex) -> None:
    sources = [SourceRef(id=f"s{n:03}", name=f"S{n}", domain=f"s{n}.example") for n in range(MOST_SERIES + 3)]
    written = []
    for n, source in enumerate(sources):
        for copy in range(2 if n >= 3 else 1):
            one = document(f"s-{n}-{copy}", "Kabar", "Isi.", f"2026-11-0{3 + copy}T09:00:00+08:00")
            written.append(replace(one, article=one.article.model_copy(update={"source": source})))
    await empty.put(written)
    await empty.refresh()
    timeline = await _timeline(empty, split="source")
    assert timeline.series == [source.id for source in sources[3:]]
    assert [bucket.split_other for bucket in timeline.buckets] == [3, 0]
    assert [sum(bucket.split.values()) for bucket in timeline.buckets] == [MOST_SERIES, MOST_SERIES]
    assert timeline.total.value == 2 * MOST_SERIES + 3


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
        timeline = await _timeline(index, split=split, **fields)
        [bucket] = timeline.buckets
        assert bucket.split == counts, split
        assert bucket.split_other == 0
        assert timeline.series == sorted(counts, key=lambda value: (-counts[value], value))
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
            fields=["region", "source", "topic", "tone", "person", "org", "lang", "kind", "story"],
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
        "kind": [("berita", 10), ("aspirasi", 1), ("rilis", 1)],
        "story": [("story-jembatan", 3), ("story-banjir", 2)],
    }
    assert facets.total.value == 12


async def test_facets_say_what_they_leave_out(index: ArticleIndex) -> None:
    wanted = filter_(["64"], q="-topic:pemuda_olahraga")
    asked = FacetQuery(
        filter=wanted, fields=["topic", "region", "source", "tone", "person"], size=2, in_depth=True
    )
    facets = await index.facets(asked)
    assert {field: (rest.other, rest.without) for field, rest in facets.rests.items()} == {
        "topic": (6, 1),
        "region": (2, 2),
        "source": (1, 0),
        "tone": (3, 1),
        "person": (0, 9),
    }
    topics = [(value.value, value.count, value.toned, value.mean_tone) for value in facets.facets["topic"]]
    assert topics == [("infrastruktur", 5, 5, pytest.approx(0.2)), ("bencana", 2, 2, -1.0)]
    shallow = await index.facets(asked.model_copy(update={"in_depth": False}))
    assert [(value.toned, value.mean_tone) for value in shallow.facets["topic"]] == [(None, None)] * 2
    assert {field: (rest.other, rest.without) for field, rest in shallow.rests.items()} == {
        "topic": (6, None),
        "region": (2, None),
        "source": (1, None),
        "tone": (3, None),
        "person": (0, None),
    }


async def test_aspirations_are_counted(empty: ArticleIndex) -> None:
    written = []
    for n, aspiration in enumerate(["pengaduan", "pengaduan", "apresiasi", None]):
        one = document(f"aduan-{n}", "Aduan", "Isi.", "2026-11-03T09:00:00+08:00", kind="aspirasi")
        read = one.enrichment.model_copy(update={"aspiration": aspiration})
        written.append(replace(one, enrichment=read))
    await empty.put(written)
    await empty.refresh()
    facets = await empty.facets(FacetQuery(filter=filter_(), fields=["aspiration"], in_depth=True))
    assert [(value.value, value.count) for value in facets.facets["aspiration"]] == [
        ("pengaduan", 2),
        ("apresiasi", 1),
    ]
    assert facets.rests["aspiration"].without == 1


async def test_counts_over_many_monthly_indices_are_exact(empty: ArticleIndex) -> None:
    """Each month has its own index there; none of the months' favourites is the favourite of the year."""
    written = []
    for month in range(1, 9):
        seen = datetime(2026, month, 15, tzinfo=UTC)
        for n in range(8):
            orgs = [f"Dinas {month}-{n % 4}", *(["Dinas Bersama"] if n < 1 else [])]
            written.append(
                document(
                    f"b-{month}-{n}", "Kabar", "Isi.", seen.isoformat(), seen=seen, orgs=orgs, about=["64.08"]
                )
            )
    await empty.put(written)
    await empty.refresh()
    facets = await empty.facets(FacetQuery(filter=filter_(), fields=["org", "region"], size=2))
    assert [(value.value, value.count) for value in facets.facets["org"]] == [
        ("Dinas Bersama", 8),
        ("Dinas 1-0", 2),
    ]
    assert facets.rests["org"].other == 62
    assert [(value.value, value.count) for value in facets.facets["region"]] == [("64.08", 64)]


async def test_facets_are_cut_to_size_and_only_those_asked_for(index: ArticleIndex) -> None:
    facets = await index.facets(FacetQuery(filter=filter_(["64"]), fields=["topic"], size=2))
    assert {field: [value.value for value in values] for field, values in facets.facets.items()} == {
        "topic": ["pemuda_olahraga", "infrastruktur"]
    }


@pytest.mark.parametrize(
    "fields",
    [
        {"regions": ["64 64.08"]},
        {"regions": ["64\u00a064.08"]},
        {"regions": [" "]},
        {"regions": [""]},
        {"topics": ["infrastruktur keuangan_daerah"]},
    ],
)
async def test_two_values_in_one_are_none(index: ArticleIndex, fields: dict[str, Any]) -> None:
    facets = await index.facets(FacetQuery(filter=filter_(**fields), fields=["region"]))
    assert facets.total.value == 0
    others = await index.facets(FacetQuery(filter=filter_(q="-region:64"), fields=["region"]))
    assert {value.value for value in others.facets["region"]} == {"19.71", "91.71"}


async def test_facets_of_nothing_are_empty(index: ArticleIndex) -> None:
    facets = await index.facets(FacetQuery(filter=filter_(["99"]), fields=["tone", "region"]))
    assert facets.facets == {"tone": [], "region": []}
    assert [(rest.other, rest.without) for rest in facets.rests.values()] == [(0, None), (0, None)]
    assert facets.total.value == 0


async def test_a_malformed_query_is_refused_everywhere(empty: ArticleIndex) -> None:
    broken = filter_(q='"buka')
    with pytest.raises(QuerySyntaxError):
        await empty.timeline(TimelineQuery(filter=broken))
    with pytest.raises(QuerySyntaxError):
        await empty.facets(FacetQuery(filter=broken))
