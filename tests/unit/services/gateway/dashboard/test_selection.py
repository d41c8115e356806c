"""Region and period in the address: what is usual, what is wrong, and what other pages are given."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from services.gateway.dashboard.selection import (
    BACKWARDS,
    FUTURE,
    NO_DATE,
    TOO_EARLY,
    TOO_LONG,
    Selection,
    chosen_period,
)
from services.gateway.presentation.period import LONGEST_DAYS, Period, spoken_range
from services.gateway.presentation.region_choice import choose
from services.gateway.tenants import Tenant
from tests.unit.services.gateway.dashboard.fakes import NOW

WITA = ZoneInfo("Asia/Makassar")
TODAY = date(2026, 11, 25)
KALTIM = Tenant("t", "Diskominfo Kalimantan Timur", ("64",), "Asia/Makassar", NOW)


def selected(days: str | None = None, first: str | None = None, last: str | None = None) -> Selection:
    period, problem = chosen_period(NOW, WITA, days, first, last)
    return Selection(KALTIM, choose(KALTIM.scope, "64.08"), period, TODAY, problem)


@pytest.mark.parametrize(
    ("days", "length"), [(None, 30), ("7", 7), ("90", 90), ("0", 30), ("-3", 30), ("²", 30), ("9999", 30)]
)
def test_a_number_of_days_ends_today(days: str | None, length: int) -> None:
    period = selected(days).period
    assert (period.last, period.length) == (TODAY, length)
    assert period.name == f"{length} hari terakhir"


def test_dates_are_days_of_the_tenants_zone_and_the_period_before_is_as_long() -> None:
    period = selected("7", "2026-11-01", "2026-11-15").period
    assert period.start == datetime(2026, 10, 31, 16, tzinfo=UTC)
    assert period.end == datetime(2026, 11, 15, 16, tzinfo=UTC)
    assert (period.before.first, period.before.last) == (date(2026, 10, 17), date(2026, 10, 31))
    assert period.name == "1 sampai 15 November 2026"


@pytest.mark.parametrize(
    ("first", "last", "problem", "period"),
    [
        ("2026-11-20", "2026-11-10", BACKWARDS, Period.ending(NOW, WITA)),
        ("2026-02-30", None, NO_DATE, Period.ending(NOW, WITA)),
        ("besok", "lusa", NO_DATE, Period.ending(NOW, WITA)),
        (None, "0001-01-01", NO_DATE, Period.ending(NOW, WITA)),
        ("0001-02-01", "0001-03-01", TOO_EARLY, Period.ending(NOW, WITA)),
        ("2027-01-01", None, FUTURE, Period.ending(NOW, WITA)),
        ("2020-01-01", "2026-11-25", TOO_LONG, Period(date(2025, 11, 25), TODAY, WITA)),
        ("2026-11-20", None, "", Period(date(2026, 11, 20), TODAY, WITA)),
        ("2026-11-20", "2030-01-01", "", Period(date(2026, 11, 20), TODAY, WITA)),
    ],
)
def test_what_is_wrong_with_dates_is_said(
    first: str | None, last: str | None, problem: str, period: Period
) -> None:
    found = selected(None, first, last)
    assert (found.problem, found.period) == (problem, period)
    assert found.period.length <= LONGEST_DAYS


def test_the_selection_goes_along_to_other_pages() -> None:
    assert selected().tail == "?wilayah=64.08"
    assert (
        selected("7").path("/cari", nada="negatif", topik=None) == "/cari?wilayah=64.08&hari=7&nada=negatif"
    )
    dated = selected(None, "2026-11-01", "2026-11-15")
    assert dated.tail == "?wilayah=64.08&dari=2026-11-01&sampai=2026-11-15"
    assert dated.rolling_path("/", 30) == "/?wilayah=64.08"
    assert dated.rolling_path("/", 7, nada="negatif") == "/?wilayah=64.08&hari=7&nada=negatif"


def test_a_filter_asks_for_the_region_in_the_period_within_the_scope() -> None:
    found = selected("7")
    asked = found.filter(tones=["negatif"])
    assert (asked.scope, asked.regions, asked.about, asked.copies) == (["64"], ["64.08"], True, "fold")
    assert (asked.from_, asked.to, asked.tones) == (found.period.start, found.period.end, ["negatif"])
    before = found.filter_before()
    assert (before.from_, before.to) == (found.period.start_before, found.period.start)
    assert found.filter_of_all_times().from_ is None


def test_a_range_says_month_and_year_once() -> None:
    assert spoken_range(TODAY, TODAY) == "25 November 2026"
    assert spoken_range(date(2026, 10, 30), TODAY) == "30 Oktober sampai 25 November 2026"
    assert spoken_range(date(2025, 12, 30), TODAY) == "30 Desember 2025 sampai 25 November 2026"
