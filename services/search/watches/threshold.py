"""Judges whether an hour or a day brought at least a given number of articles."""

from __future__ import annotations

from datetime import datetime

from services.search.watches.series import Series
from shared.contracts.alert import CountFigures
from shared.contracts.watch import Threshold


def threshold(rule: Threshold, series: Series, window: tuple[datetime, datetime]) -> CountFigures | None:
    """The figures of a window that reached the number; None below it."""
    start, end = window
    counted = series.negative if rule.only_negative else series.count
    count = int(counted[max(series.index(start), 0) : max(series.index(end), 0)].sum())
    if count < rule.count:
        return None
    return CountFigures(start=start, end=end, count=count, threshold=rule.count)
