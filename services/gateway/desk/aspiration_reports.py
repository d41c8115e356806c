"""Citizens' reports as the desk sees them: what they say of themselves and what the team set by hand.

The index knows nothing of offices and states, so reports of a period are read once and counted here; a
regency has some thousands in a year.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import Literal

from sqlalchemy.ext.asyncio import AsyncEngine

from services.gateway.desk.aspiration_states import CLOSED, State, is_late, state_of_status
from services.gateway.desk.aspirations import UNTOUCHED, Work, work_of
from services.gateway.desk.offices import Office, list_offices, topics_of_offices
from services.gateway.search_client import SearchClient
from shared.contracts.article import Kind
from shared.contracts.query import ArticleScan, Filter, IndexedArticle
from shared.regions.district_names import district_in

# What citizens say: complaints and posts. A post is a report when it asks, complains or praises.
KINDS: tuple[Kind, ...] = ("aspirasi", "sosial")
# Read at once; some 1.5 MB.
_PART = 500
# Two seconds of reading. A province with more in its period is told that the newest are counted.
MOST = 10_000


Origin = Literal["hand", "report", "proposed", ""]


@dataclass(frozen=True)
class OfficeChoice:
    """The office of a report. `key` is an office's id, else what the report names; "" when nobody knows.

    `origin` says who says so: the team (hand), the report (report), or its topic (proposed).
    """

    key: str = ""
    name: str = ""
    short_name: str = ""
    origin: Origin = ""


@dataclass(frozen=True)
class CitizenReport:
    """A report: `day` is that of its publication in the tenant's zone, `district` None when it names none."""

    id: str
    title: str
    kind: Kind
    source: str
    published_at: datetime
    day: date
    aspiration: str
    topics: tuple[str, ...]
    region: str
    district: str | None
    office: OfficeChoice
    state: State
    state_by_hand: bool
    # What the system of its origin says.
    status: str
    ticket: str
    late: bool
    story: str | None
    story_size: int
    age: int

    @property
    def open(self) -> bool:
        """Whether somebody still waits for an answer."""
        return self.state not in CLOSED


@dataclass(frozen=True)
class CitizenReports:
    """Reports, newest first; `complete` is False when there were more than MOST."""

    items: tuple[CitizenReport, ...]
    complete: bool = True


@dataclass(frozen=True)
class Offices:
    """What a report's office is found in."""

    by_id: Mapping[str, Office]
    by_name: Mapping[str, Office]
    by_topic: Mapping[str, Office]


async def citizen_reports(
    engine: AsyncEngine, search: SearchClient, tenant_id: str, wanted: Filter, today: date, zone: tzinfo
) -> CitizenReports:
    """All reports of a filter, whose kinds are set here. Raises what the search client raises."""
    found: list[IndexedArticle] = []
    after = None
    asked = wanted.model_copy(update={"kinds": list(KINDS), "copies": "include"})
    while len(found) < MOST:
        part = await search.scan(ArticleScan(filter=asked, size=_PART, after=after))
        found += [one for one in part.items if is_report(one)]
        after = part.next
        if after is None:
            break
    work = await work_of(engine, tenant_id, [one.article.id for one in found])
    offices = await offices_of(engine, tenant_id)
    reports = [
        report_of(one, work.get(one.article.id, UNTOUCHED), offices, today, zone) for one in found[:MOST]
    ]
    reports.sort(key=lambda report: (report.published_at, report.id), reverse=True)
    return CitizenReports(tuple(reports), after is None)


def is_report(found: IndexedArticle) -> bool:
    """Whether somebody wants something of the government: all complaints, and posts that were read as one."""
    if found.article.kind == "sosial":
        return found.enrichment.aspiration is not None
    return found.article.kind == "aspirasi"


async def offices_of(engine: AsyncEngine, tenant_id: str) -> Offices:
    """The tenant's offices by id, by every name they go by, and by topic."""
    offices = await list_offices(engine, tenant_id)
    names = {name.casefold(): office for office in offices for name in (office.short_name, office.name)}
    return Offices(
        {office.id: office for office in offices}, names, await topics_of_offices(engine, tenant_id)
    )


def report_of(
    found: IndexedArticle, work: Work, offices: Offices, today: date, zone: tzinfo
) -> CitizenReport:
    """A report as the desk sees it."""
    article = found.article
    status = (article.report.status if article.report else None) or ""
    by_hand = bool(work.state) and work.status_then == status[:200]
    # A state set by hand holds until the system of origin says something else.
    state = work.state if by_hand and work.state else state_of_status(status) or work.state or "verifikasi"
    topics = tuple(topic.id for topic in found.enrichment.topics)
    region = _region_of(found)
    day = article.published_at.astimezone(zone).date()
    return CitizenReport(
        id=article.id,
        title=article.title,
        kind=article.kind,
        source=article.source.name,
        published_at=article.published_at,
        day=day,
        aspiration=found.enrichment.aspiration or "",
        topics=topics,
        region=region,
        district=district_in(f"{article.title}\n{article.text}", region),
        office=office_of(article.report.office if article.report else None, topics, work, offices),
        state=state,
        state_by_hand=by_hand,
        status=status,
        ticket=(article.report.ticket if article.report else None) or "",
        late=is_late(state, day, today),
        story=found.story.id if found.story else None,
        story_size=found.story.size if found.story else 0,
        age=max(0, (today - day).days),
    )


def office_of(said: str | None, topics: tuple[str, ...], work: Work, offices: Offices) -> OfficeChoice:
    """The team's word first, then the report's own, then what its heaviest topic proposes."""
    if work.office_id in offices.by_id:
        chosen = offices.by_id[work.office_id]
        return _choice(chosen, "hand")
    if said and (name := " ".join(said.split())):
        known = offices.by_name.get(name.casefold())
        return _choice(known, "report") if known else OfficeChoice(name, name, name, "report")
    proposed = next((offices.by_topic[topic] for topic in topics if topic in offices.by_topic), None)
    return _choice(proposed, "proposed") if proposed else OfficeChoice()


def _choice(office: Office, origin: Origin) -> OfficeChoice:
    return OfficeChoice(office.id, office.name, office.short_name, origin)


def _region_of(found: IndexedArticle) -> str:
    """The regency it is about, the surest first; else that of its source, else nothing."""
    about = sorted((one for one in found.enrichment.regions if one.about), key=lambda one: -one.score)
    return next((one.code for one in about if "." in one.code), "") or found.article.source.region or ""
