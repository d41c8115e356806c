"""The sentence of an alert: figures, and the time in the tenant's own zone."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from services.search.watches.reason import new_story_reason, time_text
from shared.contracts.query import FacetValue, Story

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
    assert time_text(FIRST, zone) == text


def test_the_reason_has_the_figures() -> None:
    story = Story(
        id="s1",
        headline="Jembatan Putus",
        size=3,
        copies=1,
        sources=[FacetValue(value="a", count=2), FacetValue(value="b", count=1)],
        first_seen=FIRST,
        last_seen=FIRST,
        tones={},
        regions=["64.08"],
    )
    assert new_story_reason("Jembatan", story, "Asia/Makassar") == (
        "Peristiwa baru pada pantauan “Jembatan”: 3 artikel (1 salinan) dari 2 media, "
        "terbit pertama kali Rabu, 15 Juli 2026 pukul 00.30 WITA."
    )
