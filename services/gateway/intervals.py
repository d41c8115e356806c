"""95 % intervals behind every share and difference: how much of a figure may be chance.

- a share: Wilson (1927), "Probable inference, the law of succession, and statistical inference", JASA 22;
- a difference of two shares: Newcombe (1998), "Interval estimation for the difference between independent
  proportions: comparison of eleven methods", Statistics in Medicine 17, method 10;
- a difference of two means: Welch (1947), "The generalization of 'Student's' problem when several different
  population variances are involved", Biometrika 34;
- a ratio of two counts: Przyborowski and Wilenski (1940), Biometrika 31: given their sum the one is binomial,
  here with Wilson's interval.

All of them take articles for independent, and the two sides of a comparison for disjoint.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

from pydantic import BaseModel

_Z = NormalDist().inv_cdf(0.975)
# With fewer the quantile of Student's t is off by more than 1 %, and the interval wider than the scale.
_LEAST_FOR_MEANS = 3


class Interval95(BaseModel):
    """The true value lies between the two in 95 of 100 cases; `high` is null where there is no bound."""

    low: float
    high: float | None


@dataclass(frozen=True)
class Tones:
    """How many articles have each tone."""

    positif: int
    netral: int
    negatif: int

    @property
    def toned(self) -> int:
        """Articles that have a tone."""
        return self.positif + self.netral + self.negatif

    @property
    def mean(self) -> float | None:
        """Mean of +1, 0, -1; None without any."""
        return (self.positif - self.negatif) / self.toned if self.toned else None

    @property
    def variance_of_mean(self) -> float:
        """The estimated variance of the mean, for at least two articles."""
        mean = (self.positif - self.negatif) / self.toned
        squares = self.positif + self.negatif - self.toned * mean * mean
        return squares / (self.toned - 1) / self.toned


def share_interval(count: int, of: int) -> Interval95 | None:
    """Wilson's score interval of count / of; None for a share of nothing."""
    if not of:
        return None
    low, high = _wilson(count, of)
    return Interval95(low=round(low, 4), high=round(high, 4))


def share_difference_interval(count: int, of: int, other: int, of_other: int) -> Interval95 | None:
    """Newcombe's interval of count / of - other / of_other; None where either is a share of nothing."""
    if not of or not of_other:
        return None
    one, two = count / of, other / of_other
    (low, high), (other_low, other_high) = _wilson(count, of), _wilson(other, of_other)
    below = sqrt((one - low) ** 2 + (other_high - two) ** 2)
    above = sqrt((high - one) ** 2 + (two - other_low) ** 2)
    return Interval95(low=round(one - two - below, 4), high=round(one - two + above, 4))


def mean_difference_interval(one: Tones, other: Tones) -> Interval95 | None:
    """Welch's interval of the difference of two mean tones.

    None with fewer than three articles on a side, or when neither side varies.
    """
    if min(one.toned, other.toned) < _LEAST_FOR_MEANS or one.mean is None or other.mean is None:
        return None
    variances = one.variance_of_mean, other.variance_of_mean
    total = sum(variances)
    if total <= 0:
        return None
    freedom = total**2 / sum(
        variance**2 / (side.toned - 1) for variance, side in zip(variances, (one, other), strict=True)
    )
    reach = _student(freedom) * sqrt(total)
    difference = one.mean - other.mean
    return Interval95(low=round(difference - reach, 4), high=round(difference + reach, 4))


def ratio_interval(count: int, other: int) -> Interval95 | None:
    """The interval of count / other, both counted over equal spans; None when both are 0."""
    if not count + other:
        return None
    low, high = _wilson(count, count + other)
    return Interval95(low=round(low / (1 - low), 4), high=round(high / (1 - high), 4) if high < 1 else None)


def _wilson(count: int, of: int) -> tuple[float, float]:
    share, square = count / of, _Z**2 / of
    center = (share + square / 2) / (1 + square)
    reach = sqrt(share * (1 - share) * square + square**2 / 4) / (1 + square)
    # At the ends the bound is the end itself, which floating point misses by a little.
    return (0.0 if not count else center - reach), (1.0 if count == of else center + reach)


def _student(freedom: float) -> float:
    """The 97.5 % quantile of Student's t: Abramowitz and Stegun (1964), 26.7.5; within 1 % from 2 on."""
    z = _Z
    terms = (
        (z**3 + z) / 4,
        (5 * z**5 + 16 * z**3 + 3 * z) / 96,
        (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384,
        (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160,
    )
    return z + sum(term / freedom**power for power, term in enumerate(terms, start=1))
