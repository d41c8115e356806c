"""Turns to negative: tested, at least of some size, and told once."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest

from services.search.watches.turn import Tones, filter_turn, story_turn, tones_of
from shared.contracts.alert import TurnFigures
from shared.contracts.enrichment import Tone
from shared.contracts.query import IndexedArticle
from tests.search_world import NOW, enriched
from tests.unit.services.search.watches.hours import at, series

DAY = 24


def four_weeks(last_day_negative: int, last_day: int) -> tuple[np.ndarray, np.ndarray]:
    """Ten articles a day of which two are negative, then a last day."""
    count = np.zeros(30 * DAY, dtype=np.int64)
    negative = np.zeros(30 * DAY, dtype=np.int64)
    count[9::DAY], negative[9::DAY] = 10, 2
    count[-DAY + 9], negative[-DAY + 9] = last_day, last_day_negative
    return count, negative


@pytest.mark.parametrize(
    ("negative", "of", "fires"),
    [(2, 10, False), (5, 10, False), (8, 10, True), (3, 3, False), (40, 100, True), (33, 100, False)],
)
def test_a_share_must_rise_beyond_chance_and_by_a_fifth(negative: int, of: int, fires: bool) -> None:
    count, bad = four_weeks(negative, of)
    figures = filter_turn(series(count, bad), at(30 * DAY), DAY)
    assert (figures is not None) == fires
    if figures is not None:
        assert (figures.negative, figures.toned) == (negative, of)
        assert (figures.negative_before, figures.toned_before) == (56, 280)
        assert figures.p < 1e-3


def test_what_turned_yesterday_turns_no_more_today() -> None:
    count, bad = four_weeks(9, 10)
    bad[-2 * DAY + 9] = 9
    assert filter_turn(series(count, bad), at(29 * DAY), DAY) is not None
    assert filter_turn(series(count, bad), at(30 * DAY), DAY) is None


def test_a_story_turns_when_its_last_articles_are_worse_than_its_first() -> None:
    def turn(old: str, new: str) -> TurnFigures | None:
        before = [story_article(30, label, f"o{k}") for k, label in enumerate(old)]
        recent = [story_article(2, label, f"n{k}") for k, label in enumerate(new)]
        return story_turn("s1", NOW, DAY, tones_of([*before, *recent]), tones_of(before))

    figures = turn("+++", "----")
    assert figures is not None
    assert (figures.negative, figures.toned, figures.negative_before, figures.toned_before) == (4, 4, 0, 3)
    assert figures.story_id == "s1"
    assert turn("+++", "---+") is None
    assert turn("---", "----") is None
    assert turn("", "----") is None


def test_articles_without_a_tone_count_for_nothing() -> None:
    toned = [story_article(2, "-", "a"), story_article(2, "+", "b")]
    untoned = toned[0].model_copy(
        update={"enrichment": toned[0].enrichment.model_copy(update={"tone": None})}
    )
    assert tones_of([*toned, untoned]) == Tones(1, 2)


def story_article(hours_ago: int, sign: str, name: str) -> IndexedArticle:
    event = enriched(f"https://a.example/{name}", published_at=NOW - timedelta(hours=hours_ago))
    label = {"+": "positif", "-": "negatif"}[sign]
    tone = Tone.model_validate(
        {"label": label, "scores": {"positif": 0.1, "netral": 0.1, "negatif": 0.8}, "evidence": "x"}
    )
    return IndexedArticle(
        article=event.article, enrichment=event.enrichment.model_copy(update={"tone": tone})
    )
