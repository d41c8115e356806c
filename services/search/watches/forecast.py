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
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

from services.search.watches.series import HOUR, Series
from shared.contracts.watch import Per

WEEKS = 8
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


def forecast(series: Series, start: datetime, per: Per, zone: ZoneInfo) -> Forecast | None:
    """The forecast of the window that begins at `start`; None with too little history before it."""
    return _of_hour(series, start, zone) if per == "hour" else _of_day(series, start, zone)


def _of_hour(series: Series, start: datetime, zone: ZoneInfo) -> Forecast | None:
    place = series.index(start)
    weeks = min(WEEKS, place // 168)
    if weeks < FEWEST_WEEKS:
        return None
    past = slice(place - weeks * 168, place)
    # One row a week, newest last; the column of the judged hour is the first.
    counts = series.count[past].reshape(weeks, 168).astype(np.float64)
    seen = series.observed[past].reshape(weeks, 168).astype(np.float64)
    return _forecast(counts, seen, SMOOTHING)


def _of_day(series: Series, start: datetime, zone: ZoneInfo) -> Forecast | None:
    place = series.index(start)
    weeks = min(WEEKS, place // 168)
    if weeks < FEWEST_WEEKS:
        return None
    past = slice(place - weeks * 168, place)
    seen = series.observed[past].reshape(weeks, 7, 24)
    counts = (series.count[past].reshape(weeks, 7, 24) * seen).sum(axis=2).astype(np.float64)
    # A day counts only when nearly all of it was observed.
    return _forecast(counts, (seen.mean(axis=2) > 0.9).astype(np.float64), 0.0)


def _forecast(counts: Values, seen: Values, smoothing: float) -> Forecast | None:
    """Of the first column from a table of weeks (rows, newest last) by hours or days (columns)."""
    weeks = int((seen.sum(axis=1) > 0).sum())
    if weeks < FEWEST_WEEKS:
        return None
    fading = FADING ** np.arange(len(counts) - 1, -1, -1)[:, None]
    weights = seen * fading
    mean = _means(counts, weights, smoothing)
    spread = _spread(counts, mean, weights)
    for _ in range(2):
        residual = _anscombe(counts, mean, 1 + spread * mean)
        trusted = np.where(residual > OUTLIER, (OUTLIER / np.maximum(residual, OUTLIER)) ** 2, 1.0)
        mean = _means(counts, weights * trusted, smoothing)
        spread = _spread(counts, mean, weights * trusted)
    expected = float(mean[0])
    kernel = _kernel(counts.shape[1], smoothing)
    share = (weights * kernel[0][None, :]).ravel()
    total = share.sum()
    if total <= 0:
        return None
    # Variance of a new count, and of the mean that it is compared with.
    dispersion = (1 + spread * expected) * (1 + float((share**2).sum() / total**2))
    return Forecast(expected, dispersion, weeks)


def _kernel(columns: int, smoothing: float) -> Values:
    """Weights of columns (inner axis) for each column, around the circle of the week."""
    if smoothing <= 0:
        return np.eye(columns)
    apart = np.abs(np.arange(columns)[:, None] - np.arange(columns)[None, :])
    apart = np.minimum(apart, columns - apart)
    kernel: Values = np.exp(-0.5 * (apart / smoothing) ** 2) * (apart <= 3 * smoothing)
    return kernel


def _means(counts: Values, weights: Values, smoothing: float) -> Values:
    """The mean of each column with its neighbours. Half an article is added: never seen is not impossible."""
    kernel = _kernel(counts.shape[1], smoothing)
    heaviest = max(float(weights.max(initial=0.0)), 1e-9)
    total = kernel @ weights.sum(axis=0)
    summed = kernel @ (weights * counts).sum(axis=0)
    means: Values = (summed + 0.5 * heaviest) / np.maximum(total, heaviest)
    return means


def _spread(counts: Values, mean: Values, weights: Values) -> float:
    """a in variance = mean + a * mean^2 by moments over all columns: one hour alone has too few weeks."""
    expected = np.broadcast_to(mean, counts.shape)
    squares = float((weights * expected**2).sum())
    if squares <= 0:
        return 0.0
    # Weeks are few, so the mean fits its own counts too well: Bessel's correction.
    weeks = float(weights.sum() ** 2 / max((weights**2).sum(), 1e-9)) / counts.shape[1]
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
    return start - HOUR * 168 * WEEKS
