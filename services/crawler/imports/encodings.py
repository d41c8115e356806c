"""Which encoding a text file is in: by its byte order mark, by being valid UTF-8, by where its NULs stand."""

from __future__ import annotations

import codecs
from dataclasses import dataclass
from typing import BinaryIO

_CHUNK = 1 << 16
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig", "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "utf-16"),
)


@dataclass(frozen=True)
class Encoding:
    """`codec` is Python's name, `name` the one that people know."""

    codec: str
    name: str
    bom: bool = False


def encoding_of(file: BinaryIO, wanted: str | None = None) -> Encoding:
    """The encoding of a file (in constant memory), or the wanted one; a byte order mark counts first.

    What is not UTF-8 is Windows-1252: Indonesian has no letters beyond ASCII, so the bytes that are left to
    tell by are quotes and dashes, and those are Excel's. A file that is UTF-8 but for a few broken bytes (cut
    in the middle of a character, or glued together) stays UTF-8.
    """
    file.seek(0)
    head = file.read(_CHUNK)
    for mark, codec, name in _MARKS:
        if head.startswith(mark):
            return Encoding(codec, name, bom=True)
    if wanted:
        return Encoding(_utf16(head) if wanted == "utf-16" else wanted, wanted)
    if head and head.count(0) > len(head) / 5:
        return Encoding(_utf16(head), "utf-16")
    good, bad = _utf8_characters(file)
    return Encoding("utf-8", "utf-8") if bad * 4 <= good else Encoding("windows-1252", "windows-1252")


def _utf16(head: bytes) -> str:
    """Latin letters have their NUL behind them in little endian."""
    return "utf-16-le" if head[1::2].count(0) >= head[::2].count(0) else "utf-16-be"


def _utf8_characters(file: BinaryIO) -> tuple[int, int]:
    """Characters beyond ASCII that are valid UTF-8, and those that are not."""
    file.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    good = bad = 0
    while chunk := file.read(_CHUNK):
        text = decoder.decode(chunk)
        if not text.isascii():
            broken = text.count("\ufffd")
            bad += broken
            good += sum(character > "\x7f" for character in text) - broken
    bad += decoder.decode(b"", final=True).count("\ufffd")
    return good, bad
