"""/admin/penyewa: who uses this installation and which regions each sees; for operators."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.gateway.dashboard.admin.managed import known_things
from services.gateway.dashboard.admin.typed_region import UnclearRegion, typed_scope
from services.gateway.dashboard.forms import Form, SentForm, blank_form, see_other
from services.gateway.dashboard.page_route import PageRoute
from services.gateway.dashboard.rendering import page
from services.gateway.dashboard.visitor import OperatorVisitor, Visitor
from services.gateway.errors import InvalidTenant, NameTaken
from services.gateway.presentation.region_choice import region_name
from services.gateway.state import GatewayState, gateway_state
from services.gateway.tenants import (
    LARGEST_QUOTA,
    Tenant,
    TenantChange,
    change_tenant,
    create_tenant,
    get_tenant,
    list_tenants,
)
from services.gateway.users import list_users
from shared.regions import WHOLE_COUNTRY

router = APIRouter(prefix="/penyewa", route_class=PageRoute, include_in_schema=False)

ZONES = (
    ("Asia/Jakarta", "WIB (Asia/Jakarta)"),
    ("Asia/Makassar", "WITA (Asia/Makassar)"),
    ("Asia/Jayapura", "WIT (Asia/Jayapura)"),
)
TAKEN = "Sudah ada penyewa dengan nama ini."
# By the fields of InvalidTenant.
_FIELDS = {"name": "nama", "regions": "wilayah", "timezone": "zona", "daily_quota": "kuota"}


@router.get("")
async def tenants(request: Request, visitor: OperatorVisitor) -> Response:
    """All tenants, and the form for another."""
    return await _list(gateway_state(request), visitor, blank_form())


@router.post("")
async def add(request: Request, visitor: OperatorVisitor, form: SentForm) -> Response:
    """Make a tenant."""
    state = gateway_state(request)
    name, regions, zone, quota = _typed(form)
    if not form.errors:
        try:
            made = await create_tenant(
                state.engine, name, regions, zone or None, daily_quota=quota, actor=visitor.actor
            )
        except InvalidTenant as error:
            _refuse(form, error)
        else:
            told = f"{made.name} dibuat. Tambahkan sekarang admin pertamanya."
            return await see_other(request, f"/admin/pengguna?penyewa={made.id}", told)
    return await _list(state, visitor, form, status=422)


@router.get("/{tenant_id}")
async def one(request: Request, tenant_id: str, visitor: OperatorVisitor) -> Response:
    """One tenant to change."""
    tenant = await _found(gateway_state(request), tenant_id)
    filled = blank_form(
        nama=tenant.name,
        wilayah="\n".join(_written(code) for code in tenant.scope),
        zona=tenant.timezone,
        kuota="" if tenant.daily_quota is None else str(tenant.daily_quota),
    )
    return _one(visitor, tenant, filled)


@router.post("/{tenant_id}")
async def change(request: Request, tenant_id: str, visitor: OperatorVisitor, form: SentForm) -> Response:
    """Write a tenant as it is now; its saved searches follow its regions."""
    state = gateway_state(request)
    tenant = await _found(state, tenant_id)
    name, regions, zone, quota = _typed(form)
    if not form.errors:
        wanted = TenantChange(
            name,
            regions if tuple(regions) != tenant.scope else None,
            zone if zone and zone != tenant.timezone else None,
            quota or 0,
        )

        async def rescope(carried: Tenant) -> None:
            await state.search.rescope(carried.id, carried.scope, carried.timezone)

        try:
            async with known_things():
                await change_tenant(state.engine, tenant_id, wanted, rescope, actor=visitor.actor)
        except InvalidTenant as error:
            _refuse(form, error)
        else:
            return await see_other(request, "/admin/penyewa", f"{name} disimpan.")
    return _one(visitor, tenant, form, status=422)


def _typed(form: Form) -> tuple[str, list[str], str, int | None]:
    name = form.required("nama", most=200)
    regions: list[str] = []
    text = form.required("wilayah", message="Tulis paling sedikit satu wilayah.")
    try:
        regions = typed_scope(text)
    except UnclearRegion as error:
        form.refuse("wilayah", str(error))
    if text and not regions:
        form.refuse("wilayah", "Tulis paling sedikit satu wilayah.")
    quota_text = form.text("kuota").replace(".", "")
    quota = int(quota_text) if quota_text.isascii() and quota_text.isdigit() else None
    if quota_text and (quota is None or not 1 <= quota <= LARGEST_QUOTA):
        form.refuse("kuota", "Tulis angka permintaan per hari, atau kosongkan.")
    return name, regions, form.text("zona", most=64), quota


def _refuse(form: Form, error: InvalidTenant) -> None:
    if isinstance(error, NameTaken):
        form.refuse("nama", TAKEN)
    else:
        form.refuse(_FIELDS.get(error.field, "nama"), "Nilai ini tidak dapat dipakai. Periksa lagi.")


def _written(code: str) -> str:
    """A region as typed_scope reads it back: its name where that says enough."""
    return "Indonesia" if code == WHOLE_COUNTRY else code


async def _found(state: GatewayState, tenant_id: str) -> Tenant:
    async with known_things():
        return await get_tenant(state.engine, tenant_id)


async def _list(state: GatewayState, visitor: Visitor, form: Form, status: int = 200) -> Response:
    found = await list_tenants(state.engine)
    people: dict[str, int] = {}
    for user in await list_users(state.engine):
        people[user.tenant_id] = people.get(user.tenant_id, 0) + 1
    return page(
        "admin/penyewa.html",
        visitor=visitor,
        status=status,
        formulir=form,
        penyewa=sorted(found, key=lambda tenant: tenant.name.casefold()),
        orang=people,
        wilayah=lambda code: "Seluruh Indonesia" if code == WHOLE_COUNTRY else region_name(code),
        zona=[("", "Menurut wilayah pertama"), *ZONES],
        kuota_umum=state.settings.tenant_daily_quota,
    )


def _one(visitor: Visitor, tenant: Tenant, form: Form, status: int = 200) -> Response:
    known = [value for value, _ in ZONES]
    other = [] if tenant.timezone in known else [(tenant.timezone, tenant.timezone)]
    return page(
        "admin/satu_penyewa.html",
        visitor=visitor,
        status=status,
        formulir=form,
        penyewa=tenant,
        zona=[*ZONES, *other],
    )
