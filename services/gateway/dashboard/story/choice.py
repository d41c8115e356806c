"""Which stories the list shows, in which order, as the address says it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated

from fastapi import Depends, Query

from services.gateway.dashboard.selection import Selected, Selection
from services.gateway.desk.story_work import STORY_STATES
from services.gateway.presentation.wording import TONE_NAMES
from shared.contracts.enrichment import TOPICS

ORDERS = {"terbaru": "Terbaru", "terbanyak": "Paling banyak diberitakan", "negatif": "Paling negatif"}


@dataclass(frozen=True)
class StoryChoice:
    """Filters and order; empty is no filter. Field names are the parameters of the address."""

    selection: Selection
    keadaan: str = ""
    topik: str = ""
    nada: str = ""
    opd: str = ""
    urut: str = "terbaru"

    @property
    def address(self) -> dict[str, str]:
        """The parameters beyond region and period; what is usual is left out."""
        named = {"keadaan": self.keadaan, "topik": self.topik, "nada": self.nada, "opd": self.opd}
        order = {} if self.urut == "terbaru" else {"urut": self.urut}
        return {name: value for name, value in named.items() if value} | order

    @property
    def path(self) -> str:
        """The address of this list."""
        return self.selection.path("/cerita", **self.address)

    def but(self, **changed: str) -> StoryChoice:
        """The same list with something else."""
        # Every field but the selection, which nobody changes here, is a string.
        return replace(self, **changed)  # type: ignore[arg-type]

    def page(self, number: int) -> str:
        """The address of a page of this list, counted from 1."""
        return self.selection.path("/cerita", **self.address, halaman=str(number))

    @property
    def of_all_times(self) -> bool:
        """A state that a team has set is not lost sight of because a month went by."""
        return self.keadaan not in ("", "baru")

    @property
    def plain(self) -> bool:
        """Whether the search service alone can page through it, newest first."""
        return self.urut == "terbaru" and not self.keadaan and not self.opd

    @property
    def narrowed(self) -> bool:
        """Whether anything but region and period narrows."""
        return bool(self.keadaan or self.topik or self.nada or self.opd)


def story_choice(
    chosen: Selected,
    keadaan: Annotated[str, Query(max_length=20)] = "",
    topik: Annotated[str, Query(max_length=40)] = "",
    nada: Annotated[str, Query(max_length=10)] = "",
    opd: Annotated[str, Query(max_length=32)] = "",
    urut: Annotated[str, Query(max_length=10)] = "terbaru",
) -> StoryChoice:
    """What the address chooses (a FastAPI dependency); what means nothing is no filter."""
    return StoryChoice(
        chosen,
        keadaan=keadaan if keadaan in STORY_STATES else "",
        topik=topik if topik in TOPICS else "",
        nada=nada if nada in TONE_NAMES else "",
        opd=opd,
        urut=urut if urut in ORDERS else "terbaru",
    )


Chosen = Annotated[StoryChoice, Depends(story_choice)]
