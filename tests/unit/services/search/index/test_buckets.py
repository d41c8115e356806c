"""Buckets: starts in zones, rows without gaps."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from services.search.index.buckets import (
    MAX_BUCKETS,
    MOST_SERIES,
    Row,
    Tally,
    bucket_start,
    keep_series,
    most_frequent,
    starts,
)
from services.search.query.errors import TooManyBuckets
from shared.contracts.query import Interval

WIT = ZoneInfo("Asia/Jayapura")
NEW_YORK = ZoneInfo("America/New_York")


@pytest.mark.parametrize(
    ("interval", "expected"),
    [
        ("hour", "2026-11-05T00:00:00+09:00"),
        ("day", "2026-11-05T00:00:00+09:00"),
        ("week", "2026-11-02T00:00:00+09:00"),
        ("month", "2026-11-01T00:00:00+09:00"),
    ],
)
def test_a_moment_falls_into_its_bucket(interval: Interval, expected: str) -> None:
    assert bucket_start(datetime(2026, 11, 4, 15, 30, tzinfo=UTC), interval, WIT).isoformat() == expected


def test_months_follow_each_other_over_the_turn_of_the_year() -> None:
    first, last = datetime(2026, 11, 15, tzinfo=UTC), datetime(2027, 2, 1, tzinfo=UTC)
    months = [start.strftime("%Y-%m-%d") for start in starts(first, last, "month", WIT)]
    assert months == ["2026-11-01", "2026-12-01", "2027-01-01", "2027-02-01"]


def test_an_hour_that_the_clock_repeats_is_two_buckets() -> None:
    first, last = datetime(2026, 11, 1, 5, tzinfo=UTC), datetime(2026, 11, 1, 7, tzinfo=UTC)
    assert [start.isoformat() for start in starts(first, last, "hour", NEW_YORK)] == [
        "2026-11-01T01:00:00-04:00",
        "2026-11-01T01:00:00-05:00",
        "2026-11-01T02:00:00-05:00",
    ]


def test_gaps_are_filled_and_counts_kept() -> None:
    tallies = {
        datetime(2026, 11, 2, 15, tzinfo=UTC): Tally(count=3, tone_sum=-1, toned=2, split={"negatif": 1}),
        datetime(2026, 11, 4, 15, tzinfo=UTC): Tally(count=1),
    }
    row = Row.over(tallies, "day", WIT, None, None).filled(tallies)
    assert [
        (bucket.start.isoformat()[:10], bucket.count, bucket.mean_tone, bucket.toned) for bucket in row
    ] == [
        ("2026-11-03", 3, -0.5, 2),
        ("2026-11-04", 0, None, 0),
        ("2026-11-05", 1, None, 0),
    ]
    assert row[0].split == {"negatif": 1}


def test_the_end_is_not_part_of_the_row() -> None:
    start, end = (datetime.fromisoformat(f"2026-11-0{day}T00:00:00+09:00") for day in (3, 5))
    assert [day.day for day in Row.over((), "day", WIT, start, end).starts] == [3, 4]
    assert Row.over((), "day", WIT, None, None).starts == ()
    assert [day.day for day in Row.over((), "day", WIT, start, None).starts] == [3]
    assert Row.over((), "day", WIT, None, end).starts == ()


def test_too_many_buckets_are_refused() -> None:
    first = datetime(2026, 1, 1, tzinfo=UTC)
    with pytest.raises(TooManyBuckets):
        Row.over((), "hour", WIT, first, first.replace(year=2026 + MAX_BUCKETS // 8760 + 1))


def test_the_more_buckets_the_fewer_series() -> None:
    first = datetime(2026, 1, 1, tzinfo=UTC)
    days = Row.over((), "day", WIT, first, first.replace(month=4))
    assert days.most_series == MOST_SERIES
    hours = Row.over((), "hour", WIT, first, first.replace(month=4))
    assert len(hours.starts) == 90 * 24
    assert hours.most_series == 27, "60,000 cells over 2,160 hours"


def test_what_is_no_series_is_added_up() -> None:
    tallies = [Tally(split={"a": 3, "b": 2, "c": 2}), Tally(split={"c": 1, "d": 9}), Tally()]
    series = most_frequent(tallies)
    assert series == ["d", "a", "c", "b"], "equals in order of their value"
    keep_series(tallies, series[:2])
    assert [(tally.split, tally.split_other) for tally in tallies] == [({"a": 3}, 4), ({"d": 9}, 1), ({}, 0)]
