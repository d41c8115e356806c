"""The course of a story in the tenant's zone, and the article with which its tone turned."""

from __future__ import annotations

import random

import pytest

from services.search.index.story import Member
from services.search.stories.telling.course import course_of, turning_point
from tests.unit.services.search.stories.telling.told import told

TONES = {"+": "positif", "0": "netral", "-": "negatif", " ": None}


def sequence(tones: str, **fields: str) -> list[Member]:
    """One article an hour, with these tones."""
    return [
        told(f"{k:03}", f"2026-11-{3 + k // 24:02}T{k % 24:02}:00:00+08:00", tone=TONES[sign], **fields)
        for k, sign in enumerate(tones)
    ]


def test_days_are_those_of_the_zone() -> None:
    members = [told("a", "2026-11-03T23:30:00+08:00"), told("b", "2026-11-06T00:30:00+08:00", tone="negatif")]
    makassar, jakarta = course_of(members, "Asia/Makassar"), course_of(members, "Asia/Jakarta")
    assert makassar.interval == "day"
    assert [bucket.count for bucket in makassar.buckets] == [1, 0, 0, 1]
    assert [bucket.count for bucket in jakarta.buckets] == [1, 0, 1]
    assert makassar.buckets[0].start.isoformat() == "2026-11-03T00:00:00+08:00"
    assert [(bucket.mean_tone, bucket.toned) for bucket in makassar.buckets] == [
        (0, 1),
        (None, 0),
        (None, 0),
        (-1, 1),
    ]
    assert makassar.buckets[-1].split == {"negatif": 1}


@pytest.mark.parametrize(
    ("last", "interval"),
    [
        ("2026-11-05T09:00:00+08:00", "hour"),
        ("2026-11-05T09:01:00+08:00", "day"),
        ("2027-01-02T09:01:00+08:00", "week"),
        ("2027-12-02T09:00:00+08:00", "month"),
    ],
)
def test_the_span_chooses_the_interval(last: str, interval: str) -> None:
    course = course_of([told("a"), told("b", last)], "Asia/Makassar")
    assert course.interval == interval
    assert len(course.buckets) <= 63


def test_the_first_article_of_the_other_tone_is_the_turning_point() -> None:
    turn = turning_point(sequence("+0++--0---"))
    assert turn is not None
    assert (turn.article_id, turn.before, turn.after) == ("004", 4, 6)
    assert (turn.mean_before, turn.mean_after) == (0.75, -0.833)
    assert turn.title == "Judul 004"


@pytest.mark.parametrize("tones", ["", "+", "++--", "+-+-+-+-+-", "----------", "000000--0-", "+++-+++++"])
def test_a_tone_that_does_not_turn_has_no_turning_point(tones: str) -> None:
    assert turning_point(sequence(tones)) is None


def test_copies_and_those_without_a_tone_do_not_count() -> None:
    assert turning_point([*sequence("+++"), *sequence("---", copy_of="x")]) is None
    assert turning_point(sequence("+++  ---")) is not None


def test_chance_turns_few_stories() -> None:
    dice = random.Random(1)
    turned = sum(turning_point(sequence("".join(dice.choices("+0-", k=20)))) is not None for _ in range(1000))
    assert turned < 50
