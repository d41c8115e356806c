"""Everything the page of a story shows, gathered for its template."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from services.gateway.dashboard.forms import Form
from services.gateway.dashboard.rendering import saying
from services.gateway.dashboard.selection import Selection
from services.gateway.dashboard.story import telling
from services.gateway.dashboard.story.comparisons import comparisons
from services.gateway.dashboard.story.lookup import StoryAtHand
from services.gateway.dashboard.story.states import SETTLED, STATE_CHOICES
from services.gateway.dashboard.visitor import Visitor
from services.gateway.desk.clarifications import clarifications_of
from services.gateway.desk.offices import list_offices, topics_of_offices
from services.gateway.desk.story_notes import notes_of
from services.gateway.desk.story_work import STORY_STATE_NAMES, WorkChange, changes_of
from services.gateway.presentation import chart_parts
from services.gateway.presentation.dates import said
from services.gateway.presentation.story_cards import tone_shares
from services.gateway.presentation.wording import TONE_NAMES
from services.gateway.state import GatewayState
from shared.contracts.story import Correction

ARTICLES_A_PAGE = 30
SPEAKERS_SHOWN = 5
CHANGES_SHOWN = 10
STANDING = ("in_force", "waiting", "partly", "overridden")
CORRECTION_STATES = {
    "waiting": "menunggu giliran",
    "in_force": "berlaku",
    "partly": "berlaku sebagian",
    "overridden": "kalah oleh koreksi yang lebih baru",
    "undone": "diurungkan",
}


async def page_values(
    state: GatewayState,
    visitor: Visitor,
    chosen: Selection,
    now: datetime,
    story: StoryAtHand,
    form: Form,
    tone: str = "",
    number: int = 1,
) -> dict[str, Any]:
    """The values of cerita/cerita.html; `tone` and `number` choose which articles are listed."""
    engine, tenant = state.engine, visitor.tenant
    team, detail = story.team, story.detail
    changes, notes, clarifications, offices, by_topic = await asyncio.gather(
        changes_of(engine, tenant.id, team.ids),
        notes_of(engine, tenant.id, team.ids),
        clarifications_of(engine, tenant.id, team.ids),
        list_offices(engine, tenant.id),
        topics_of_offices(engine, tenant.id),
    )
    compared = await comparisons.of(story.members, clarifications)
    proposed = next((by_topic[one.value] for one in detail.topics if one.value in by_topic), None)
    picked = next((one for one in offices if one.id == team.office_id), None)
    listed = [one for one in story.members if not tone or _tone(one) == tone]
    groups = telling.folded(listed)
    start = (number - 1) * ARTICLES_A_PAGE
    here = f"/cerita/{detail.id}"
    return {
        "cerita": detail,
        "ekor": chosen.tail,
        "pilihan": chosen,
        "alamat": here,
        "ukuran": telling.size_words(detail),
        "ringkasan": [one for one in detail.summary if _plain(one) != _plain(detail.headline)],
        "nada_nada": tone_shares(detail.tones),
        "keadaan": team.state,
        "nama_keadaan": STORY_STATE_NAMES,
        "pilihan_keadaan": STATE_CHOICES,
        "terakhir": next((one for one in changes if one.kind == "state"), None),
        "riwayat_kerja": changes,
        "sejak_selesai": _since_settled(story, changes),
        "kantor": [(one.id, one.name) for one in offices if one.active or one.id == team.office_id],
        "kantor_kini": picked or proposed,
        "kantor_dipilih": picked,
        "kantor_usulan": proposed,
        "catatan": notes,
        "formulir": form,
        "klarifikasi": compared.answers,
        "rilis": compared.releases,
        "rilis_lain": compared.releases_left_out,
        "kelompok": groups[start : start + ARTICLES_A_PAGE],
        "nada_terpilih": tone if tone in TONE_NAMES else "",
        "terbaru": _articles_path(here, chosen, tone, 1) if number > 1 else None,
        "berikutnya": _articles_path(here, chosen, tone, number + 1)
        if start + ARTICLES_A_PAGE < len(groups)
        else None,
        "terpotong": story.cut,
        "jalur_nada": lambda wanted: _articles_path(here, chosen, wanted, 1),
        "bukti_cari": _search_path(detail.id),
        "perjalanan": telling.course_rows(detail.course, detail.turning_point),
        "berbalik": telling.turning_sentence(detail.turning_point) if detail.turning_point else "",
        "lebar_bagan": chart_parts.WIDTH,
        "tinggi_bagan": chart_parts.HEIGHT,
        # The newest article is part of the address, so that an old chart is not shown from a cache.
        "bagan_apa": urlencode({"sampai": detail.last_seen.isoformat(), "jumlah": detail.size}),
        "pembicara": detail.speakers[:SPEAKERS_SHOWN],
        "pembicara_lain": detail.speakers[SPEAKERS_SHOWN:],
        "koreksi": [(one, CORRECTION_STATES[one.state]) for one in detail.history.corrections],
        "dapat_diurungkan": lambda one: _may_undo(one, visitor),
        "perubahan": [
            (telling.change_sentence(one, detail.id), one) for one in detail.history.changes[:CHANGES_SHOWN]
        ],
        "hari_ini": now.astimezone(tenant.zone),
        "terbit_ringkas": lambda moment: said(moment, now, tenant.zone),
        **saying(now, visitor),
    }


def _plain(sentence: str) -> str:
    return sentence.strip(" .").casefold()


def _tone(one: Any) -> str:
    return one.enrichment.tone.label if one.enrichment.tone else "belum"


def _articles_path(here: str, chosen: Selection, tone: str, number: int) -> str:
    more = {"nada": tone or None, "berita": str(number) if number > 1 else None}
    return f"{chosen.path(here, **more)}#berita"


def _search_path(story_id: str) -> str:
    """All articles of the story on the search page, copies among them."""
    wanted = {"cerita": story_id, "hari": "semua", "lingkup": "semua", "salinan": "semua"}
    return f"/cari?{urlencode(wanted)}"


def _since_settled(story: StoryAtHand, changes: list[WorkChange]) -> int:
    """How many articles came after the team thought that it was done."""
    if story.team.state not in SETTLED:
        return 0
    settled = next((one.at for one in changes if one.kind == "state"), None)
    return 0 if settled is None else sum(one.article.seen_at > settled for one in story.members)


def _may_undo(one: Correction, visitor: Visitor) -> bool:
    return (
        one.id is not None
        and one.state in STANDING
        and (one.own or visitor.may("operator"))
        and visitor.may("analyst")
    )
