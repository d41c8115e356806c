"""Receivers on loopback that behave as told: an HTTP one for webhooks and Telegram, an SMTP one for mail."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session
from fastapi import FastAPI, Request, Response

from shared.runtime.process import serving


@dataclass
class HttpReceiver:
    """Answers every POST with `status` and `body` after `seconds`, and keeps the requests."""

    port: int = 0
    status: int = 200
    body: bytes = b"{}"
    headers: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    requests: list[dict[str, Any]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@asynccontextmanager
async def http_receiver() -> AsyncIterator[HttpReceiver]:
    app = FastAPI()
    receiver = HttpReceiver()

    @app.api_route("/{path:path}", methods=["GET", "POST"])
    async def take(path: str, request: Request) -> Response:
        await asyncio.sleep(receiver.seconds)
        receiver.requests.append(
            {
                "method": request.method,
                "path": f"/{path}",
                "headers": dict(request.headers),
                "body": await request.body(),
            }
        )
        return Response(receiver.body, receiver.status, receiver.headers)

    async with serving(app, "127.0.0.1", 0) as port:
        receiver.port = port
        yield receiver


@dataclass
class SmtpReceiver:
    """Takes mail; answers RCPT TO with `rcpt`. `tls` of each mail: whether it came over TLS."""

    port: int = 0
    rcpt: str = "250 ok"
    mails: list[str] = field(default_factory=list)
    tls: list[bool] = field(default_factory=list)
    logins: list[str] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if self.rcpt.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.rcpt

    async def handle_DATA(self, _server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        content = envelope.content
        self.mails.append(content.decode() if isinstance(content, bytes) else str(content))
        self.tls.append(session.ssl is not None)
        return "250 taken"

    def authenticate(
        self, _server: SMTP, _session: Session, _envelope: Envelope, _mechanism: str, data: LoginPassword
    ) -> AuthResult:
        self.logins.append(data.login.decode())
        return AuthResult(success=True)


@asynccontextmanager
async def smtp_receiver(**options: Any) -> AsyncIterator[SmtpReceiver]:
    """A real SMTP server (aiosmtpd) on loopback; `options` are those of its SMTP class."""
    receiver = SmtpReceiver()
    loop = asyncio.get_running_loop()

    def session() -> SMTP:
        return SMTP(receiver, loop=loop, authenticator=receiver.authenticate, **options)

    server = await loop.create_server(session, "127.0.0.1", 0)
    receiver.port = server.sockets[0].getsockname()[1]
    try:
        yield receiver
    finally:
        server.close()
