"""Pages through a ranking that may change between two of them."""

from __future__ import annotations

from typing import Any

import pytest

from services.search.index.port import Hit
from services.search.query.errors import BadCursor
from services.search.semantic.window import page_of


def ranking(ids: str) -> list[Hit]:
    return [Hit(id_, 0.5) for id_ in ids]


def ids(hits: list[Hit]) -> str:
    return "".join(hit.id for hit in hits)


def test_a_walk_gives_every_article_once_and_ends() -> None:
    given, after = "", None
    while True:
        hits, after = page_of(ranking("abcdefg"), after, 3)
        given += ids(hits)
        if after is None:
            break
    assert given == "abcdefg"


def test_a_newcomer_above_shifts_nothing() -> None:
    _, after = page_of(ranking("abcdef"), None, 2)
    hits, _ = page_of(ranking("xabcdef"), after, 2)
    assert ids(hits) == "cd"


def test_where_the_last_article_is_gone_its_place_counts() -> None:
    _, after = page_of(ranking("abcdef"), None, 2)
    hits, _ = page_of(ranking("acdef"), after, 2)
    assert ids(hits) == "de"


def test_behind_the_end_is_nothing() -> None:
    assert page_of(ranking("ab"), [2, "b"], 5) == ([], None)
    assert page_of([], None, 5) == ([], None)


@pytest.mark.parametrize("after", [["a", 1], [0, "a"], [True, "a"], [1.5, "a"], [1], [1, "a", 2], ["1"]])
def test_a_cursor_of_another_list_is_refused(after: list[Any]) -> None:
    with pytest.raises(BadCursor):
        page_of(ranking("ab"), after, 1)
