"""Judges whether the tone turned negative: a greater share of negative articles than before."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from services.search.watches.series import HOUR, Series
from services.search.watches.tails import greater_share
from shared.contracts.alert import TurnFigures
from shared.contracts.query import IndexedArticle

# What a filter's window is compared with.
BEFORE = timedelta(weeks=4)
# Each hour is looked at once, 168 times a week, and neighbouring looks share most of their articles.
FILTER_ALPHA = 1e-3
# A story has few articles: 4 of 4 after 0 of 3 is p = 0.03. It fires once, so that 5 % is 5 % of stories.
STORY_ALPHA = 0.05
# Fewer negative articles are a matter of chance, and a small shift of a large share is no turn.
FEWEST_NEGATIVE = 3
LEAST_SHIFT = 0.2


def filter_turn(series: Series, end: datetime, hours: int) -> TurnFigures | None:
    """The figures of a turn in the `hours` before `end`; None when there is none, or it had turned before."""
    figures = _compared(series, end, hours)
    if figures is None or _compared(series, end - HOUR * hours, hours) is not None:
        return None
    return figures


def _compared(series: Series, end: datetime, hours: int) -> TurnFigures | None:
    last, first = series.index(end), series.index(end - HOUR * hours)
    before = max(series.index(end - HOUR * hours - BEFORE), 0)
    if first <= before:
        return None
    return _figures(
        end - HOUR * hours,
        end,
        negative=int(series.negative[first:last].sum()),
        toned=int(series.toned[first:last].sum()),
        negative_before=int(series.negative[before:first].sum()),
        toned_before=int(series.toned[before:first].sum()),
        alpha=FILTER_ALPHA,
    )


@dataclass(frozen=True)
class Tones:
    """Of some articles, those that have a tone, and those of them that are negative."""

    negative: int
    toned: int


def tones_of(articles: Iterable[IndexedArticle]) -> Tones:
    """The tones of these articles."""
    labels = [item.enrichment.tone.label for item in articles if item.enrichment.tone]
    return Tones(labels.count("negatif"), len(labels))


def story_turn(story_id: str, end: datetime, hours: int, whole: Tones, before: Tones) -> TurnFigures | None:
    """The figures of a story, as of `end`, whose last `hours` are more negative than its past.

    `whole`: of everything that was published until `end`; `before`: of what of it lies before these hours.
    """
    figures = _figures(
        end - HOUR * hours,
        end,
        negative=whole.negative - before.negative,
        toned=whole.toned - before.toned,
        negative_before=before.negative,
        toned_before=before.toned,
        alpha=STORY_ALPHA,
    )
    return figures.model_copy(update={"story_id": story_id}) if figures else None


def _figures(
    start: datetime,
    end: datetime,
    *,
    negative: int,
    toned: int,
    negative_before: int,
    toned_before: int,
    alpha: float,
) -> TurnFigures | None:
    if negative < FEWEST_NEGATIVE or not toned_before:
        return None
    if negative / toned - negative_before / toned_before < LEAST_SHIFT:
        return None
    p = greater_share(negative, toned, negative_before, toned_before)
    if p >= alpha:
        return None
    return TurnFigures(
        start=start,
        end=end,
        negative=negative,
        toned=toned,
        negative_before=negative_before,
        toned_before=toned_before,
        p=p,
    )
