"""Grouping: by the mean of a group, blind to order, copies pointing at the eldest."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from services.search.stories.partition import copies_of, originals_of, stories_of
from tests.search_world import PARAGRAPH
from tests.unit.services.search.stories.members import ids, member

# No mean of some square roots of primes equals that of others: there are no equals.
PRIMES = (2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47)


def test_a_chain_of_two_likenesses_does_not_join_two_events() -> None:
    a, b, c = (member(key, hours=k) for k, key in enumerate("abc"))
    scores = np.array([[0, 5, -9], [5, 0, 1], [-9, 1, 0]], dtype=float)
    assert ids(stories_of([a, b, c], scores, 0.0)) == [["a", "b"], ["c"]]


def test_one_weak_pair_does_not_part_three_who_belong_together() -> None:
    a, b, c = (member(key, hours=k) for k, key in enumerate("abc"))
    scores = np.array([[0, 5, -2], [5, 0, 4], [-2, 4, 0]], dtype=float)
    assert ids(stories_of([a, b, c], scores, 0.0)) == [["a", "b", "c"]]


def test_stories_and_their_articles_are_sorted_by_age() -> None:
    members = [member("a", hours=9), member("b", hours=2), member("c", hours=5)]
    scores = np.array([[0, 5, -9], [5, 0, -9], [-9, -9, 0]], dtype=float)
    assert ids(stories_of(members, scores, 0.0)) == [["b", "a"], ["c"]]


@settings(max_examples=60, deadline=None)
@given(st.permutations(range(15)), st.permutations(range(6)))
def test_the_order_of_rows_does_not_matter(ranks: list[int], order: list[int]) -> None:
    distinct = [rank * 0.6 - 3.5 + 0.01 * prime**0.5 for rank, prime in zip(ranks, PRIMES, strict=True)]
    scores = np.zeros((6, 6))
    scores[np.triu_indices(6, 1)] = distinct
    scores += scores.T
    members = [member(f"m{k}", about=None, text="kabar", hours=k) for k in range(6)]
    plain = ids(stories_of(members, scores, 0.0))
    shuffled = ids(stories_of([members[k] for k in order], scores[np.ix_(order, order)], 0.0))
    assert plain == shuffled


def test_copies_point_at_the_eldest() -> None:
    release = member("b", hours=1)
    lead = member("c", text=f"SANGATTA, KABAR PESISIR – {PARAGRAPH} (red/ian)", hours=3)
    half = member("d", text=" ".join(PARAGRAPH.split()[:30]), hours=5)
    own = member("a", text="Murid naik perahu ketinting sejak jembatan gantung itu putus.", hours=0)
    assert copies_of([own, release, lead, half]) == {"c": "b", "d": "b"}


def test_a_changed_lead_a_byline_and_a_cut_tail_are_still_a_copy() -> None:
    body = PARAGRAPH.split(". ")
    retold = f"Sebuah jembatan di Telen ambruk. {'. '.join(body[1:3])}. Penulis: Sinta. Editor: Made."
    assert copies_of([member("a"), member("b", text=retold, hours=2)]) == {"b": "a"}


def test_what_only_two_copies_share_joins_them_to_one_original() -> None:
    words = PARAGRAPH.split()
    head, tail = member("a", text=" ".join(words[:26])), member("b", text=" ".join(words[24:]), hours=1)
    assert copies_of([head, tail]) == {}
    assert copies_of([head, tail, member("c", hours=2)]) == {"b": "a", "c": "a"}


def test_the_same_words_a_fortnight_later_are_no_copy() -> None:
    assert copies_of([member("a"), member("b", hours=14 * 24)]) == {}


def test_who_stays_stays_together_and_apart_from_those_of_another_story() -> None:
    members = [
        member(key, story_id=story, hours=k)
        for k, (key, story) in enumerate(zip("abcd", "ssto", strict=True))
    ]
    scores = np.array([[0, -9, 5, -9], [-9, 0, 5, -9], [5, 5, 0, 5], [-9, -9, 5, 0]], dtype=float)
    found = stories_of(members, scores, 0.0, staying={"a", "b", "c"})
    assert ids(found) == [["a", "b"], ["c", "d"]]


def test_those_who_stay_hand_their_original_on_to_newcomers_even_to_an_older_one() -> None:
    older, newer = member("n", hours=-2), member("m", hours=9)
    stay = [replace(member("b", hours=1), copy_of="far"), replace(member("c", hours=2), copy_of="far")]
    story = [older, *stay, newer]
    assert originals_of(story, {"b", "c"}) == dict.fromkeys("nbcm", "far")
    assert originals_of(story) == dict.fromkeys("bcm", "n")
