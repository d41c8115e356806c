"""Webhooks: the signature, and where they may not go."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import time
from collections.abc import AsyncIterator
from ipaddress import ip_network
from typing import Any

import pytest

from services.notifier.outcome import Later, Never, Sent
from services.notifier.webhook import Webhook
from shared.contracts.webhook import secret_of, verify
from tests.unit.services.notifier.receivers import HttpReceiver, http_receiver

LOOPBACK = [ip_network("127.0.0.0/8")]
SECRETS = [secret_of("master", "w1", 2), secret_of("master", "w1", 1)]


@pytest.fixture
async def receiver() -> AsyncIterator[HttpReceiver]:
    async with http_receiver() as receiver:
        yield receiver


@pytest.fixture
async def webhook() -> AsyncIterator[Webhook]:
    webhook = Webhook(LOOPBACK)
    yield webhook
    await webhook.close()


async def test_a_receiver_can_check_the_signature(webhook: Webhook, receiver: HttpReceiver) -> None:
    assert await webhook.send(f"{receiver.url}/hook?x=1", b'{"a":1}', "d1", SECRETS) == Sent()
    [request] = receiver.requests
    headers = request["headers"]
    stamp = int(headers["webhook-timestamp"])
    for secret in SECRETS:  # during a rotation the old secret and the new one both hold
        assert verify(secret, "d1", stamp, request["body"], headers["webhook-signature"], time.time())
    assert headers["webhook-id"] == "d1"
    assert headers["content-type"] == "application/json"
    assert (request["path"], request["body"]) == ("/hook", b'{"a":1}')


async def test_a_receiver_that_talks_for_ever_is_cut_off(
    webhook: Webhook, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.notifier.webhook.WHOLE_SECONDS", 0.3)

    async def drip(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\n")
        with contextlib.suppress(OSError):
            while True:
                writer.write(b"x-more: 1\r\n")
                await writer.drain()
                await asyncio.sleep(0.02)

    server = await asyncio.start_server(drip, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    outcome = await webhook.send(f"http://127.0.0.1:{port}/", b"{}", "d", SECRETS)
    server.close()
    assert isinstance(outcome, Later)
    assert outcome.error.startswith("tidak menjawab")


async def test_a_body_of_any_length_is_not_read(webhook: Webhook, receiver: HttpReceiver) -> None:
    receiver.body = b"x" * 50_000_000
    assert await webhook.send(receiver.url, b"{}", "d", SECRETS) == Sent()


async def test_the_receiver_sees_its_own_name(
    webhook: Webhook, receiver: HttpReceiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The request goes to the address that was judged, under the name that was asked for."""
    _resolve_to(monkeypatch, "127.0.0.1")
    assert (
        await webhook.send(f"http://hook.diskominfo.example:{receiver.port}/", b"{}", "d", SECRETS) == Sent()
    )
    assert receiver.requests[0]["headers"]["host"] == f"hook.diskominfo.example:{receiver.port}"


async def test_redirects_are_not_followed(webhook: Webhook, receiver: HttpReceiver) -> None:
    receiver.status, receiver.headers = 302, {"Location": f"{receiver.url}/elsewhere"}
    assert await webhook.send(f"{receiver.url}/hook", b"{}", "d", SECRETS) == Never(
        "HTTP 302: pengalihan tidak diikuti"
    )
    assert [request["path"] for request in receiver.requests] == ["/hook"]


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.0.0.8", "192.168.1.1", "169.254.169.254", "::1", "fd00::1", "::ffff:10.0.0.8"],
)
async def test_private_networks_are_refused(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    webhook = Webhook([])
    _resolve_to(monkeypatch, address)
    assert await webhook.send("http://hook.example/", b"{}", "d", SECRETS) == Never(
        "hook.example berada di jaringan privat (GAUNG_NOTIFIER_ALLOW_NETWORKS)"
    )
    assert await webhook.refusal("http://hook.example/") == "private_network"
    await webhook.close()


@pytest.mark.parametrize(
    "url",
    [
        "ftp://hook.example/",
        "hook.example",
        "",
        "http://",
        "http://[::1",
        "http://127.0.0.1:0/",
        "http://127.0.0.1:65536/",
        "http://127.0.0.1:99999/",
    ],
)
async def test_what_is_no_web_address_is_refused(webhook: Webhook, url: str) -> None:
    assert isinstance(await webhook.send(url, b"{}", "d", SECRETS), Never)
    assert await webhook.refusal(url) == "malformed"


async def test_a_receiver_that_is_away_is_tried_again(webhook: Webhook) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    assert isinstance(await webhook.send(f"http://127.0.0.1:{port}/", b"{}", "d", SECRETS), Later)


async def test_the_next_address_is_tried_when_one_takes_no_connection(
    webhook: Webhook, receiver: HttpReceiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Nobody listens at 127.0.0.9; 10.0.0.8 may not be asked.
    _resolve_to(monkeypatch, "10.0.0.8", "127.0.0.9", "127.0.0.1", "127.0.0.8")
    url = f"http://hook.example:{receiver.port}/"
    assert await webhook.send(url, b"{}", "d", SECRETS) == Sent()
    receiver.status = 503
    # Whoever answered, however badly, is the receiver.
    assert await webhook.send(url, b"{}", "d", SECRETS) == Later("HTTP 503")
    assert [request["headers"]["host"] for request in receiver.requests] == [
        f"hook.example:{receiver.port}"
    ] * 2


async def test_a_message_that_may_have_arrived_is_sent_to_no_other_address(
    webhook: Webhook, monkeypatch: pytest.MonkeyPatch
) -> None:
    connections = 0

    async def hang_up(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal connections
        connections += 1
        writer.close()

    first = await asyncio.start_server(hang_up, "127.0.0.1", 0)
    port = first.sockets[0].getsockname()[1]
    second = await asyncio.start_server(hang_up, "127.0.0.2", port)
    _resolve_to(monkeypatch, "127.0.0.1", "127.0.0.2")
    assert isinstance(await webhook.send(f"http://hook.example:{port}/", b"{}", "d", SECRETS), Later)
    first.close()
    second.close()
    assert connections == 1


async def test_a_name_that_does_not_resolve_is_tried_again(
    webhook: Webhook, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    assert isinstance(await webhook.send("http://hook.example/", b"{}", "d", SECRETS), Later)
    # Told apart from a private address, it would say which names the own network knows.
    assert await webhook.refusal("http://hook.example/") == "private_network"


def _resolve_to(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    real = socket.getaddrinfo

    def resolve(host: str, *arguments: Any, **options: Any) -> list[Any]:
        names = addresses if host.endswith(".example") else [host]
        return [entry for name in names for entry in real(name, *arguments, **options)]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
