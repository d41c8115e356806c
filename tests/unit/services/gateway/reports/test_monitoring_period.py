"""Months and quarters of the calendar: their days, names, codes, and what they are compared with."""

from __future__ import annotations

from datetime import date
from zoneinfo import ZoneInfo

import pytest

from services.gateway.reports.monitoring_period import CalendarPeriod, recent_months, recent_quarters

MAKASSAR = ZoneInfo("Asia/Makassar")


@pytest.mark.parametrize(
    ("code", "name", "first", "last"),
    [
        ("2026-11", "November 2026", date(2026, 11, 1), date(2026, 11, 30)),
        ("2028-02", "Februari 2028", date(2028, 2, 1), date(2028, 2, 29)),
        ("2026-T1", "Triwulan I 2026", date(2026, 1, 1), date(2026, 3, 31)),
        ("2026-T4", "Triwulan IV 2026", date(2026, 10, 1), date(2026, 12, 31)),
    ],
)
def test_a_code_names_its_days(code: str, name: str, first: date, last: date) -> None:
    period = CalendarPeriod.of_code(code)
    assert period is not None
    assert (period.name, period.first, period.last, period.code) == (name, first, last, code)
    assert CalendarPeriod.of_days(first, last) == period


@pytest.mark.parametrize(
    "code", ["", "2026", "2026-13", "2026-T5", "2026-1", "0001-01", "2026-11-01", "²026-11"]
)
def test_anything_else_names_nothing(code: str) -> None:
    assert CalendarPeriod.of_code(code) is None


def test_a_finished_month_is_compared_with_the_whole_month_before() -> None:
    now, before = CalendarPeriod(2026, 3).compared(date(2026, 4, 2), MAKASSAR)
    assert (now.first, now.last) == (date(2026, 3, 1), date(2026, 3, 31))
    assert (before.first, before.last) == (date(2026, 2, 1), date(2026, 2, 28))


def test_a_running_month_is_compared_with_as_many_days() -> None:
    now, before = CalendarPeriod(2026, 11).compared(date(2026, 11, 12), MAKASSAR)
    assert (now.first, now.last) == (date(2026, 11, 1), date(2026, 11, 12))
    assert (before.first, before.last) == (date(2026, 10, 1), date(2026, 10, 12))


def test_a_long_running_month_is_compared_with_no_day_of_its_own() -> None:
    now, before = CalendarPeriod(2026, 3).compared(date(2026, 3, 30), MAKASSAR)
    assert now.length == 30
    assert (before.first, before.last) == (date(2026, 2, 1), date(2026, 2, 28))


def test_on_its_last_day_a_period_is_compared_with_the_whole_of_the_one_before() -> None:
    _, before = CalendarPeriod(2026, 1, 3).compared(date(2026, 3, 31), MAKASSAR)
    assert (before.first, before.last) == (date(2025, 10, 1), date(2025, 12, 31))


def test_recent_periods_reach_over_new_year() -> None:
    assert [one.code for one in recent_months(date(2026, 2, 3), 4)] == [
        "2026-02",
        "2026-01",
        "2025-12",
        "2025-11",
    ]
    assert [one.code for one in recent_quarters(date(2026, 2, 3), 3)] == ["2026-T1", "2025-T4", "2025-T3"]
