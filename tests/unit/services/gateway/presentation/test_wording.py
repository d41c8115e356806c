"""Words, numbers and shares."""

from __future__ import annotations

import pytest

from services.gateway.presentation.wording import TOPIC_NAMES, listed, number, percent, signed, topic_name
from shared.contracts.enrichment import TOPICS


def test_every_topic_has_a_name() -> None:
    assert set(TOPIC_NAMES) == set(TOPICS)
    assert topic_name("kominfo_digital") == "Kominfo & digital"
    assert topic_name("topik_baru") == "Topik baru"


def test_thousands_have_dots() -> None:
    assert [number(7), number(1234), number(1234567)] == ["7", "1.234", "1.234.567"]


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [(0, 0, "0%"), (0, 9, "0%"), (1, 8, "13%"), (1, 300, "<1%"), (299, 300, ">99%"), (3, 3, "100%")],
)
def test_percent(part: int, whole: int, expected: str) -> None:
    assert percent(part, whole) == expected


def test_listed() -> None:
    assert listed([]) == ""
    assert listed(["A"]) == "A"
    assert listed(["A", "B"]) == "A dan B"
    assert listed(["A", "B", "C"]) == "A, B dan C"
    assert listed(["A", "B", "C", "D", "E"]) == "A, B, C dan 2 lainnya"


@pytest.mark.parametrize(
    ("value", "text"), [(0.314, "+0,31"), (-0.08, "−0,08"), (0.0, "0,00"), (0.001, "0,00")]
)
def test_signed(value: float, text: str) -> None:
    assert signed(value) == text


def test_small_parts_keep_their_digits() -> None:
    assert [signed(-0.0046, 4), signed(0.0046, 3), signed(0.0004, 3)] == ["−0,0046", "+0,005", "0,000"]
