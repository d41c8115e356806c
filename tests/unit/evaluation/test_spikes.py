"""The evaluation of spikes: what is planted is there, and alarms are counted where they belong."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from evaluation.spikes import fixed, judge
from evaluation.spikes_series import HISTORY_WEEKS, TEST_WEEKS, WEEK, Planted, made

SIZES = [(8, 1), (30, 6)]


def test_series_are_long_enough_and_carry_their_spikes() -> None:
    watch = made(np.random.default_rng(1), 30, SIZES, 1.0)
    assert len(watch.series) == len(watch.everything) == WEEK * (HISTORY_WEEKS + TEST_WEEKS)
    assert watch.spikes
    for spike in watch.spikes:
        assert spike.start >= HISTORY_WEEKS * WEEK
        assert watch.series.count[spike.start : spike.start + spike.hours].sum() >= spike.extra
    usual = watch.series.count[: HISTORY_WEEKS * WEEK].sum() / (HISTORY_WEEKS * 7)
    assert 20 < usual < 40
    again = made(np.random.default_rng(1), 30, SIZES, 1.0)
    assert (again.series.count == watch.series.count).all()


def test_alarms_are_found_false_or_in_the_cool_down() -> None:
    watch = replace(
        made(np.random.default_rng(1), 30, SIZES, 1.0),
        spikes=[Planted(2000, 6, 30), Planted(2200, 1, 8)],
    )
    alarms = {1990: 1, 2003: 1, 2004: 1, 2100: 1, 2207: 1}
    judged = judge(watch, alarms, 1, 6, 6)
    assert [delay for _, delay in judged.spikes] == [4, None]
    # 1990 and 2100 lie outside, and 2207 begins after the last window that holds the second spike.
    assert judged.false == 3
    assert judge(watch, alarms, 2, 6, 6).found == 0


def test_the_fixed_threshold_finds_what_the_history_hardly_passed() -> None:
    watch = made(np.random.default_rng(2), 30, [(40, 1)], 2.0)
    found = fixed(watch)
    assert {spike.start for spike in watch.spikes} <= set(found)
    limit = min(int(watch.series.count[hour]) for hour in found)
    assert (watch.series.count[: HISTORY_WEEKS * WEEK] >= limit).mean() <= 0.001
