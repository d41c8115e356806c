"""/admin/jejak: who changed what, newest first; the own tenant's for an admin, everything for an operator."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.gateway.audit import Acts, list_acts
from services.gateway.cursors import list_of
from services.gateway.dashboard.admin.act_details import act_detail
from services.gateway.dashboard.admin.act_words import ACT_NAMES, act_name, actor_name
from services.gateway.dashboard.clock import Now
from services.gateway.dashboard.page_route import PageRoute
from services.gateway.dashboard.paging import newest_address, older_address
from services.gateway.dashboard.rendering import page, saying
from services.gateway.dashboard.visitor import AdminVisitor, Visitor
from services.gateway.internal_calls import NotFound
from services.gateway.keys import list_keys
from services.gateway.state import GatewayState, gateway_state
from services.gateway.tenants import list_tenants
from services.gateway.times import BadTime, lower_bound, upper_bound
from services.gateway.users import list_users

router = APIRouter(prefix="/jejak", route_class=PageRoute, include_in_schema=False)

ACTS_A_PAGE = 50
NO_DATE = "Tanggal itu tidak ada dalam kalender; jejak ditampilkan tanpa batas tanggal."


@router.get("")
async def trail(
    request: Request,
    visitor: AdminVisitor,
    now: Now,
    pelaku: str = "",
    apa: str = "",
    dari: str = "",
    sampai: str = "",
    penyewa: str = "",
    sesudah: str | None = None,
) -> Response:
    """The lines that the address asks for."""
    state = gateway_state(request)
    everywhere = visitor.may("operator")
    if penyewa and penyewa != visitor.tenant.id and not everywhere:
        raise NotFound(penyewa)
    problem = ""
    try:
        start = lower_bound(dari, visitor.tenant.zone) if dari else None
        end = upper_bound(sampai, visitor.tenant.zone) if sampai else None
    except BadTime:
        start = end = None
        problem = NO_DATE
    which = Acts(
        tenant_id=_asked(penyewa, 32) if everywhere else visitor.tenant.id,
        actor=_asked(pelaku, 100),
        action=_asked(apa, 50),
        start=start,
        end=end,
    )
    bound_to = list_of(visitor.tenant, "dashboard.audit", which)
    after = state.cursors.read(sesudah, bound_to)
    found, total = await list_acts(
        state.engine, which, limit=ACTS_A_PAGE + 1, after=int(after[0]) if after else None
    )
    shown = found[:ACTS_A_PAGE]
    more = [shown[-1].id] if len(found) > len(shown) else None
    people, keys, names = await _names(state, visitor)
    tenants = {tenant.id: tenant.name for tenant in await list_tenants(state.engine)} if everywhere else {}
    said = saying(now, visitor)
    return page(
        "admin/jejak.html",
        visitor=visitor,
        jejak=shown,
        jumlah=total,
        masalah=problem,
        siapa=lambda actor: actor_name(actor, people, keys),
        perbuatan=act_name,
        rincian=lambda act: act_detail(act.action, act.subject, act.detail, names | tenants, said["kapan"]),
        pilihan_apa=list(ACT_NAMES.items()),
        pilihan_pelaku=_actors(people, keys, pelaku),
        nama_penyewa=tenants,
        saring={"pelaku": pelaku, "apa": apa, "dari": dari, "sampai": sampai, "penyewa": penyewa},
        disaring=any((pelaku, apa, dari, sampai, penyewa)),
        terbaru=newest_address(request),
        berikutnya=older_address(request, state.cursors.write(more, bound_to)),
        **said,
    )


def _asked(text: str, longest: int) -> str | None:
    """What the address asks for, as long as the column and without NUL, which PostgreSQL does not compare."""
    return text.replace("\x00", "")[:longest] or None


async def _names(
    state: GatewayState, visitor: Visitor
) -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    """E-mail addresses by user id, names by key prefix, and both by id: of the own tenant, or of all.

    An operator sees all.
    """
    only = None if visitor.may("operator") else visitor.tenant.id
    people = {user.id: user.email for user in await list_users(state.engine, only)}
    keys = await list_keys(state.engine, only)
    named = {key.id: f"Kunci {key.name or key.prefix}" for key in keys}
    return people, {key.prefix: key.name for key in keys}, people | named


def _actors(people: dict[str, str], keys: dict[str, str], present: str) -> list[tuple[str, str]]:
    """Who can be asked for; whoever the address names already is among them."""
    found = [(f"user:{key}", email) for key, email in sorted(people.items(), key=lambda pair: pair[1])]
    found += [(f"key:{prefix}", f"Kunci {name or prefix}") for prefix, name in keys.items()]
    found.append(("cli", "Perintah di peladen"))
    if present and present not in dict(found):
        found.append((present, actor_name(present, people, keys)))
    return found
