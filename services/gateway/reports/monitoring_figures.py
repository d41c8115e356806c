"""Asks the search service for the figures of a monitoring report: news and posts, by day, outlet and topic.

Citizens' reports are counted in a part of their own (desk/aspiration_reports.py): they complain by their
nature, and a file of five hundred would turn the tone of the press.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from services.gateway.dashboard.selection import Selection
from services.gateway.internal_calls import NotFound
from services.gateway.presentation.direction import ToneCounts
from services.gateway.presentation.period import Day, Period, summed, tone_counts
from services.gateway.presentation.tone_facets import CountsByValue, counts_by_value
from services.gateway.reports.making import Making
from services.gateway.reports.monitoring_issues import RankedIssue, issues_of, ranked
from services.gateway.reports.monitoring_period import CalendarPeriod
from services.gateway.search_client import SearchClient
from shared.contracts.article import Kind
from shared.contracts.query import ById, FacetQuery, Filter, Story, TimelineQuery

MEDIA_KINDS: tuple[Kind, ...] = ("berita", "rilis", "sosial")
# What a leader reads to the end; the table beside it has more.
ISSUES_TOLD = 5
STORIES_OF_ISSUE = 3
_ALL_VALUES = 1000


@dataclass(frozen=True)
class MonitoringPlace:
    """Which articles a report is about: region and days, those before, and the addresses of its evidence."""

    making: Making
    calendar: CalendarPeriod
    now: Selection
    before: Period

    @classmethod
    def of(cls, making: Making, region: str, calendar: CalendarPeriod) -> MonitoringPlace:
        """The place of a report that is made now. Raises OutOfScope."""
        tenant, today = making.tenant, making.now.date()
        days, before = calendar.compared(today, tenant.zone)
        return cls(making, calendar, Selection(tenant, making.region(region), days, today), before)

    @property
    def period(self) -> Period:
        """The days that are counted."""
        return self.now.period

    def filter(self, **fields: Any) -> Filter:
        """News and posts of the period."""
        return self.now.filter(**({"kinds": list(MEDIA_KINDS)} | fields))

    def filter_before(self, **fields: Any) -> Filter:
        """News and posts of the days to compare with."""
        return self.filter(**({"from_": self.before.start, "to": self.before.end} | fields))

    def evidence(self, **filters: Any) -> str:
        """The articles behind a figure, on the search page."""
        return self.making.address(self.now.path("/cari", **({"jenis": list(MEDIA_KINDS)} | filters)))

    def evidence_of_days(self, first: date, last: date, **filters: Any) -> str:
        """The articles of some of the days."""
        return self.evidence(dari=first.isoformat(), sampai=last.isoformat(), **filters)


@dataclass(frozen=True)
class StoryOfIssue:
    """A story and how many articles of the issue it has in the period: it may be older, or go on since."""

    story: Story
    count: int


@dataclass(frozen=True)
class MonitoringFigures:
    """All figures about news and posts. `stories` are those of the first issues, by topic."""

    days: list[Day]
    now: ToneCounts
    before: ToneCounts
    kinds: CountsByValue
    outlets: CountsByValue
    all_outlets: int
    all_outlets_before: int
    issues: list[RankedIssue]
    stories: dict[str, tuple[StoryOfIssue, ...]] = field(default_factory=dict)


async def monitoring_figures(place: MonitoringPlace) -> MonitoringFigures:
    """Everything at once, then what the first issues consist of. Raises ServiceUnavailable."""
    search = place.making.search
    days, before, now_by, before_by, all_outlets, all_outlets_before = await asyncio.gather(
        _days(place, place.filter()),
        _days(place, place.filter_before()),
        counts_by_value(search, place.filter(), ["topic", "source", "kind"]),
        counts_by_value(search, place.filter_before(), ["topic"]),
        _outlets(search, place.filter()),
        _outlets(search, place.filter_before()),
    )
    topics = list(now_by["topic"])
    outlets = await asyncio.gather(*(_outlets(search, place.filter(topics=[one])) for one in topics))
    issues = ranked(
        issues_of(
            now_by["topic"],
            before_by["topic"],
            dict(zip(topics, outlets, strict=True)),
            place.period.length,
            place.before.length,
        ),
        all_outlets,
    )
    first = [one.issue.topic for one in issues[:ISSUES_TOLD]]
    stories = await asyncio.gather(*(_stories(place, topic) for topic in first))
    return MonitoringFigures(
        days=days,
        now=summed([counts for _, counts in days]),
        before=summed([counts for _, counts in before]),
        kinds=now_by["kind"],
        outlets=now_by["source"],
        all_outlets=all_outlets,
        all_outlets_before=all_outlets_before,
        issues=issues,
        stories=dict(zip(first, stories, strict=True)),
    )


async def _days(place: MonitoringPlace, wanted: Filter) -> list[Day]:
    zone = place.making.tenant.zone
    query = TimelineQuery(filter=wanted, interval="day", timezone=place.making.tenant.timezone, split="tone")
    buckets = (await place.making.search.timeline(query)).buckets
    return [(bucket.start.astimezone(zone).date(), tone_counts(bucket)) for bucket in buckets]


async def _outlets(search: SearchClient, wanted: Filter) -> int:
    """How many outlets told of it: copies count, whoever prints a copy told it too."""
    every = wanted.model_copy(update={"copies": "include"})
    found = await search.facets(FacetQuery(filter=every, fields=["source"], size=_ALL_VALUES))
    return len(found.facets.get("source", []))


async def _stories(place: MonitoringPlace, topic: str) -> tuple[StoryOfIssue, ...]:
    search, wanted = place.making.search, place.filter(topics=[topic], copies="include")
    loudest = await search.facets(FacetQuery(filter=wanted, fields=["story"], size=STORIES_OF_ISSUE))
    counts = {value.value: value.count for value in loudest.facets.get("story", [])}
    known = await _known(search, list(counts), place.making.tenant.scope)
    return tuple(StoryOfIssue(story, counts[asked_for]) for asked_for, story in known)


async def _known(search: SearchClient, ids: Sequence[str], scope: Sequence[str]) -> list[tuple[str, Story]]:
    async def one(story_id: str) -> tuple[str, Story] | None:
        try:
            return story_id, await search.story(ById(id=story_id, scope=list(scope)))
        except NotFound:
            # Grouped anew between the two questions.
            return None

    return [found for found in await asyncio.gather(*(one(each) for each in ids)) if found is not None]
