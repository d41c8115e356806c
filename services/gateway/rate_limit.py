"""A token bucket for each address that comes without a good key, in the memory of this process.

Several gateway processes count each for itself: this slows guessing down, it is no quota. What keys and
tenants may use is in quotas.py.
"""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

# Callers remembered at once; the one silent for longest is forgotten first and starts full again.
_REMEMBERED = 10_000


@dataclass(frozen=True)
class Allowance:
    """What is left for a caller. `reset` and `retry_after` are whole seconds."""

    allowed: bool
    limit: int
    remaining: int
    reset: int
    retry_after: int

    def headers(self) -> dict[str, str]:
        """RateLimit-* as in the IETF draft that most clients know; Retry-After (RFC 9110) when refused."""
        headers = {
            "RateLimit-Limit": str(self.limit),
            "RateLimit-Remaining": str(self.remaining),
            "RateLimit-Reset": str(self.reset),
        }
        if not self.allowed:
            headers["Retry-After"] = str(self.retry_after)
        return headers


class RateLimiter:
    """`per_minute` requests at once, then one every 60/`per_minute` seconds; `clock` gives seconds."""

    def __init__(self, per_minute: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._limit = per_minute
        self._refill = per_minute / 60
        self._clock = clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, caller: str) -> Allowance:
        """Count one request of a caller."""
        now = self._clock()
        tokens, at = self._buckets.pop(caller, (float(self._limit), now))
        tokens = min(self._limit, tokens + (now - at) * self._refill)
        allowed = tokens >= 1
        if allowed:
            tokens -= 1
        self._buckets[caller] = (tokens, now)
        if len(self._buckets) > _REMEMBERED:
            self._buckets.popitem(last=False)
        return Allowance(
            allowed=allowed,
            limit=self._limit,
            remaining=int(tokens),
            reset=_whole_seconds((self._limit - tokens) / self._refill),
            retry_after=0 if allowed else max(1, _whole_seconds((1 - tokens) / self._refill)),
        )


def _whole_seconds(seconds: float) -> int:
    # Rounded up; a millionth of a second is an error of the arithmetic, not a wait.
    return math.ceil(round(seconds, 6))
