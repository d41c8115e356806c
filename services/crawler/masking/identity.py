"""Numbers that name one person: NIK, KK, NIP, NPWP, BPJS, bank accounts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from shared.regions import load_regions

# 6408051201900003, 640805 120190 0003, 6408.0512.0190.0003
SIXTEEN = re.compile(r"(?<!\d)\d(?:[ .-]{0,2}\d){15}(?!\d)")
NIP = re.compile(r"(?<!\d)(?:19|20)\d{6}[ .-]{0,2}(?:19|20)\d{4}[ .-]{0,2}[12][ .-]{0,2}\d{3}(?!\d)")
NPWP = re.compile(r"(?<!\d)\d{2}\.\d{3}\.\d{3}\.\d-\d{3}\.\d{3}(?!\d)")
# A word that says what the number behind it is: then its digits need no other proof.
CUED = re.compile(
    r"\b(?P<cue>NIK|KTP|e-?KTP|KK|kartu keluarga|nomor induk kependudukan|NIP|NISN|NPWP|BPJS|JKN|KIS|paspor"
    r"|no\.? ?rek|norek|rek(?! (?:19|20)\d\d[ -])|rekening)"
    r"\b[^\d\n]{0,25}(?P<number>\d(?:[ .-]{0,2}\d){7,19})(?!\d)",
    re.IGNORECASE,
)
# "BCA 1234567890 an Siti": accounts have 10 to 15 digits; years and amounts stand behind banks too.
BANK = re.compile(
    r"\b(?:BRI|BCA|BNI|Mandiri|BSI)\b[^\w\n]{0,3}(?!(?:19|20)\d\d[ .-])(?P<number>\d(?:[ .-]?\d){9,14})(?!\d)"
    r"(?! ?(?:rupiah|ribu|juta|miliar))",
    re.IGNORECASE,
)
# "paspor A1234567": the Directorate General of Immigration gives one or two letters and six or seven digits.
PASSPORT = re.compile(
    r"\bpass?port?(?:nya|ku)?\b[^\d\n]{0,25}?"
    r"(?<!\w)(?P<number>(?!rp)[A-Z](?:[A-Z]|[ -]{0,2})\d(?:[ -]?\d){5,6})"
    r"(?![\w]|[.,]\d)",
    re.IGNORECASE,
)
FAMILY_CARD = re.compile(r"\b(?:KK|kartu keluarga)\b[^\d\n]{0,25}$", re.IGNORECASE)
_LABELS = {
    "kk": "[nomor KK]",
    "kartu keluarga": "[nomor KK]",
    "nip": "[NIP]",
    "nisn": "[NISN]",
    "npwp": "[NPWP]",
    "bpjs": "[nomor BPJS]",
    "jkn": "[nomor BPJS]",
    "kis": "[nomor BPJS]",
    "paspor": "[nomor paspor]",
}
# How far a cue may stand before its number.
_REACH = 40


def identity_numbers(text: str) -> Iterator[tuple[int, int, str]]:
    """Where such numbers stand in a plain text without figures, and the label of each."""
    for match in SIXTEEN.finditer(text):
        if is_nik(re.sub(r"\D", "", match[0])):
            before = text[max(0, match.start() - _REACH) : match.start()]
            yield match.start(), match.end(), "[nomor KK]" if FAMILY_CARD.search(before) else "[NIK]"
    for pattern, label in ((NIP, "[NIP]"), (NPWP, "[NPWP]")):
        for match in pattern.finditer(text):
            yield match.start(), match.end(), label
    for match in CUED.finditer(text):
        cue = match["cue"].lower()
        label = "[nomor rekening]" if "rek" in cue else _LABELS.get(cue, "[NIK]")
        yield *match.span("number"), label
    for match in BANK.finditer(text):
        yield *match.span("number"), "[nomor rekening]"


def passports(text: str) -> Iterator[tuple[int, int]]:
    """Where numbers of passports stand in a plain text, letters included."""
    if "pas" in text.lower():
        for match in PASSPORT.finditer(text):
            yield match.span("number")


def is_nik(digits: str) -> bool:
    """Whether 16 digits are built like a NIK or the number of a family card.

    Province, regency and district, then day (a woman's plus 40), month and year, then a serial number that
    is never 0000 (Permendagri 98/2019). Regencies that were divided keep their old codes in old cards, so
    only the province is looked up.
    """
    province, regency, district = digits[:2], int(digits[2:4]), int(digits[4:6])
    day, month, serial = int(digits[6:8]) % 40, int(digits[8:10]), digits[12:]
    return (
        province in _provinces()
        and (1 <= regency <= 40 or 71 <= regency <= 79)
        and 1 <= district <= 60
        and 1 <= day <= 31
        and int(digits[6:8]) <= 71
        and 1 <= month <= 12
        and serial != "0000"
    )


@lru_cache(maxsize=1)
def _provinces() -> frozenset[str]:
    return frozenset(region.code for region in load_regions() if region.kind == "province")
