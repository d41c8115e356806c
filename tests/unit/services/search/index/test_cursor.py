"""Cursors: only what an index hands out comes back in."""

from __future__ import annotations

from typing import Any

import pytest

from services.search.index.cursor import sort_key_and_id
from services.search.query.errors import BadCursor


def test_a_first_page_has_none() -> None:
    assert sort_key_and_id(None) is None


@pytest.mark.parametrize("after", [[1762135200000, "a"], [1.25, "a"], [0, ""]])
def test_a_key_and_an_id(after: list[Any]) -> None:
    assert sort_key_and_id(after) == tuple(after)


@pytest.mark.parametrize("after", [[], [1], ["a", 1], [1, "a", 2], [True, "a"], [None, "a"], [[1], "a"]])
def test_anything_else_is_refused(after: list[Any]) -> None:
    with pytest.raises(BadCursor):
        sort_key_and_id(after)
