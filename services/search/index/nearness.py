"""Where units of words stand near each other in a text: the meaning of ``"banjir sangatta"~5``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

Place: TypeAlias = tuple[int, int]
"""First and last word of a unit, counted from 0."""


def near_places(found: Sequence[str], units: Sequence[Sequence[str]], gaps: int) -> list[list[Place]]:
    """The places of the units in each shortest stretch of words that holds all with at most `gaps` others.

    No two units share a word, so that they never overlap.
    """
    starts = sorted(
        (start, number)
        for number, unit in enumerate(units)
        for start in range(len(found) - len(unit) + 1)
        if found[start] == unit[0] and list(found[start : start + len(unit)]) == list(unit)
    )
    allowed = gaps + sum(len(unit) for unit in units)
    # The last place of each unit so far: from the earliest of them goes the shortest stretch that ends here.
    latest: dict[int, Place] = {}
    stretches: list[list[Place]] = []
    for start, number in starts:
        latest[number] = (start, start + len(units[number]) - 1)
        places = sorted(latest.values())
        if len(places) == len(units) and places[-1][1] - places[0][0] + 1 <= allowed:
            stretches.append(places)
    return stretches
