"""/laporan: what was made, and the way to make more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from services.gateway.dashboard.clock import Now
from services.gateway.dashboard.page_route import PageRoute
from services.gateway.dashboard.paging import newest_address, older_address
from services.gateway.dashboard.rendering import page, saying
from services.gateway.dashboard.report import (
    clipping_routes,
    edition_routes,
    letterhead_routes,
    monitoring_routes,
    schedule_routes,
    sheet_routes,
    worklog_routes,
)
from services.gateway.dashboard.report.edition_view import STATE_COLOURS, who_name
from services.gateway.dashboard.report.making import path_of
from services.gateway.dashboard.selection import Selected
from services.gateway.dashboard.visitor import SignedIn, Visitor
from services.gateway.reports.editions import STATE_NAMES, EditionHead, list_editions
from services.gateway.reports.kinds import BY_ID, KINDS
from services.gateway.reports.making import sees_region
from services.gateway.reports.schedules import list_schedules
from services.gateway.state import gateway_state
from services.gateway.users import list_users

router = APIRouter(route_class=PageRoute, include_in_schema=False)

EDITIONS_A_PAGE = 20


@dataclass(frozen=True)
class EditionRow:
    """A report in the list."""

    path: str
    title: str
    kind: str
    number: str
    state: str
    colour: str
    made: str
    by: str


@router.get("/laporan")
async def reports(
    request: Request,
    visitor: SignedIn,
    now: Now,
    chosen: Selected,
    jenis: Annotated[str, Query(max_length=16)] = "",
    sesudah: str | None = None,
) -> Response:
    """The kinds of reports, and the editions that were made, newest first."""
    state = gateway_state(request)
    kind = jenis if jenis in BY_ID else ""
    list_of = f"dashboard.reports {visitor.tenant.id} {kind}"
    heads, after = await list_editions(
        state.engine,
        visitor.tenant.id,
        kind=kind,
        limit=EDITIONS_A_PAGE,
        after=state.cursors.read(sesudah, list_of),
        seen_by=_seen_by(visitor),
    )
    heads = [head for head in heads if sees_region(visitor.tenant, head.key.region)]
    words = saying(now, visitor)
    users = {user.id: user for user in await list_users(state.engine, visitor.tenant.id)}

    def row(head: EditionHead) -> EditionRow:
        return EditionRow(
            path=path_of(head.key.kind, head.id),
            title=head.title,
            kind=BY_ID[head.key.kind].name,
            number=head.number,
            state=STATE_NAMES[head.state],
            colour=STATE_COLOURS[head.state],
            made=words["kapan"](head.made_at),
            by=who_name(head.made_by, users),
        )

    return page(
        "laporan/daftar.html",
        visitor=visitor,
        ekor=chosen.tail,
        jenis_jenis=KINDS,
        tab=[("Semua", "/laporan", not kind)]
        + [(one.name, f"/laporan?jenis={one.id}", kind == one.id) for one in KINDS],
        baris=[row(head) for head in heads if head.key.kind in BY_ID],
        jadwal=[one for one in await list_schedules(state.engine, visitor.tenant.id) if one.active],
        terbaru=newest_address(request),
        berikutnya=older_address(request, state.cursors.write(after, list_of)),
        **words,
    )


def _seen_by(visitor: Visitor) -> str | None:
    """Whose personal reports are listed: an admin sees all."""
    return None if visitor.may("admin") else visitor.user.id


# Those with fixed names before that which takes any kind and id.
PARTS = (
    clipping_routes,
    sheet_routes,
    schedule_routes,
    letterhead_routes,
    monitoring_routes,
    worklog_routes,
    edition_routes,
)
for part in PARTS:
    router.include_router(part.router)
