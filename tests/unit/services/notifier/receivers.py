"""Receivers on loopback that behave as told: an HTTP one for webhooks and Telegram, an SMTP one for mail."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from fastapi import FastAPI, Request, Response

from shared.runtime.process import serving


@dataclass
class HttpReceiver:
    """Answers every POST with `status` and `body`, and keeps the requests."""

    port: int = 0
    status: int = 200
    body: bytes = b"{}"
    headers: dict[str, str] = field(default_factory=dict)
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
    """Takes mail; answers RCPT TO with `rcpt`."""

    port: int = 0
    rcpt: str = "250 ok"
    mails: list[str] = field(default_factory=list)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async def say(line: str) -> None:
            writer.write(line.encode() + b"\r\n")
            await writer.drain()

        await say("220 receiver")
        while line := (await reader.readline()).decode().strip():
            match line.split(" ")[0].split(":")[0].upper():
                case "RCPT":
                    await say(self.rcpt)
                case "DATA":
                    await say("354 go on")
                    self.mails.append((await reader.readuntil(b"\r\n.\r\n")).decode())
                    await say("250 taken")
                case "QUIT":
                    await say("221 bye")
                    break
                case _:
                    await say("250 ok")
        writer.close()


@asynccontextmanager
async def smtp_receiver() -> AsyncIterator[SmtpReceiver]:
    receiver = SmtpReceiver()
    server = await asyncio.start_server(receiver.serve, "127.0.0.1", 0)
    receiver.port = server.sockets[0].getsockname()[1]
    async with server:
        yield receiver
