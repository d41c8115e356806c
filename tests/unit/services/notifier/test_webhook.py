"""Webhooks: the signature, and where they may not go."""

from __future__ import annotations

import hashlib
import hmac
import socket
from collections.abc import AsyncIterator
from ipaddress import ip_network

import pytest

from services.notifier.outcome import Later, Never, Sent
from services.notifier.webhook import Webhook
from tests.unit.services.notifier.receivers import HttpReceiver, http_receiver

LOOPBACK = [ip_network("127.0.0.0/8")]


@pytest.fixture
async def receiver() -> AsyncIterator[HttpReceiver]:
    async with http_receiver() as receiver:
        yield receiver


@pytest.fixture
async def webhook() -> AsyncIterator[Webhook]:
    webhook = Webhook("a-secret", LOOPBACK)
    yield webhook
    await webhook.close()


async def test_a_receiver_can_check_the_signature(webhook: Webhook, receiver: HttpReceiver) -> None:
    assert await webhook.send(f"{receiver.url}/hook?x=1", b'{"a":1}', "d1") == Sent()
    [request] = receiver.requests
    headers = request["headers"]
    signed = headers["x-gaung-timestamp"].encode() + b"." + request["body"]
    expected = hmac.new(b"a-secret", signed, hashlib.sha256).hexdigest()
    assert headers["x-gaung-signature"] == f"sha256={expected}"
    assert headers["x-gaung-delivery"] == "d1"
    assert headers["content-type"] == "application/json"
    assert (request["path"], request["body"]) == ("/hook", b'{"a":1}')


async def test_without_a_secret_nothing_pretends_to_be_signed(receiver: HttpReceiver) -> None:
    webhook = Webhook("", LOOPBACK)
    assert await webhook.send(receiver.url, b"{}", "d1") == Sent()
    assert "x-gaung-signature" not in receiver.requests[0]["headers"]
    await webhook.close()


async def test_the_receiver_sees_its_own_name(
    webhook: Webhook, receiver: HttpReceiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The request goes to the address that was judged, under the name that was asked for."""
    _resolve_to(monkeypatch, "127.0.0.1")
    assert await webhook.send(f"http://hook.diskominfo.example:{receiver.port}/", b"{}", "d") == Sent()
    assert receiver.requests[0]["headers"]["host"] == f"hook.diskominfo.example:{receiver.port}"


async def test_redirects_are_not_followed(webhook: Webhook, receiver: HttpReceiver) -> None:
    receiver.status, receiver.headers = 302, {"Location": f"{receiver.url}/elsewhere"}
    assert await webhook.send(f"{receiver.url}/hook", b"{}", "d") == Never(
        "HTTP 302: redirects are not followed"
    )
    assert [request["path"] for request in receiver.requests] == ["/hook"]


@pytest.mark.parametrize(
    "address",
    ["127.0.0.1", "10.0.0.8", "192.168.1.1", "169.254.169.254", "::1", "fd00::1", "::ffff:10.0.0.8"],
)
async def test_private_networks_are_refused(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    webhook = Webhook("", [])
    _resolve_to(monkeypatch, address)
    assert await webhook.send("http://hook.example/", b"{}", "d") == Never(
        "hook.example lies in a private network (GAUNG_NOTIFIER_ALLOW_NETWORKS)"
    )
    await webhook.close()


@pytest.mark.parametrize("url", ["ftp://hook.example/", "hook.example", "", "http://", "http://[::1"])
async def test_what_is_no_web_address_is_refused(webhook: Webhook, url: str) -> None:
    assert isinstance(await webhook.send(url, b"{}", "d"), Never)


async def test_a_receiver_that_is_away_is_tried_again(webhook: Webhook) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    assert isinstance(await webhook.send(f"http://127.0.0.1:{port}/", b"{}", "d"), Later)


async def test_a_name_that_does_not_resolve_is_tried_again(
    webhook: Webhook, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", fail)
    assert isinstance(await webhook.send("http://hook.example/", b"{}", "d"), Later)


def _resolve_to(monkeypatch: pytest.MonkeyPatch, address: str) -> None:
    real = socket.getaddrinfo

    def resolve(host: str, *arguments: object, **options: object) -> list[object]:
        return real(address if host.endswith(".example") else host, *arguments, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
