"""Tail probabilities against their closed forms."""

from __future__ import annotations

import math

import pytest

from services.search.watches.tails import count_tail, greater_share


def poisson_tail(count: int, mean: float) -> float:
    return 1 - sum(math.exp(-mean) * mean**k / math.factorial(k) for k in range(count))


@pytest.mark.parametrize(("count", "mean"), [(0, 3.0), (1, 0.2), (3, 3.0), (7, 3.0), (12, 20.0), (25, 20.0)])
def test_without_overdispersion_counts_are_poisson(count: int, mean: float) -> None:
    assert count_tail(count, mean, 1.0) == pytest.approx(poisson_tail(count, mean), rel=1e-9)


def test_a_geometric_count() -> None:
    """Mean 1 and variance 2 is the geometric distribution of p = 1/2: P(X >= k) = 2^-k."""
    for count in range(1, 60):
        assert count_tail(count, 1.0, 2.0) == pytest.approx(0.5**count, rel=1e-9)


def test_more_spread_makes_the_same_count_less_surprising() -> None:
    tails = [count_tail(15, 4.0, dispersion) for dispersion in (1.0, 1.5, 2.0, 4.0)]
    assert tails == sorted(tails)
    assert count_tail(3, 0.0, 1.0) == 0.0


def test_fishers_tea_lady() -> None:
    """Fisher's own example: 3 of 4 right against 1 of 4 is p = 17/70, all right 1/70."""
    assert greater_share(3, 4, 1, 4) == pytest.approx(17 / 70)
    assert greater_share(4, 4, 0, 4) == pytest.approx(1 / 70)
    assert greater_share(0, 4, 4, 4) == pytest.approx(1.0)
