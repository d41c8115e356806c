"""What surrounds every request: its id, its log line, HEAD, security headers, and an end without a stack."""

from __future__ import annotations

import time
import uuid

import structlog
from prometheus_client import Histogram
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.gateway.guard import API_PREFIX
from services.gateway.problems import INTERNAL, Problem, problem_answer
from shared.runtime.logs import get_logger
from shared.runtime.request_ids import HEADER, valid_id

log = get_logger("gateway.request")
# These answer HEAD themselves: making the body only to drop it would take minutes.
_OWN_HEAD = ("/v1/exports",)
_SECONDS = Histogram(
    "gaung_gateway_request_seconds", "Time to answer a public request", ["method", "route", "status"]
)
CONTENT_SECURITY_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: https:; "
    "connect-src 'self'; font-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
_SECURITY_HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
# Answers belong to one key: shared caches stay out, the client asks again with If-None-Match.
_API_HEADERS = {"Cache-Control": "private, no-cache"}


class RequestContext:
    """ASGI middleware, the outermost one. Leaves `request_id` in the request's state."""

    def __init__(self, app: ASGIApp, https: bool) -> None:
        self._app = app
        # One year, as browsers' preload lists ask; only where the address that people use is https.
        self._hsts = {"Strict-Transport-Security": "max-age=31536000"} if https else {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = valid_id(Headers(scope=scope).get(HEADER, "")) or uuid.uuid4().hex
        state = scope.setdefault("state", {})
        state["request_id"] = request_id
        head = scope["method"] == "HEAD"
        inner = {**scope, "method": "GET"} if head and scope["path"] not in _OWN_HEAD else scope
        status = 0
        started = time.perf_counter()

        async def answering(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                self._add_headers(message, scope)
            elif head and message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)
        try:
            await self._app(inner, receive, answering)
        except Exception:
            log.exception("request failed", method=scope["method"], path=scope["path"])
            if status:
                raise
            problem = Problem(INTERNAL, "Sebutkan request_id ini kepada pengelola.")
            answer = problem_answer(problem, instance=scope["path"], request_id=request_id)
            await answer(scope, receive, answering)
        finally:
            seconds = time.perf_counter() - started
            route = getattr(inner.get("route"), "path", "none")
            _SECONDS.labels(scope["method"], route, status).observe(seconds)
            log.info(
                "request answered",
                method=scope["method"],
                path=scope["path"],
                status=status,
                ms=round(seconds * 1000, 1),
            )

    def _add_headers(self, message: Message, scope: Scope) -> None:
        headers = MutableHeaders(scope=message)
        headers[HEADER] = scope["state"]["request_id"]
        for name, value in scope["state"].get("answer_headers", {}).items():
            headers[name] = value
        defaults = _SECURITY_HEADERS | self._hsts
        if scope["path"].startswith(API_PREFIX):
            defaults = defaults | _API_HEADERS
            headers.add_vary_header("Authorization, X-API-Key")
        for name, value in defaults.items():
            headers.setdefault(name, value)
