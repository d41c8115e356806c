"""Phone numbers: Indonesian ones in every local writing, and foreign ones with their country code.

Three-digit hotlines (110, 112, 119) and service numbers (0800, 1500…) belong to the public and stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberType

# What people put between the digits of a number.
_GAP = r"[ .\-()/_]{0,3}"
CANDIDATE = re.compile(rf"(?<![\w.,])(?<!\d[-/ ])(?:\(?\+|\(?0|\(?[oO](?=8)|\(?62)(?:{_GAP}\d){{7,16}}")
# Behind "WA:", "hp." or "wa.me/" a number may follow at once.
CUED = re.compile(
    rf"(?i:\b(?:hp|wa|whatsapp|wa\.me|telp|telepon|tlp|phone|nomor|no|hubungi|kontak|sms|call|cp)(?![^\W\d_])[\s.:;/=+-]{{0,4}})(?P<number>(?:\(?\+|\(?0|[oO](?=8)|62|8[1-9])(?:{_GAP}\d){{7,16}})"
)
# Spreadsheets drop the leading zero: 81234567890, 812-3456-7890.
BARE = re.compile(r"(?<![\w.,/+-])(?<!\d )8[1-9]\d(?:[ -]?\d{3,4}){2}\d{0,2}(?![\w]|[.,/-]\d)")
WORDS = "nol kosong satu dua tiga empat lima enam tujuh delapan sembilan"
# "nol delapan satu dua …": nine digits in words are no sentence.
SPOKEN = re.compile(
    rf"\b(?:(?:{WORDS.replace(' ', '|')})[\s,.-]+){{8,14}}(?:{WORDS.replace(' ', '|')})\b", re.I
)
GROUP = re.compile(r"\d+")
# A mobile number has 10 to 13 digits with its leading zero, as the numbering plan (PM 14/2018) has it.
SHORTEST, LONGEST = 10, 13
_PUBLIC = frozenset(
    {
        PhoneNumberType.TOLL_FREE,
        PhoneNumberType.SHARED_COST,
        PhoneNumberType.PREMIUM_RATE,
        PhoneNumberType.UAN,
    }
)


def phones(text: str) -> Iterator[tuple[int, int]]:
    """Where phone numbers stand in a plain text without figures."""
    for match in CANDIDATE.finditer(text):
        # "TK-0826-118240" and "KU/09/2026/0117" are numbers of files.
        behind = text[match.start() - 1 : match.start()]
        if found := _number(match[0], in_file_number=behind in ("-", "/")):
            yield match.start(), match.start() + found
    for match in CUED.finditer(text):
        if found := _number(match["number"]):
            yield match.start("number"), match.start("number") + found
    for match in BARE.finditer(text):
        if _valid("0" + _digits(match[0])):
            yield match.span()


def spoken(text: str) -> Iterator[tuple[int, int]]:
    """Where numbers stand that are written in words."""
    if "nol" in text.lower() or "kosong" in text.lower():
        for match in SPOKEN.finditer(text):
            yield match.span()


def _number(written: str, *, in_file_number: bool = False) -> int | None:
    """How many characters of a candidate are the number; None when it is none."""
    if re.match(r"\W?\d{1,2}\W?/", written):
        # "08/2024/001234": a month and a file's number.
        return None
    national = re.sub(r"^\(?\+?6[ .-]?2[ .-]?(?:\(?0\)?)?|^\(?[oO]", "0", written, count=1)
    if national.lstrip("(").startswith("8"):
        national = "0" + national
    if re.match(rf"\(?0{_GAP}8{_GAP}[1-9]", national):
        shift = len(written) - len(national)
        end = _mobile_end(national)
        if not end or (in_file_number and len(_digits(national[:end])) <= SHORTEST):
            return None
        return end + shift
    if in_file_number:
        return None
    ends = [match.end() for match in GROUP.finditer(written)]
    return next((end for end in reversed(ends) if _valid(written[:end])), None)


def _mobile_end(national: str) -> int | None:
    """Where a mobile number ends: groups are taken until it is whole, further ones only of the same kind."""
    digits, end, gap = 0, 0, ""
    for group in GROUP.finditer(national):
        between = national[end : group.start()]
        whole = digits >= SHORTEST
        if digits + len(group[0]) > LONGEST and whole:
            break
        if whole and (not gap or between.strip() != gap.strip()):
            break
        digits, end, gap = digits + len(group[0]), group.end(), between
    return end if SHORTEST <= digits <= LONGEST + 1 else None


def _valid(written: str) -> bool:
    try:
        number = phonenumbers.parse(written.lstrip("("), "ID")
    except NumberParseException:
        return False
    return phonenumbers.is_valid_number(number) and phonenumbers.number_type(number) not in _PUBLIC


def _digits(written: str) -> str:
    return "".join(GROUP.findall(written))
