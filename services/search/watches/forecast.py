"""What an hour or a day usually brings: the forecast that spikes are judged against.

After Farrington et al. 1996 and its flexible form in Noufaily et al. 2013 ("An improved algorithm for
outbreak detection in multiple surveillance systems"), with the hour of the week in place of the week of the
year: the same hour of past weeks and its neighbours give the mean, past outbreaks are weighted down by their
Anscombe residuals, and the spread of the counts, with that of the mean, makes the forecast a negative
binomial.
docs/alerts.md has the measurements that chose the constants.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import numpy as np
import numpy.typing as npt

from services.search.watches.series import HOUR, Series

WEEKS = 8
WEEK = 168
# Standard deviation in hours of the Gaussian that smooths the mean over neighbouring hours.
SMOOTHING = 1.0
# Weight of a week against the one after it: the level of news drifts.
FADING = 0.85
# Noufaily et al. 2013: residuals beyond 2.58 (1 % of normal ones) are past outbreaks.
OUTLIER = 2.58
# Weeks with observed hours below which nothing is said to be unusual.
FEWEST_WEEKS = 2

Values = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Forecast:
    """Mean of a count and its variance over its mean; `weeks` that it was made from."""

    mean: float
    dispersion: float
    weeks: int


def forecast(series: Series, start: datetime, hours: int) -> Forecast | None:
    """What the `hours` from `start` (an hour of the series) usually bring; None with too little history."""
    place = series.index(start)
    weeks = min(WEEKS, place // WEEK)
    if weeks < FEWEST_WEEKS:
        return None
    past = slice(place - weeks * WEEK, place)
    # The sum of as many hours from every hour of the past; where it would reach into the judged hours, none.
    counts = _sums(series.count[past], hours)
    seen = _sums(series.observed[past].astype(np.int64), hours) == hours
    # One row a week, newest last; the column of the judged hours is the first.
    return _forecast(counts.reshape(weeks, WEEK).astype(np.float64), seen.reshape(weeks, WEEK))


def _sums(values: npt.NDArray[np.int64], hours: int) -> npt.NDArray[np.int64]:
    """Sums of `hours` values from each place on; 0 for the last places, which have fewer behind them."""
    total = np.concatenate(([0], np.cumsum(values)))
    sums = np.zeros(len(values), dtype=np.int64)
    sums[: len(values) - hours + 1] = total[hours:] - total[:-hours]
    return sums


def _forecast(counts: Values, seen: npt.NDArray[np.bool_]) -> Forecast | None:
    """Of the first column from a table of weeks (rows, newest last) by hours of the week (columns)."""
    weeks = int(seen.any(axis=1).sum())
    if weeks < FEWEST_WEEKS:
        return None
    weights = seen * FADING ** np.arange(len(counts) - 1, -1, -1)[:, None]
    mean = _means(counts, weights)
    spread = _spread(counts, mean, weights)
    for _ in range(2):
        residual = _anscombe(counts, mean, 1 + spread * mean)
        trusted = np.where(residual > OUTLIER, (OUTLIER / np.maximum(residual, OUTLIER)) ** 2, 1.0)
        mean = _means(counts, weights * trusted)
        spread = _spread(counts, mean, weights * trusted)
    expected = float(mean[0])
    share = (weights * _KERNEL[0][None, :]).ravel()
    total = float(share.sum())
    if total <= 0:
        return None
    # Variance of a new count, and of the mean that it is compared with.
    dispersion = (1 + spread * expected) * (1 + float((share**2).sum()) / total**2)
    return Forecast(expected, dispersion, weeks)


def _kernel() -> Values:
    """Weights of hours (inner axis) for each hour, around the circle of the week."""
    apart = np.abs(np.arange(WEEK)[:, None] - np.arange(WEEK)[None, :])
    apart = np.minimum(apart, WEEK - apart)
    kernel: Values = np.exp(-0.5 * (apart / SMOOTHING) ** 2) * (apart <= 3 * SMOOTHING)
    return kernel


_KERNEL = _kernel()


def _means(counts: Values, weights: Values) -> Values:
    """The mean of each column with its neighbours. Half an article is added: never seen is not impossible."""
    heaviest = max(float(weights.max(initial=0.0)), 1e-9)
    total = _KERNEL @ weights.sum(axis=0)
    summed = _KERNEL @ (weights * counts).sum(axis=0)
    means: Values = (summed + 0.5 * heaviest) / np.maximum(total, heaviest)
    return means


def _spread(counts: Values, mean: Values, weights: Values) -> float:
    """a in variance = mean + a * mean^2 by moments over all columns: one hour alone has too few weeks."""
    expected = np.broadcast_to(mean, counts.shape)
    squares = float((weights * expected**2).sum())
    if squares <= 0:
        return 0.0
    # Weeks are few, so the mean fits its own counts too well: Bessel's correction.
    weeks = float(weights.sum() ** 2 / max((weights**2).sum(), 1e-9)) / WEEK
    correction = weeks / max(weeks - 1, 1.0)
    excess = float((weights * ((counts - expected) ** 2 * correction - expected)).sum())
    return max(0.0, excess / squares)


def _anscombe(counts: Values, mean: Values, dispersion: Values) -> Values:
    """Anscombe residuals of counts, as Farrington et al. 1996 standardise them."""
    mean = np.maximum(mean, 1e-6)
    residual: Values = 1.5 * (counts ** (2 / 3) - mean ** (2 / 3)) / (mean ** (1 / 6) * np.sqrt(dispersion))
    return residual


def history_start(start: datetime) -> datetime:
    """From when counts are needed to judge a window."""
    return start - HOUR * WEEK * WEEKS
