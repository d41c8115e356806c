"""Two sets of articles side by side: their figures, what differs, and how much of that may be chance."""

from __future__ import annotations

from collections.abc import Sequence

from pydantic import AwareDatetime, BaseModel, Field

from services.gateway.filters import Copies
from services.gateway.intervals import (
    Interval95,
    Tones,
    mean_difference_interval,
    ratio_interval,
    share_difference_interval,
    share_interval,
)
from services.gateway.scope import name_of
from shared.contracts.enrichment import TONES, ToneLabel
from shared.contracts.query import FacetField, Facets, Filter

CHANGES: tuple[FacetField, ...] = ("topic", "source", "region")


class ToneShare(BaseModel):
    """Part of the articles with a tone that have this one."""

    count: int
    share: float | None = Field(description="count / toned; null without any")
    interval: Interval95 | None = Field(description="Wilson's 95 % interval")


class Side(BaseModel):
    """The figures of one side, and the bounds that it was asked with."""

    from_: AwareDatetime | None = Field(alias="from")
    to: AwareDatetime | None
    copies: Copies = Field(description="Whether copies were counted (include) or folded (fold)")
    articles: int
    toned: int = Field(description="Articles that have a tone")
    mean_tone: float | None = Field(description="Mean of +1 positif, 0 netral, -1 negatif over these")
    tones: dict[ToneLabel, ToneShare]


class Difference(BaseModel):
    """a - b; the interval is null where there is too little to tell."""

    difference: float | None
    interval: Interval95 | None


class CountChange(BaseModel):
    """How the number of articles differs."""

    difference: int = Field(description="a - b")
    ratio: float | None = Field(description="a / b; null when b has none")
    interval: Interval95 | None = Field(description="95 % interval of the ratio (Przyborowski, Wilenski)")


class Differences(BaseModel):
    """What differs between the sides as a whole."""

    articles: CountChange
    mean_tone: Difference = Field(description="With Welch's 95 % interval")
    tones: dict[ToneLabel, Difference] = Field(
        description="Differences of shares with Newcombe's 95 % interval"
    )


class ValueChange(BaseModel):
    """One value on both sides. Shares are parts of all articles of a side."""

    value: str
    name: str | None = Field(description="Of a region")
    a: int
    b: int
    difference: int = Field(description="a - b in articles: what the value adds to the whole difference")
    share_difference: float | None
    interval: Interval95 | None = Field(description="Newcombe's 95 % interval of the share difference")


class ComparisonView(BaseModel):
    """Both sides, their differences, and by topic, source and region what they are made of."""

    a: Side
    b: Side
    differences: Differences
    changes: dict[str, list[ValueChange]] = Field(
        description="Values that contribute most to the difference first, up or down"
    )


def tones_of(found: Facets) -> Tones:
    """The counts of tones in facets that hold them."""
    counts = {value.value: value.count for value in found.facets["tone"]}
    return Tones(*(counts.get(tone, 0) for tone in TONES))


def side_of(wanted: Filter, found: Facets) -> Side:
    """The figures of one side."""
    tones = tones_of(found)
    return Side.model_validate(
        {
            "from": wanted.from_,
            "to": wanted.to,
            "copies": wanted.copies,
            "articles": found.total.value,
            "toned": tones.toned,
            "mean_tone": _rounded(tones.mean),
            "tones": {tone: _tone_share(getattr(tones, tone), tones.toned) for tone in TONES},
        }
    )


def differences_of(one: Facets, other: Facets) -> Differences:
    """What differs between two sides as a whole."""
    a, b = tones_of(one), tones_of(other)
    articles = one.total.value, other.total.value
    return Differences(
        articles=CountChange(
            difference=articles[0] - articles[1],
            ratio=round(articles[0] / articles[1], 4) if articles[1] else None,
            interval=ratio_interval(*articles),
        ),
        mean_tone=Difference(
            difference=None if a.mean is None or b.mean is None else _rounded(a.mean - b.mean),
            interval=mean_difference_interval(a, b),
        ),
        tones={
            tone: Difference(
                difference=_share_difference(getattr(a, tone), a.toned, getattr(b, tone), b.toned),
                interval=share_difference_interval(getattr(a, tone), a.toned, getattr(b, tone), b.toned),
            )
            for tone in TONES
        },
    )


def changes_of(one: Facets, other: Facets, field: FacetField, size: int) -> list[ValueChange]:
    """The values of a field that contribute most to the difference in articles, equals by value."""
    a, b = ({value.value: value.count for value in side.facets[field]} for side in (one, other))
    totals = one.total.value, other.total.value
    by_contribution = sorted(
        a.keys() | b.keys(), key=lambda value: (-abs(a.get(value, 0) - b.get(value, 0)), value)
    )
    return [
        _change(value, field, (a.get(value, 0), b.get(value, 0)), totals) for value in by_contribution[:size]
    ]


def _change(value: str, field: FacetField, counts: Sequence[int], totals: Sequence[int]) -> ValueChange:
    (a, b), (of_a, of_b) = counts, totals
    return ValueChange(
        value=value,
        name=name_of(value) if field == "region" else None,
        a=a,
        b=b,
        difference=a - b,
        share_difference=_share_difference(a, of_a, b, of_b),
        interval=share_difference_interval(a, of_a, b, of_b),
    )


def _tone_share(count: int, toned: int) -> ToneShare:
    share = round(count / toned, 4) if toned else None
    return ToneShare(count=count, share=share, interval=share_interval(count, toned))


def _share_difference(count: int, of: int, other: int, of_other: int) -> float | None:
    return round(count / of - other / of_other, 4) if of and of_other else None


def _rounded(mean: float | None) -> float | None:
    return None if mean is None else round(mean, 4)
