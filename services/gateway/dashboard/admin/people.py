"""/admin/pengguna: who may sign in, with which role; passwords handed out once; the door shut and opened."""

from __future__ import annotations

from datetime import datetime

from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.gateway.dashboard.admin.managed import InTenant, Managed, known_things, role_options
from services.gateway.dashboard.clock import Now
from services.gateway.dashboard.forms import Form, SentForm, blank_form, see_other
from services.gateway.dashboard.page_route import PageRoute
from services.gateway.dashboard.rendering import page, saying
from services.gateway.dashboard.visitor import AdminVisitor, Visitor
from services.gateway.errors import InvalidUser
from services.gateway.managing import grantable, managed_user
from services.gateway.presentation.wording import ROLE_NAMES
from services.gateway.roles import Role
from services.gateway.state import GatewayState, gateway_state
from services.gateway.tenants import get_tenant
from services.gateway.user_changes import change_role, reset_password, set_disabled
from services.gateway.users import User, create_user, handed_out_password, list_users

router = APIRouter(prefix="/pengguna", route_class=PageRoute, include_in_schema=False)

TAKEN = "Surel ini sudah dipakai. Satu surel hanya untuk satu pengguna."
NO_EMAIL = "Tulis alamat surel yang lengkap, misalnya nama@kutaitimurkab.go.id."
ONESELF = "Peran dan status Anda sendiri hanya dapat diubah oleh admin lain."


@router.get("")
async def people(request: Request, kelola: InTenant, now: Now) -> Response:
    """Everybody of the tenant, and the form for one more."""
    return await _list(gateway_state(request), kelola, now, blank_form(peran="analyst"))


@router.post("")
async def add(request: Request, kelola: InTenant, now: Now, form: SentForm) -> Response:
    """Make a user; the password is shown on the answer and nowhere else."""
    state, visitor = gateway_state(request), kelola.visitor
    email = form.required("surel", most=254)
    role = _role(form, visitor.user.role)
    if form.errors or role is None:
        return await _list(state, kelola, now, form, status=422)
    password = handed_out_password()
    try:
        user = await create_user(
            state.engine,
            kelola.tenant.id,
            email,
            password,
            role,
            actor=visitor.actor,
            must_change_password=True,
        )
    except InvalidUser as error:
        form.refuse("surel", TAKEN if "exists" in str(error) else NO_EMAIL)
        return await _list(state, kelola, now, form, status=422)
    return _password_page(visitor, user, password, kelola.path("/admin/pengguna"))


@router.get("/{user_id}")
async def person(request: Request, user_id: str, visitor: AdminVisitor, now: Now) -> Response:
    """One person: role, password, door."""
    state = gateway_state(request)
    user = await _managed(state, visitor, user_id)
    return await _one(state, visitor, user, now, blank_form(peran=user.role))


@router.post("/{user_id}/peran")
async def new_role(
    request: Request, user_id: str, visitor: AdminVisitor, now: Now, form: SentForm
) -> Response:
    """Give another role."""
    state = gateway_state(request)
    user = await _managed(state, visitor, user_id)
    role = _role(form, visitor.user.role)
    if user.id == visitor.user.id:
        form.refuse("peran", ONESELF)
    if form.errors or role is None:
        return await _one(state, visitor, user, now, form, status=422)
    async with known_things():
        await change_role(state.engine, user, role, actor=visitor.actor)
    return await see_other(
        request, f"/admin/pengguna/{user.id}", f"{user.email} sekarang berperan {ROLE_NAMES[role]}."
    )


@router.post("/{user_id}/sandi")
async def new_password(request: Request, user_id: str, visitor: AdminVisitor, form: SentForm) -> Response:
    """Hand out a password; it is shown on the answer and nowhere else."""
    state = gateway_state(request)
    user = await _managed(state, visitor, user_id)
    if user.id == visitor.user.id:
        return await see_other(request, "/akun", "Ganti kata sandi Anda sendiri di halaman ini.", "info")
    async with known_things():
        password = await reset_password(state.engine, user, actor=visitor.actor)
    return _password_page(visitor, user, password, f"/admin/pengguna/{user.id}")


@router.post("/{user_id}/status")
async def door(request: Request, user_id: str, visitor: AdminVisitor, now: Now, form: SentForm) -> Response:
    """Shut a person out, or let them in again."""
    state = gateway_state(request)
    user = await _managed(state, visitor, user_id)
    disabled = form.one_of("status", ("aktif", "nonaktif")) == "nonaktif"
    if user.id == visitor.user.id:
        form.refuse("status", ONESELF)
    if form.errors:
        return await _one(state, visitor, user, now, form, status=422)
    async with known_things():
        await set_disabled(state.engine, user, disabled, actor=visitor.actor)
    told = (
        f"{user.email} tidak dapat masuk lagi; semua perangkatnya sudah dikeluarkan."
        if disabled
        else f"{user.email} dapat masuk lagi dengan kata sandinya yang lama."
    )
    return await see_other(request, f"/admin/pengguna/{user.id}", told)


async def _managed(state: GatewayState, visitor: Visitor, user_id: str) -> User:
    async with known_things():
        return await managed_user(state.engine, visitor.tenant, visitor.user.role, user_id)


def _role(form: Form, own: Role) -> Role | None:
    """The role that was chosen, if this visitor may give it."""
    chosen = form.text("peran")
    found = next((role for role in grantable(own) if role == chosen), None)
    if found is None:
        form.refuse("peran", "Pilih salah satu peran.")
    return found


async def _list(
    state: GatewayState, kelola: Managed, now: datetime, form: Form, status: int = 200
) -> Response:
    users = await list_users(state.engine, kelola.tenant.id)
    return page(
        "admin/pengguna.html",
        visitor=kelola.visitor,
        status=status,
        formulir=form,
        kelola=kelola,
        orang=sorted(users, key=lambda user: (user.disabled, user.email)),
        peran_peran=role_options(kelola.visitor.user.role),
        **saying(now, kelola.visitor),
    )


async def _one(
    state: GatewayState, visitor: Visitor, user: User, now: datetime, form: Form, status: int = 200
) -> Response:
    async with known_things():
        tenant = await get_tenant(state.engine, user.tenant_id)
    return page(
        "admin/seorang.html",
        visitor=visitor,
        status=status,
        formulir=form,
        orang=user,
        kelola=Managed(visitor, tenant),
        diri=user.id == visitor.user.id,
        peran_peran=role_options(visitor.user.role),
        **saying(now, visitor),
    )


def _password_page(visitor: Visitor, user: User, password: str, back: str) -> Response:
    return page("admin/sandi.html", visitor=visitor, orang=user, sandi=password, balik=back)
