"""Hours of which nothing is known because nothing was crawled: they say nothing about what is usual."""

from __future__ import annotations

from zoneinfo import ZoneInfo

import numpy as np

from services.search.watches.series import Mask, Series

# A Poisson count of mean 12 is zero once in 160,000 times: a silence that is none of the news.
SILENCE = 12.0


def observed(everything: Series, zone: ZoneInfo) -> Mask:
    """Which hours of the whole installation's series count: none before the first article or in an outage.

    An outage is a run of empty hours in which, by the median of the same hours of other weeks, at least
    SILENCE articles were due.
    """
    count = everything.count
    mask = np.ones(len(count), dtype=np.bool_)
    filled = np.flatnonzero(count)
    if not len(filled):
        return np.zeros(len(count), dtype=np.bool_)
    mask[: filled[0]] = False
    hours = everything.hours_of_week(zone)
    usual = np.zeros(168)
    for hour in range(168):
        of_hour = count[filled[0] :][hours[filled[0] :] == hour]
        usual[hour] = float(np.median(of_hour)) if len(of_hour) else 0.0
    due = usual[hours]
    for start, end in _runs(count == 0):
        if start >= filled[0] and due[start:end].sum() >= SILENCE:
            mask[start:end] = False
    return mask


def _runs(empty: Mask) -> list[tuple[int, int]]:
    """Where True begins and ends."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], empty, [False])).astype(np.int8)))
    return [(int(a), int(b)) for a, b in zip(edges[::2], edges[1::2], strict=True)]
