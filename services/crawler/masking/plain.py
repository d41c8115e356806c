"""A text as the patterns read it: every character in its place, digits, dashes and blanks in one dress."""

from __future__ import annotations

import re
import unicodedata

from services.crawler.furniture.tidy import INVISIBLE

# Joiners, direction marks and emoji variants that hide between the digits of a number.
BETWEEN = re.compile(r"(?<=[\d@.\s+-])[\u200c-\u200f\u202a-\u202e\u2066-\u2069\ufe0e\ufe0f\u20e3]+")
_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00b7\u2022"

DATE = re.compile(
    r"(?<!\d)(?:\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d{2}|(?:19|20)\d{2}[/.-]\d{1,2}[/.-]\d{1,2})(?![-./]?\d)"
)
CLOCK = re.compile(r"(?<![\d.:-])(?:[01]?\d|2[0-3])[.:][0-5]\d(?:[.:][0-5]\d)?(?![\d:-]|[.]\d)")
# "Rp 1.500.000.000", "2.450.000 jiwa"; a number that begins with 0 is no amount.
AMOUNT = re.compile(
    r"\bRp\.?\s?\d[\d.,]*|(?<![\d+.-])(?<!\+62 )[1-9]\d{0,2}(?:\.\d{3}){2,}(?![\d.]?\d)", re.IGNORECASE
)


class _Dress(dict[int, int]):
    """Code point → the one it is read as; filled as characters are met."""

    def __missing__(self, point: int) -> int:
        character = chr(point)
        digit = unicodedata.digit(character, None)
        read = point
        if digit is not None:
            read = ord(str(digit))
        elif character in _DASHES:
            read = ord("-")
        elif character != "\n" and character.isspace():
            read = ord(" ")
        elif unicodedata.east_asian_width(character) == "F":
            read = ord(unicodedata.normalize("NFKC", character)[0])
        self[point] = read
        return read


_DRESS = _Dress()


def without_hidden(text: str) -> str:
    """The text without characters that nobody sees and that part the digits of a number."""
    return text if text.isascii() else BETWEEN.sub("", INVISIBLE.sub("", text))


def plain(text: str) -> str:
    """The text in one dress, of the same length."""
    return text if text.isascii() else text.translate(_DRESS)


def without_figures(text: str) -> str:
    """A plain text with dates, clock times and amounts crossed out, of the same length."""
    for pattern in (AMOUNT, DATE, CLOCK):
        text = pattern.sub(lambda match: "x" * len(match[0]), text)
    return text
