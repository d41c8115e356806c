"""Judges whether an hour or a day brought more articles than it usually does."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from services.search.watches.forecast import forecast
from services.search.watches.series import Series
from services.search.watches.tails import count_tail
from shared.contracts.alert import CountFigures
from shared.contracts.watch import Per, Sensitivity, Spike

# Probability below which a count is a spike. There are 168 hours and 7 days in a week.
ALPHA: dict[Per, dict[Sensitivity, float]] = {
    "hour": {"low": 1e-6, "normal": 1e-5, "high": 1e-4},
    "day": {"low": 1e-4, "normal": 1e-3, "high": 5e-3},
}
# Farrington et al. 1996 look at nothing below 5 reports.
FEWEST = 5


def spike(
    rule: Spike, series: Series, window: tuple[datetime, datetime], zone: ZoneInfo
) -> CountFigures | None:
    """The figures of a spike in the window; None when there is none, or too little history to say so."""
    start, end = window
    count = int(series.count[max(series.index(start), 0) : series.index(end)].sum())
    if count < FEWEST:
        return None
    usual = forecast(series, start, rule.per, zone)
    if usual is None:
        return None
    p = count_tail(count, usual.mean, usual.dispersion)
    if p >= ALPHA[rule.per][rule.sensitivity]:
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
