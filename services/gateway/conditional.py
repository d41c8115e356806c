"""ETag and If-None-Match: whoever has the newest state of a resource or a list gets 304 instead of a body."""

from __future__ import annotations

import hashlib

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from services.gateway.guard import API_PREFIX


def weak_tag(content: bytes) -> str:
    """The tag of what a client would call the same: weak (RFC 9110, 8.8.1), however the JSON travels."""
    return f'W/"{hashlib.sha256(content).hexdigest()[:32]}"'


class Conditional:
    """ASGI middleware: gives every JSON answer to a GET below /v1 a tag made of its bytes.

    An answer that brings its own is compared by it: so what says when it was made can be the same
    as before. What is streamed has none, since it would have to be held back.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET" or not scope["path"].startswith(API_PREFIX):
            await self._app(scope, receive, send)
            return
        if_none_match = Headers(scope=scope).get("if-none-match", "")
        held: Message | None = None

        async def sending(message: Message) -> None:
            nonlocal held
            if message["type"] == "http.response.start" and _taggable(message):
                held = message
                return
            if held is not None and message["type"] == "http.response.body":
                head, held = held, None
                if not message.get("more_body", False):
                    message = _tagged(head, message, if_none_match)
                await send(head)
            await send(message)

        await self._app(scope, receive, sending)


def _taggable(head: Message) -> bool:
    headers = Headers(raw=head["headers"])
    return head["status"] == 200 and headers.get("content-type", "").partition(";")[0] == "application/json"


def _tagged(head: Message, message: Message, if_none_match: str) -> Message:
    """The body to send; `head` gets a tag, and becomes a 304 when the client has this body."""
    headers = MutableHeaders(scope=head)
    tag = headers.setdefault("ETag", weak_tag(message.get("body", b"")))
    if not _matches(if_none_match, tag):
        return message
    head["status"] = 304
    # They describe a body, and there is none (RFC 9110, 15.4.5).
    for name in ("Content-Length", "Content-Type"):
        del headers[name]
    return {**message, "body": b""}


def _matches(if_none_match: str, tag: str) -> bool:
    """The weak comparison of RFC 9110, 8.8.3.2, which If-None-Match asks for."""
    given = [part.strip().removeprefix("W/") for part in if_none_match.split(",")]
    return "*" in given or tag.removeprefix("W/") in given
