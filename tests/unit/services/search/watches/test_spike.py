"""Spikes: the same count is news at night and none in the morning; outages and old spikes do not mislead."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

import numpy as np

from services.search.watches.forecast import forecast
from services.search.watches.gaps import observed
from services.search.watches.spike import spike
from shared.contracts.watch import Spike
from tests.unit.services.search.watches.hours import START, WEEK, at, series, usual

MAKASSAR = ZoneInfo("Asia/Makassar")
# Hours of a week: Monday 10 o'clock, Tuesday 2 o'clock, Saturday 10 o'clock.
MONDAY, NIGHT, SATURDAY = 10, 26, 5 * 24 + 10


def test_the_forecast_knows_the_hour_of_the_week() -> None:
    counts = series(usual(9))
    means = {}
    for name, hour in (("monday", MONDAY), ("night", NIGHT), ("saturday", SATURDAY)):
        found = forecast(counts, at(8 * WEEK + hour), 1)
        assert found is not None
        assert found.weeks == 8
        means[name] = found.mean
    assert 3 < means["monday"] < 5
    assert means["night"] < 0.4
    assert 0.5 < means["saturday"] < 1.7


def test_nine_articles_are_a_spike_on_saturday_and_none_on_monday() -> None:
    counts = usual(9)
    for hour, fires in ((MONDAY, False), (SATURDAY, True)):
        planted = counts.copy()
        planted[8 * WEEK + hour] = 9
        figures = spike(Spike(), series(planted), at(8 * WEEK + hour + 1))
        assert (figures is not None) == fires
    assert figures is not None
    assert figures.count == 9
    assert figures.p is not None
    assert figures.p < 5e-4
    assert figures.end - figures.start == at(1) - at(0)


def test_news_that_spreads_over_a_morning_shows_in_six_hours() -> None:
    counts = usual(9)
    counts[8 * WEEK + SATURDAY : 8 * WEEK + SATURDAY + 6] = 4
    figures = spike(Spike(), series(counts), at(8 * WEEK + SATURDAY + 6))
    assert figures is not None
    assert (figures.count, figures.end - figures.start) == (24, at(6) - at(0))


def test_fewer_than_five_are_never_a_spike() -> None:
    counts = usual(9)
    counts[8 * WEEK + NIGHT - 6 : 8 * WEEK + NIGHT + 1] = 0
    counts[8 * WEEK + NIGHT] = 4
    assert spike(Spike(sensitivity="high"), series(counts), at(8 * WEEK + NIGHT + 1)) is None


def test_with_little_history_nothing_is_unusual() -> None:
    for weeks, fires in ((1, False), (2, True)):
        counts = usual(3)
        counts[weeks * WEEK + SATURDAY] = 50
        figures = spike(Spike(), series(counts), at(weeks * WEEK + SATURDAY + 1))
        assert (figures is not None) == fires


def test_a_spike_of_the_past_hides_no_spike_of_today() -> None:
    counts = usual(9)
    place = 8 * WEEK + SATURDAY
    clean = forecast(series(counts), at(place), 1)
    counts[place - 2 * WEEK] = 40
    after = forecast(series(counts), at(place), 1)
    assert clean is not None
    assert after is not None
    assert after.mean < clean.mean + 0.3
    counts[place] = 9
    assert spike(Spike(), series(counts), at(place + 1)) is not None


def test_outages_are_no_quiet_hours() -> None:
    everything, counts = usual(9, times=20), usual(9, seed=2)
    start = 6 * WEEK
    for values in (everything, counts):
        values[start : start + 48] = 0
    mask = observed(series(everything), MAKASSAR)
    assert not mask[start + 8 : start + 42].any()
    assert mask[8:start].all()
    known = replace(series(counts), observed=mask)
    with_gap = forecast(known, at(8 * WEEK + MONDAY), 1)
    blind = forecast(series(counts), at(8 * WEEK + MONDAY), 1)
    assert with_gap is not None
    assert blind is not None
    assert with_gap.mean > blind.mean + 0.3


def test_before_the_first_article_nothing_is_known() -> None:
    everything = usual(4, times=20)
    everything[: WEEK + 3] = 0
    everything[WEEK + 3] = 1
    mask = observed(series(everything), MAKASSAR)
    assert not mask[: WEEK + 3].any()
    assert mask[WEEK + 3]
    assert not observed(series(np.zeros(WEEK)), MAKASSAR).any()
    assert series(everything).hours_of_week(MAKASSAR)[0] == 0
    assert series(everything).start == START
