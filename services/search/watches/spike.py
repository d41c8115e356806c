"""Judges whether the last hours brought more articles than such hours usually do."""

from __future__ import annotations

from datetime import datetime

from services.search.watches.forecast import forecast
from services.search.watches.series import HOUR, Series
from services.search.watches.tails import count_tail
from shared.contracts.alert import CountFigures
from shared.contracts.watch import Per, Sensitivity, Spike

# Hours that are judged together. News that spreads over a morning shows in six hours and in none of them.
LENGTHS: dict[Per, tuple[int, ...]] = {"hour": (1, 6), "day": (24,)}
# Probability below which a count of so many hours is a spike, looked at every hour. Six hours are looked at
# six times and share the day's own level, so they need more certainty. docs/alerts.md has the false alarms.
ALPHA: dict[int, dict[Sensitivity, float]] = {
    1: {"low": 1e-5, "normal": 5e-4, "high": 2e-3},
    6: {"low": 1e-5, "normal": 1e-4, "high": 3e-4},
    24: {"low": 1e-5, "normal": 1e-3, "high": 1e-2},
}
# Farrington et al. 1996 look at nothing below 5 reports.
FEWEST = 5


def spike(rule: Spike, series: Series, end: datetime) -> CountFigures | None:
    """The figures of the most improbable count of hours until `end`, the end of an hour.

    None when none is a spike, or when there is too little history to say so.
    """
    spikes = [
        figures
        for hours in LENGTHS[rule.per]
        if (figures := _judged(series, end, hours, ALPHA[hours][rule.sensitivity])) is not None
    ]
    return min(spikes, key=lambda figures: figures.p or 0.0, default=None)


def _judged(series: Series, end: datetime, hours: int, limit: float) -> CountFigures | None:
    start = end - HOUR * hours
    first, last = series.index(start), series.index(end)
    if first < 0:
        return None
    count = int(series.count[first:last].sum())
    if count < FEWEST:
        return None
    usual = forecast(series, start, hours)
    if usual is None:
        return None
    p = count_tail(count, usual.mean, usual.dispersion)
    if p >= limit:
        return None
    return CountFigures(
        start=start,
        end=end,
        count=count,
        expected=round(usual.mean, 2),
        p=p,
        dispersion=round(usual.dispersion, 2),
        weeks=usual.weeks,
    )
