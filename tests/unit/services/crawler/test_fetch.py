"""Retry-After, as servers write it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from services.crawler.errors import HttpStatus
from services.crawler.fetch import retry_after

NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, None),
        ("", None),
        ("120", 120.0),
        ("999999", 3600.0),
        ("Wed, 25 Nov 2026 12:01:00 GMT", 60.0),
        ("Wed, 25 Nov 2026 11:00:00 GMT", 0.0),
        ("soon", None),
        ("-5", None),
    ],
)
def test_retry_after(header: str | None, seconds: float | None) -> None:
    assert retry_after(header, NOW) == seconds


@pytest.mark.parametrize(
    ("status", "transient"), [(404, False), (410, False), (403, False), (429, True), (500, True), (503, True)]
)
def test_which_statuses_pass(status: int, transient: bool) -> None:
    error = HttpStatus(status, "https://a.example/x")
    assert (error.transient, error.reason) == (transient, f"http-{status}")
