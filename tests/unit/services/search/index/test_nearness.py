"""Nearness: any order, others counted between the outermost, shortest stretches only."""

from __future__ import annotations

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from services.search.index.nearness import near_places

_TEXT = "banjir besar di kota sangatta dan banjir di desa".split()


def test_the_words_between_the_outermost_are_counted() -> None:
    units = [("banjir",), ("sangatta",)]
    assert near_places(_TEXT, units, 0) == []
    assert near_places(_TEXT, units, 1) == [[(4, 4), (6, 6)]]
    assert near_places(_TEXT, units, 3) == [[(0, 0), (4, 4)], [(4, 4), (6, 6)]]


def test_words_of_other_units_are_not_counted() -> None:
    assert near_places(_TEXT, [("banjir",), ("kota",), ("sangatta",)], 1) == [[(3, 3), (4, 4), (6, 6)]]


def test_a_unit_of_several_words_stands_side_by_side() -> None:
    assert near_places("undang baru undang undang desa".split(), [("undang", "undang"), ("desa",)], 0) == [
        [(2, 3), (4, 4)]
    ]


@settings(deadline=None)
@given(
    st.lists(st.sampled_from("abcx"), max_size=9),
    st.permutations([("a",), ("b", "b"), ("c",)]),
    st.integers(2, 3),
    st.integers(0, 4),
)
def test_it_finds_what_trying_all_stretches_finds(
    found: list[str], units: list[tuple[str, ...]], count: int, gaps: int
) -> None:
    wanted = units[:count]
    length = gaps + sum(len(unit) for unit in wanted)
    stretches = [
        found[first : last + 1]
        for first, last in itertools.combinations_with_replacement(range(len(found)), 2)
        if last - first < length
    ]
    there = any(all("".join(unit) in "".join(stretch) for unit in wanted) for stretch in stretches)
    assert bool(near_places(found, wanted, gaps)) == there
