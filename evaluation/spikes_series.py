"""Made-up hours of news with spikes at known places: what detectors of spikes are measured on.

A watch's counts follow the hour of the week (quiet nights, two peaks a day, weekends at 45 %), drift over the
weeks, vary more than Poisson counts (hours by a negative binomial, whole days by a common factor), dip on
holidays, and are missing while the crawler is down.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
import numpy.typing as npt

from services.search.watches.series import Series

# A Monday at midnight, UTC; the made-up tenant's zone is UTC, so that hours of the week need no shift.
START = datetime(2026, 1, 5, tzinfo=UTC)
WEEK = 168
HISTORY_WEEKS = 8
TEST_WEEKS = 8
WEEKEND = 0.45
HOUR_SPREAD = 0.15
"""a of a negative binomial's variance m + a m²: news comes in bursts of a few articles."""
DAY_SPREAD = 0.2
"""Standard deviation of a day's own logarithm of level."""
DRIFT = 0.3
"""Standard deviation of the logarithm of level between the first week and the last."""
OUTAGES, OUTAGE_HOURS = 3, (6, 30)
HOLIDAYS = 4
HOLIDAY_LEVEL = 0.3


@dataclass(frozen=True)
class Planted:
    """A spike: `extra` articles spread evenly over `hours` from `start`, an hour of the series."""

    start: int
    hours: int
    extra: int


@dataclass(frozen=True)
class Made:
    """One watch's hours, the installation's hours, and the spikes in the test weeks."""

    series: Series
    everything: Series
    spikes: Sequence[Planted]


def made(rng: np.random.Generator, per_day: float, sizes: Sequence[tuple[int, int]], per_week: float) -> Made:
    """A watch with `per_day` articles a day and about `per_week` spikes of (extra, hours) from `sizes`."""
    hours = WEEK * (HISTORY_WEEKS + TEST_WEEKS)
    level = _profile() * per_day * 7 / _profile().sum()
    mean = np.tile(level, HISTORY_WEEKS + TEST_WEEKS) * _drift(rng, hours) * _days(rng, hours)
    count = _negative_binomial(rng, mean, HOUR_SPREAD)
    spikes = _planted(rng, hours, sizes, per_week)
    for spike in spikes:
        places = rng.integers(spike.start, spike.start + spike.hours, spike.extra)
        np.add.at(count, places, 1)
    # The installation has many watches' worth of news, and the same outages.
    whole = rng.poisson(np.tile(_profile() * 40 / _profile().mean(), HISTORY_WEEKS + TEST_WEEKS))
    for start in rng.integers(0, hours - OUTAGE_HOURS[1], OUTAGES):
        end = start + rng.integers(*OUTAGE_HOURS)
        count[start:end] = 0
        whole[start:end] = 0
    return Made(_series(count), _series(whole), [spike for spike in spikes if _visible(spike, whole)])


def _profile() -> npt.NDArray[np.float64]:
    """Relative level of each hour of the week."""
    hour = np.arange(24)
    day = 0.15 + np.exp(-0.5 * ((hour - 10) / 2.5) ** 2) + 0.7 * np.exp(-0.5 * ((hour - 16.5) / 2.5) ** 2)
    week: npt.NDArray[np.float64] = np.concatenate([day * (WEEKEND if d >= 5 else 1.0) for d in range(7)])
    return week


def _drift(rng: np.random.Generator, hours: int) -> npt.NDArray[np.float64]:
    drift: npt.NDArray[np.float64] = np.exp(rng.normal(0, DRIFT) * np.linspace(-0.5, 0.5, hours))
    return drift


def _days(rng: np.random.Generator, hours: int) -> npt.NDArray[np.float64]:
    days = np.exp(rng.normal(-(DAY_SPREAD**2) / 2, DAY_SPREAD, hours // 24))
    days[rng.choice(hours // 24, HOLIDAYS, replace=False)] *= HOLIDAY_LEVEL
    return np.repeat(days, 24)


def _negative_binomial(
    rng: np.random.Generator, mean: npt.NDArray[np.float64], spread: float
) -> npt.NDArray[np.int64]:
    return rng.poisson(mean * rng.gamma(1 / spread, spread, len(mean)))


def _planted(
    rng: np.random.Generator, hours: int, sizes: Sequence[tuple[int, int]], per_week: float
) -> list[Planted]:
    """Spikes in the test weeks, between 6 and 20 o'clock, at least two days apart."""
    found: list[Planted] = []
    for day in range(HISTORY_WEEKS * 7, hours // 24 - 2):
        if rng.random() < per_week / 7 and (not found or day * 24 - found[-1].start >= 48):
            extra, length = sizes[int(rng.integers(len(sizes)))]
            found.append(Planted(day * 24 + int(rng.integers(6, 21)), length, extra))
    return found


def _visible(spike: Planted, whole: npt.NDArray[np.int64]) -> bool:
    """Whether the crawler ran while it spiked."""
    return bool(whole[spike.start : spike.start + spike.hours].all())


def _series(count: npt.NDArray[np.int64]) -> Series:
    zeros = np.zeros(len(count), dtype=np.int64)
    return Series(START, count.astype(np.int64), zeros, zeros, np.ones(len(count), dtype=np.bool_))
