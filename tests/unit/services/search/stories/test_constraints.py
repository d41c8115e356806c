"""Corrections taken together: belonging together is transitive, and the later one holds."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from services.search.stories.constraints import UNCONSTRAINED, Correction, CorrectionKind, resolved


def correction(number: int, kind: CorrectionKind, first: str, second: str = "") -> Correction:
    """A correction over articles with names of one letter."""
    return Correction(f"k{number}", number, kind, (frozenset(first), frozenset(second)))


def test_nothing_is_asked_for_without_corrections() -> None:
    assert resolved([]) == UNCONSTRAINED


def test_what_is_merged_belongs_together_transitively() -> None:
    found = resolved([correction(1, "merge", "ab", "c"), correction(2, "merge", "c", "d")])
    assert found.together("a") == frozenset("abcd")
    assert found.together("z") == frozenset()


def test_what_is_split_belongs_together_and_apart_from_all_who_stay() -> None:
    found = resolved([correction(1, "split", "xy", "abc")])
    assert found.together("x") == frozenset("xy")
    assert found.together("a") == frozenset("a")
    assert found.apart_from("y") == frozenset("abc")
    assert found.apart_from("b") == frozenset("x")


def test_apart_holds_for_everybody_who_belongs_to_either_side() -> None:
    found = resolved([correction(1, "split", "x", "a"), correction(2, "merge", "x", "n")])
    assert found.apart_from("n") == frozenset("a")
    assert found.apart_from("a") == frozenset("n")


def test_a_later_split_takes_out_of_an_earlier_merge_what_it_names() -> None:
    found = resolved([correction(1, "merge", "ab", "cd"), correction(2, "split", "d", "abc")])
    assert found.together("a") == frozenset("abc")
    assert found.together("d") == frozenset("d")
    assert found.overrides == {"k2": frozenset({"k1"})}


def test_a_later_merge_overrides_an_earlier_split() -> None:
    found = resolved([correction(1, "split", "x", "a"), correction(2, "merge", "x", "a")])
    assert found.together("x") == frozenset("ax")
    assert found.apart == {}
    assert found.overrides == {"k2": frozenset({"k1"})}


def test_of_three_that_contradict_each_other_the_earliest_yields() -> None:
    found = resolved(
        [correction(1, "merge", "a", "b"), correction(2, "merge", "b", "c"), correction(3, "split", "a", "c")]
    )
    assert found.together("b") == frozenset("bc")
    assert found.apart_from("a") == frozenset("b")
    assert found.overrides == {"k3": frozenset({"k1"})}


def test_a_split_yields_to_the_chain_that_joined_its_sides_and_not_to_itself() -> None:
    chain = [
        Correction("k2", 2, "merge", (frozenset("c"), frozenset("a"))),
        Correction("k3", 3, "merge", (frozenset("a"), frozenset("g"))),
    ]
    split = Correction("k1", 1, "split", (frozenset("bc"), frozenset("g")))
    assert resolved([split, *chain]).overrides == {"k2": frozenset({"k1"}), "k3": frozenset({"k1"})}


SOME = st.sets(st.sampled_from("abcdefgh"), min_size=1, max_size=5)


@st.composite
def corrections(draw: st.DrawFn) -> list[Correction]:
    """A few corrections, of which splits have two sides."""
    made = []
    for number in range(1, draw(st.integers(1, 6)) + 1):
        first, second = draw(SOME), draw(SOME)
        kind: CorrectionKind = "merge" if draw(st.booleans()) else "split"
        if kind == "split":
            second = (second - first) or (set("abcdefgh") - first)
        made.append(Correction(f"k{number}", number, kind, (frozenset(first), frozenset(second))))
    return made


@given(corrections(), st.randoms())
def test_the_outcome_is_consistent_and_the_latest_holds_in_full(
    made: list[Correction], shuffler: random.Random
) -> None:
    found = resolved(made)
    shuffled = list(made)
    shuffler.shuffle(shuffled)
    assert resolved(shuffled) == found
    for unit, articles in found.articles.items():
        assert min(articles) == unit
        assert unit not in found.apart.get(unit, ())
        assert all(unit in found.apart[other] for other in found.apart.get(unit, ()))
    leaving, staying = made[-1].sides
    held = leaving | staying if made[-1].kind == "merge" else leaving
    assert all(held <= found.together(article) for article in held)
    if made[-1].kind == "split":
        assert all(found.units[stays] in found.apart_from(leaves) for leaves in leaving for stays in staying)
    assert "k1" not in found.overrides


@given(corrections())
def test_what_gives_way_is_told(made: list[Correction]) -> None:
    found = resolved(made)
    yielded = set().union(*found.overrides.values())
    for each in made:
        leaving, staying = each.sides
        whole = leaving | staying if each.kind == "merge" else leaving
        broken = not all(whole <= found.together(article) for article in whole)
        if each.kind == "split":
            broken |= any(found.units[one] == found.units[other] for one in leaving for other in staying)
        assert (each.id in yielded) == broken
