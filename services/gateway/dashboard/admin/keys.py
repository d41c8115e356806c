"""/admin/kunci: keys of programs: issued and shown once, rotated without a gap, revoked."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.gateway import keys
from services.gateway.cursors import list_of
from services.gateway.dashboard.admin.managed import InTenant, Managed, known_things, role_options
from services.gateway.dashboard.clock import Now
from services.gateway.dashboard.forms import Form, SentForm, blank_form, see_other
from services.gateway.dashboard.page_route import PageRoute
from services.gateway.dashboard.paging import newest_address, older_address
from services.gateway.dashboard.rendering import page, saying
from services.gateway.dashboard.visitor import AdminVisitor, Visitor
from services.gateway.errors import KeyEnded
from services.gateway.keys import Key
from services.gateway.keyset import mark_of
from services.gateway.managing import grantable, managed_key
from services.gateway.state import GatewayState, gateway_state
from services.gateway.tenants import get_tenant
from services.gateway.times import start_of_day

router = APIRouter(prefix="/kunci", route_class=PageRoute, include_in_schema=False)

KEYS_A_PAGE = 50
# Hours that the secret before a rotation stays good, as people choose them.
GRACES = (("24", "24 jam: cukup untuk mengganti di semua program"), ("168", "7 hari"), ("0", "Langsung mati"))
ENDED = "Kunci ini sudah dicabut atau kedaluwarsa. Buat kunci baru."


@router.get("")
async def listed(request: Request, kelola: InTenant, now: Now, sesudah: str | None = None) -> Response:
    """The keys of the tenant, and the form for another."""
    return await _list(request, kelola, now, blank_form(peran="viewer"), sesudah)


@router.post("")
async def issue(request: Request, kelola: InTenant, now: Now, form: SentForm) -> Response:
    """Issue a key; it is shown on the answer and nowhere else."""
    state, visitor = gateway_state(request), kelola.visitor
    name = form.required("nama", most=100, message="Beri nama, misalnya program yang akan memakainya.")
    chosen = form.text("peran")
    role = next((one for one in grantable(visitor.user.role) if one == chosen), None)
    if role is None:
        form.refuse("peran", "Pilih salah satu peran.")
    expires = _end_of_day(form, kelola, now)
    if form.errors or role is None:
        return await _list(request, kelola, now, form, None, status=422)
    issued = await keys.issue_key(
        state.engine, kelola.tenant.id, role, expires, name=name, actor=visitor.actor
    )
    return _secret_page(visitor, name, issued.key, kelola.path("/admin/kunci"))


@router.get("/{key_id}")
async def one(request: Request, key_id: str, visitor: AdminVisitor, now: Now) -> Response:
    """One key: its use, rotation, the end."""
    state = gateway_state(request)
    key = await _managed(state, visitor, key_id)
    return await _one(state, visitor, key, now, blank_form(jeda="24"))


@router.post("/{key_id}/putar")
async def rotate(request: Request, key_id: str, visitor: AdminVisitor, now: Now, form: SentForm) -> Response:
    """Give the key a new secret, shown on the answer and nowhere else."""
    state = gateway_state(request)
    key = await _managed(state, visitor, key_id)
    hours = form.one_of("jeda", [value for value, _ in GRACES], default="24")
    if form.errors:
        return await _one(state, visitor, key, now, form, status=422)
    try:
        async with known_things():
            rotated = await keys.rotate_key(
                state.engine, key.id, timedelta(hours=int(hours)), actor=visitor.actor
            )
    except KeyEnded:
        form.refuse("jeda", ENDED)
        return await _one(state, visitor, key, now, form, status=409)
    until = None if hours == "0" else rotated.previous_until
    return _secret_page(visitor, key.name or key.prefix, rotated.key, f"/admin/kunci/{key.id}", until, now)


@router.post("/{key_id}/cabut")
async def revoke(request: Request, key_id: str, visitor: AdminVisitor, form: SentForm) -> Response:
    """Make the key unusable from now on."""
    state = gateway_state(request)
    key = await _managed(state, visitor, key_id)
    async with known_things():
        await keys.revoke_key(state.engine, key.id, actor=visitor.actor)
    told = f"Kunci {key.name or key.prefix} dicabut; program yang memakainya ditolak mulai sekarang."
    return await see_other(request, f"/admin/kunci/{key.id}", told)


async def _managed(state: GatewayState, visitor: Visitor, key_id: str) -> Key:
    async with known_things():
        return await managed_key(state.engine, visitor.tenant, visitor.user.role, key_id)


def _end_of_day(form: Form, kelola: Managed, now: datetime) -> datetime | None:
    """The end of the last day on which the key is good, in the tenant's zone; None for ever."""
    text = form.text("sampai")
    if not text:
        return None
    try:
        ends = start_of_day(date.fromisoformat(text) + timedelta(days=1), kelola.tenant.zone)
    except (ValueError, OverflowError):
        form.refuse("sampai", "Tanggal itu tidak ada dalam kalender.")
        return None
    if ends <= now:
        form.refuse("sampai", "Tanggal itu sudah lewat.")
    return ends


async def _list(
    request: Request, kelola: Managed, now: datetime, form: Form, after: str | None, status: int = 200
) -> Response:
    state = gateway_state(request)
    bound_to = list_of(kelola.visitor.tenant, "dashboard.keys", kelola.tenant.id)
    found = await keys.list_keys(
        state.engine, kelola.tenant.id, limit=KEYS_A_PAGE + 1, after=state.cursors.read(after, bound_to)
    )
    shown = found[:KEYS_A_PAGE]
    more = mark_of(shown[-1].created_at, shown[-1].id) if len(found) > len(shown) else None
    return page(
        "admin/kunci.html",
        visitor=kelola.visitor,
        status=status,
        formulir=form,
        kelola=kelola,
        kunci=shown,
        keadaan=lambda key: state_of(key, now),
        peran_peran=role_options(kelola.visitor.user.role),
        hari_ini=now.astimezone(kelola.tenant.zone).date().isoformat(),
        terbaru=newest_address(request),
        berikutnya=older_address(request, state.cursors.write(more, bound_to)),
        **saying(now, kelola.visitor),
    )


def state_of(key: Key, now: datetime) -> tuple[str, str]:
    """Whether a key is good, in a word, and the colour of the word."""
    if key.revoked_at is not None:
        return "Dicabut", "bahaya"
    if key.expires_at is not None and key.expires_at <= now:
        return "Kedaluwarsa", "bahaya"
    if key.expires_at is not None and key.expires_at - now < timedelta(days=14):
        return "Hampir habis", "waspada"
    return "Berlaku", "baik"


async def _one(
    state: GatewayState, visitor: Visitor, key: Key, now: datetime, form: Form, status: int = 200
) -> Response:
    async with known_things():
        tenant = await get_tenant(state.engine, key.tenant_id)
    return page(
        "admin/satu_kunci.html",
        visitor=visitor,
        status=status,
        formulir=form,
        kunci=key,
        kelola=Managed(visitor, tenant),
        keadaan=state_of(key, now),
        dipakai=key.usable(now),
        jeda_jeda=GRACES,
        **saying(now, visitor),
    )


def _secret_page(
    visitor: Visitor,
    name: str,
    secret: str,
    back: str,
    until: datetime | None = None,
    now: datetime | None = None,
) -> Response:
    said = saying(now, visitor)["kapan"](until) if until is not None and now is not None else ""
    return page(
        "admin/rahasia.html", visitor=visitor, nama=name, rahasia=secret, balik=back, lama_sampai=said
    )
