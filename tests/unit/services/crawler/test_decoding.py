"""Bodies are decompressed within bounds."""

from __future__ import annotations

import gzip
import zlib

import pytest

from services.crawler.decoding import BoundedBody
from services.crawler.errors import TooLarge, UnreadableBody

URL = "https://a.example/x"
TEXT = b"<p>Warga mengeluhkan jalan rusak.</p>" * 100


def decode(data: bytes, encoding: str, limit: int = 1_000_000, step: int = 7) -> bytes:
    body = BoundedBody(URL, encoding, limit)
    for start in range(0, len(data), step):
        body.feed(data[start : start + step])
    return body.finish()


def raw_deflate(data: bytes) -> bytes:
    compressor = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return compressor.compress(data) + compressor.flush()


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (TEXT, ""),
        (TEXT, "identity"),
        (gzip.compress(TEXT), "gzip"),
        (gzip.compress(TEXT), "X-GZIP"),
        (zlib.compress(TEXT), "deflate"),
        (raw_deflate(TEXT), "deflate"),
    ],
)
def test_bodies(data: bytes, encoding: str) -> None:
    assert decode(data, encoding) == TEXT
    assert decode(data, encoding, step=100_000) == TEXT


def test_a_bomb_stops_at_the_bound() -> None:
    bomb = gzip.compress(b"\0" * 50_000_000)
    with pytest.raises(TooLarge):
        decode(bomb, "gzip", limit=1_000_000, step=65_536)


@pytest.mark.parametrize("encoding", ["", "gzip"])
def test_exactly_the_bound_is_allowed_and_one_more_is_not(encoding: str) -> None:
    data = b"x" * 1000
    wire = gzip.compress(data) if encoding else data
    assert decode(wire, encoding, limit=1000) == data
    with pytest.raises(TooLarge):
        decode(gzip.compress(data + b"x") if encoding else data + b"x", encoding, limit=1000)


@pytest.mark.parametrize("encoding", ["br", "zstd", "gzip, br"])
def test_encodings_not_asked_for(encoding: str) -> None:
    with pytest.raises(UnreadableBody):
        BoundedBody(URL, encoding, 1000)


def test_broken_and_cut_off_data() -> None:
    with pytest.raises(UnreadableBody):
        decode(b"not gzip at all", "gzip")
    with pytest.raises(UnreadableBody):
        decode(gzip.compress(TEXT)[:-10], "gzip")


def test_an_empty_body_is_empty_whatever_the_header_says() -> None:
    assert decode(b"", "gzip") == b""
