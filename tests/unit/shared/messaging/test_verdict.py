"""Verdicts: which answer leads where, and when retries are over."""

from __future__ import annotations

from shared.messaging.port import Ack, Quarantine, Retry
from shared.messaging.verdict import REASON_LENGTH, STACK_LENGTH, Dead, Done, Later, verdict

DELAYS = (10.0, 60.0)


def test_ack_is_done() -> None:
    assert verdict(Ack(), 0, DELAYS) == Done()


def test_quarantine_is_final_on_the_first_attempt() -> None:
    assert verdict(Quarantine("bad"), 0, DELAYS) == Dead("bad", None)


def test_retries_take_the_delays_in_turn_then_end() -> None:
    assert verdict(Retry("away"), 0, DELAYS) == Later(10.0, 1, "away")
    assert verdict(Retry("away"), 1, DELAYS) == Later(60.0, 2, "away")
    assert verdict(Retry("away"), 2, DELAYS) == Dead("away (gave up after 2 retries)", None)


def test_without_delays_a_retry_is_set_aside_at_once() -> None:
    assert verdict(Retry("away"), 0, ()) == Dead("away (gave up after 0 retries)", None)


def test_an_exception_is_a_retry_that_ends_with_its_stack() -> None:
    try:
        raise KeyError("region")
    except KeyError as caught:
        error = caught
    assert verdict(error, 0, DELAYS) == Later(10.0, 1, "KeyError: 'region'")
    dead = verdict(error, 2, DELAYS)
    assert isinstance(dead, Dead)
    assert dead.reason == "KeyError: 'region' (gave up after 2 retries)"
    assert "test_verdict.py" in (dead.stack or "")


def test_reason_and_stack_stay_small_enough_for_headers() -> None:
    assert verdict(Quarantine("x" * 9000), 0, DELAYS) == Dead("x" * REASON_LENGTH)
    dead = verdict(ValueError("y" * 90_000), 2, DELAYS)
    assert isinstance(dead, Dead)
    assert len(dead.stack or "") == STACK_LENGTH
    assert len(dead.reason) < REASON_LENGTH + 50
