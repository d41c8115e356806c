"""Dates of cells: numbers, prose, zones, short years, clocks in a column of their own."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.crawler.imports.dates import evidence, read_cell, with_clock
from services.crawler.imports.records import WINDOWS_EPOCH, Cell
from shared.contracts.imports import DateOrder

WITA = ZoneInfo("Asia/Makassar")


def read(cell: Cell, order: DateOrder = "day-first") -> str | None:
    found = read_cell(cell, WITA, order, WINDOWS_EPOCH)
    return f"{found.at.isoformat()} {found.precision}" if found else None


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("14/05/2024 18:19", "2024-05-14T18:19:00+08:00 time"),
        ("14/05/2024 18.19 WIB", "2024-05-14T18:19:00+07:00 time"),
        ("14-5-24", "2024-05-14T00:00:00+08:00 day"),
        ("14.05.2024", "2024-05-14T00:00:00+08:00 day"),
        ("05/06/2024", "2024-06-05T00:00:00+08:00 day"),
        ("05/14/2024", "2024-05-14T00:00:00+08:00 day"),
        ("14 Mei 2024", "2024-05-14T00:00:00+08:00 day"),
        ("14-Mei-24", "2024-05-14T00:00:00+08:00 day"),
        ("Selasa, 14 Mei 2024 pukul 18.19 WIT", "2024-05-14T18:19:00+09:00 time"),
        ("May 14, 2024", "2024-05-14T00:00:00+08:00 day"),
        ("2024-05-14", "2024-05-14T00:00:00+08:00 day"),
        ("2024/05/14 18:19:20", "2024-05-14T18:19:20+08:00 time"),
        ("2024-05-14T18:19:00Z", "2024-05-14T18:19:00+00:00 time"),
        ("2024-05-14 18:19:00.0", "2024-05-14T18:19:00+08:00 time"),
        ("20240514", "2024-05-14T00:00:00+08:00 day"),
        ("5/14/2024 6:19:00 PM", "2024-05-14T18:19:00+08:00 time"),
        ("45426,75", "2024-05-14T18:00:00+08:00 time"),
        (45426, "2024-05-14T00:00:00+08:00 day"),
        (45426.75, "2024-05-14T18:00:00+08:00 time"),
        (1715680000, "2024-05-14T17:46:40+08:00 time"),
        ("1715680000000", "2024-05-14T17:46:40+08:00 time"),
        (datetime(2024, 5, 14, 18, 19), "2024-05-14T18:19:00+08:00 time"),
        (datetime(2024, 5, 14), "2024-05-14T00:00:00+08:00 day"),
        (date(2024, 5, 14), "2024-05-14T00:00:00+08:00 day"),
        ("31/02/2024", None),
        ("14/05", None),
        ("kemarin", None),
        (17, None),
        (True, None),
        (None, None),
    ],
)
def test_a_cell(cell: Cell, expected: str | None) -> None:
    assert read(cell) == expected


def test_the_order_decides_only_what_is_open() -> None:
    assert read("05/06/2024", "month-first") == "2024-05-06T00:00:00+08:00 day"
    assert read("14/05/2024", "month-first") == "2024-05-14T00:00:00+08:00 day"


@given(
    st.datetimes(datetime(1996, 1, 1), datetime(2090, 1, 1)),
    st.sampled_from(["%d/%m/%Y %H:%M", "%d-%m-%Y %H.%M"]),
)
def test_a_written_date_is_read_back(at: datetime, form: str) -> None:
    at = at.replace(second=0, microsecond=0)
    found = read_cell(at.strftime(form), UTC, "day-first", WINDOWS_EPOCH)
    assert found is not None
    assert found.at == at.replace(tzinfo=UTC)


@pytest.mark.parametrize("clock", ["18.19", "6:19 PM", "18:19 WITA", time(18, 19), 0.763194444])
def test_a_clock_of_its_own_column(clock: Cell) -> None:
    day = read_cell("14/05/2024", WITA, "day-first", WINDOWS_EPOCH)
    assert day is not None
    assert with_clock(day, clock, WITA).at.isoformat() == "2024-05-14T18:19:00+08:00"
    assert with_clock(day, None, WITA) == day


def test_the_evidence_of_a_column() -> None:
    assert evidence(["14/05/2024", "05/06/2024"]).order == "day-first"
    assert evidence(["05/14/2024", "05/06/2024"]).order == "month-first"
    both = evidence(["05/14/2024", "14/05/2024", "15/05/2024"])
    assert (both.order, both.proven) == ("day-first", False)
    assert not evidence(["05/06/2024"]).proven
