"""Who is looking: the session behind the cookie, its user and tenant, and the proof that a form is ours."""

from __future__ import annotations

import hmac
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated, Any
from urllib.parse import urlsplit

from fastapi import Depends, Request

from services.gateway.dashboard.clock import Now
from services.gateway.dashboard.notices import Notice, notice_of
from services.gateway.dashboard.open_alerts import open_alerts
from services.gateway.errors import UnknownTenant
from services.gateway.roles import Role, at_least
from services.gateway.sessions import Session, find_session
from services.gateway.state import GatewayState, gateway_state
from services.gateway.tenants import Tenant, get_tenant
from services.gateway.users import User, get_user
from services.gateway.visits import seen

SESSION_COOKIE = "gaung_sesi"
CSRF_FIELD = "csrf"


class NotSignedIn(Exception):
    """The page needs a session; the answer leads to the sign-in page."""


class ForeignForm(Exception):
    """A form came back without its CSRF token: from another site, or after the session ended."""


class MustChangePassword(Exception):
    """The visitor's password was handed out by an admin; it is changed before anything else."""


class NotPermitted(Exception):
    """The visitor's role does not suffice; `needed` is the least that does."""

    def __init__(self, needed: Role) -> None:
        super().__init__(f"needs the role {needed}")
        self.needed = needed


@dataclass(frozen=True)
class Visitor:
    """A signed-in user and the tenant whose region the pages show.

    `previous_visit` is when the visit before this one ended, None on the first; `open_alerts` how many alerts
    nobody has seen to, None when that is not known.
    """

    user: User
    tenant: Tenant
    session: Session
    token: str
    previous_visit: datetime | None = None
    open_alerts: int | None = None

    @property
    def notice(self) -> Notice | None:
        """What the page has to say once."""
        return notice_of(self.session.notice)

    @property
    def actor(self) -> str:
        """How the audit trail and the logs name the visitor."""
        return f"user:{self.user.id}"

    def may(self, role: Role) -> bool:
        """Whether the visitor's role suffices for what needs `role`: a form is shown only then."""
        return at_least(self.user.role, role)


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


async def signed_in(request: Request, now: Now) -> Visitor:
    """The visitor, whose visit is noted (a FastAPI dependency). Raises NotSignedIn and MustChangePassword."""
    state = gateway_state(request)
    visitor = await find_visitor(request, state)
    if visitor is None:
        raise NotSignedIn
    visitor = replace(
        visitor,
        previous_visit=await seen(state.engine, visitor.user, visitor.session, now),
        open_alerts=await open_alerts(request).count(visitor.tenant),
    )
    # Kept for the error pages, which are made after the dependencies are gone.
    request.state.visitor = visitor
    if visitor.user.must_change_password and not _open_to_all(request.url.path):
        raise MustChangePassword
    return visitor


def _open_to_all(path: str) -> bool:
    """Where also somebody may go who has to change the password first: to change it, or to sign out."""
    return path in ("/akun", "/keluar") or path.startswith("/akun/")


SignedIn = Annotated[Visitor, Depends(signed_in)]


def needs(role: Role) -> Callable[[Visitor], Coroutine[Any, Any, Visitor]]:
    """A dependency that lets only visitors of at least this role through. Raises NotPermitted."""

    async def permitted(visitor: SignedIn) -> Visitor:
        if not visitor.may(role):
            raise NotPermitted(role)
        return visitor

    return permitted


AnalystVisitor = Annotated[Visitor, Depends(needs("analyst"))]
AdminVisitor = Annotated[Visitor, Depends(needs("admin"))]
OperatorVisitor = Annotated[Visitor, Depends(needs("operator"))]


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

    ``//host``, ``/\\host`` and absolute addresses lead to another site and are refused, as is what cannot
    be read as an address.
    """
    try:
        parts = urlsplit(wanted)
    except ValueError:
        return "/"
    ours = wanted.startswith("/") and not wanted.startswith("//") and not parts.scheme and not parts.netloc
    if not ours or "\\" in wanted or any(ord(character) < 32 for character in wanted):
        return "/"
    return "/" if parts.path in ("/masuk", "/keluar") else wanted


def client_address(request: Request) -> str:
    """The address of the caller, as far as the server knows it."""
    return request.client.host if request.client else "unknown"
