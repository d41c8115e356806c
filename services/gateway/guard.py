"""The guard of the API: below /v1 nobody passes without a usable key and something left of its quotas."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import NoReturn

import structlog
from sqlalchemy.exc import SQLAlchemyError
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from services.gateway.access import Caller
from services.gateway.keys import find_key, note_use
from services.gateway.problems import (
    INVALID,
    KEY_QUOTA,
    NOT_FOUND,
    TENANT_QUOTA,
    TOO_MANY,
    UNAUTHENTICATED,
    UNAVAILABLE,
    Problem,
    problem_answer,
)
from services.gateway.quotas import Standing
from services.gateway.state import GatewayState
from shared.runtime.logs import get_logger

API_PREFIX = "/v1/"
log = get_logger("gateway.guard")


class Guard:
    """ASGI middleware. Leaves `caller`, `allowance` and `answer_headers` in the request's state.

    Whoever comes without a good key is counted by address, in the memory of this process: that slows guessing
    down and costs the database nothing.
    """

    def __init__(self, app: ASGIApp, state: GatewayState) -> None:
        self._app = app
        self._state = state

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not scope["path"].startswith(API_PREFIX):
            await self._app(scope, receive, send)
            return
        try:
            await self._admit(scope)
            _refuse_nul(scope)
        except Problem as problem:
            answer = problem_answer(
                problem, instance=scope["path"], request_id=scope["state"].get("request_id", "")
            )
            await answer(scope, receive, send)
            return
        await self._app(scope, receive, send)

    async def _admit(self, scope: Scope) -> None:
        given = _given_key(Headers(scope=scope))
        try:
            caller = await self._caller(given) if given else None
            if caller is None:
                self._turn_away(scope, given)
            allowance = await self._state.quotas.take(caller.key.id, caller.tenant)
        except (OSError, SQLAlchemyError) as error:
            log.error("key cannot be checked", error=str(error))
            raise Problem(UNAVAILABLE, "Kunci API tidak dapat diperiksa saat ini.") from error
        structlog.contextvars.bind_contextvars(tenant=caller.tenant.id, key=caller.key.prefix)
        scope["state"].update(caller=caller, allowance=allowance, answer_headers=allowance.headers())
        if allowance.refused:
            raise _used_up(allowance.refused)

    async def _caller(self, given: str) -> Caller | None:
        found = await find_key(self._state.engine, given)
        now = datetime.now(UTC)
        if found is None or not found[0].usable(now):
            return None
        await note_use(self._state.engine, found[0], now)
        return Caller(*found)

    def _turn_away(self, scope: Scope, given: str) -> NoReturn:
        client = scope.get("client")
        allowance = self._state.limiter.take(client[0] if client else "")
        scope["state"]["answer_headers"] = allowance.headers()
        if not allowance.allowed:
            raise Problem(
                TOO_MANY, f"Batasnya {allowance.limit} permintaan per menit; coba lagi sebentar lagi."
            )
        challenge = 'Bearer realm="gaung"' + (', error="invalid_token"' if given else "")
        # The same words for all three: which one it is would tell a finder of old keys more than we want.
        detail = "Kunci tidak dikenal, sudah dicabut, atau kedaluwarsa." if given else "Sertakan kunci API."
        raise Problem(UNAUTHENTICATED, detail, headers={"WWW-Authenticate": challenge})


def _used_up(standing: Standing) -> Problem:
    quota = standing.quota
    if quota.name == "key":
        return Problem(
            KEY_QUOTA,
            f"Kuota kunci ini {quota.limit} permintaan per menit; coba lagi {quota.reset} detik lagi.",
        )
    return Problem(
        TENANT_QUOTA,
        f"Kuota instansi ini {quota.limit} permintaan per hari; hari baru dimulai {quota.reset} detik lagi.",
    )


def _refuse_nul(scope: Scope) -> None:
    """No name contains the NUL character, and PostgreSQL would take it for a fault of ours."""
    if "\x00" in scope["path"]:
        raise Problem(NOT_FOUND, "Tidak ada apa-apa di alamat ini.")
    if b"%00" in scope["query_string"] or b"\x00" in scope["query_string"]:
        raise Problem(INVALID, "Alamat ini memuat karakter NUL.")


def _given_key(headers: Headers) -> str:
    scheme, _, token = headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and token.strip():
        return token.strip()
    return headers.get("x-api-key", "").strip()
