"""What the articles of a period say about each outlet: who is first, who follows a release, who corrects.

The rules:

- **speed**: stories that at least two outlets told and that began within the period. An outlet was first when
  its earliest article is the story's earliest; otherwise its delay is the time between the two. Articles that
  give no time of day do not take part.
- **pick-up**: as desk/story_pickup.py judges it, each release with each outlet that took it up.
- **corrections**: articles with more than one revision: the headline changed, or the text alone.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import median

from services.gateway.desk.story_pickup import Pickup, is_release, pickups
from shared.contracts.query import IndexedArticle


@dataclass(frozen=True)
class Taken:
    """A release that an outlet took up, and what it made of it."""

    release: IndexedArticle
    pickup: Pickup


@dataclass(frozen=True)
class Changed:
    """An article that was changed after it appeared; `before` is the headline it had, None when it stayed."""

    article: IndexedArticle
    at: datetime
    before: str | None


@dataclass(frozen=True)
class Raced:
    """The first article of an outlet in a story that others told too; `winner`: who was first."""

    article: IndexedArticle
    delay: timedelta
    winner: str

    @property
    def won(self) -> bool:
        """Whether this outlet was first."""
        return not self.delay


@dataclass
class Measures:
    """Of one outlet."""

    raced: list[Raced] = field(default_factory=list)
    taken: list[Taken] = field(default_factory=list)
    changed: list[Changed] = field(default_factory=list)
    topics: Counter[str] = field(default_factory=Counter)

    @property
    def shared(self) -> int:
        """How many stories another outlet told too."""
        return len(self.raced)

    @property
    def first(self) -> int:
        """In how many of them the outlet was first."""
        return sum(one.won for one in self.raced)

    @property
    def usual_delay(self) -> timedelta | None:
        """The median delay of the stories in which the outlet was not first; None without any."""
        delays = [one.delay.total_seconds() for one in self.raced if not one.won]
        return timedelta(seconds=median(delays)) if delays else None

    @property
    def headlines_changed(self) -> int:
        """How many articles got another headline."""
        return sum(one.before is not None for one in self.changed)

    @property
    def releases_taken(self) -> int:
        """How many releases the outlet took up; a release told twice counts once."""
        return len({one.release.article.id for one in self.taken})


@dataclass(frozen=True)
class Reading:
    """All outlets by id. `articles` were read; `whole` when those are all of the period."""

    outlets: dict[str, Measures]
    releases: int
    articles: int
    whole: bool

    def of(self, source_id: str) -> Measures:
        """The measures of an outlet; empty ones when it told nothing."""
        return self.outlets.get(source_id) or Measures()


def read(articles: Sequence[IndexedArticle], start: datetime, *, whole: bool) -> Reading:
    """The measures of a period that began at `start`; articles before it only tell where a story began."""
    outlets: dict[str, Measures] = defaultdict(Measures)
    by_story: dict[str, list[IndexedArticle]] = defaultdict(list)
    inside = [one for one in articles if one.article.published_at >= start]
    for one in inside:
        measures = outlets[one.article.source.id]
        measures.topics.update(topic.id for topic in one.enrichment.topics)
        changed = _changed(one)
        if changed is not None:
            measures.changed.append(changed)
    for one in articles:
        if one.story is not None:
            by_story[one.story.id].append(one)
    releases = 0
    for members in by_story.values():
        _speed(members, start, outlets)
        if any(is_release(one) for one in members):
            releases += _pickups(members, start, outlets)
    for measures in outlets.values():
        measures.raced.sort(key=lambda each: _published(each.article), reverse=True)
        measures.changed.sort(key=lambda each: each.at, reverse=True)
        measures.taken.sort(key=lambda each: _published(each.pickup.article), reverse=True)
    return Reading(dict(outlets), releases, len(inside), whole)


def _speed(members: Sequence[IndexedArticle], start: datetime, outlets: dict[str, Measures]) -> None:
    timed = [one for one in members if one.article.published_precision == "time"]
    earliest: dict[str, IndexedArticle] = {}
    for one in sorted(timed, key=_published):
        earliest.setdefault(one.article.source.id, one)
    if len(earliest) < 2:
        return
    winner = min(earliest.values(), key=_published)
    if _published(winner) < start:
        return
    for source_id, one in earliest.items():
        delay = _published(one) - _published(winner)
        outlets[source_id].raced.append(Raced(one, delay, winner.article.source.name))


def _published(one: IndexedArticle) -> datetime:
    return one.article.published_at


def _pickups(members: Sequence[IndexedArticle], start: datetime, outlets: dict[str, Measures]) -> int:
    found = [one for one in pickups(members) if one.release.article.published_at >= start]
    for release in found:
        for pickup in release.taken:
            outlets[pickup.article.article.source.id].taken.append(Taken(release.release, pickup))
    return len(found)


def _changed(one: IndexedArticle) -> Changed | None:
    if len(one.revisions) < 2:
        return None
    ordered = sorted(one.revisions, key=lambda revision: revision.revision)
    titles = [revision.title for revision in ordered if revision.title != one.article.title]
    return Changed(one, ordered[-1].seen_at, titles[-1] if titles else None)
