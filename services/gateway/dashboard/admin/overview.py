"""/admin: every part of the administration with the one figure that says whether it wants attention."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.gateway.audit import Acts, list_acts
from services.gateway.dashboard.admin.act_words import act_name, actor_name
from services.gateway.dashboard.admin.source_state import SourceState, troubled
from services.gateway.dashboard.admin.sources import visible_states
from services.gateway.dashboard.clock import Now
from services.gateway.dashboard.page_route import PageRoute
from services.gateway.dashboard.rendering import page, saying
from services.gateway.dashboard.visitor import AdminVisitor
from services.gateway.desk.offices import list_offices, topics_of_offices
from services.gateway.desk.playbook import list_actions
from services.gateway.keys import list_keys
from services.gateway.presentation.wording import TOPIC_NAMES, number
from services.gateway.state import gateway_state
from services.gateway.tenants import count_tenants
from services.gateway.users import list_users
from shared.contracts.crawl import Source
from shared.runtime.clients import ServiceUnavailable

router = APIRouter(route_class=PageRoute, include_in_schema=False)

LAST_ACTS = 5


@dataclass(frozen=True)
class Part:
    """A part of the administration: where it is, what is in it, and what wants attention."""

    name: str
    path: str
    says: str
    warning: str = ""


@router.get("/admin")
async def overview(request: Request, visitor: AdminVisitor, now: Now) -> Response:
    """The page."""
    state = gateway_state(request)
    engine, tenant_id = state.engine, visitor.tenant.id
    users = await list_users(engine, tenant_id)
    keys = await list_keys(engine, tenant_id)
    usable = [key for key in keys if key.usable(now)]
    try:
        sources: list[tuple[Source, SourceState]] | None = await visible_states(state, visitor, now)
    except ServiceUnavailable:
        sources = None
    assigned = await topics_of_offices(engine, tenant_id)
    # "Lainnya" is no topic to answer for.
    missing = len(TOPIC_NAMES) - 1 - len(assigned.keys() - {"lainnya"})
    actions = await list_actions(engine, tenant_id)
    acts, _ = await list_acts(engine, Acts(tenant_id=tenant_id), limit=LAST_ACTS)
    waiting = sum(user.must_change_password and not user.disabled for user in users)
    parts = [
        Part(
            "Pengguna",
            "/admin/pengguna",
            f"{number(sum(not user.disabled for user in users))} orang dapat masuk",
            f"{number(waiting)} belum mengganti sandi awal" if waiting else "",
        ),
        Part(
            "Kunci API",
            "/admin/kunci",
            f"{number(len(usable))} kunci berlaku" if usable else "Belum ada kunci yang berlaku",
        ),
        _sources_part(sources),
        Part(
            "OPD dan topiknya",
            "/admin/opd",
            f"{number(len(await list_offices(engine, tenant_id, only_active=True)))} OPD",
            f"{number(missing)} topik belum ada OPD-nya" if missing else "",
        ),
        Part(
            "Panduan tindak",
            "/admin/panduan",
            f"{number(sum(action.active for action in actions))} langkah dipakai dalam telaah",
        ),
        Part("Masa simpan", "/admin/penyimpanan", "Berapa lama setiap hal disimpan"),
    ]
    if visitor.may("operator"):
        parts.append(
            Part("Penyewa", "/admin/penyewa", f"{number(await count_tenants(engine))} pemerintah daerah")
        )
    people = {user.id: user.email for user in users}
    key_names = {key.prefix: key.name for key in keys}
    return page(
        "admin/ringkasan.html",
        visitor=visitor,
        bagian_bagian=parts,
        jejak=acts,
        siapa=lambda actor: actor_name(actor, people, key_names),
        perbuatan=act_name,
        **saying(now, visitor),
    )


def _sources_part(sources: list[tuple[Source, SourceState]] | None) -> Part:
    if sources is None:
        return Part("Sumber", "/admin/sumber", "", "Pengumpul berita belum menjawab")
    troubles = troubled([state for _, state in sources])
    return Part(
        "Sumber",
        "/admin/sumber",
        f"{number(len(sources))} situs dikunjungi",
        f"{number(troubles)} perlu diperhatikan" if troubles else "",
    )
