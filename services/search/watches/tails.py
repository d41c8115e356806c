"""Exact tail probabilities: of a negative binomial count, and of Fisher's two-by-two table."""

from __future__ import annotations

import math

# Terms below this share of the sum change no digit that is shown.
_NEGLIGIBLE = 1e-12


def count_tail(count: int, mean: float, dispersion: float) -> float:
    """P(X >= count) for X of this mean and variance ``dispersion * mean``.

    Negative binomial for a dispersion above 1, else Poisson: the forecast that Noufaily et al. 2013 put in
    place of Farrington's normal approximation, which is wrong for small counts.
    """
    if count <= 0:
        return 1.0
    if mean <= 0:
        return 0.0
    if count <= mean:
        return 1.0 - _sum(count - 1, mean, dispersion, step=-1)
    return _sum(count, mean, dispersion, step=1)


def _sum(count: int, mean: float, dispersion: float, *, step: int) -> float:
    """Probabilities from `count` up (step 1) or down to zero (step -1)."""
    total, term = 0.0, math.exp(_log_probability(count, mean, dispersion))
    while term > total * _NEGLIGIBLE and count >= 0:
        total += term
        term *= _ratio(count, mean, dispersion) if step == 1 else 1 / _ratio(count - 1, mean, dispersion)
        count += step
    return min(total, 1.0)


def _ratio(count: int, mean: float, dispersion: float) -> float:
    """P(count + 1) / P(count); infinite below zero."""
    if count < 0:
        return math.inf
    if dispersion <= 1:
        return mean / (count + 1)
    size = mean / (dispersion - 1)
    return (count + size) / (count + 1) * (1 - 1 / dispersion)


def _log_probability(count: int, mean: float, dispersion: float) -> float:
    if dispersion <= 1:
        return count * math.log(mean) - mean - math.lgamma(count + 1)
    size = mean / (dispersion - 1)
    return (
        math.lgamma(count + size)
        - math.lgamma(size)
        - math.lgamma(count + 1)
        - size * math.log(dispersion)
        + count * math.log1p(-1 / dispersion)
    )


def greater_share(hits: int, of: int, hits_before: int, of_before: int) -> float:
    """Fisher's exact test (1935), one-sided: so many hits or more in the first group, were both alike."""
    all_hits, everything = hits + hits_before, of + of_before
    most = min(of, all_hits)
    total = _log_choose(everything, of)
    return min(
        1.0,
        sum(
            math.exp(_log_choose(all_hits, k) + _log_choose(everything - all_hits, of - k) - total)
            for k in range(hits, most + 1)
            if of - k <= everything - all_hits
        ),
    )


def _log_choose(n: int, k: int) -> float:
    return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)
