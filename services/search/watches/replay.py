"""Plays a watch over the past with the live rules and the live desk, on a database and a clock of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, func, select
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import StaticPool

from services.search.index.port import ArticleIndex
from services.search.tables import alerts, metadata, watches
from services.search.transactions import writing
from services.search.watches import replay_limits, store, timed
from services.search.watches.desk import Desk
from services.search.watches.evidence import evidence_of
from services.search.watches.firing import Firing
from services.search.watches.gaps import observed
from services.search.watches.match import NEWS_AGE
from services.search.watches.replay_stories import pages, story_at, turn_at
from services.search.watches.series import HOUR, window
from services.search.watches.story_rules import new_story_firing
from shared.contracts.alert import DryRun, DryRunRequest, Evidence, WouldAlert
from shared.contracts.messages import AlertRaised
from shared.contracts.query import IndexedArticle
from shared.contracts.watch import NegativeTurn, Spike, Watch

# Thirty pages of a hundred: more than that in a month is no watch but a feed.
MOST_ARTICLES = 3_000
# One question to the index each.
MOST_STORIES = 300
SHOWN = 100
# Stories are compared within a week: one with an article in the week before has been told of.
LOOK_BACK = timedelta(days=7)


class Replay:
    """One dry run. `moment` is the clock that the desk is told."""

    def __init__(self, index: ArticleIndex, engine: AsyncEngine, watch: Watch, start: datetime) -> None:
        self._index = index
        self._engine = engine
        self._watch = watch
        self._start = start
        self._desk = Desk(engine, self._publish)
        self.covered_from = start
        self.findings: dict[str, timed.Finding] = {}

    async def run(self, now: datetime) -> None:
        """Play from the start until `now`."""
        await (self._by_time(now) if store.by_time(self._watch.when) else self._by_story(now))
        await self._release(now)

    async def _by_time(self, now: datetime) -> None:
        watch, zone = self._watch, ZoneInfo(self._watch.zone)
        start, end = timed.span(watch, self._start, now)
        mask = None
        if isinstance(watch.when, Spike):
            mask = observed(await timed.read_everything(self._index, watch, start, end), zone)
        series = await timed.read_series(self._index, watch, start, end, mask)
        moment = window(self._start, "hour", zone)[1]
        while moment <= now:
            found = timed.latest(timed.findings(watch, series.until(moment), moment))
            self.findings |= {finding.subject: finding for finding in found}
            await self._file([_without_articles(finding) for finding in found], moment)
            moment += HOUR

    async def _by_story(self, now: datetime) -> None:
        watch = self._watch
        articles = await self._articles(now)
        told = {item.story.id for item in articles if item.story and item.article.seen_at < self.covered_from}
        turned: set[str] = set()
        by_story: dict[str, list[IndexedArticle]] = defaultdict(list)
        asked = 0
        for item in sorted(articles, key=lambda item: item.article.seen_at):
            article = item.article
            if item.story is None:
                continue
            by_story[item.story.id].append(item)
            if article.seen_at < self.covered_from or article.seen_at - article.published_at > NEWS_AGE:
                continue
            story_id, moment = item.story.id, article.seen_at
            if isinstance(watch.when, NegativeTurn):
                if story_id not in turned:
                    firings = await turn_at(
                        self._index, watch, watch.when, story_id, by_story[story_id], moment
                    )
                    turned |= {firing.subject for firing in firings}
                    await self._file(firings, moment)
            elif story_id not in told and asked < MOST_STORIES:
                told.add(story_id)
                asked += 1
                story = await story_at(self._index, watch, story_id, item, moment)
                await self._file([new_story_firing(watch, story, [item], ())], moment)

    async def _articles(self, now: datetime) -> list[IndexedArticle]:
        """What passes the filter, a look back included; `covered_from` moves up when it is too much."""
        own, first = self._watch.filter, self._start - LOOK_BACK
        bounds = {"from_": max(first, own.from_ or first), "to": min(now, own.to or now)}
        wanted = own.model_copy(update=bounds)
        found: list[IndexedArticle] = []
        async for page in pages(self._index, wanted):
            if len(found) >= MOST_ARTICLES:
                self.covered_from = max(self.covered_from, found[-1].article.published_at)
                break
            found += page
        return self._of_newest_stories(found)

    def _of_newest_stories(self, found: Sequence[IndexedArticle]) -> list[IndexedArticle]:
        newest: dict[str, datetime] = {}
        for item in found:
            if item.story is not None:
                first = newest.get(item.story.id, item.article.seen_at)
                newest[item.story.id] = min(first, item.article.seen_at)
        begun = sorted(newest.values(), reverse=True)
        if len(begun) > MOST_STORIES and not isinstance(self._watch.when, NegativeTurn):
            self.covered_from = max(self.covered_from, begun[MOST_STORIES - 1])
        return list(found)

    async def _file(self, firings: Sequence[Firing], moment: datetime) -> None:
        await self._release(moment)
        await self._desk.file(self._watch, firings, moment)

    async def _release(self, moment: datetime) -> None:
        """Let go what is held until each of the times before `moment` at which something is due."""
        waiting = select(func.min(alerts.c.due_at)).where(
            alerts.c.message_id.is_(None), alerts.c.due_at <= moment
        )
        while True:
            async with self._engine.connect() as connection:
                due = await connection.scalar(waiting)
            if due is None:
                return
            await self._desk.release(due)

    async def _publish(self, _event: AlertRaised) -> None:
        """Nobody hears of a dry run."""


async def dry_run(index: ArticleIndex, request: DryRunRequest, now: datetime) -> DryRun:
    """What the watch would have sent over the last days, as if it had never been muted."""
    start = now - timedelta(days=request.days)
    plain = request.watch.model_copy(update={"muted_until": None})
    watch = Watch(**dict(plain), id="dry-run", created_at=start, updated_at=start)
    async with _own_database(watch) as engine:
        replay = Replay(index, engine, watch, start)
        await replay.run(now)
        async with engine.connect() as connection:
            query = select(alerts).order_by(alerts.c.raised_at, alerts.c.alert_id)
            rows = (await connection.execute(query)).all()
    covered = max((now - replay.covered_from) / timedelta(weeks=1), 1 / 168)
    numbers = _message_numbers(rows)
    return DryRun(
        from_=start,
        to=now,
        covered_from=replay.covered_from,
        alerts=[
            WouldAlert(
                title=row.title,
                reason=row.reason,
                figures=row.figures,
                raised_at=row.raised_at,
                sent_at=row.message_at,
                held_for=row.held_for,
                message=numbers.get(row.message_id),
                articles=await _evidence(index, watch, replay, row),
            )
            for row in rows[-SHOWN:]
        ],
        alerts_total=len(rows),
        messages=len(numbers),
        per_week=round(len(numbers) / covered, 2),
        limits=replay_limits.limits(watch, replay.covered_from, start, len(rows), SHOWN),
    )


async def _evidence(index: ArticleIndex, watch: Watch, replay: Replay, row: Row[Any]) -> list[Evidence]:
    ids = row.article_ids
    finding = replay.findings.get(row.subject)
    if finding is not None:
        ids = (await timed.firing(index, watch, finding)).article_ids
    found = await evidence_of(index, ids, watch.filter.scope)
    return [found[key] for key in ids if key in found]


def _message_numbers(rows: Sequence[Row[Any]]) -> dict[str, int]:
    sent = sorted({(row.message_at, row.message_id) for row in rows if row.message_id is not None})
    return {message: number for number, (_, message) in enumerate(sent, start=1)}


def _without_articles(finding: timed.Finding) -> Firing:
    """Articles are read for those alone that are shown."""
    return Firing(finding.subject, finding.title, finding.reason, finding.figures, [], 0)


@asynccontextmanager
async def _own_database(watch: Watch) -> AsyncIterator[AsyncEngine]:
    """A database in memory with this one watch."""
    engine = create_async_engine("sqlite+aiosqlite://", poolclass=StaticPool)
    try:
        async with engine.begin() as connection:
            await connection.run_sync(metadata.create_all, tables=[watches, alerts])
        async with writing(engine) as connection:
            await store.insert_watch(connection, watch)
        yield engine
    finally:
        await engine.dispose()
