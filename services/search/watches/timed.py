"""Rules that are judged by time: spike, threshold, and a filter that turns negative."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from services.search.index.port import ArticleIndex
from services.search.watches.firing import EVIDENCE, Firing, window_subject
from services.search.watches.forecast import history_start
from services.search.watches.reason import spike_reason, threshold_reason, turn_reason
from services.search.watches.series import HOUR, Mask, Series, empty, series_of, window, windows, within
from services.search.watches.spike import LENGTHS, spike
from services.search.watches.threshold import threshold
from services.search.watches.turn import BEFORE, filter_turn
from shared.contracts.alert import CountFigures, TurnFigures
from shared.contracts.query import ArticleSearch, Filter, TimelineQuery
from shared.contracts.watch import NegativeTurn, NewWatch, Spike, Threshold

EVERYTHING = Filter(scope=["ID"])


@dataclass(frozen=True)
class Finding:
    """A rule held in a window; `only_negative` says which articles of the window are the evidence."""

    subject: str
    title: str
    reason: str
    figures: CountFigures | TurnFigures
    only_negative: bool


def span(watch: NewWatch, first: datetime, last: datetime) -> tuple[datetime, datetime]:
    """From when to when counts are needed to judge the moments from `first` to `last`."""
    zone = ZoneInfo(watch.zone)
    end = window(last, "hour", zone)[1]
    match watch.when:
        case Spike(per=per):
            longest = HOUR * max(LENGTHS[per])
            return history_start(windows(first, "hour", zone)[0][1] - longest), end
        case Threshold(per=per):
            return windows(first, per, zone)[0][0], end
        case NegativeTurn(hours=hours):
            return window(first, "hour", zone)[0] - 2 * HOUR * hours - BEFORE, end
        case _:
            raise TypeError(f"{watch.when.rule} is not judged by time")


async def read_series(
    index: ArticleIndex, watch: NewWatch, start: datetime, end: datetime, known: Mask | None = None
) -> Series:
    """The counts of a watch's filter from `start` to `end`; outside its own bounds they are unobserved."""
    zone, hours = ZoneInfo(watch.zone), (end - start) // HOUR
    first = max(start, watch.filter.from_ or start)
    last = min(end, watch.filter.to or end)
    if first >= last:
        return empty(start, hours)
    # Whole hours of the index; the articles of a bound within an hour are cut off there by the filter.
    query = _hours(watch.filter, watch, first, last)
    series = within(series_of(await index.timeline(query)), start, hours, window(first, "hour", zone)[0])
    return series if known is None else series.only(known)


async def read_everything(index: ArticleIndex, watch: NewWatch, start: datetime, end: datetime) -> Series:
    """The counts of the whole installation in the same hours: they tell an outage from a quiet night."""
    return series_of(await index.timeline(_hours(EVERYTHING, watch, start, end)))


def _hours(wanted: Filter, watch: NewWatch, start: datetime, end: datetime) -> TimelineQuery:
    tones = isinstance(watch.when, NegativeTurn) or (
        isinstance(watch.when, Threshold) and watch.when.only_negative
    )
    return TimelineQuery(
        filter=wanted.model_copy(update={"from_": start, "to": end}),
        interval="hour",
        timezone=watch.zone,
        split="tone" if tones and wanted is not EVERYTHING else None,
    )


def findings(watch: NewWatch, series: Series, now: datetime) -> list[Finding]:
    """What the rule of a watch finds at `now` in the hours so far, oldest window first."""
    zone = ZoneInfo(watch.zone)
    match watch.when:
        case Spike() as rule:
            judged = [spike(rule, series, end) for _, end in windows(now, "hour", zone)]
            return [_spike(watch, figures) for figures in judged if figures]
        case Threshold() as rule:
            judged = [threshold(rule, series, each) for each in windows(now, rule.per, zone)]
            return [_threshold(watch, rule, figures) for figures in judged if figures]
        case NegativeTurn() as rule:
            figures = filter_turn(series, window(now, "hour", zone)[0], rule.hours)
            return [_turn(watch, figures)] if figures else []
        case _:
            raise TypeError(f"{watch.when.rule} is not judged by time")


async def firing(index: ArticleIndex, watch: NewWatch, finding: Finding) -> Firing:
    """A finding with the newest articles of its window as evidence."""
    bounds = watch.filter
    update: dict[str, object] = {
        "from_": max(finding.figures.start, bounds.from_ or finding.figures.start),
        "to": min(finding.figures.end, bounds.to or finding.figures.end),
    }
    if finding.only_negative:
        update["tones"] = ["negatif"]
    wanted = watch.filter.model_copy(update=update)
    page = await index.search(ArticleSearch(filter=wanted, limit=EVIDENCE, highlight=False))
    return Firing(
        subject=finding.subject,
        title=finding.title,
        reason=finding.reason,
        figures=finding.figures,
        article_ids=[item.article.id for item in page.items],
        articles_total=page.total.value,
    )


def latest(found: Sequence[Finding]) -> list[Finding]:
    """Of several windows that fired at one look the newest: the others are the same news."""
    return list(found[-1:])


def _spike(watch: NewWatch, figures: CountFigures) -> Finding:
    return Finding(
        subject=window_subject("spike", figures.end),
        title=f"Lonjakan pemberitaan: {watch.name}",
        reason=spike_reason(watch.name, figures, watch.zone),
        figures=figures,
        only_negative=False,
    )


def _threshold(watch: NewWatch, rule: Threshold, figures: CountFigures) -> Finding:
    return Finding(
        subject=window_subject(rule.per, figures.start),
        title=f"Ambang tercapai: {watch.name}",
        reason=threshold_reason(watch, rule, figures),
        figures=figures,
        only_negative=rule.only_negative,
    )


def _turn(watch: NewWatch, figures: TurnFigures) -> Finding:
    return Finding(
        subject=window_subject("turn", figures.end - timedelta(hours=1)),
        title=f"Nada berbalik negatif: {watch.name}",
        reason=turn_reason(watch.name, figures, watch.zone),
        figures=figures,
        only_negative=True,
    )
