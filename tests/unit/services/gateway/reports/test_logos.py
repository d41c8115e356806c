"""Logos: a PNG that is whole is taken; everything else is refused with what to do."""

from __future__ import annotations

import struct
import zlib

import pytest

from services.gateway.reports.logos import MOST_BYTES, UnusableLogo, logo_of


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(
    width: int = 32, height: int = 32, rows: int | None = None, depth: int = 8, colours: int = 2, cut: int = 0
) -> bytes:
    pixels = zlib.compress(b"\x00" * (1 + width * 3) * (height if rows is None else rows))
    header = struct.pack(">IIBBBBB", width, height, depth, colours, 0, 0, 0)
    data = pixels[: len(pixels) - cut]
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", data) + chunk(b"IEND", b"")


def test_a_whole_png_is_taken_as_it_is() -> None:
    assert logo_of(png()) == png()


@pytest.mark.parametrize(
    "attributes", ['width="30000000" height="10"', 'viewBox="0 0 10 12"'], ids=["enormous", "plain"]
)
def test_an_svg_is_refused_undrawn_and_told_to_become_a_png(attributes: str) -> None:
    svg = f'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" {attributes}></svg>'
    with pytest.raises(UnusableLogo, match=r"SVG .*Simpan gambarnya sebagai PNG"):
        logo_of(svg.encode())


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"GIF89a",
        png()[:-8],
        png().replace(b"IDAT", b"IDOT"),
        png(rows=3),
        png(rows=40_000),
        png(width=4, height=4),
        png(width=5_000, height=16),
        b"\x89PNG\r\n\x1a\n" + b"0" * (MOST_BYTES + 1),
        png(depth=3),
        png(colours=5),
        png(cut=4),
        b"<html/>",
    ],
)
def test_all_else_is_refused(content: bytes) -> None:
    with pytest.raises(UnusableLogo):
        logo_of(content)
