"""Folding copies: of an article and its copies, the first that the filter finds counts, and only that.

The original (`copy_of` names it in its copies) where the filter finds it, else the earliest copy that it
does find: so an event never vanishes because its original lies outside the scope, the period or the outlets
that were asked for. Which copies stand in is looked up before the question itself is asked; then folding is
one more criterion, for lists, figures, stories and exports alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from services.search.index.criteria import AllOf, AnyOf, Criterion, IsOriginal, OneOf
from services.search.index.selection import criteria_of
from shared.contracts.query import Filter

# Elasticsearch takes up to 65,536 values in one condition.
_VALUES_AT_ONCE = 30_000


def unfolded(wanted: Filter, asked: Criterion) -> Criterion:
    """What the filter and `asked` find with all copies."""
    return criteria_of(wanted.model_copy(update={"copies": "include"}), asked=asked)


def folded(wanted: Filter, ids: Sequence[str] | None, asked: Criterion, stand_ins: Sequence[str]) -> AllOf:
    """What both ask for, given the copies that stand in for an original that they do not find."""
    chosen = [
        AnyOf("id", tuple(stand_ins[start : start + _VALUES_AT_ONCE]))
        for start in range(0, len(stand_ins), _VALUES_AT_ONCE)
    ]
    first = OneOf((IsOriginal(), *chosen)) if chosen else IsOriginal()
    parts = criteria_of(wanted, ids, asked).criteria
    return AllOf(tuple(first if part == IsOriginal() else part for part in parts))


def bereft(first_copies: Mapping[str, str], found_originals: Iterable[str]) -> list[str]:
    """The first copies, by original, of those originals that were not found."""
    found = set(found_originals)
    return sorted(copy for original, copy in first_copies.items() if original not in found)
