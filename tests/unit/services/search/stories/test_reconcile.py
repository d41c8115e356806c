"""Names of stories: kept, inherited, split; never taken twice."""

from __future__ import annotations

from services.search.stories.reconcile import Move, named, new_story_id
from tests.unit.services.search.stories.members import member


def test_a_new_group_is_named_after_its_eldest() -> None:
    naming = named([[member("a"), member("b")]], {}, seq=9)
    assert dict(naming.stories) == dict.fromkeys("ab", new_story_id("a"))
    assert (naming.opened, naming.moves) == ([new_story_id("a")], [])
    assert len(new_story_id("a")) == 32


def test_a_newcomer_takes_the_name_that_is_there_even_when_it_is_older() -> None:
    naming = named([[member("old"), member("b", story_id="s1")]], {"s1": 7}, seq=9)
    assert dict(naming.stories) == {"old": "s1", "b": "s1"}
    assert not naming.moves


def test_of_two_that_merge_the_one_opened_first_survives() -> None:
    group = [member("a", story_id="s9"), member("b", story_id="s9"), member("c", story_id="s1")]
    naming = named([group], {"s9": 9, "s1": 1}, seq=9)
    assert set(naming.stories.values()) == {"s1"}
    assert naming.moves == [Move("s9", "s1", ("a", "b"), opened=False)]


def test_the_larger_part_keeps_the_name() -> None:
    left = [member("a", story_id="s1")]
    stay = [member("b", story_id="s1"), member("c", story_id="s1")]
    naming = named([left, stay], {"s1": 1}, seq=9)
    assert dict(naming.stories) == {"a": new_story_id("a"), "b": "s1", "c": "s1"}
    assert naming.moves == [Move("s1", new_story_id("a"), ("a",), opened=True)]


def test_of_equal_parts_that_of_the_eldest_keeps_the_name() -> None:
    naming = named([[member("a", story_id="s1")], [member("b", story_id="s1")]], {"s1": 1}, seq=9)
    assert dict(naming.stories) == {"a": "s1", "b": new_story_id("b")}


def test_a_name_that_others_bear_is_not_given_again() -> None:
    taken = new_story_id("b")
    groups = [[member("a", story_id=taken)], [member("b", story_id="s1")], [member("c", story_id="s1")]]
    groups[2].append(member("d", story_id="s1"))
    naming = named(groups, {taken: 1, "s1": 2}, seq=9)
    assert naming.stories["a"] == taken
    assert naming.stories["b"] == new_story_id("b", 9)
    assert len(set(naming.stories.values())) == 3


def test_the_name_of_a_story_with_articles_elsewhere_stays_with_those_who_stay() -> None:
    leaves, newcomer = member("a", story_id="s2"), member("n")
    stays, joins = member("b", story_id="s2"), member("c", story_id="s1")
    groups = [[leaves, newcomer], [stays, joins]]
    naming = named(groups, {"s1": 1, "s2": 2}, seq=9, partial={"s2"}, staying={"b"})
    assert dict(naming.stories) == {"a": new_story_id("a"), "n": new_story_id("a"), "b": "s2", "c": "s2"}
