"""Number plates: area letters, one to four digits, one to three letters, as the police give them.

"KT 1234 AB" leads to whoever keeps the vehicle. Most short codes in a complaint are none ("RT 04", "DP3A",
"A 4 KM"), so that a plate must be written in capitals with digits enough, or stand behind a word for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

# The areas of Perpol 7/2021 and those of the provinces of Papua that came after it.
_ONE = "ABDEFGHKLMNPRSTWZ"
_TWO = (
    "AA AB AD AE AG BA BB BD BE BG BH BK BL BM BN BP DA DB DC DD DE DG DH DK DL DM DN DP DR DS DT DW"
    " EA EB ED KB KH KT KU PA PB PG PS PT PY"
).split()
# What stands behind a number and is no part of a plate: measures, schools, months, small words. A plate that
# ends so is known by the word before it, or not at all.
_NO_SUFFIX = (
    "kg ton mg km m cm mm ha m2 m3 cc kw kwh kva kv mw hz gb tb rb jt rp th thn bln jam mnt org pcs eks kk rt"
    " rw wib wit sd smp sma smk mts tps tni asn pns opd dki jl jln gg max"
    " jan feb mar apr mei jun jul agt agu sep okt nov des"
    " dan di ke yg dr ini itu ada tdk dgn utk sdh blm pak per"
).split()
_GAP = r"[ .-]{0,2}"
_SUFFIX = rf"(?!(?i:{'|'.join(_NO_SUFFIX)})(?![^\W_]))[A-Z]{{1,3}}"
_AREA = rf"(?:{'|'.join(_TWO)}|[{_ONE}])"
# A stroke makes it the number of a letter, unless it parts two plates.
_BEFORE = r"(?:(?<![\w/&-])|(?<=\]/))"
_AFTER = rf"(?!\w|[.-]\d|/(?!{_AREA}{_GAP}[1-9]))"
# One digit, and two behind a single letter, are too little to tell a plate by.
_WHOLE = rf"(?:(?:{'|'.join(_TWO)}){_GAP}[1-9]\d{{1,3}}|[{_ONE}]{_GAP}[1-9]\d{{2,3}}){_GAP}{_SUFFIX}{_AFTER}"
_ANY = (
    rf"{_AREA}{_GAP}"
    rf"(?:[1-9]\d{{0,3}}{_GAP}{_SUFFIX}{_AFTER}|[1-9]\d{{2,3}}{_AFTER})"
)
# In capitals, wherever it stands.
WRITTEN = re.compile(rf"{_BEFORE}(?P<plate>{_WHOLE})")
# "motor kt 1234 ab": behind a vehicle small letters will do.
VEHICLE = re.compile(
    r"\b(?:mobil|motor|truk|truck|tronton|bus|bis|pick ?up|angkot|angkutan|kendaraan|taksi|ojek)\b"
    rf"[^\d\n]{{0,20}}?{_BEFORE}(?P<plate>{_WHOLE})",
    re.IGNORECASE,
)
# "plat KT 5 A", "nopol b 1234": behind the word for a plate, any.
NAMED = re.compile(
    r"(?<!\[)\b(?:(?:ber)?p(?:e)?lat(?:nya)?|(?:ber)?nopol(?:nya)?|no(?:mor|mer)?[ .]{0,2}pol(?:isi)?|tnkb"
    r"|no(?:mor|mer)?[ .]{0,2}kendaraan)\b"
    rf"[^\d\n]{{0,25}}?{_BEFORE}(?P<plate>{_ANY})",
    re.IGNORECASE,
)
# Words before a letter and a number that make them the name of a thing that stays where it is.
_PLACE = re.compile(
    r"\b(?:blok|gedung|kelas|zona|tipe|type|seri|lantai|kamar|ruang|jalan|jln?|gang|gg|lorong|jalur|ruas|rute"
    r"|trayek|koridor|vitamin|hepatitis|golongan|gol|grup|seksi|tower|terminal|pintu|pasal|ayat|huruf|sk|uu|perda"
    r"|perbup|nomor|no|tiket|kode|boeing)[ .:]{0,2}$",
    re.IGNORECASE,
)
_REACH = 12


def plates(text: str) -> Iterator[tuple[int, int]]:
    """Where number plates stand in a plain text."""
    for match in NAMED.finditer(text):
        yield match.span("plate")
    for match in VEHICLE.finditer(text):
        yield match.span("plate")
    for match in WRITTEN.finditer(text):
        start = match.start("plate")
        if not _PLACE.search(text, max(0, start - _REACH), start):
            yield match.span("plate")
