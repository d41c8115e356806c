"""What comparing the texts of a story shows, worked out off the event loop and remembered for a while."""

from __future__ import annotations

import asyncio
import hashlib
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

from services.gateway.dashboard.story.answers import AnswerRow, answer_rows
from services.gateway.dashboard.story.releases import ReleaseRow, release_rows
from services.gateway.desk.clarifications import Clarification
from services.gateway.desk.story_pickup import releases
from shared.contracts.query import IndexedArticle

# A comparison holds the articles that it names: 2 MB at most, some tens of kilobytes mostly.
REMEMBERED = 16


@dataclass(frozen=True)
class Comparison:
    """The clarifications and the newest releases of a story beside its coverage."""

    answers: list[AnswerRow]
    releases: list[ReleaseRow]
    releases_left_out: int


class Comparisons:
    """Comparisons by what was compared, word for word; the least recently wanted one is forgotten first.

    A changed article, tone or clarification is another comparison, and so are the articles of another scope.
    """

    def __init__(self) -> None:
        self._known: OrderedDict[tuple[object, ...], Comparison] = OrderedDict()

    async def of(
        self, members: Sequence[IndexedArticle], clarifications: Sequence[Clarification]
    ) -> Comparison:
        """The comparison of a story's articles; up to half a second of work when it is a new one."""
        key = (await asyncio.to_thread(_fingerprint, members), *clarifications)
        if key in self._known:
            self._known.move_to_end(key)
            return self._known[key]
        made = await asyncio.to_thread(_compared, members, clarifications)
        self._known[key] = made
        if len(self._known) > REMEMBERED:
            self._known.popitem(last=False)
        return made


comparisons = Comparisons()


def _compared(members: Sequence[IndexedArticle], clarifications: Sequence[Clarification]) -> Comparison:
    rows = release_rows(members)
    return Comparison(answer_rows(clarifications, members), rows, len(releases(members)) - len(rows))


def _fingerprint(members: Sequence[IndexedArticle]) -> bytes:
    """Of every article as it is; of four hundred of them in some milliseconds."""
    digest = hashlib.sha256()
    for one in members:
        digest.update(one.model_dump_json().encode())
    return digest.digest()
