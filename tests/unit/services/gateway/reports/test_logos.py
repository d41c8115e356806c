"""Logos: a PNG that is whole, an SVG that only draws; everything else is refused with what to do."""

from __future__ import annotations

import struct
import zlib

import pytest

from services.gateway.reports.logos import MOST_BYTES, UnusableLogo, logo_of

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 12">{}</svg>'


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(width: int = 32, height: int = 32, rows: int | None = None) -> bytes:
    pixels = zlib.compress(b"\x00" * (1 + width * 3) * (height if rows is None else rows))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def test_a_whole_png_is_taken_as_it_is() -> None:
    assert logo_of(png()) == png()


def test_a_plain_svg_is_drawn_and_notes_of_drawing_programs_are_dropped() -> None:
    noted = '<metadata/><x:tool xmlns:x="urn:x"/><g fill="url(#a)"><path d="M0 0h10v12z"/></g>'
    drawn = logo_of(SVG.format(noted).encode())
    assert drawn.startswith(b"\x89PNG")
    assert logo_of(drawn) == drawn


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
        *(
            SVG.format(inner).encode()
            for inner in (
                "<script>alert(1)</script>",
                '<path d="M0 0" onload="alert(1)"/>',
                '<image href="file:///etc/passwd"/>',
                '<a xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="https://jahat.example/"/>',
                '<path fill="url(https://jahat.example/x)" d="M0 0"/>',
                "<style>@import 'https://jahat.example/'</style>",
                "<foreignObject/>",
                "<text>tanpa huruf sendiri</text>",
            )
        ),
        b'<!DOCTYPE svg [<!ENTITY a "aaaa">]>' + SVG.format("<title>&a;</title>").encode(),
        b"<html/>",
    ],
)
def test_all_else_is_refused(content: bytes) -> None:
    with pytest.raises(UnusableLogo):
        logo_of(content)
