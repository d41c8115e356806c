"""Makes hours of counts for the rules that are judged by time."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import numpy.typing as npt

from services.search.watches.series import HOUR, Series

WEEK = 168
# A Monday at midnight in Makassar.
START = datetime(2026, 5, 3, 16, tzinfo=UTC)


def series(count: npt.ArrayLike, negative: npt.ArrayLike | None = None) -> Series:
    """Hours from START; every article has a tone."""
    counts = np.asarray(count, dtype=np.int64)
    bad = np.zeros(len(counts), dtype=np.int64) if negative is None else np.asarray(negative, dtype=np.int64)
    return Series(START, counts, bad, counts, np.ones(len(counts), dtype=np.bool_))


def usual(weeks: int, seed: int = 1, times: int = 1) -> npt.NDArray[np.int64]:
    """Poisson counts: four an hour from 8 to 18 on weekdays, one at weekends, next to nothing at night.

    `times` as many for a whole installation.
    """
    week = np.array(
        [(4.0 if day < 5 else 1.0) if 8 <= hour < 18 else 0.1 for day in range(7) for hour in range(24)]
    )
    return np.random.default_rng(seed).poisson(np.tile(week * times, weeks))


def at(hour: int) -> datetime:
    """The start of an hour of the series."""
    return START + HOUR * hour
