"""Pictures that tests take for logos: whole ones, and broken in one place."""

from __future__ import annotations

import struct
import zlib


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(
    width: int = 32, height: int = 32, rows: int | None = None, depth: int = 8, colours: int = 2, cut: int = 0
) -> bytes:
    """A black PNG; what is not as the header says breaks it: `rows` of pixels, a `cut` at their end."""
    pixels = zlib.compress(b"\x00" * (1 + width * 3) * (height if rows is None else rows))
    header = struct.pack(">IIBBBBB", width, height, depth, colours, 0, 0, 0)
    data = pixels[: len(pixels) - cut]
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", data) + _chunk(b"IEND", b"")
