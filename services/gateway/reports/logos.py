"""Logos for the letterhead: a sound PNG is taken as it is, a plain SVG is drawn as PNG, the rest refused."""

from __future__ import annotations

import re
import struct
import zlib

import vl_convert
from lxml import etree

# A coat of arms of 600 px is 50 to 150 kB.
MOST_BYTES = 300_000
_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_SIDES = range(16, 2_001)
# Drawn so that it is sharp in print at 2 cm: 600 px over an inch and more.
_HEIGHT = 600
# What draws, and nothing that runs, loads, links or animates.
_ELEMENTS = frozenset(
    "svg g path rect circle ellipse line polyline polygon defs linearGradient radialGradient stop clipPath "
    "title desc metadata".split()
)
# url(#id) leads into the file itself; anything else leads out of it.
_LEADS_OUT = re.compile(r"url\(\s*['\"]?(?!#)|javascript:|data:|@import|expression\(", re.IGNORECASE)


class UnusableLogo(Exception):
    """The file cannot stand in a letterhead; the message is for the user, in Bahasa Indonesia."""


def logo_of(content: bytes) -> bytes:
    """The logo as PNG. Raises UnusableLogo."""
    if len(content) > MOST_BYTES:
        raise UnusableLogo("Gambar paling besar 300 kB.")
    if content.startswith(_SIGNATURE):
        _check_png(content)
        return content
    return _drawn(content)


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
    width, height, depth, colours, _, _, interlaced = struct.unpack(">IIBBBBB", header)
    if width not in _SIDES or height not in _SIDES:
        raise UnusableLogo("Sisi gambar harus 16 sampai 2.000 piksel.")
    channels = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}.get(colours, 0)
    wanted = height * (1 + (width * channels * depth + 7) // 8)
    try:
        # Bounded: a small file may hide a picture of gigabytes.
        found = len(zlib.decompressobj().decompress(bytes(pixels), wanted + 8 * height + 1))
    except zlib.error as error:
        raise broken from error
    if found < wanted or (found > wanted and not interlaced):
        raise broken


def _drawn(content: bytes) -> bytes:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    if b"<!DOCTYPE" in content.upper() or b"<!ENTITY" in content.upper():
        content = re.sub(rb"<!DOCTYPE[^\[>]*>", b"", content, count=1)
        if b"<!" in content.replace(b"<!--", b""):
            raise UnusableLogo("SVG dengan deklarasi DOCTYPE tidak diterima; simpan sebagai PNG.")
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise UnusableLogo("Bukan gambar PNG atau SVG.") from error
    if etree.QName(root).localname != "svg":
        raise UnusableLogo("Bukan gambar PNG atau SVG.")
    _strip(root)
    try:
        drawn: bytes = vl_convert.svg_to_png(etree.tostring(root, encoding="unicode"), scale=_scale(root))
    except ValueError as error:
        raise UnusableLogo("SVG ini tidak dapat digambar; simpan sebagai PNG.") from error
    if len(drawn) > MOST_BYTES:
        raise UnusableLogo("SVG ini terlalu rinci; simpan sebagai PNG yang lebih kecil.")
    return drawn


def _strip(root: etree._Element) -> None:
    """Refuse whatever could run or load; drop notes of drawing programs, which draw nothing."""
    for element in list(root.iter()):
        if not isinstance(element.tag, str):
            _remove(element)
            continue
        name = etree.QName(element)
        if name.namespace not in (None, "http://www.w3.org/2000/svg"):
            _remove(element)
            continue
        if name.localname not in _ELEMENTS:
            raise UnusableLogo(
                f"SVG dengan unsur <{name.localname[:40]}> tidak diterima; simpan sebagai PNG."
            )
        for attribute, value in list(element.attrib.items()):
            plain = etree.QName(attribute)
            if plain.localname.startswith("on") or plain.localname == "href" or _LEADS_OUT.search(value):
                raise UnusableLogo("SVG yang memuat tautan atau skrip tidak diterima; simpan sebagai PNG.")
            if plain.namespace is not None:
                del element.attrib[attribute]


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _scale(root: etree._Element) -> float:
    """What makes the drawing about `_HEIGHT` pixels high."""
    view = [float(part) for part in re.findall(r"-?\d+(?:\.\d+)?", root.get("viewBox", ""))]
    named = re.fullmatch(r"\s*(\d+(?:\.\d+)?)(?:px)?\s*", root.get("height", ""))
    height = float(named.group(1)) if named else (view[3] if len(view) == 4 else _HEIGHT)
    return min(40.0, max(0.05, _HEIGHT / height)) if height > 0 else 1.0
