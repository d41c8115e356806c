"""The direction of tone: whether the figures of two periods differ by more than chance."""

from __future__ import annotations

import pytest

from services.gateway.presentation.direction import ToneCounts, difference_interval, direction

CALM = ToneCounts(positif=20, netral=60, negatif=20)
WORSE = ToneCounts(positif=5, netral=45, negatif=50)


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [
        (WORSE, CALM, "turun"),
        (CALM, WORSE, "naik"),
        (CALM, CALM, "belum jelas"),
        (ToneCounts(netral=9), CALM, "terlalu sedikit"),
        (CALM, ToneCounts(netral=9), "tanpa pembanding"),
        (ToneCounts(), CALM, "kosong"),
        (ToneCounts(untold=30), CALM, "kosong"),
        # No spread at all in either period: any difference is real.
        (ToneCounts(negatif=10), ToneCounts(positif=10), "turun"),
        (ToneCounts(netral=10), ToneCounts(netral=10), "belum jelas"),
    ],
)
def test_direction(now: ToneCounts, before: ToneCounts, expected: str) -> None:
    assert direction(now, before) == expected


def test_a_difference_within_chance_is_not_called_a_direction() -> None:
    # Means -0.1 and 0.1; standard error of the difference sqrt(2 * 0.89 / 29) = 0.25, 95 % margin 0.50.
    now = ToneCounts(positif=12, netral=3, negatif=15)
    before = ToneCounts(positif=15, netral=3, negatif=12)
    assert direction(now, before) == "belum jelas"
    # Thirty times the articles, the same shares: the margin shrinks to 0.09.
    now, before = ToneCounts(360, 90, 450), ToneCounts(450, 90, 360)
    assert direction(now, before) == "turun"


def test_the_interval_is_that_of_the_api() -> None:
    interval = difference_interval(WORSE, CALM)
    assert interval is not None
    # -0.45 - 0 with a standard error of sqrt(0.3475 / 99 + 0.4 / 99) = 0.087; Student's t for 197: 1.972.
    assert (interval.low, interval.high) == pytest.approx((-0.6214, -0.2786), abs=0.0005)
