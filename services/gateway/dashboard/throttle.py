"""Slows down guessing of passwords: counts failed sign-ins by person and address."""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from collections.abc import Callable, Iterator

WINDOW = 15 * 60.0
"""Seconds after which a failure is forgotten."""

# OWASP's authentication advice is a handful of tries for one account; whole offices share one address, and
# an account under attack from many addresses must stay usable for its owner as long as possible.
PER_PERSON_AND_ADDRESS = 5
PER_PERSON = 25
PER_ADDRESS = 50
# Keys remembered at once; the one silent for longest is forgotten first.
REMEMBERED = 20_000


class SignInThrottle:
    """Failed attempts of the last quarter of an hour, in this process; `clock` gives seconds."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._failures: OrderedDict[str, deque[float]] = OrderedDict()

    def wait(self, email: str, address: str) -> int:
        """Seconds until this person may try again from this address; 0 when now."""
        now = self._clock()
        waits = [0.0]
        for key, most in _limits(email, address):
            failures = self._fresh(key, now)
            if len(failures) >= most:
                # Free again when only most - 1 failures are left in the window.
                waits.append(failures[len(failures) - most] + WINDOW - now)
        return int(max(waits)) + (1 if max(waits) > 0 else 0)

    def failed(self, email: str, address: str) -> None:
        """Count a failure; an attempt counts as one until it has succeeded."""
        now = self._clock()
        for key, _ in _limits(email, address):
            failures = self._fresh(key, now)
            failures.append(now)
            self._failures[key] = failures
            self._failures.move_to_end(key)
        while len(self._failures) > REMEMBERED:
            self._failures.popitem(last=False)

    def succeeded(self, email: str, address: str) -> None:
        """Forget this person's failures at this address, and elsewhere the attempt that succeeded."""
        at_this_address, *wider = (key for key, _ in _limits(email, address))
        self._failures.pop(at_this_address, None)
        for key in wider:
            if self._failures.get(key):
                self._failures[key].pop()

    def _fresh(self, key: str, now: float) -> deque[float]:
        failures = self._failures.get(key, deque())
        while failures and failures[0] <= now - WINDOW:
            failures.popleft()
        return failures


def _limits(email: str, address: str) -> Iterator[tuple[str, int]]:
    person = email.strip().lower()
    yield f"{person}\n{address}", PER_PERSON_AND_ADDRESS
    yield f"{person}\n", PER_PERSON
    yield f"\n{address}", PER_ADDRESS
