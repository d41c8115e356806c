"""Times as people in Indonesia say them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from shared.runtime.indonesian_time import moment_text, near_text

FIRST = datetime(2026, 7, 14, 16, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("zone", "text"),
    [
        ("Asia/Jakarta", "Selasa, 14 Juli 2026 pukul 23.30 WIB"),
        ("Asia/Makassar", "Rabu, 15 Juli 2026 pukul 00.30 WITA"),
        ("Asia/Jayapura", "Rabu, 15 Juli 2026 pukul 01.30 WIT"),
        ("Asia/Kathmandu", "Selasa, 14 Juli 2026 pukul 22.15 +0545"),
    ],
)
def test_days_and_hours_are_those_of_the_zone(zone: str, text: str) -> None:
    assert moment_text(FIRST, zone) == text


@pytest.mark.parametrize(
    ("hours_later", "text"),
    [
        (0, "hari ini pukul 00.30 WITA"),
        (24, "kemarin pukul 00.30 WITA"),
        (-1, "besok pukul 00.30 WITA"),
        (72, "Rabu, 15 Juli 2026 pukul 00.30 WITA"),
    ],
)
def test_what_is_near_is_said_so(hours_later: int, text: str) -> None:
    assert near_text(FIRST, "Asia/Makassar", FIRST + timedelta(hours=hours_later)) == text
