"""The token bucket: as much as the limit at once, then at its pace, for each caller alone."""

from __future__ import annotations

from services.gateway import rate_limit
from services.gateway.rate_limit import RateLimiter


class Clock:
    """Seconds that a test lets pass."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_the_limit_at_once_then_one_by_one() -> None:
    clock = Clock()
    limiter = RateLimiter(60, clock)
    assert [limiter.take("a").remaining for _ in range(60)] == list(range(59, -1, -1))
    refused = limiter.take("a")
    assert (refused.allowed, refused.retry_after, refused.reset) == (False, 1, 60)
    assert refused.headers()["Retry-After"] == "1"
    clock.now = 1.0
    assert limiter.take("a").allowed
    assert not limiter.take("a").allowed


def test_a_slow_pace_tells_how_long_to_wait() -> None:
    clock = Clock()
    limiter = RateLimiter(2, clock)
    limiter.take("a"), limiter.take("a")
    clock.now = 10.0
    assert limiter.take("a").retry_after == 20


def test_waiting_fills_the_bucket_no_higher_than_the_limit() -> None:
    clock = Clock()
    limiter = RateLimiter(60, clock)
    limiter.take("a")
    clock.now = 3600.0
    allowance = limiter.take("a")
    assert (allowance.remaining, allowance.reset) == (59, 1)
    assert "Retry-After" not in allowance.headers()


def test_callers_do_not_share() -> None:
    limiter = RateLimiter(1, Clock())
    assert limiter.take("a").allowed
    assert not limiter.take("a").allowed
    assert limiter.take("b").allowed


def test_the_caller_silent_for_longest_is_forgotten() -> None:
    limiter = RateLimiter(1, Clock())
    for number in range(rate_limit._REMEMBERED + 1):
        limiter.take(str(number))
    assert limiter.take("0").allowed
    assert not limiter.take("5").allowed
