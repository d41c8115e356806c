"""The address of a client: that of its connection, unless a trusted proxy says another."""

from __future__ import annotations

from ipaddress import ip_network

import httpx
import pytest
import structlog
from fastapi import FastAPI, Request

from shared.runtime.process import serving


@pytest.mark.parametrize(
    ("trusted", "forwarded", "seen"),
    [
        ([], "203.0.113.9", "127.0.0.1"),
        (["10.0.0.0/8"], "203.0.113.9", "127.0.0.1"),
        (["127.0.0.0/8"], "203.0.113.9", "203.0.113.9"),
        (["127.0.0.0/8"], "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        (["127.0.0.0/8", "10.0.0.0/8"], "198.51.100.1, 203.0.113.9, 10.0.0.7", "203.0.113.9"),
    ],
)
async def test_who_is_calling(trusted: list[str], forwarded: str, seen: str) -> None:
    app = FastAPI()

    @app.get("/")
    async def caller(request: Request) -> str:
        return request.client.host if request.client else ""

    networks = [ip_network(network) for network in trusted]
    async with serving(app, "127.0.0.1", 0, networks) as port, httpx.AsyncClient() as client:
        answer = await client.get(f"http://127.0.0.1:{port}/", headers={"X-Forwarded-For": forwarded})
    assert answer.json() == seen


async def test_a_proxy_that_is_not_trusted_is_told_once() -> None:
    app = FastAPI()
    for trusted, told in (([], 1), (["10.0.0.0/8"], 1), (["127.0.0.0/8"], 0)):
        networks = [ip_network(network) for network in trusted]
        with structlog.testing.capture_logs() as lines:
            async with serving(app, "127.0.0.1", 0, networks) as port, httpx.AsyncClient() as client:
                await client.get(f"http://127.0.0.1:{port}/")
                assert lines == []
                for _ in range(2):
                    await client.get(
                        f"http://127.0.0.1:{port}/", headers={"X-Forwarded-For": "203.0.113.9, 198.51.100.1"}
                    )
        assert [(line["log_level"], line["address"]) for line in lines] == [("warning", "127.0.0.1")] * told
