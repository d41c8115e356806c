"""/akun: who one is here, the password, the devices that are signed in."""

from __future__ import annotations

from datetime import datetime

from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.gateway import audit
from services.gateway.dashboard.account.device_rows import device_rows
from services.gateway.dashboard.clock import Now
from services.gateway.dashboard.forms import Form, SentForm, blank_form, see_other
from services.gateway.dashboard.page_route import PageRoute
from services.gateway.dashboard.rendering import page, saying
from services.gateway.dashboard.sign_in import sign_in_throttle, signed_out
from services.gateway.dashboard.visitor import SignedIn, Visitor, client_address
from services.gateway.errors import InvalidUser
from services.gateway.internal_calls import NotFound
from services.gateway.sessions import end_session, end_sessions, sessions_of
from services.gateway.state import GatewayState, gateway_state
from services.gateway.users import NEW_PASSWORD_LENGTH, change_password, close_tour

router = APIRouter(prefix="/akun", route_class=PageRoute, include_in_schema=False)

WRONG_OLD = "Kata sandi sekarang tidak cocok."
WEAK = (
    "Pakai 12 sampai 256 huruf, bukan alamat surel Anda, bukan kata sandi lama, dan jangan mengulang huruf "
    "yang itu-itu saja."
)
NOT_TWICE = "Dua isian kata sandi baru tidak sama."


@router.get("")
async def account(request: Request, visitor: SignedIn, now: Now) -> Response:
    """The page."""
    return await _page(gateway_state(request), visitor, now, blank_form())


@router.post("/sandi")
async def new_password(request: Request, visitor: SignedIn, now: Now, form: SentForm) -> Response:
    """Change the password; every other device is signed out."""
    state = gateway_state(request)
    old, new = form.raw("lama"), form.raw("baru")
    if not old:
        form.refuse("lama", "Isi kata sandi Anda yang sekarang.")
    if len(new) not in NEW_PASSWORD_LENGTH:
        form.refuse("baru", WEAK)
    if new != form.raw("ulang"):
        form.refuse("ulang", NOT_TWICE)
    if form.errors:
        return await _page(state, visitor, now, form, status=422)
    # Whoever sits down at an unlocked desk must not guess here what the sign-in page would not let him guess.
    throttle, address = sign_in_throttle(request), client_address(request)
    wait = throttle.wait(visitor.user.email, address)
    if wait:
        form.refuse("lama", f"Terlalu banyak percobaan. Coba lagi dalam {-(-wait // 60)} menit.")
        return await _page(state, visitor, now, form, status=429)
    throttle.failed(visitor.user.email, address)
    try:
        ended = await change_password(state.engine, visitor.user, old, new, keep_session=visitor.session.id)
    except InvalidUser as error:
        if error.field == "old":
            form.refuse("lama", WRONG_OLD)
        else:
            throttle.succeeded(visitor.user.email, address)
            form.refuse("baru", WEAK)
        return await _page(state, visitor, now, form, status=422)
    throttle.succeeded(visitor.user.email, address)
    told = "Kata sandi sudah diganti."
    if ended:
        told += " Perangkat lain sudah dikeluarkan; masuk di sana dengan kata sandi baru."
    return await see_other(request, "/akun", told)


@router.post("/perangkat")
async def end_one(request: Request, visitor: SignedIn, form: SentForm) -> Response:
    """Sign one device out. Raises NotFound for another user's session."""
    state = gateway_state(request)
    if not await end_session(state.engine, visitor.user.id, form.text("sesi")):
        raise NotFound("no such session")
    await audit.note(
        state.engine,
        actor=visitor.actor,
        action="session.end",
        subject=visitor.user.id,
        tenant_id=visitor.tenant.id,
        detail="one device",
    )
    return await see_other(request, "/akun", "Perangkat itu sudah dikeluarkan.")


@router.post("/keluar-semua")
async def end_all(request: Request, visitor: SignedIn, form: SentForm) -> Response:
    """Sign all devices out, this one too."""
    state = gateway_state(request)
    async with state.engine.begin() as connection:
        ended = await end_sessions(connection, visitor.user.id)
        await audit.record(
            connection,
            actor=visitor.actor,
            action="session.end",
            subject=visitor.user.id,
            tenant_id=visitor.tenant.id,
            detail=f"all {ended} devices",
        )
    return signed_out()


@router.post("/tur")
async def end_tour(request: Request, visitor: SignedIn, now: Now, form: SentForm) -> Response:
    """Remember that the first-use tour was read."""
    await close_tour(gateway_state(request).engine, visitor.user.id, now)
    return await see_other(request, "/")


async def _page(
    state: GatewayState, visitor: Visitor, now: datetime, form: Form, status: int = 200
) -> Response:
    sessions = await sessions_of(state.engine, visitor.user.id)
    return page(
        "akun/akun.html",
        visitor=visitor,
        status=status,
        formulir=form,
        perangkat=device_rows(sessions, visitor.session.id, now, visitor.tenant.zone),
        **saying(now, visitor),
    )
