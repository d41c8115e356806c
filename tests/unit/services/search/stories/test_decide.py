"""Story decisions: what makes a copy, what makes the same event, and what never does."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from services.search.stories import decide as rules
from services.search.stories.decide import decide, new_story_id
from tests.search_world import PARAGRAPH
from tests.unit.services.search.stories.members import member, shelf

OTHER_TEXT = (
    "Murid dari dusun seberang naik perahu ketinting sejak jembatan Muara Pantun tidak dapat dilewati."
)


def test_an_article_alone_opens_a_story_named_after_itself() -> None:
    decision = decide(member("a"), shelf())
    assert decision.story_id == new_story_id("a")
    assert len(decision.story_id) == 32
    assert decision.copy_of is None


def test_a_near_copy_joins_the_story_and_names_its_original() -> None:
    original = member("a", story_id="s1")
    copy = member("b", text=f"Sangatta - {PARAGRAPH} Editor: Red.", hours=2, about=None)
    decision = decide(copy, shelf(original))
    assert (decision.story_id, decision.copy_of, decision.demoted) == ("s1", "a", ())


def test_a_copy_of_a_copy_names_the_original() -> None:
    original = member("a", story_id="s1", hours=-30)
    copy = member("b", story_id="s1", copy_of="a")
    decision = decide(member("c", hours=2), shelf(original, copy))
    assert decision.copy_of == "a"


def test_an_original_that_is_seen_last_takes_its_place() -> None:
    first, second = member("b", story_id="s1", hours=3), member("c", story_id="s1", copy_of="b", hours=4)
    decision = decide(member("a"), shelf(first, second))
    assert decision.story_id == "s1"
    assert decision.copy_of is None
    assert decision.demoted == ("b", "c")


def test_the_same_words_a_fortnight_later_are_no_copy() -> None:
    decision = decide(member("b", hours=14 * 24), shelf(member("a", story_id="s1")))
    assert decision.copy_of is None
    assert decision.story_id == new_story_id("b")


def test_half_of_a_text_about_another_region_is_no_copy() -> None:
    half = (
        " ".join(PARAGRAPH.split()[:24]) + " " + "Semua warga Kecamatan Pekalongan Utara sudah kembali. " * 3
    )
    here = member("a", text=half, story_id="s1")
    assert decide(member("b"), shelf(here)).copy_of == "a"
    assert decide(member("b", regions=["33.75"]), shelf(here)).copy_of is None


def test_the_same_event_told_differently_joins_the_story() -> None:
    decision = decide(member("b", text=OTHER_TEXT, hours=20), shelf(member("a", story_id="s1")))
    assert (decision.story_id, decision.copy_of) == ("s1", None)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"regions": ["33.28"]}, "about another region"),
        ({"about": "pasar"}, "about something else"),
        ({"hours": 24 * 30.0}, "a month later"),
        ({"about": None}, "its embedding failed"),
    ],
)
def test_what_does_not_join(change: dict[str, object], why: str) -> None:
    text = "Harga cabai rawit naik di pasar induk menjelang hari raya." if "about" in change else OTHER_TEXT
    newcomer = member("b", text=text, **change)  # type: ignore[arg-type]  # the cases above are well typed
    assert decide(newcomer, shelf(member("a", story_id="s1"))).story_id == new_story_id("b"), why


def test_a_province_contains_its_regencies() -> None:
    newcomer = member("b", text=OTHER_TEXT, regions=["64"])
    assert decide(newcomer, shelf(member("a", story_id="s1"))).story_id == "s1"
    assert not member("b", regions=["6"]).shares_region(member("a", regions=["64.08"]))


def test_one_similar_member_does_not_chain_two_events() -> None:
    near = member("a", story_id="s1")
    far = [
        member(f"far{k}", about=f"lain{k}", text=f"Rapat anggaran nomor {k}.", story_id="s1")
        for k in range(9)
    ]
    newcomer = member("b", text=OTHER_TEXT)
    assert decide(newcomer, shelf(near)).story_id == "s1"
    assert decide(newcomer, shelf(near, *far)).story_id == new_story_id("b")


def test_a_revision_keeps_its_story_and_loses_a_copy_that_it_is_no_more() -> None:
    revised = member(
        "b", text="Isi berita ini telah dihapus seluruhnya oleh redaksi.", story_id="s1", copy_of="a"
    )
    neighbours = shelf(member("a", story_id="s1", hours=-1), revised)
    assert decide(revised, neighbours) == rules.Decision("s1", None)


def test_a_revision_does_not_find_itself() -> None:
    there = member("a", story_id="s1")
    assert decide(replace(there, words=there.words), shelf(there)) == rules.Decision("s1", None)


def test_the_order_of_neighbours_does_not_matter() -> None:
    others = [member(f"m{k}", about="jembatan", text=f"{OTHER_TEXT} {k}", story_id=f"s{k}") for k in range(6)]
    newcomer = member("b", text=OTHER_TEXT)
    decisions = {
        decide(newcomer, shelf(*[others[k] for k in np.random.default_rng(seed).permutation(6)]))
        for seed in range(5)
    }
    assert len(decisions) == 1


def test_the_more_articles_are_compared_the_more_alike_two_must_be() -> None:
    here, there, nowhere = member("a"), member("b", regions=["33.28"]), member("c", regions=[])
    crowds = [rules.least_score(here, here, crowd) for crowd in (0, 1, 10, 100, 1000)]
    assert crowds == pytest.approx([0.45, 0.45, 0.54, 0.91, 1.28])
    assert rules.least_score(here, there, 1) == float("inf")
    assert rules.least_score(here, nowhere, 1) == 0.9
