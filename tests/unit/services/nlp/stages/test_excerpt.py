"""What of a long article is read: never more than fits, the lead first, then the region's sentences."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from services.nlp.stages.excerpt import choose_sentences


def test_all_when_it_fits() -> None:
    assert choose_sentences([10, 10, 10], {2}, 30) == [0, 1, 2]


def test_the_regions_sentence_comes_before_the_middle() -> None:
    assert choose_sentences([20] * 10, {9}, 100) == [0, 1, 2, 3, 9]


def test_a_sentence_that_does_not_fit_gives_way_to_a_shorter_one() -> None:
    assert choose_sentences([20, 20, 90, 30], (), 75) == [0, 1, 3]


def test_a_first_sentence_longer_than_everything_is_read_alone() -> None:
    assert choose_sentences([500, 10], {1}, 100) == [0]
    assert choose_sentences([], (), 100) == []


@given(
    costs=st.lists(st.integers(1, 60), max_size=40),
    preferred=st.sets(st.integers(0, 39)),
    budget=st.integers(1, 400),
)
def test_within_the_budget_and_in_order(costs: list[int], preferred: set[int], budget: int) -> None:
    chosen = choose_sentences(costs, preferred, budget)
    assert chosen == sorted(set(chosen))
    assert sum(costs[index] for index in chosen) <= max(budget, costs[0] if costs else 0)
