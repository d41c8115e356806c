"""What becomes of a message after its handler answered or failed: pure, the same for every adapter."""

from __future__ import annotations

import traceback
from collections.abc import Sequence
from dataclasses import dataclass

from shared.messaging.port import Ack, Answer, Quarantine, Retry

# Reason and stack travel as AMQP headers, which share one frame of 128 KiB with the others.
REASON_LENGTH = 1_000
STACK_LENGTH = 16_000


@dataclass(frozen=True)
class Done:
    """Forget the message."""


@dataclass(frozen=True)
class Later:
    """Deliver again after `delay` seconds, as the given attempt."""

    delay: float
    attempt: int
    reason: str


@dataclass(frozen=True)
class Dead:
    """Set aside with its reason and, after an exception, its stack."""

    reason: str
    stack: str | None = None


Verdict = Done | Later | Dead


def verdict(outcome: Answer | Exception, attempt: int, delays: Sequence[float]) -> Verdict:
    """The verdict on a message delivered as `attempt` (0 first), when retries wait `delays` seconds each."""
    if isinstance(outcome, Ack):
        return Done()
    if isinstance(outcome, Quarantine):
        return Dead(outcome.reason[:REASON_LENGTH])
    reason, stack = _why(outcome)
    if attempt < len(delays):
        return Later(delays[attempt], attempt + 1, reason)
    return Dead(f"{reason} (gave up after {attempt} retries)", stack)


def _why(outcome: Retry | Exception) -> tuple[str, str | None]:
    if isinstance(outcome, Retry):
        return outcome.reason[:REASON_LENGTH], None
    stack = "".join(traceback.format_exception(outcome))
    return f"{type(outcome).__name__}: {outcome}"[:REASON_LENGTH], stack[-STACK_LENGTH:]
