"""The figures of the home page made ready for its template."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import floor, log10

from services.gateway.dashboard.home.figures import HomeFigures, strongest
from services.gateway.dashboard.home.movers import Mover
from services.gateway.dashboard.home.news import News
from services.gateway.dashboard.home.opening import Cause, Piece, opening
from services.gateway.dashboard.home.turns import Turn
from services.gateway.dashboard.region_tones import RegionTones
from services.gateway.dashboard.selection import Selection
from services.gateway.presentation.direction import direction
from services.gateway.presentation.story_cards import StoryCard
from services.gateway.presentation.tone_facets import CountsByValue, ToneRow, tone_rows
from services.gateway.presentation.wording import TOPIC_NAMES, number, signed
from shared.contracts.query import Story

MOVERS_SHOWN = 4
ROWS_SHOWN = 8
# No topic to act on: it stands last.
OTHER_TOPIC = "lainnya"

Card = Callable[[Story], StoryCard]


@dataclass(frozen=True)
class StoryLine:
    """A story with the word that sets it apart in its list."""

    card: StoryCard
    word: str


@dataclass(frozen=True)
class MoverLine:
    """A story that moves the tone: by how much, how wide its bar is in percent, and its articles in words."""

    card: StoryCard
    contribution: str
    width: float
    articles: str


@dataclass(frozen=True)
class TurnLine:
    """A story that asks for an answer."""

    card: StoryCard
    turn: Turn


def opening_of(figures: HomeFigures, chosen: Selection, card: Card) -> list[Piece]:
    """The sentence on top, with the stories that moved the tone the way it went."""
    now, before = figures.tones.now, figures.tones.before
    sign = -1 if direction(now, before) == "turun" else 1
    causes = [
        Cause(
            headline=story.headline,
            path=f"{card(story).path}{chosen.tail}",
            topic=next((topic for topic in story.topics if topic != OTHER_TOPIC), ""),
            ended=mover.ended,
        )
        for mover, story in _told(strongest(figures.movers, sign), figures.stories)
    ]
    return opening(now, before, chosen, causes)


def newest_lines(figures: HomeFigures, news: News | None, card: Card) -> list[StoryLine]:
    """The newest stories, marked when they are new since the last visit."""
    words = news.words if news else {}
    return [StoryLine(card(story), words.get(story.id, "")) for story in figures.newest.items]


def mover_lines(figures: HomeFigures, sign: int, card: Card) -> list[MoverLine]:
    """The stories that move the tone most in one direction; bars compare both directions."""
    longest = max((abs(mover.contribution) for mover in figures.movers), default=1.0)
    # Two digits that differ, also where each of a thousand articles moves the mean by little.
    places = min(5, max(2, 1 - floor(log10(longest))))
    return [
        MoverLine(
            card=card(story),
            contribution=signed(mover.contribution, places),
            width=round(100 * abs(mover.contribution) / longest, 1),
            articles=_articles(mover),
        )
        for mover, story in _told(strongest(figures.movers, sign), figures.stories)[:MOVERS_SHOWN]
    ]


def turn_lines(figures: HomeFigures, card: Card) -> list[TurnLine]:
    """The stories that turned negative."""
    return [
        TurnLine(card(figures.stories[turn.story_id]), turn)
        for turn in figures.turns
        if turn.story_id in figures.stories
    ]


def topic_rows(now: CountsByValue, before: CountsByValue) -> list[ToneRow]:
    """The most frequent topics by tone."""
    return tone_rows(now, before, TOPIC_NAMES, most=ROWS_SHOWN, last=OTHER_TOPIC)


def turned_regions(regions: Sequence[RegionTones]) -> list[RegionTones]:
    """The parts of a province whose tone changed: falls first, each by the size of the change."""
    changed = [region for region in regions if region.direction in ("turun", "naik")]
    return sorted(changed, key=lambda region: region.now.mean - region.before.mean)


def _told(moved: Sequence[Mover], stories: Mapping[str, Story]) -> list[tuple[Mover, Story]]:
    """With their stories; of equals the one heard of last comes first."""
    known = [(mover, stories[mover.story_id]) for mover in moved if mover.story_id in stories]
    newest_first = sorted(known, key=lambda pair: pair[1].last_seen, reverse=True)
    # Nine places: the same sum divided in another order is still the same.
    return sorted(newest_first, key=lambda pair: -round(abs(pair[0].contribution), 9))


def _articles(mover: Mover) -> str:
    """``3 berita, periode sebelumnya 1``; a story that ended says so."""
    if mover.ended:
        return f"mereda: {number(mover.before.articles)} berita pada periode sebelumnya, kini tidak ada"
    told = f"{number(mover.now.articles)} berita"
    return f"{told}, periode sebelumnya {number(mover.before.articles)}" if mover.before.articles else told
