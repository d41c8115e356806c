"""Logos for the letterhead: a PNG that is whole is taken as it is, everything else is refused.

SVG is not taken: a drawing of a few bytes can ask for gigabytes or for hours of whoever draws it.
"""

from __future__ import annotations

import struct
import zlib

# A coat of arms of 600 px is 50 to 150 kB.
MOST_BYTES = 300_000
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_SIDES = range(16, 2_001)
# Samples of a pixel and the bits a sample may have, by the header's colour type (PNG specification, 11.2.2).
_SAMPLES = {0: (1, (1, 2, 4, 8, 16)), 2: (3, (8, 16)), 3: (1, (1, 2, 4, 8)), 4: (2, (8, 16)), 6: (4, (8, 16))}


class UnusableLogo(Exception):
    """The file cannot stand in a letterhead; the message is for the user, in Bahasa Indonesia."""


def logo_of(content: bytes) -> bytes:
    """The logo, once it is known to be a whole PNG. Raises UnusableLogo."""
    if len(content) > MOST_BYTES:
        raise UnusableLogo("Gambar paling besar 300 kB.")
    if not content.startswith(_SIGNATURE):
        told = "Lambang berformat SVG tidak dapat dipakai." if b"<svg" in content else "Ini bukan gambar PNG."
        raise UnusableLogo(f"{told} Simpan gambarnya sebagai PNG, lalu pilih berkas itu.")
    _check_png(content)
    return content


def _check_png(content: bytes) -> None:
    """Chunks whole, sums right, sides sensible, pixels as many as announced."""
    broken = UnusableLogo("Berkas PNG ini rusak; simpan ulang gambarnya lalu coba lagi.")
    place, pixels, header = len(_SIGNATURE), bytearray(), b""
    while place + 12 <= len(content):
        (length,) = struct.unpack(">I", content[place : place + 4])
        kind, data = content[place + 4 : place + 8], content[place + 8 : place + 8 + length]
        end = content[place + 8 + length : place + 12 + length]
        if len(data) != length or len(end) != 4 or zlib.crc32(kind + data) != struct.unpack(">I", end)[0]:
            raise broken
        header = header or (data if kind == b"IHDR" else b"")
        pixels += data if kind == b"IDAT" else b""
        place += 12 + length
        if kind == b"IEND":
            break
    else:
        raise broken
    if len(header) != 13:
        raise broken
    width, height, depth, colours, packing, filtering, interlaced = struct.unpack(">IIBBBBB", header)
    if width not in _SIDES or height not in _SIDES:
        raise UnusableLogo("Sisi gambar harus 16 sampai 2.000 piksel.")
    samples, depths = _SAMPLES.get(colours, (0, ()))
    if depth not in depths or (packing, filtering) != (0, 0) or interlaced not in (0, 1):
        raise broken
    wanted = height * (1 + (width * samples * depth + 7) // 8)
    unpacking = zlib.decompressobj()
    try:
        # Bounded: a small file may hide a picture of gigabytes.
        found = len(unpacking.decompress(bytes(pixels), wanted + 8 * height + 1))
    except zlib.error as error:
        raise broken from error
    if not unpacking.eof:
        raise broken
    if found < wanted or (found > wanted and not interlaced):
        raise broken
