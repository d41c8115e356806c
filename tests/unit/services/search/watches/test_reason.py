"""The sentences of alerts: figures, and times in the tenant's own zone."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from services.search.watches.reason import (
    bundle_reason,
    chance,
    spike_reason,
    story_reason,
    threshold_reason,
    turn_reason,
)
from shared.contracts.alert import CountFigures, StoryFigures, TurnFigures
from shared.contracts.query import Filter
from shared.contracts.watch import NewWatch, Threshold

ZONE = "Asia/Makassar"
TEN = datetime(2026, 7, 14, 2, 0, tzinfo=UTC)
ELEVEN = datetime(2026, 7, 14, 3, 0, tzinfo=UTC)


def test_a_new_story() -> None:
    figures = StoryFigures(
        story_id="s1",
        articles=3,
        copies=1,
        outlets=2,
        first_published_at=datetime(2026, 7, 14, 16, 30, tzinfo=UTC),
    )
    assert story_reason("Jembatan", figures, ZONE) == (
        "Cerita baru pada pantauan “Jembatan”: 3 berita (1 salinan) dari 2 media, "
        "terbit pertama kali Rabu, 15 Juli 2026 pukul 00.30 WITA."
    )


def test_a_spike_says_what_is_usual_and_how_improbable_it_is() -> None:
    figures = CountFigures(start=TEN, end=ELEVEN, count=14, expected=1.84, p=0.00021, dispersion=1.6, weeks=8)
    assert spike_reason("Jalan", figures, ZONE) == (
        "Lonjakan pada pantauan “Jalan”: 14 berita pada Selasa, 14 Juli 2026 pukul 10.00–11.00 WITA; "
        "biasanya sekitar 1,8 (pola 8 minggu terakhir). Peluang kebetulan 1 banding 4.800."
    )


def test_a_threshold_of_a_day() -> None:
    watch = NewWatch(
        tenant_id="t", name="Banjir", filter=Filter(scope=["ID"]), when=Threshold(count=5), zone=ZONE
    )
    rule = Threshold(per="day", count=5, only_negative=True)
    figures = CountFigures(
        start=datetime(2026, 7, 13, 16, tzinfo=UTC),
        end=datetime(2026, 7, 14, 16, tzinfo=UTC),
        count=6,
        threshold=5,
    )
    assert threshold_reason(watch, rule, figures) == (
        "Ambang tercapai pada pantauan “Banjir”: 6 berita bernada negatif pada Selasa, 14 Juli 2026; ambangnya 5."
    )


def test_a_turn_compares_shares() -> None:
    figures = TurnFigures(
        start=datetime(2026, 7, 13, 3, tzinfo=UTC),
        end=ELEVEN,
        negative=8,
        toned=10,
        negative_before=56,
        toned_before=280,
        p=0.00004,
    )
    assert turn_reason("Air", figures, ZONE) == (
        "Nada berbalik negatif pada pantauan “Air”: 8 dari 10 berita (80%) dalam 24 jam sampai Selasa, "
        "14 Juli 2026 pukul 11.00 WITA; empat minggu sebelumnya 56 dari 280 (20%). "
        "Peluang kebetulan 1 banding 25.000."
    )


def test_several_alerts_say_what_held_them() -> None:
    now = datetime(2026, 7, 14, 22, 0, tzinfo=UTC)
    oldest = datetime(2026, 7, 14, 15, 10, tzinfo=UTC)
    assert bundle_reason(3, "quiet_hours", oldest, ZONE, now) == (
        "3 peringatan dikumpulkan selama jam tenang, yang pertama kemarin pukul 23.10 WITA."
    )
    assert bundle_reason(2, None, oldest, ZONE, now) == "2 peringatan sekaligus."


@pytest.mark.parametrize(
    ("p", "text"),
    [(0.05, "1 banding 20"), (0.0004, "1 banding 2.500"), (1e-9, "kurang dari 1 banding sejuta")],
)
def test_chances_are_said_as_odds(p: float, text: str) -> None:
    assert chance(p) == text
