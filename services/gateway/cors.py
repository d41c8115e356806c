"""CORS: which web origins' pages may call the API from a browser; none unless they are on the list."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.cors import CORSMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.gateway.guard import API_PREFIX

_METHODS = ("GET", "HEAD", "POST", "PATCH", "DELETE")
_REQUEST_HEADERS = ("Authorization", "X-API-Key", "If-None-Match", "X-Request-Id")
EXPOSED_HEADERS = (
    "Content-Disposition",
    "Deprecation",
    "ETag",
    "Link",
    "Location",
    "RateLimit",
    "RateLimit-Limit",
    "RateLimit-Policy",
    "RateLimit-Remaining",
    "RateLimit-Reset",
    "Retry-After",
    "Sunset",
    "X-Export-Estimated-Bytes",
    "X-Export-Limit",
    "X-Export-Rows",
    "X-Request-Id",
    "X-Total-Count",
)
# Two hours, the longest that Chromium keeps a preflight.
_MAX_AGE = 7200


class Cors:
    """ASGI middleware around the API alone: the dashboard is for its own pages.

    Credentials stay off, so that no cookie of a visitor ever travels with a foreign page's request; a page
    sends a key of its own. A preflight of an allowed origin is answered without a key; one of any other
    origin gets what everybody without a key gets, and no word about CORS.
    """

    def __init__(self, app: ASGIApp, origins: Sequence[str]) -> None:
        self._plain = app
        self._origins = frozenset(origins)
        self._shared = CORSMiddleware(
            app,
            allow_origins=origins,
            allow_methods=_METHODS,
            allow_headers=_REQUEST_HEADERS,
            expose_headers=EXPOSED_HEADERS,
            max_age=_MAX_AGE,
        )

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not self._origins or not _shared_path(scope["path"]):
            await self._plain(scope, receive, send)
        elif Headers(scope=scope).get("origin") in self._origins:
            await self._shared(scope, receive, send)
        else:
            await self._plain(scope, receive, _varying(send))


def _shared_path(path: str) -> bool:
    return path.startswith(API_PREFIX) or path == "/openapi.json"


def _varying(send: Send) -> Send:
    """No cache may hand an answer without CORS headers to an allowed origin."""

    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).add_vary_header("Origin")
        await send(message)

    return sending
