"""Where a page ends: cursors of article and story lists, checked on the way back in.

An article cursor is [sort key, id]: epoch milliseconds, or the score for relevance. A story cursor is
[last_seen in epoch milliseconds, story id]. Both name the last item given, so that a page never repeats it
even when newer articles came in meanwhile; no state is held in the index between two pages.
"""

from __future__ import annotations

from typing import Any

from services.search.query.errors import BadCursor


def sort_key_and_id(after: list[Any] | None) -> tuple[float, str] | None:
    """The last item's sort key and id; None for a first page. BadCursor when it is neither."""
    if after is None:
        return None
    match after:
        case [int() | float() as key, str() as identifier] if not isinstance(key, bool):
            return key, identifier
        case _:
            raise BadCursor
