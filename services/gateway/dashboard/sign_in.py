"""Signing in and out: /masuk and /keluar."""

from __future__ import annotations

import secrets
from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from services.gateway import audit
from services.gateway.dashboard.headers import PRIVATE, SECURITY_HEADERS
from services.gateway.dashboard.page_route import PageRoute
from services.gateway.dashboard.rendering import page
from services.gateway.dashboard.throttle import SignInThrottle
from services.gateway.dashboard.visitor import (
    SESSION_COOKIE,
    ForeignForm,
    SignedIn,
    check_csrf,
    client_address,
    find_visitor,
    local_path,
)
from services.gateway.presentation.wording import number
from services.gateway.sessions import SESSION_LENGTH, close_session, open_session
from services.gateway.state import GatewayState, gateway_state
from services.gateway.users import User, authenticate
from shared.runtime.logs import get_logger

log = get_logger("gateway.sign_in")
router = APIRouter(route_class=PageRoute, include_in_schema=False)

# Before there is a session the form's token lies in a cookie of its own (double submit).
FORM_COOKIE = "gaung_formulir"
FORM_COOKIE_SECONDS = 3600
TOO_OLD = "Halaman ini terbuka terlalu lama. Isi kata sandi sekali lagi."
WRONG = "Surel atau kata sandi salah. Periksa huruf besar dan kecil, lalu coba lagi."


@router.get("/masuk")
async def sign_in_page(request: Request, lanjut: str = "/") -> Response:
    """The form; whoever is signed in already goes on."""
    if await find_visitor(request, gateway_state(request)) is not None:
        return _go(local_path(lanjut))
    return _form(request, lanjut)


@router.post("/masuk")
async def sign_in(
    request: Request,
    email: Annotated[str, Form(max_length=254)] = "",
    password: Annotated[str, Form(max_length=256)] = "",
    csrf: Annotated[str, Form()] = "",
    lanjut: Annotated[str, Form()] = "/",
) -> Response:
    """Open a session when e-mail and password fit."""
    state = gateway_state(request)
    try:
        check_csrf(csrf, request.cookies.get(FORM_COOKIE, ""))
    except ForeignForm:
        # From another site, or a page left open overnight: nobody is signed in, a fresh form is at hand.
        return _form(request, lanjut, email, TOO_OLD, status=403)
    throttle, address = sign_in_throttle(request), client_address(request)
    wait = throttle.wait(email, address)
    if wait:
        log.warning("sign-in throttled", address=address, wait_seconds=wait)
        minutes = number(-(-wait // 60))
        message = f"Terlalu banyak percobaan. Coba lagi dalam {minutes} menit."
        return _form(request, lanjut, email, message, status=429, headers={"Retry-After": str(wait)})
    # Counted before the password is checked, so that attempts side by side cannot slip through together.
    throttle.failed(email, address)
    user = await authenticate(state.engine, email, password)
    if user is None:
        log.info("sign-in failed", address=address)
        return _form(request, lanjut, email, WRONG, status=401)
    throttle.succeeded(email, address)
    token, _ = await open_session(
        state.engine, user.id, agent=request.headers.get("user-agent", ""), address=address
    )
    await _note(state, user, "session.open", address)
    answer = _go(local_path(lanjut))
    answer.set_cookie(
        SESSION_COOKIE,
        token,
        max_age=int(SESSION_LENGTH.total_seconds()),
        httponly=True,
        secure=_secure(state),
        samesite="lax",
    )
    answer.delete_cookie(FORM_COOKIE)
    return answer


@router.post("/keluar")
async def sign_out(request: Request, visitor: SignedIn, csrf: Annotated[str, Form()] = "") -> Response:
    """Close the session."""
    check_csrf(csrf, visitor.session.csrf)
    state = gateway_state(request)
    await close_session(state.engine, visitor.token)
    await _note(state, visitor.user, "session.close", client_address(request))
    return signed_out()


def signed_out() -> Response:
    """To the sign-in page, without the cookie of a session that has ended."""
    answer = _go("/masuk")
    answer.delete_cookie(SESSION_COOKIE)
    return answer


def _form(
    request: Request,
    wanted: str,
    email: str = "",
    error: str = "",
    status: int = 200,
    headers: dict[str, str] | None = None,
) -> Response:
    csrf = request.cookies.get(FORM_COOKIE) or secrets.token_urlsafe(32)
    answer = page(
        "masuk.html",
        status=status,
        headers=headers,
        csrf=csrf,
        lanjut=local_path(wanted),
        email=email,
        galat=error,
    )
    answer.set_cookie(
        FORM_COOKIE,
        csrf,
        max_age=FORM_COOKIE_SECONDS,
        httponly=True,
        secure=_secure(gateway_state(request)),
        samesite="strict",
    )
    return answer


def _go(path: str) -> RedirectResponse:
    return RedirectResponse(path, status_code=303, headers=SECURITY_HEADERS | PRIVATE)


def _secure(state: GatewayState) -> bool:
    return state.settings.public_url.startswith("https://")


def sign_in_throttle(request: Request) -> SignInThrottle:
    """The throttle of this app: one for all its requests."""
    app_state = request.app.state
    if not hasattr(app_state, "sign_in_throttle"):
        app_state.sign_in_throttle = SignInThrottle()
    throttle: SignInThrottle = app_state.sign_in_throttle
    return throttle


async def _note(state: GatewayState, user: User, action: str, address: str) -> None:
    async with state.engine.begin() as connection:
        await audit.record(
            connection,
            actor=f"user:{user.id}",
            action=action,
            subject=user.id,
            tenant_id=user.tenant_id,
            detail=f"from {address}",
        )
