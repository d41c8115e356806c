"""/cerita: the stories of a region, by state, topic, tone and office, in three orders."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from services.gateway.dashboard.clock import Now
from services.gateway.dashboard.page_route import PageRoute
from services.gateway.dashboard.paging import newest_address, older_address
from services.gateway.dashboard.rendering import page, saying
from services.gateway.dashboard.story.choice import ORDERS, Chosen, StoryChoice
from services.gateway.dashboard.story.listing import (
    MOST_READ,
    MOST_WORKS,
    ListedStory,
    count_stories,
    stories_of,
)
from services.gateway.dashboard.story.states import STATE_CHOICES
from services.gateway.dashboard.visitor import SignedIn, Visitor
from services.gateway.desk.offices import Office, list_offices
from services.gateway.desk.story_work import STORY_STATE_NAMES
from services.gateway.presentation.source_names import source_names
from services.gateway.presentation.story_cards import StoryCard, story_card
from services.gateway.presentation.wording import TONE_NAMES, TOPIC_NAMES, tone_name, topic_name
from services.gateway.state import gateway_state

router = APIRouter(route_class=PageRoute, include_in_schema=False)

Option = tuple[str, str]

# What a team still has to do, counted at every visit; what is settled only grows.
_COUNTED = ("perlu_jawaban", "ditelaah")


@dataclass(frozen=True)
class StoryRow:
    """A story in the list: its card, the state of the work on it, the office."""

    card: StoryCard
    state: str
    state_name: str
    office: str
    by_hand: bool


@dataclass(frozen=True)
class StateChip:
    """A state to choose; `count` is what its list shows, None where that is not known beforehand."""

    name: str
    path: str
    chosen: bool
    count: int | None


@router.get("/cerita")
async def story_list(
    request: Request,
    visitor: SignedIn,
    now: Now,
    choice: Chosen,
    sesudah: Annotated[str | None, Query(max_length=2000)] = None,
    halaman: Annotated[int, Query(ge=1, le=1000)] = 1,
) -> Response:
    """The page."""
    state = gateway_state(request)
    others = [choice.but(keadaan=one) for one in _COUNTED if one != choice.keadaan]
    found, counted, offices, names = await asyncio.gather(
        stories_of(state, visitor, choice, sesudah, halaman),
        asyncio.gather(*(count_stories(state, visitor, other) for other in others)),
        list_offices(state.engine, visitor.tenant.id, only_active=True),
        source_names(request).known(),
    )
    chosen = choice.selection
    counts = {other.keadaan: number for other, number in zip(others, counted, strict=True)}
    counts[choice.keadaan] = None if found.cut else found.total
    later = choice.page(found.next_page) if found.next_page else older_address(request, found.cursor)
    return page(
        "cerita/daftar.html",
        visitor=visitor,
        pilihan=chosen,
        ekor=chosen.tail,
        saringan=choice,
        baris=[_row(one, names, now, visitor) for one in found.items],
        jumlah=found.total,
        terpotong=found.cut,
        terbanyak=MOST_WORKS if choice.of_all_times else MOST_READ,
        keadaan=_state_chips(choice, counts),
        topik=list(TOPIC_NAMES.items()),
        nada_nada=list(TONE_NAMES.items()),
        kantor=[(office.id, office.short_name) for office in offices],
        urutan=list(ORDERS.items()),
        terpasang=_set(choice, offices),
        terbaru=newest_address(request) or (choice.path if halaman > 1 else None),
        berikutnya=later,
        lanjutan=sesudah is not None or halaman > 1,
        **saying(now, visitor),
    )


def _row(one: ListedStory, names: dict[str, str], now: datetime, visitor: Visitor) -> StoryRow:
    # Also a story of one article has a page: that is where a team works on it.
    card = replace(story_card(one.story, names, now, visitor.tenant.zone), path=f"/cerita/{one.story.id}")
    state = one.team.state
    office = one.office.short_name if one.office else ""
    return StoryRow(card, state, STORY_STATE_NAMES[state], office, one.by_hand)


def _state_chips(choice: StoryChoice, counts: Mapping[str, int | None]) -> list[StateChip]:
    """All states and each, what waits first."""
    chips = [StateChip("Semua", choice.but(keadaan="").path, not choice.keadaan, None)]
    for state, name in sorted(STATE_CHOICES, key=lambda one: one[0] != "perlu_jawaban"):
        path = choice.but(keadaan=state).path
        chips.append(StateChip(name, path, choice.keadaan == state, counts.get(state)))
    return chips


def _set(choice: StoryChoice, offices: Sequence[Office]) -> list[Option]:
    """The filters that are on, beside the state: their words and the address without each."""
    found = []
    if choice.topik:
        found.append((topic_name(choice.topik), choice.but(topik="").path))
    if choice.nada:
        found.append((f"Ada berita {tone_name(choice.nada).lower()}", choice.but(nada="").path))
    if choice.opd:
        name = next((office.short_name for office in offices if office.id == choice.opd), "OPD lain")
        found.append((name, choice.but(opd="").path))
    return found
