"""Who is looking: the session behind the cookie, its user and tenant, and the proof that a form is ours."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlsplit

from fastapi import Depends, Request

from services.gateway.errors import UnknownTenant
from services.gateway.sessions import Session, find_session
from services.gateway.state import GatewayState, gateway_state
from services.gateway.tenants import Tenant, get_tenant
from services.gateway.users import User, get_user

SESSION_COOKIE = "gaung_sesi"
CSRF_FIELD = "csrf"


class NotSignedIn(Exception):
    """The page needs a session; the answer leads to the sign-in page."""


class ForeignForm(Exception):
    """A form came back without its CSRF token: from another site, or after the session ended."""


@dataclass(frozen=True)
class Visitor:
    """A signed-in user and the tenant whose region the pages show."""

    user: User
    tenant: Tenant
    session: Session
    token: str


async def find_visitor(request: Request, state: GatewayState) -> Visitor | None:
    """The visitor of the session cookie; None without one, after its end, or when the user was disabled."""
    token = request.cookies.get(SESSION_COOKIE)
    if not token:
        return None
    session = await find_session(state.engine, token)
    if session is None:
        return None
    user = await get_user(state.engine, session.user_id)
    if user is None or user.disabled:
        return None
    try:
        tenant = await get_tenant(state.engine, user.tenant_id)
    except UnknownTenant:
        return None
    return Visitor(user, tenant, session, token)


async def signed_in(request: Request) -> Visitor:
    """The visitor (a FastAPI dependency). Raises NotSignedIn."""
    visitor = await find_visitor(request, gateway_state(request))
    if visitor is None:
        raise NotSignedIn
    # Kept for the error pages, which are made after the dependencies are gone.
    request.state.visitor = visitor
    return visitor


SignedIn = Annotated[Visitor, Depends(signed_in)]


def visitor_of(request: Request) -> Visitor | None:
    """The visitor that `signed_in` found for this request, if it got that far."""
    visitor: Visitor | None = getattr(request.state, "visitor", None)
    return visitor


def check_csrf(given: str, expected: str) -> None:
    """Raises ForeignForm unless the form carries the expected token."""
    if not expected or not hmac.compare_digest(given.encode(), expected.encode()):
        raise ForeignForm


def local_path(wanted: str) -> str:
    """The path to go to after signing in: one of ours, or the home page.

    ``//host``, ``/\\host`` and absolute addresses lead to another site and are refused.
    """
    parts = urlsplit(wanted)
    ours = wanted.startswith("/") and not wanted.startswith("//") and not parts.scheme and not parts.netloc
    if not ours or "\\" in wanted or any(ord(character) < 32 for character in wanted):
        return "/"
    return "/" if parts.path in ("/masuk", "/keluar") else wanted


def client_address(request: Request) -> str:
    """The address of the caller, as far as the server knows it."""
    return request.client.host if request.client else "unknown"
