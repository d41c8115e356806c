"""A bound on the size of request bodies, announced or not."""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shared.contracts.imports import MAX_FILE_BYTES

# The longest pushed text is 200,000 characters: 800 KB in UTF-8, at worst 2.4 MB escaped as \\uXXXX pairs.
MAX_BODY_BYTES = 2_500_000
# A file, and the form around it.
MAX_UPLOAD_BYTES = MAX_FILE_BYTES + 1_000_000
_UPLOADS = ("/v1/imports", "/aspirasi/impor")


class BodyLimit:
    """ASGI middleware: a body beyond the bound ends in HTTPException 413, before it lies in memory."""

    def __init__(self, app: ASGIApp, max_bytes: int = MAX_BODY_BYTES) -> None:
        self._app = app
        self._max_bytes = max_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        most = self._max_bytes
        if scope["path"].startswith(_UPLOADS):
            most = max(most, MAX_UPLOAD_BYTES)
        announced = Headers(scope=scope).get("content-length", "")
        received = 0

        async def bounded() -> Message:
            nonlocal received
            message = await receive()
            received += len(message.get("body", b""))
            if received > most or (announced.isdigit() and int(announced) > most):
                raise HTTPException(413)
            return message

        await self._app(scope, bounded, send)
