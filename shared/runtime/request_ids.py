"""The id of a public request on its way through the services: one header, one field in every log line."""

from __future__ import annotations

import re
import time

import httpx
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from structlog.contextvars import bound_contextvars, get_contextvars

from shared.runtime.logs import get_logger

HEADER = "X-Request-Id"
# Long enough for a UUID or a trace id with a prefix; nothing that could break a log line or a header.
_ID = re.compile(r"[A-Za-z0-9._-]{1,64}")
log = get_logger("internal.request")


def valid_id(given: str) -> str | None:
    """The id when it is one, else None."""
    return given if _ID.fullmatch(given) else None


async def pass_on(request: httpx.Request) -> None:
    """Send the id of the request that is being answered along to another service (an httpx hook)."""
    request_id = get_contextvars().get("request_id")
    if request_id:
        request.headers[HEADER] = request_id


class RequestIds:
    """ASGI middleware of the internal APIs: what they log while they answer carries the caller's id.

    The id is taken off again afterwards: in standalone the caller's own log context is the same one.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request_id = valid_id(Headers(scope=scope).get(HEADER, "")) if scope["type"] == "http" else None
        if request_id is None:
            await self._app(scope, receive, send)
            return
        status = 0

        async def answering(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        started = time.perf_counter()
        with bound_contextvars(request_id=request_id):
            try:
                await self._app(scope, receive, answering)
            finally:
                log.debug(
                    "internal request answered",
                    method=scope["method"],
                    path=scope["path"],
                    status=status,
                    ms=round((time.perf_counter() - started) * 1000, 1),
                )
