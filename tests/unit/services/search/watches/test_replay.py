"""Dry runs and the clock: bounds of a watch, limits that are told, and a story that turns in both."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from services.search.index.document import Document
from services.search.index.port import ArticleIndex
from services.search.stories.step import indexed
from services.search.watches import replay, store, timed
from services.search.watches.desk import Desk
from services.search.watches.forgetting import Forgetting
from services.search.watches.match import Matcher
from services.search.watches.message import announcing
from services.search.watches.scheduler import Scheduler
from services.search.watches.series import HOUR, window
from shared.contracts.alert import DryRunRequest
from shared.contracts.enrichment import Tone
from shared.contracts.messages import AlertRaised
from shared.contracts.query import Filter
from shared.contracts.watch import NegativeTurn, NewWatch, Rule, Spike, Threshold
from tests.search_world import NOW, RecordingBroker, enriched, message

DAY = timedelta(days=1)
MAKASSAR = ZoneInfo("Asia/Makassar")


def watch(rule: Rule | None = None, **filter_: Any) -> NewWatch:
    fields: dict[str, Any] = {"when": rule} if rule else {}
    return NewWatch(
        tenant_id="kutim",
        name="Jembatan",
        filter=Filter(scope=["64.08"], **filter_),
        zone="Asia/Makassar",
        cooldown=0,
        **fields,
    )


async def put(
    index: ArticleIndex, name: str, at: datetime, *, story: str = "s1", tone: str = "netral"
) -> Document:
    """An article in the index."""
    event = enriched(f"https://a.example/{name}", published_at=at)
    said = Tone.model_validate({"label": tone, "scores": {tone: 1.0}})
    document = Document(event.article, event.enrichment.model_copy(update={"tone": said}), story_id=story)
    await index.put([document])
    return document


async def test_outside_its_own_bounds_a_watch_knows_nothing(index: ArticleIndex) -> None:
    for days in (1, 3, 5):
        await put(index, f"d{days}", NOW - days * DAY, story=f"s{days}")
    bounded = watch(Threshold(per="day", count=1), from_=NOW - 4 * DAY, to=NOW - 2 * DAY)
    start, end = window(NOW - 6 * DAY, "hour", MAKASSAR)[0], window(NOW, "hour", MAKASSAR)[1]
    series = await timed.read_series(index, bounded, start, end)
    assert len(series) == (end - start) // HOUR
    assert int(series.count.sum()) == 1
    assert int(series.count[series.index(NOW - 3 * DAY)]) == 1
    assert not series.observed[series.index(NOW - 5 * DAY)]
    assert series.observed[series.index(NOW - 3 * DAY)]
    over = watch(Spike(), to=NOW - 300 * DAY)
    assert int((await timed.read_series(index, over, start, end)).observed.sum()) == 0
    found = await replay.dry_run(index, DryRunRequest(watch=bounded), NOW)
    assert [
        alert.figures.count for alert in found.alerts if alert.figures and alert.figures.kind == "count"
    ] == [1]


async def test_too_much_to_read_is_told(index: ArticleIndex, monkeypatch: pytest.MonkeyPatch) -> None:
    for hours in range(1, 131):
        await put(index, f"h{hours}", NOW - hours * HOUR, story=f"s{hours}")
    whole = await replay.dry_run(index, DryRunRequest(watch=watch()), NOW)
    assert (whole.alerts_total, len(whole.alerts), whole.covered_from) == (130, 100, whole.from_)
    assert any("100 peringatan terakhir dari 130" in limit for limit in whole.limits)
    monkeypatch.setattr(replay, "MOST_ARTICLES", 100)
    part = await replay.dry_run(index, DryRunRequest(watch=watch()), NOW)
    assert part.covered_from > part.from_
    assert part.alerts_total <= 100
    assert part.per_week > whole.per_week
    assert any("terlalu banyak" in limit for limit in part.limits)


async def test_archives_and_old_stories_are_no_news_in_a_dry_run_either(index: ArticleIndex) -> None:
    await put(index, "before", NOW - 31 * DAY, story="old")
    await put(index, "after", NOW - 29 * DAY, story="old")
    event = enriched("https://a.example/archive", published_at=NOW - 9 * DAY, seen_at=NOW - 2 * DAY)
    await index.put([Document(event.article, event.enrichment, story_id="archive")])
    await put(index, "new", NOW - 3 * DAY, story="new")
    found = await replay.dry_run(index, DryRunRequest(watch=watch()), NOW)
    assert [alert.raised_at.date() for alert in found.alerts] == [
        (NOW - 3 * DAY + timedelta(minutes=2)).date()
    ]


async def test_a_story_that_turns_fires_live_and_in_the_dry_run(
    engine: AsyncEngine, index: ArticleIndex, broker: RecordingBroker
) -> None:
    rule = NegativeTurn(of="story", hours=24)
    new = watch(rule)
    saved = await store.create(engine, new, NOW)
    matcher = Matcher(engine, index, Desk(engine, announcing(broker)))  # type: ignore[arg-type]  # publishes only
    for number in range(4):
        document = await put(index, f"calm{number}", NOW - 40 * HOUR - number * HOUR, tone="positif")
        await matcher.handle([message(indexed(document, NOW))])
    for number in range(6):
        document = await put(index, f"bad{number}", NOW - 5 * HOUR + number * HOUR / 2, tone="negatif")
        await matcher.handle([message(indexed(document, NOW))])
    (alert,) = broker.events(AlertRaised)
    assert alert.watch_id == saved.id
    assert alert.reason.startswith("Nada berbalik negatif pada cerita “Jembatan Gantung Putus")
    found = await replay.dry_run(index, DryRunRequest(watch=new), NOW)
    assert [each.title for each in found.alerts] == [alert.title]


async def test_a_threshold_fires_by_the_clock_once_a_window_and_a_broken_watch_stops_nobody(
    engine: AsyncEngine, index: ArticleIndex, broker: RecordingBroker
) -> None:
    moment = window(NOW, "hour", MAKASSAR)[0] + timedelta(minutes=30)
    broken = await store.create(engine, watch(Spike(), q="(jembatan"), moment)
    await store.create(engine, watch(Threshold(per="hour", count=3)), moment)
    for number in range(3):
        await put(index, f"n{number}", moment - timedelta(minutes=number))
    desk = Desk(engine, announcing(broker))  # type: ignore[arg-type]  # publishes only
    for minutes in (0, 11, 22):
        await Scheduler(engine, index, desk, Forgetting(engine, 400 * DAY)).tick(
            moment + timedelta(minutes=minutes)
        )
    (alert,) = broker.events(AlertRaised)
    assert "3 berita" in alert.reason
    assert len(alert.article_ids) == 3
    kept = await store.one(engine, "kutim", broken.id)
    assert kept is not None
    assert kept.broken
