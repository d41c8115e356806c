"""Addresses of houses: a street, lane, block or housing estate together with a number in it.

A street without a number is a place that the text is about, and stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_STREET = r"(?P<kind>jalan|jln|jl|gang|gg|lorong|lrg|lr)"
_ESTATE_WORDS = (
    "perumahan perumnas perum kompleks komplek komp cluster griya kavling kav btn asrama rusunawa".split()
)
_ESTATE = rf"(?P<kind>{'|'.join(_ESTATE_WORDS)})"
_WORD = r"[\w'’./-]{1,30}"
_NAME = rf"(?P<name>(?:{_WORD},? +){{0,5}}?{_WORD}?)"
_NUMBER = r"(?:no|nomor|nmr|nomer|number)\b[ .:]{0,3}(?P<number>\d{1,4}(?: ?[-/] ?\d{1,4}| ?[A-Za-z]\b)?)"
_PAIR = r"R\.?T\.?[ .:]{0,2}\d{1,3}[ ,./-]{0,3}R\.?W\.?[ .:]{0,2}\d{1,3}"
_RTRW = r"R\.?T\.?[ .:]{0,2}\d{1,3}(?:[ ,./-]{0,3}R\.?W\.?[ .:]{0,2}\d{1,3})?"
_BLOCK = (
    r"blok[ .]{1,2}[A-Za-z]{1,2}(?: ?[-./]? ?\d{1,3}[A-Za-z]?\b"
    r"(?: ?[-/,]{0,2} ?(?:no(?:mor)?[ .:]{0,2})?\d{1,4}\b)?| ?,? ?no(?:mor)?[ .:]{0,2}\d{1,4}\b)"
)
# What goes on behind a house number: RT and RW, a block, a postal code.
_TAIL = (
    rf"(?:[ ,./-]{{0,3}}\b(?:{_RTRW}|R\.?W\.?[ .:]{{0,2}}\d{{1,3}}|{_BLOCK}))*"
    r"(?:,? (?:kode pos )?\d{5}\b(?! ?[\w]))?"
)

HOUSE = re.compile(
    rf"\b{_STREET}\b\.? ?{_NAME}(?:,? ?\b{_NUMBER}(?!\w| tahun)|,? \b{_PAIR}\b){_TAIL}", re.IGNORECASE
)
ESTATE = re.compile(
    rf"\b{_ESTATE}\b\.? ?{_NAME}(?:,? \b{_BLOCK}|,? ?\b{_NUMBER}(?!\w| tahun)){_TAIL}", re.IGNORECASE
)
BLOCK = re.compile(rf"\b{_BLOCK}{_TAIL}", re.IGNORECASE)
# "Jl. Merdeka 45, Sangatta": below 10 it may be the street's own number ("Jalan Pramuka 6").
NAMED_HOUSE = re.compile(
    rf"\b(?i:{_STREET})\b\.? ?(?P<name>(?:[A-Z][\w'’.-]{{1,30}} ){{1,4}})(?P<number>[1-9]\d{{1,2}}[A-Z]?)"
    r"(?=[,;)\n]|\.(?:\s|$)|$| RT\b)"
)
# "RT 05 No. 12": the number of a house in a neighbourhood.
NEIGHBOUR = re.compile(rf"\b{_RTRW}[ ,]{{1,2}}{_NUMBER}(?!\w| tahun)", re.IGNORECASE)
AT_HOME = re.compile(
    r"(?<!\[)\b(?:alamat|beralamat|rumah (?:saya|kami)|tinggal|domisili|berdomisili)\b[^\n]{0,60}?"
    rf"(?P<place>\b{_RTRW})",
    re.IGNORECASE,
)
# Words that make what follows "jalan" a road or a sentence and no street's name.
_NO_NAME = frozenset(
    "rusak berlubang di yang ini itu kabupaten desa provinsi nasional negara tol poros kampung lingkungan"
    " menuju ke dari dan akses utama usaha tani kaki keluar masuk tersebut sudah tidak laporan tiket aduan"
    " surat perda pasal perbup urut dengan untuk pada karena warga kota raya lintas arteri lingkar km"
    " kilometer ruas paket juara peringkat".split()
)
_NO_HOUSE = frozenset("km kilometer ruas paket segmen tahap pasal lintas trans simpang".split())


def addresses(text: str) -> Iterator[tuple[int, int]]:
    """Where addresses stand in a plain text; dates and amounts in it may be crossed out."""
    written = text.lower()
    if _any(written, "jalan", "jl", "gang", "gg", "lorong", "lr"):
        yield from _houses(text)
    if _any(written, *_ESTATE_WORDS):
        for match in ESTATE.finditer(text):
            if _is_name(match["kind"], match["name"]):
                yield match.span()
    if "blok" in written:
        for match in BLOCK.finditer(text):
            yield match.span()
    if _any(written, "rt", "r.t"):
        for match in NEIGHBOUR.finditer(text):
            yield match.span()
        for match in AT_HOME.finditer(text):
            yield match.span("place")


def _any(text: str, *words: str) -> bool:
    return any(word in text for word in words)


def _houses(text: str) -> Iterator[tuple[int, int]]:
    for match in HOUSE.finditer(text):
        if _is_name(match["kind"], match["name"]):
            yield match.span()
        elif lane := HOUSE.search(text, match.start("name"), match.end()):
            # "Jln Poros Kudungga Gg. Mawar No. 8": the lane within has a name of its own.
            yield lane.span()
    for match in NAMED_HOUSE.finditer(text):
        words = match["name"].lower().split()
        if words[-1] not in _NO_HOUSE and words[0] not in _NO_NAME:
            yield match.span()


def _is_name(kind: str, name: str) -> bool:
    """Whether the words between street and number can be its name: no clause, no road of the state.

    Capitals throughout, or, as people type on their phones, at most three words without any.
    """
    words = [word.strip(".,/-") for word in name.split()]
    words = [word for word in words if word and not word.isdigit() and word.lower() not in ("rt", "rw")]
    if not words:
        return kind.lower() not in ("jalan", "gang", "lorong")
    if words[0].lower() in _NO_NAME:
        return False
    small = [word for word in words if word[0].islower()]
    if not small:
        return True
    return len(small) == len(words) <= 3 and not _NO_NAME.intersection(words)
