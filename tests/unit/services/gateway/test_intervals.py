"""Intervals against the examples of the papers they come from, and at their ends."""

from __future__ import annotations

import pytest

from services.gateway.intervals import (
    Interval95,
    Tones,
    mean_difference_interval,
    ratio_interval,
    share_difference_interval,
    share_interval,
)


@pytest.mark.parametrize(
    ("count", "of", "low", "high"),
    # Newcombe (1998), "Two-sided confidence intervals for the single proportion", table I, method 3.
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_a_share(count: int, of: int, low: float, high: float) -> None:
    assert share_interval(count, of) == Interval95(low=low, high=high)
    assert share_interval(of - count, of) == Interval95(low=round(1 - high, 4), high=round(1 - low, 4))


@pytest.mark.parametrize(
    ("count", "of", "other", "of_other", "low", "high"),
    # Newcombe (1998), "Interval estimation for the difference …", table II, method 10.
    [
        (56, 70, 48, 80, 0.0524, 0.3339),
        (9, 10, 3, 10, 0.1705, 0.8090),
        (6, 7, 2, 7, 0.0582, 0.8062),
        (5, 56, 0, 29, -0.0381, 0.1926),
        (0, 10, 0, 20, -0.1611, 0.2775),
        (10, 10, 0, 10, 0.6075, 1.0),
    ],
)
def test_a_difference_of_shares(
    count: int, of: int, other: int, of_other: int, low: float, high: float
) -> None:
    assert share_difference_interval(count, of, other, of_other) == Interval95(low=low, high=high)


def test_a_difference_of_means() -> None:
    """Worked out by hand; Student's t from the tables."""
    one, other = Tones(12, 10, 8), Tones(3, 9, 18)
    found = mean_difference_interval(one, other)
    assert found is not None
    assert found.high is not None
    # Means 4/30 and -15/30; squares 20 and 21 less 16/30 and 225/30; both over 29 · 30.
    standard_error = ((20 - 16 / 30) / 870 + (21 - 225 / 30) / 870) ** 0.5
    assert (found.low + found.high) / 2 == pytest.approx(19 / 30, abs=1e-4)
    # Student's t with 56 degrees of freedom: 2.003.
    assert (found.high - found.low) / 2 == pytest.approx(2.003 * standard_error, rel=1e-3)


def test_a_ratio_of_counts() -> None:
    equal = ratio_interval(10, 10)
    assert equal is not None
    assert equal.high is not None
    assert equal.low * equal.high == pytest.approx(1, abs=1e-3), "as much more as less"
    assert ratio_interval(4, 0) == Interval95(low=1.0413, high=None)
    found = ratio_interval(0, 4)
    assert found is not None
    assert found.low == 0


def test_nothing_is_said_of_nothing() -> None:
    assert share_interval(0, 0) is None
    assert share_difference_interval(0, 0, 1, 2) is None
    assert share_difference_interval(1, 2, 0, 0) is None
    assert ratio_interval(0, 0) is None
    assert mean_difference_interval(Tones(2, 0, 0), Tones(1, 1, 1)) is None
    assert mean_difference_interval(Tones(5, 0, 0), Tones(0, 0, 5)) is None, "neither side varies"
    assert Tones(0, 0, 0).mean is None
