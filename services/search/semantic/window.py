"""Pages through a ranking that is computed anew for each page.

A cursor names the last article given and its place. The next page goes on behind that article wherever it
stands by then, so that what came in meanwhile moves nothing to and fro; where it is gone (deleted, or no
longer among the candidates), behind its place.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from services.search.index.port import Hit
from services.search.query.errors import BadCursor


def page_of(
    ranking: Sequence[Hit], after: list[Any] | None, limit: int
) -> tuple[list[Hit], list[Any] | None]:
    """The hits of a page, and the cursor of the next one (None at the end). BadCursor for another `after`."""
    start = _start(ranking, after)
    shown = list(ranking[start : start + limit])
    end = start + len(shown)
    return shown, [end, shown[-1].id] if shown and end < len(ranking) else None


def _start(ranking: Sequence[Hit], after: list[Any] | None) -> int:
    match after:
        case None:
            return 0
        case [int() as place, str() as last] if not isinstance(place, bool) and place > 0:
            behind = (number for number, hit in enumerate(ranking, start=1) if hit.id == last)
            return next(behind, place)
        case _:
            raise BadCursor
