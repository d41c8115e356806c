"""Collects what is linked with articles that came or changed: the sets within which stories are grouped.

Two articles are linked by their score, or because a correction says that they belong together.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy.ext.asyncio import AsyncConnection

from services.search.stories.constraints import Constraints
from services.search.stories.member import Member
from services.search.stories.thresholds import FITTED, MOST_TOGETHER
from services.search.stories.window import Window


@dataclass
class Reached:
    """Articles in sets (each sorted by id) that have no link with one another.

    `crowded`: the last set was cut at MOST_TOGETHER, and what is linked with further roots was not asked.
    """

    sets: list[list[Member]] = field(default_factory=list)
    crowded: bool = False


async def reached(
    connection: AsyncConnection, window: Window, roots: Sequence[str], constraints: Constraints
) -> Reached:
    """The articles linked with any of these, directly or by way of others; in a crowd the closest.

    Roots that are not in memory are left out.
    """
    for root in roots:
        # First all of them: a neighbour that was compared before learns here that they came.
        await _compare(connection, window, root)
    found = Reached()
    seen: set[str] = set()
    for root in roots:
        if root in seen or window.get(root) is None:
            continue
        closest, found.crowded = await _closest(connection, window, root, constraints)
        fresh = [member for member in closest.values() if member.id not in seen]
        seen |= set(closest)
        found.sets.append(sorted(fresh, key=lambda member: member.id))
        if found.crowded:
            break
    return found


async def _closest(
    connection: AsyncConnection, window: Window, root: str, constraints: Constraints
) -> tuple[dict[str, Member], bool]:
    """The root and what links lead to, closest links first; and whether MOST_TOGETHER left some out.

    What belongs together comes before everything else, however far apart it was published.
    """
    found: dict[str, Member] = {}
    waiting = [(0.0, root)]
    while waiting:
        _, nearest = heapq.heappop(waiting)
        member = window.get(nearest)
        if member is None or nearest in found:
            continue
        if len(found) == MOST_TOGETHER:
            return found, True
        found[nearest] = member
        mates = constraints.together(nearest) - found.keys()
        await window.bring(connection, mates)
        for mate in mates:
            heapq.heappush(waiting, (-math.inf, mate))
        for other, score in (await _compare(connection, window, nearest)).items():
            if score >= FITTED.join and other not in found:
                heapq.heappush(waiting, (-score, other))
    return found, False


async def _compare(connection: AsyncConnection, window: Window, article_id: str) -> dict[str, float]:
    """The scores of an article with its candidates; none when it is not in memory."""
    member = window.get(article_id)
    if member is None:
        return {}
    return window.links.of(member, await window.around(connection, member.published_at))
