"""Slows down guessing of passwords: counts failed sign-ins by person and address."""

from __future__ import annotations

import math
import time
from collections import OrderedDict, deque
from collections.abc import Callable

WINDOW = 15 * 60.0
"""Seconds after which a failure is forgotten."""

# OWASP's authentication advice is a handful of tries for one account; whole offices share one address, and
# an account under attack from many addresses must stay usable for its owner as long as possible.
PER_PERSON_AND_ADDRESS = 5
PER_PERSON = 25
# With so many failures behind one address somebody tries many accounts. It may be the proxy of everybody:
# nobody is shut out, but each has so few tries there that guessing leads nowhere, and one slip is forgiven.
NOISY_ADDRESS = 50
PER_PERSON_AT_NOISY_ADDRESS = 2
# Checking a password costs a tenth of a second of work; as many as the API answers a stranger.
PER_ADDRESS_A_MINUTE = 120
MINUTE = 60.0
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
        at_address = self._fresh(_address_key(address), now)
        noisy = len(at_address) >= NOISY_ADDRESS
        waits = [
            _until_fewer(self._fresh(_here_key(email, address), now), _tries(noisy), WINDOW, now),
            _until_fewer(self._fresh(_person_key(email), now), PER_PERSON, WINDOW, now),
            _until_fewer(at_address, PER_ADDRESS_A_MINUTE, MINUTE, now),
        ]
        return math.ceil(max(waits))

    def failed(self, email: str, address: str) -> None:
        """Count a failure; an attempt counts as one until it has succeeded."""
        now = self._clock()
        for key in _keys(email, address):
            failures = self._fresh(key, now)
            failures.append(now)
            self._failures[key] = failures
            self._failures.move_to_end(key)
        while len(self._failures) > REMEMBERED:
            self._failures.popitem(last=False)

    def succeeded(self, email: str, address: str) -> None:
        """Forget this person's failures at this address, and elsewhere the attempt that succeeded."""
        here, *wider = _keys(email, address)
        self._failures.pop(here, None)
        for key in wider:
            if self._failures.get(key):
                self._failures[key].pop()

    def _fresh(self, key: str, now: float) -> deque[float]:
        failures = self._failures.get(key, deque())
        while failures and failures[0] <= now - WINDOW:
            failures.popleft()
        return failures


def _tries(noisy: bool) -> int:
    return PER_PERSON_AT_NOISY_ADDRESS if noisy else PER_PERSON_AND_ADDRESS


def _until_fewer(failures: deque[float], most: int, window: float, now: float) -> float:
    """Seconds until fewer than `most` of these failures are younger than the window; 0 when they are."""
    if len(failures) < most:
        return 0.0
    return max(0.0, failures[len(failures) - most] + window - now)


def _keys(email: str, address: str) -> tuple[str, str, str]:
    return _here_key(email, address), _person_key(email), _address_key(address)


def _here_key(email: str, address: str) -> str:
    return f"{_person_key(email)}{address}"


def _person_key(email: str) -> str:
    return f"{email.strip().lower()}\n"


def _address_key(address: str) -> str:
    return f"\n{address}"
