"""How one try to deliver ended, and which answers of a receiver mean which end.

Errors are shown to the tenant: they are in Bahasa Indonesia.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Sent:
    """The receiver has it."""


@dataclass(frozen=True)
class Later:
    """The receiver is away or asked to wait; try again."""

    error: str


@dataclass(frozen=True)
class Never:
    """The receiver refused, or the target is wrong; trying again changes nothing."""

    error: str


Outcome = Sent | Later | Never

# RFC 9110 and 6585: request timeout, too early, too many requests. Every other 4xx is our fault.
TEMPORARY_REFUSALS = frozenset({408, 425, 429})


def of_http_status(status: int) -> Outcome:
    """The outcome that an HTTP status means. A redirect is not followed: it could lead into our network."""
    if 200 <= status < 300:
        return Sent()
    if status >= 500 or status in TEMPORARY_REFUSALS:
        return Later(f"HTTP {status}")
    if 300 <= status < 400:
        return Never(f"HTTP {status}: pengalihan tidak diikuti")
    return Never(f"HTTP {status}")


def of_smtp_code(code: int, error: str) -> Outcome:
    """The outcome that an SMTP reply means: RFC 5321, 4yz is transient, 5yz permanent."""
    return Never(error) if 500 <= code < 600 else Later(error)
