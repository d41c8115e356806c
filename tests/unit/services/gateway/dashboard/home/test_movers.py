"""Each story's part in the change of the tone, what turned negative, what is new, who speaks."""

from __future__ import annotations

from datetime import UTC, date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.gateway.dashboard.home.movers import StoryTones, movers, tones_of_stories
from services.gateway.dashboard.home.news import newness
from services.gateway.dashboard.home.turns import recent_words, turn_of
from services.gateway.dashboard.home.voices import voices
from services.gateway.presentation.direction import ToneCounts
from services.gateway.presentation.period import Period
from shared.contracts.enrichment import Quote
from shared.contracts.query import FacetValue, Story
from tests.unit.services.gateway.dashboard.fakes import NOW, article

TONES = st.lists(st.tuples(st.sampled_from("abcde"), st.sampled_from([1, 0, -1])), min_size=1, max_size=30)


def counts(told: list[tuple[str, int]]) -> ToneCounts:
    tones = [tone for _, tone in told]
    return ToneCounts(tones.count(1), tones.count(0), tones.count(-1))


def by_story(told: list[tuple[str, int]]) -> dict[str, StoryTones]:
    return {
        story: StoryTones(len(tones), len(tones), sum(tones))
        for story in {story for story, _ in told}
        for tones in [[tone for other, tone in told if other == story]]
    }


@given(TONES, TONES)
def test_the_parts_add_up_to_the_change(told: list[tuple[str, int]], before: list[tuple[str, int]]) -> None:
    now, then = counts(told), counts(before)
    moved = movers(by_story(told), by_story(before), now, then)
    assert sum(mover.contribution for mover in moved) == pytest.approx(now.mean - then.mean)


def test_more_of_a_bad_story_pulls_down_more() -> None:
    stories = {"besar": StoryTones(4, 4, -4), "kecil": StoryTones(1, 1, -1), "baik": StoryTones(1, 1, 1)}
    moved = movers(stories, {"usai": StoryTones(2, 2, -1)}, ToneCounts(1, 0, 5), ToneCounts(0, 1, 1))
    assert moved[0].story_id == "besar"
    assert {mover.story_id: mover.contribution > 0 for mover in moved} == {
        "besar": False,
        "kecil": False,
        "baik": True,
    }


def test_without_articles_nothing_moves() -> None:
    assert movers({}, {"usai": StoryTones(2, 2, -2)}, ToneCounts(), ToneCounts(negatif=2)) == []


def test_a_facet_in_depth_gives_sums_of_tones() -> None:
    value = FacetValue(value="a", count=4, toned=3, mean_tone=-0.3333)
    assert tones_of_stories([value]) == {"a": StoryTones(4, 3, -1)}


@pytest.mark.parametrize(
    ("recent", "earlier", "turned"),
    [
        (ToneCounts(negatif=5), ToneCounts(netral=6), True),
        (ToneCounts(negatif=2, netral=1), ToneCounts(), False),
        # Bad all along, too few, mostly good: no turn.
        (ToneCounts(negatif=5), ToneCounts(negatif=6), None),
        (ToneCounts(negatif=1), ToneCounts(), None),
        (ToneCounts(negatif=2, positif=5), ToneCounts(), None),
        (ToneCounts(negatif=2), ToneCounts(netral=1), None),
    ],
)
def test_what_turned(recent: ToneCounts, earlier: ToneCounts, turned: bool | None) -> None:
    turn = turn_of("s", recent, earlier, "hari ini")
    assert (turn.turned if turn else None) == turned


def test_the_reason_is_in_figures() -> None:
    turn = turn_of("s", ToneCounts(negatif=4, netral=1), ToneCounts(netral=9, negatif=1), "hari ini")
    assert turn is not None
    assert turn.reason == "4 dari 5 berita hari ini negatif; sebelumnya 1 dari 10."


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2026, 10, 28), date(2026, 11, 26), "dalam dua hari terakhir"),
        (date(2026, 11, 26), date(2026, 11, 26), "hari ini"),
        (date(2026, 10, 1), date(2026, 11, 1), "pada 31 Oktober sampai 1 November 2026"),
        (date(2026, 11, 25), date(2026, 11, 25), "pada 25 November 2026"),
    ],
)
def test_the_recent_days_are_named_when_they_are_not_the_last(first: date, last: date, words: str) -> None:
    assert recent_words(Period(first, last, UTC), date(2026, 11, 26)) == words


@pytest.mark.parametrize(
    ("size", "arrived", "word"),
    [
        (1, 1, "baru"),
        (3, 3, "baru"),
        (3, 2, "bertambah"),
        # Beyond the stories that were counted: one article arrived, perhaps more.
        (1, None, "baru"),
        (3, None, "bertambah"),
    ],
)
def test_a_story_is_new_when_all_of_it_arrived(size: int, arrived: int | None, word: str) -> None:
    story = Story(
        id="s", headline="", size=size, copies=0, sources=[], first_seen=NOW, last_seen=NOW, tones={}, regions=[]
    )  # fmt: skip
    assert newness(story, arrived) == word


def test_the_telling_quote_of_the_loudest_speaker_comes_first() -> None:
    short = Quote(speaker="Ana", text="Ya")
    long = Quote(speaker="Ana", text="Kami memperbaiki jalan itu pekan depan")
    other = Quote(speaker="Budi", text="Warga sudah lama menunggu perbaikan jalan")
    heard = voices([article(1, quotes=[other, short]), article(2, quotes=[long])])
    assert [(voice.speaker, voice.articles, voice.quote.text) for voice in heard] == [
        ("Ana", 2, long.text),
        ("Budi", 1, other.text),
    ]
