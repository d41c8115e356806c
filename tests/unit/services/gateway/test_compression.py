"""Compression: the coding that the client weighs highest, streams part by part, nothing twice."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Sequence

import pytest
import zstandard
from starlette.types import ASGIApp, Message

from services.gateway.accepted_coding import accepted_coding
from services.gateway.compression import Compression
from tests.unit.services.gateway.conftest import Api

LONG = b'{"title": "Jembatan Sangatta dibuka"}' * 100


@pytest.mark.parametrize(
    ("accept_encoding", "coding"),
    [
        ("", None),
        ("gzip", "gzip"),
        ("zstd", "zstd"),
        ("gzip, deflate, br, zstd", "zstd"),
        ("zstd;q=0.5, gzip;q=0.8", "gzip"),
        ("gzip;q=0.5, zstd;q=0.5", "zstd"),
        ("zstd;q=0, gzip", "gzip"),
        ("gzip;q=0", None),
        ("*", "zstd"),
        ("*;q=0", None),
        ("zstd;q=0, *", "gzip"),
        ("identity", None),
        ("identity;q=1, gzip;q=0.5", None),
        ("identity;q=0.5, gzip;q=1.0", "gzip"),
        ("identity;q=0", None),
        ("GZIP ; Q=1", "gzip"),
        ("x-gzip", "gzip"),
        ("gzip;q=nonsense", None),
        ("br, deflate", None),
        (",;,", None),
    ],
)
def test_what_the_client_wants(accept_encoding: str, coding: str | None) -> None:
    assert accepted_coding(accept_encoding) == coding


def app(parts: Sequence[bytes], status: int = 200, **headers: str) -> ASGIApp:
    """Answers with these parts."""
    given = {"content-type": "application/json", "content-length": str(sum(map(len, parts)))}
    given |= {name.replace("_", "-"): value for name, value in headers.items()}

    async def answer(_scope, _receive, send) -> None:  # type: ignore[no-untyped-def]  # an ASGI app in miniature
        raw = [(name.encode(), value.encode()) for name, value in given.items()]
        await send({"type": "http.response.start", "status": status, "headers": raw})
        for number, part in enumerate(parts, 1):
            await send({"type": "http.response.body", "body": part, "more_body": number < len(parts)})

    return answer


async def answered(
    inner: ASGIApp, accept_encoding: str = "gzip", path: str = "/v1/articles"
) -> tuple[dict[str, str], list[Message]]:
    """The headers, and the messages of the body one by one."""
    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "headers": [(b"accept-encoding", accept_encoding.encode())],
    }
    await Compression(inner)(scope, None, send)  # type: ignore[arg-type]  # nothing is received
    headers = {name.decode().lower(): value.decode() for name, value in sent[0]["headers"]}
    return headers, sent[1:]


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
async def test_a_body_comes_out_as_it_went_in(coding: str) -> None:
    headers, [body] = await answered(app([LONG]), coding)
    assert headers["content-encoding"] == coding
    assert headers["content-length"] == str(len(body["body"]))
    assert headers["vary"] == "Accept-Encoding"
    plain = (
        gzip.decompress(body["body"])
        if coding == "gzip"
        else zstandard.ZstdDecompressor().decompressobj().decompress(body["body"])
    )
    assert plain == LONG
    assert len(body["body"]) < len(LONG) / 10


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
async def test_every_part_of_a_stream_leaves_at_once(coding: str) -> None:
    parts = [b'{"row": 1}\n', b'{"row": 2}\n', b""]
    headers, bodies = await answered(app(parts, content_type="application/jsonl"), coding)
    assert "content-length" not in headers
    stream = zlib.decompressobj(31) if coding == "gzip" else zstandard.ZstdDecompressor().decompressobj()
    assert [stream.decompress(body["body"]) for body in bodies] == parts
    assert [body["more_body"] for body in bodies] == [True, True, False]


@pytest.mark.parametrize(
    ("inner", "accept_encoding", "path"),
    [
        (app([b"short"]), "gzip", "/v1/articles"),
        (app([LONG]), "", "/v1/articles"),
        (app([LONG], content_encoding="br"), "gzip", "/v1/articles"),
        (app([LONG], content_type="image/png"), "gzip", "/aset/gaung.png"),
        (app([LONG, LONG], content_type="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), "gzip", "/v1/exports"),
        (app([LONG], content_type="text/html"), "gzip", "/cerita"),
        (app([b""], status=304, etag='W/"a"'), "gzip", "/v1/articles"),
    ],
)  # fmt: skip
async def test_what_stays_as_it_is(inner: ASGIApp, accept_encoding: str, path: str) -> None:
    plain, bodies = await answered(inner, "", path)
    headers, same = await answered(inner, accept_encoding, path)
    assert (headers, same) == (plain, bodies)
    assert headers.get("content-encoding") in (None, "br")


async def test_a_strong_tag_becomes_a_weak_one() -> None:
    for given, kept in (('"abc"', 'W/"abc"'), ('W/"abc"', 'W/"abc"')):
        headers, _ = await answered(app([LONG], etag=given))
        assert headers["etag"] == kept
    headers, _ = await answered(app([LONG], etag='"abc"'), "identity")
    assert headers["etag"] == '"abc"'


async def test_over_the_whole_app(api: Api) -> None:
    answer = await api.client.get("/openapi.json", headers={"Accept-Encoding": "zstd;q=1, gzip;q=0.1"})
    assert answer.headers["content-encoding"] == "zstd"
    assert answer.json()["openapi"] == "3.1.0"
    page = await api.client.get("/masuk", headers={"Accept-Encoding": "gzip"})
    assert "content-encoding" not in page.headers
