"""Dates as people say them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from services.gateway.presentation.dates import published, published_there, said, zone_name
from tests.unit.services.gateway.dashboard.fakes import NOW, article

WITA = ZoneInfo("Asia/Makassar")


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2026-11-25T06:45:00+08:00", "hari ini 06.45 WITA"),
        ("2026-11-24T21:10:00+08:00", "kemarin 21.10 WITA"),
        # Half past midnight in Sangatta is still yesterday evening in UTC and in Jakarta.
        ("2026-11-24T23:30:00+07:00", "hari ini 00.30 WITA"),
        ("2026-11-23T08:00:00+08:00", "Senin 23 November 08.00 WITA"),
        ("2026-11-18T08:00:00+08:00", "18 November 08.00 WITA"),
        ("2025-08-15T18:19:00+08:00", "15 Agustus 2025 18.19 WITA"),
    ],
)
def test_said(moment: str, expected: str) -> None:
    assert said(datetime.fromisoformat(moment), NOW, WITA) == expected


@pytest.mark.parametrize(
    ("zone", "expected"),
    [
        ("Asia/Jakarta", "WIB"),
        ("Asia/Makassar", "WITA"),
        ("Asia/Jayapura", "WIT"),
        ("Asia/Kolkata", "UTC+5.30"),
    ],
)
def test_zone_name(zone: str, expected: str) -> None:
    assert zone_name(NOW.astimezone(ZoneInfo(zone))) == expected


def test_a_day_without_time_is_not_moved_into_another_zone() -> None:
    midnight_in_jayapura = datetime.fromisoformat("2026-11-25T00:00:00+09:00")
    one = article(1, published_at=midnight_in_jayapura, published_precision="day").article
    assert published(one, NOW, WITA) == "hari ini"


def test_an_unknown_date_says_when_it_was_seen() -> None:
    one = article(1, published_precision="unknown", seen_at=NOW - timedelta(minutes=17)).article
    assert published(one, NOW, WITA) == "tanpa tanggal, terlihat hari ini 06.45 WITA"


def test_the_clock_of_the_outlet_is_shown_when_it_differs() -> None:
    at = datetime.fromisoformat
    assert published_there(article(1, published_at=at("2026-11-24T23:30:00+07:00")).article, WITA) == (
        "24 November 23.30 WIB"
    )
    assert (
        published_there(article(1, published_at=at("2026-11-24T18:19:00+07:00")).article, WITA) == "18.19 WIB"
    )
    assert published_there(article(1, published_at=at("2026-11-24T18:19:00+08:00")).article, WITA) is None
    assert (
        published_there(article(1, published_at=datetime(2026, 11, 24, 9, tzinfo=UTC)).article, WITA) is None
    )
