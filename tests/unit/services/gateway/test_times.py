"""Times in a request: days are days in the tenant's zone, times keep their offset."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from services.gateway.times import BadTime, lower_bound, upper_bound

MAKASSAR = ZoneInfo("Asia/Makassar")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("text", "lower", "upper"),
    [
        ("2026-08-17", "2026-08-17T00:00:00+08:00", "2026-08-18T00:00:00+08:00"),
        ("2024-02-29", "2024-02-29T00:00:00+08:00", "2024-03-01T00:00:00+08:00"),
        ("2026-08-17T10:00:00+07:00", "2026-08-17T10:00:00+07:00", "2026-08-17T10:00:00+07:00"),
        ("2026-08-17T10:00:00Z", "2026-08-17T10:00:00+00:00", "2026-08-17T10:00:00+00:00"),
        ("2026-08-17t10:00:00.5z", "2026-08-17T10:00:00.500000+00:00", "2026-08-17T10:00:00.500000+00:00"),
        # A plus sign that was not escaped arrives as a blank.
        ("2026-08-17T10:00:00 08:00", "2026-08-17T10:00:00+08:00", "2026-08-17T10:00:00+08:00"),
    ],
)
def test_days_and_times(text: str, lower: str, upper: str) -> None:
    assert lower_bound(text, MAKASSAR) == at(lower)
    assert upper_bound(text, MAKASSAR) == at(upper)
    assert lower_bound(text, MAKASSAR).utcoffset() == at(lower).utcoffset()


@pytest.mark.parametrize(
    "text",
    [
        "kemarin",
        "2026-02-30",
        "2026-13-01",
        "17-08-2026",
        "20260817",
        "2026-W33",
        "2026-08-17T10:00",
        "2026-08-17T10:00:00",
        "2026-08-17T25:00:00Z",
        "2026-08-17T10:00:00+99:99",
        "9999-12-31",
        "0001-01-01",
        "1899-12-31T00:00:00Z",
        "٢٠٢٦-٠٨-١٧",
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    with pytest.raises(BadTime):
        lower_bound(text, MAKASSAR)
    with pytest.raises(BadTime):
        upper_bound(text, MAKASSAR)
