"""Which answers of a receiver are worth another try."""

from __future__ import annotations

import pytest

from services.notifier.outcome import Later, Never, Sent, of_http_status, of_smtp_code


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (200, Sent),
        (204, Sent),
        (301, Never),
        (400, Never),
        (404, Never),
        (408, Later),
        (410, Never),
        (425, Later),
        (429, Later),
        (500, Later),
        (503, Later),
    ],
)
def test_http(status: int, outcome: type) -> None:
    assert isinstance(of_http_status(status), outcome)


def test_smtp() -> None:
    assert of_smtp_code(450, "busy") == Later("busy")
    assert of_smtp_code(550, "no such user") == Never("no such user")
