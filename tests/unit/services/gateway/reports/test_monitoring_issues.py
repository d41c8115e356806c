"""The score of issues: its parts, their bounds, and who comes first."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, cast

import pytest

from services.gateway.presentation.direction import ToneCounts
from services.gateway.reports.making import Making
from services.gateway.reports.monitoring_advice import reasons_of
from services.gateway.reports.monitoring_figures import MonitoringPlace
from services.gateway.reports.monitoring_issues import POINTS, Issue, RankedIssue, issues_of, ranked
from services.gateway.reports.monitoring_period import CalendarPeriod
from services.gateway.tenants import Tenant


def issue(topic: str, negatif: int, netral: int, before: int = 0, outlets: int = 1) -> Issue:
    return Issue(
        topic, ToneCounts(netral=netral, negatif=negatif), ToneCounts(netral=before), outlets, 30, 30
    )


def only(*issues: Issue, outlets: int = 10) -> RankedIssue:
    return ranked(issues, outlets)[0]


def test_the_largest_issue_has_all_points_of_volume_and_others_their_share() -> None:
    first, second = ranked([issue("kesehatan", 0, 40, 40), issue("agama", 0, 10, 10)], 10)
    assert (first.volume, second.volume) == (POINTS, POINTS / 4)


def test_three_negative_articles_count_less_than_thirty() -> None:
    few, many = only(issue("agama", 3, 0, 3)), only(issue("agama", 30, 0, 30))
    # Wilson's lower bounds of 3 of 3 and 30 of 30.
    assert few.negative == pytest.approx(POINTS * 0.4385, abs=0.01)
    assert many.negative == pytest.approx(POINTS * 0.8865, abs=0.01)


def test_growth_counts_only_beyond_chance() -> None:
    assert only(issue("bencana", 0, 12, before=10)).growth == 0
    grown = only(issue("bencana", 0, 120, before=20))
    assert grown.grows
    # r is the lower bound of 120 / 20, a little under 4.
    assert grown.growth == pytest.approx(POINTS * (3.73 - 1) / (3.73 + 1), abs=0.3)


def test_growth_is_counted_per_day() -> None:
    alike = Issue("bencana", ToneCounts(netral=310), ToneCounts(netral=280), 1, 31, 28)
    assert only(alike).growth == 0
    shorter = Issue("bencana", ToneCounts(netral=310), ToneCounts(netral=310), 1, 10, 30)
    assert only(shorter).growth > 0


def test_a_shrinking_issue_loses_nothing() -> None:
    assert only(issue("bencana", 0, 10, before=200)).growth == 0


def test_reach_is_the_share_of_outlets() -> None:
    assert only(issue("bencana", 0, 10, outlets=4), outlets=16).reach == POINTS / 4
    assert only(issue("bencana", 0, 10, outlets=4), outlets=0).reach == POINTS


def test_small_issues_and_the_rest_are_not_ranked() -> None:
    assert ranked([issue("agama", 2, 0), issue("lainnya", 50, 0)], 5) == []


def test_the_score_is_the_sum_of_its_parts_and_orders() -> None:
    calm, bad = issue("agama", 0, 40, 40, 5), issue("kesehatan", 38, 2, 10, 8)
    first, second = ranked([calm, bad], 10)
    assert first.issue is bad
    assert first.score == first.volume + first.negative + first.growth + first.reach
    assert 0 <= second.score < first.score <= 100


def test_topics_become_issues_with_their_outlets() -> None:
    now = {"agama": ToneCounts(netral=4)}
    before = {"kesehatan": ToneCounts(netral=1)}
    assert issues_of(now, before, {"agama": 2}, 30, 31) == [
        Issue("agama", now["agama"], ToneCounts(), 2, 30, 31)
    ]


def test_nothing_grew_since_days_that_nobody_watched() -> None:
    now = {"agama": ToneCounts(netral=12)}
    assert only(*issues_of(now, {"kesehatan": ToneCounts(netral=40)}, {}, 30, 31)).grows
    assert not only(*issues_of(now, {"kesehatan": ToneCounts()}, {}, 30, 31)).grows
    assert not only(*issues_of(now, {}, {}, 30, 31)).grows


def test_growth_is_told_per_day_as_it_is_counted() -> None:
    tenant = Tenant("t1", "Diskominfo", ("64.08",), "Asia/Makassar", datetime(2026, 1, 1, tzinfo=UTC))
    now = datetime(2026, 3, 2, tzinfo=tenant.zone)
    making = Making(cast(Any, None), cast(Any, None), tenant, {}, now, "https://gaung.example")
    place = MonitoringPlace.of(making, "", CalendarPeriod(2026, 2))
    grown = only(Issue("bencana", ToneCounts(netral=3000), ToneCounts(netral=3100), 1, 28, 31))
    assert [one.text for one in reasons_of(place, [grown], []) if one.situation == "lonjakan"] == [
        "berita bencana naik dari rata-rata 100,0 menjadi 107,1 sehari (3.000 dalam 28 hari, "
        "sebelumnya 3.100 dalam 31 hari)"
    ]
