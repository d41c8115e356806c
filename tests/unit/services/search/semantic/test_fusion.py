"""Reciprocal rank fusion, against sums done by hand."""

from __future__ import annotations

import pytest

from services.search.index.port import Hit
from services.search.semantic.fusion import fused


def ranking(*ids: str) -> list[Hit]:
    return [Hit(id_, 1.0 - number / 10) for number, id_ in enumerate(ids)]


def test_places_add_up_and_scores_do_not_matter() -> None:
    found = fused([ranking("a", "b", "c"), ranking("b", "d")])
    assert [hit.id for hit in found] == ["b", "a", "d", "c"]
    by_id = {hit.id: hit.score for hit in found}
    assert by_id["b"] == pytest.approx(1 / 62 + 1 / 61)
    assert by_id["c"] == pytest.approx(1 / 63)


def test_equal_sums_stand_in_order_of_the_id() -> None:
    assert [hit.id for hit in fused([ranking("z", "b"), ranking("a", "c")])] == ["a", "z", "b", "c"]


def test_nothing_fuses_to_nothing() -> None:
    assert fused([[], []]) == []
