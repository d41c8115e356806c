"""The fetcher against a real server: bounds on time, size, redirects and networks."""

from __future__ import annotations

import gzip
import socket
from collections.abc import AsyncIterator
from ipaddress import ip_network

import pytest

from services.crawler import transport
from services.crawler.errors import (
    FetchError,
    HttpStatus,
    NotAllowedUrl,
    PrivateNetwork,
    TooLarge,
    TooManyRedirects,
    TooSlow,
    Unreachable,
    UnreadableBody,
)
from services.crawler.fetch import Fetcher, Validators
from tests.integration.crawler_web import Web, serving_web

# One address of loopback only: the others stand for a private network that nobody allowed.
ALLOWED = [ip_network("127.0.0.1/32")]


@pytest.fixture
async def web() -> AsyncIterator[Web]:
    async with serving_web() as served:
        yield served


@pytest.fixture
async def fetcher() -> AsyncIterator[Fetcher]:
    opened = Fetcher("GaungBot/0.1", allowed=ALLOWED, most_bytes=100_000, total_seconds=2.0)
    yield opened
    await opened.close()


async def test_a_page_with_its_charset_and_validators(web: Web, fetcher: Fetcher) -> None:
    web.put(
        "/a",
        gzip.compress(b"<p>Jalan rusak</p>"),
        headers={
            "content-type": "Text/HTML; charset=UTF-8",
            "content-encoding": "gzip",
            "etag": '"1"',
            "last-modified": "x",
        },
    )
    page = await fetcher.get(web.url("/a"))
    assert (page.body, page.content_type, page.charset) == (b"<p>Jalan rusak</p>", "text/html", "utf-8")
    assert page.validators == Validators('"1"', "x")
    again = await fetcher.get(web.url("/a"), validators=page.validators)
    assert again.not_modified
    assert web.hits[-1].headers["if-modified-since"] == "x"


async def test_redirects_end_somewhere(web: Web, fetcher: Fetcher) -> None:
    for hop in range(5):
        web.put(f"/{hop}", "", status=301, headers={"location": f"/{hop + 1}"})
    web.put("/5", "sampai")
    page = await fetcher.get(web.url("/0"))
    assert (page.url, page.body) == (web.url("/5"), b"sampai")
    web.put("/-1", "", status=301, headers={"location": "/0"})
    with pytest.raises(TooManyRedirects):
        await fetcher.get(web.url("/-1"))
    web.put("/buntu", "", status=302, headers={})
    with pytest.raises(TooManyRedirects):
        await fetcher.get(web.url("/buntu"))


@pytest.mark.parametrize(
    ("target", "problem"),
    [
        ("http://127.0.0.2:{port}/rahasia", PrivateNetwork),
        ("http://[::1]:{port}/rahasia", PrivateNetwork),
        ("http://169.254.169.254/latest/meta-data", PrivateNetwork),
        ("http://2130706434:{port}/rahasia", PrivateNetwork),
        ("file:///etc/hostname", NotAllowedUrl),
        ("ftp://127.0.0.1/x", NotAllowedUrl),
    ],
)
async def test_no_redirect_leads_inside(
    web: Web, fetcher: Fetcher, target: str, problem: type[FetchError]
) -> None:
    web.put("/a", "", status=302, headers={"location": target.format(port=web.port)})
    with pytest.raises(problem):
        await fetcher.get(web.url("/a"))
    assert [hit.path for hit in web.hits] == ["/a"]


async def test_each_hop_is_asked_about(web: Web, fetcher: Fetcher) -> None:
    web.put("/a", "", status=302, headers={"location": "/b"})
    web.put("/b", "isi")
    asked: list[str] = []

    async def before_hop(url: str) -> None:
        asked.append(url)

    await fetcher.get(web.url("/a"), before_hop=before_hop)
    assert asked == [web.url("/b")]


async def test_the_name_is_resolved_once_and_only_checked_addresses_are_connected_to(
    web: Web, fetcher: Fetcher, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = [["127.0.0.3", "127.0.0.1"], ["127.0.0.3"]]

    async def resolve(host: str, port: int) -> list[str]:
        assert host == "kabar.example"
        return answers.pop(0)

    connected: list[str] = []
    connect = transport.httpcore.AnyIOBackend.connect_tcp

    async def connect_tcp(self: object, host: str, *arguments: object, **values: object) -> object:
        connected.append(host)
        return await connect(self, host, *arguments, **values)  # type: ignore[arg-type]  # passed through

    monkeypatch.setattr(transport, "_resolve", resolve)
    monkeypatch.setattr(transport.httpcore.AnyIOBackend, "connect_tcp", connect_tcp)
    web.put("/a", "isi", headers={"connection": "close"})
    assert (await fetcher.get(web.url("/a", "kabar.example"))).body == b"isi"
    assert connected == ["127.0.0.1"]
    assert web.hits[0].host == "kabar.example"
    with pytest.raises(PrivateNetwork):
        await fetcher.get(web.url("/a", "kabar.example"))


async def test_sizes(web: Web, fetcher: Fetcher) -> None:
    web.put("/a", b"x" * 100_001)
    web.put("/bom", gzip.compress(b"\0" * 30_000_000), headers={"content-encoding": "gzip"})
    for path in ("/a", "/bom"):
        with pytest.raises(TooLarge):
            await fetcher.get(web.url(path))
    web.put("/br", b"x", headers={"content-encoding": "br"})
    with pytest.raises(UnreadableBody):
        await fetcher.get(web.url("/br"))


async def test_times(web: Web, fetcher: Fetcher) -> None:
    web.put("/lambat", "isi", wait=5.0)
    web.put("/menetes", "x" * 500, drip=0.05)
    for path in ("/lambat", "/menetes"):
        with pytest.raises(TooSlow):
            await fetcher.get(web.url(path))


async def test_statuses_and_hosts_that_are_not_there(web: Web, fetcher: Fetcher) -> None:
    web.put("/sibuk", "", status=503, headers={"retry-after": "7"})
    with pytest.raises(HttpStatus) as caught:
        await fetcher.get(web.url("/sibuk"))
    assert (caught.value.status, caught.value.retry_after) == (503, 7.0)
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    with pytest.raises(Unreachable):
        await fetcher.get(f"http://127.0.0.1:{port}/")
    with pytest.raises(Unreachable):
        await fetcher.get("http://tidak-ada.invalid/")
    for url in ("https://", "http://[::1", "gopher://a.example"):
        with pytest.raises(FetchError):
            await fetcher.get(url)
