"""Gzip for data and assets, not for pages."""

from __future__ import annotations

from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Receive, Scope, Send

# Below one network packet compression saves nothing.
_MINIMUM_BYTES = 1000
_PREFIXES = ("/v1/", "/openapi.json", "/aset/", "/bagan/")


class Compression:
    """ASGI middleware: compresses the API and the dashboard's assets.

    Pages carry a CSRF token beside what the request said (a search, say); compressed together, their length
    would tell the token to somebody who can make the browser send requests (BREACH, CVE-2013-3587).
    """

    def __init__(self, app: ASGIApp) -> None:
        self._plain = app
        self._compressed = GZipMiddleware(app, minimum_size=_MINIMUM_BYTES)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        fits = scope["type"] == "http" and scope["path"].startswith(_PREFIXES)
        await (self._compressed if fits else self._plain)(scope, receive, send)
