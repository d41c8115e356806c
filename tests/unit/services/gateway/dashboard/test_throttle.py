"""Guessing passwords gets slow; honest people get in."""

from __future__ import annotations

from services.gateway.dashboard.throttle import (
    MINUTE,
    NOISY_ADDRESS,
    PER_ADDRESS_A_MINUTE,
    PER_PERSON,
    PER_PERSON_AND_ADDRESS,
    PER_PERSON_AT_NOISY_ADDRESS,
    WINDOW,
    SignInThrottle,
)


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_person_at_one_address() -> None:
    clock = Clock()
    throttle = SignInThrottle(clock)
    for _ in range(PER_PERSON_AND_ADDRESS):
        assert throttle.wait("a@x.example", "10.0.0.1") == 0
        throttle.failed("A@x.example ", "10.0.0.1")
        clock.now += 1
    assert 0 < throttle.wait("a@x.example", "10.0.0.1") <= WINDOW
    assert throttle.wait("b@x.example", "10.0.0.1") == 0
    assert throttle.wait("a@x.example", "10.0.0.2") == 0
    clock.now = WINDOW + 0.5
    assert throttle.wait("a@x.example", "10.0.0.1") == 0


def test_success_forgives() -> None:
    throttle = SignInThrottle(Clock())
    for _ in range(PER_PERSON_AND_ADDRESS - 1):
        throttle.failed("a@x.example", "10.0.0.1")
    throttle.succeeded("a@x.example", "10.0.0.1")
    throttle.failed("a@x.example", "10.0.0.1")
    assert throttle.wait("a@x.example", "10.0.0.1") == 0


def test_an_office_behind_one_address_signs_in_all_morning() -> None:
    throttle = SignInThrottle(Clock())
    for number in range(2 * PER_ADDRESS_A_MINUTE):
        assert throttle.wait(f"{number}@x.example", "10.0.0.1") == 0
        throttle.failed(f"{number}@x.example", "10.0.0.1")
        throttle.succeeded(f"{number}@x.example", "10.0.0.1")


def test_many_addresses_against_one_person() -> None:
    throttle = SignInThrottle(Clock())
    for number in range(PER_PERSON):
        throttle.failed("a@x.example", f"10.0.0.{number}")
    assert throttle.wait("a@x.example", "10.1.0.1") > 0


def test_one_address_against_many_people() -> None:
    clock = Clock()
    throttle = SignInThrottle(clock)
    for number in range(NOISY_ADDRESS):
        throttle.failed(f"{number}@x.example", "10.0.0.1")
    # Who knows the password gets in behind the same proxy, also after a slip; who guesses on does not.
    for _ in range(PER_PERSON_AT_NOISY_ADDRESS):
        assert throttle.wait("new@x.example", "10.0.0.1") == 0
        throttle.failed("new@x.example", "10.0.0.1")
    assert throttle.wait("new@x.example", "10.0.0.1") > 0
    assert throttle.wait("another@x.example", "10.0.0.1") == 0
    throttle.failed("new@x.example", "10.0.0.2")
    assert throttle.wait("new@x.example", "10.0.0.2") == 0


def test_a_flood_behind_one_address_is_over_in_a_minute() -> None:
    clock = Clock()
    throttle = SignInThrottle(clock)
    for number in range(PER_ADDRESS_A_MINUTE):
        assert throttle.wait(f"{number}@x.example", "10.0.0.1") == 0
        throttle.failed(f"{number}@x.example", "10.0.0.1")
    assert 0 < throttle.wait("new@x.example", "10.0.0.1") <= MINUTE
    assert throttle.wait("new@x.example", "10.0.0.2") == 0
    clock.now = MINUTE
    assert throttle.wait("new@x.example", "10.0.0.1") == 0


def test_the_wait_is_no_shorter_than_it_says() -> None:
    clock = Clock()
    throttle = SignInThrottle(clock)
    for _ in range(PER_PERSON_AND_ADDRESS):
        throttle.failed("a@x.example", "10.0.0.1")
        clock.now += 0.3
    clock.now += throttle.wait("a@x.example", "10.0.0.1")
    assert throttle.wait("a@x.example", "10.0.0.1") == 0
