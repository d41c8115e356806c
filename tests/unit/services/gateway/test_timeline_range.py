"""The span of a timeline: sensible when none is given, bounded when one is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from services.gateway.problems import Problem
from services.gateway.tenants import Tenant
from services.gateway.timeline_range import MOST_BUCKETS, with_span
from shared.contracts.query import Filter, Interval

KUTIM = Tenant("t1", "Kutai Timur", ("64.08",), "Asia/Makassar", datetime(2026, 1, 1, tzinfo=UTC))
# 01:30 of the 18th in Makassar.
NOW = datetime(2026, 8, 17, 17, 30, tzinfo=UTC)
END_OF_TODAY = datetime.fromisoformat("2026-08-19T00:00:00+08:00")


@pytest.mark.parametrize(("interval", "days"), [("hour", 2), ("day", 30), ("week", 182), ("month", 730)])
def test_without_a_span_it_ends_with_today_in_the_tenants_zone(interval: Interval, days: int) -> None:
    found = with_span(Filter(scope=["64.08"]), interval, KUTIM, NOW)
    assert found.to == END_OF_TODAY
    assert found.from_ == END_OF_TODAY - timedelta(days=days)


def test_one_end_is_enough() -> None:
    start, end = datetime(2026, 8, 1, tzinfo=UTC), datetime(2026, 7, 1, tzinfo=UTC)
    assert with_span(Filter(scope=["64.08"], from_=start), "day", KUTIM, NOW).to == END_OF_TODAY
    assert with_span(Filter(scope=["64.08"], to=end), "day", KUTIM, NOW).from_ == end - timedelta(days=30)
    future = END_OF_TODAY + timedelta(days=5)
    assert with_span(Filter(scope=["64.08"], from_=future), "day", KUTIM, NOW).to == future


def test_too_many_buckets_are_refused() -> None:
    end = datetime(2026, 8, 1, tzinfo=UTC)
    longest = Filter(scope=["64.08"], from_=end - timedelta(hours=MOST_BUCKETS), to=end)
    assert with_span(longest, "hour", KUTIM, NOW) == longest
    longer = longest.model_copy(update={"from_": end - timedelta(hours=MOST_BUCKETS + 1)})
    with pytest.raises(Problem) as caught:
        with_span(longer, "hour", KUTIM, NOW)
    assert caught.value.errors[0].message == "rentang lebih dari 2000 jam; pilih interval lebih besar"
    assert with_span(longer, "day", KUTIM, NOW) == longer
