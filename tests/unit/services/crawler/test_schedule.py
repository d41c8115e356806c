"""When to look again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.crawler.schedule import first_delay, jittered, poll_delay, recheck_at, retry_delay

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
chances = st.floats(0, 1, exclude_max=True)


@given(chances)
def test_jitter_stays_within_ten_per_cent(chance: float) -> None:
    assert 270 <= jittered(300, chance) <= 330


@given(st.integers(1, 1000), chances)
def test_first_looks_are_spread_within_the_interval(count: int, chance: float) -> None:
    assert 0 <= first_delay(count, 300, chance) <= min(300, count / 2)


def test_a_thousand_sources_do_not_start_together() -> None:
    delays = sorted(first_delay(1000, 300, number / 1000) for number in range(1000))
    assert max(sum(second <= delay < second + 1 for delay in delays) for second in range(300)) <= 4


def test_retries_wait_longer_each_time_and_end() -> None:
    assert [retry_delay(attempts) for attempts in (1, 2, 3, 4, 5)] == [60, 600, 3600, 21600, None]


def test_a_failing_feed_slows_down_to_once_an_hour_and_never_speeds_up() -> None:
    assert [poll_delay(300, failures, 0.5) for failures in (0, 1, 2, 3, 9, 99)] == [
        300,
        600,
        1200,
        2400,
        3600,
        3600,
    ]
    assert poll_delay(7200, 3, 0.5) == 7200


def test_second_looks_after_an_hour_six_and_a_day() -> None:
    looks = [recheck_at(checks, NOW - timedelta(hours=1), NOW) for checks in (0, 1, 2, 3, 4)]
    assert looks == [
        None,
        NOW + timedelta(hours=1),
        NOW + timedelta(hours=6),
        NOW + timedelta(hours=24),
        None,
    ]
    assert recheck_at(1, NOW - timedelta(days=3), NOW) is None
