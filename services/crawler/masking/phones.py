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
CANDIDATE = re.compile(
    rf"(?<!\w)(?<!\d[.,])(?P<number>(?:\(?\+|\(?0|\(?[oO](?=8)|\(?62)(?:{_GAP}\d){{7,16}})"
)
# Behind "WA:", "hp." or "wa.me/" a number may follow at once.
CUED = re.compile(
    rf"(?i:\b(?:hp|wa|whatsapp|wa\.me|telp|telepon|tlp|phone|nomor|no|hubungi|kontak|sms|call|cp)(?![^\W\d_])[\s.:;/=+_*~-]{{0,4}})(?P<number>(?:\(?\+|\(?0|[oO](?=8)|62|8[1-9])(?:{_GAP}\d){{7,16}})"
)
# What may stand between two numbers of one person: then the second needs no other proof.
NEXT = re.compile(
    rf"[ ,;&|/.\-]{{1,3}}(?P<number>(?:\(?\+|\(?0|[oO](?=8)|62|8[1-9])(?:{_GAP}\d){{7,16}})(?!\d)"
)
# Gaps that people use to hide a number, and a line that breaks in it: only behind a mobile prefix. A list of
# prefixes ("0812,0813,0821") is no number.
HIDDEN = re.compile(
    r"(?<!\w)(?<!\d[.,])(?P<number>(?:\(?\+?62[ .-]?|\(?0)8[1-9]"
    rf"(?:(?:{_GAP}|[,*~:](?!08)|[ -]?\n[ -]?(?!08))\d){{7,14}})(?!\d)"
)
# "a081234567890": behind a letter only a whole number in one piece.
GLUED = re.compile(r"(?<=[^\W\d])(?P<number>08[1-9]\d{8,10})(?!\w)")
# Spreadsheets drop the leading zero: 81234567890, 812-3456-7890.
BARE = re.compile(r"(?<![\w.,/+-])(?<!\d )(?P<number>8[1-9]\d(?:[ -]?\d{3,4}){2}\d{0,2})(?![\w]|[.,/-]\d)")
WORDS = "nol kosong satu dua tiga empat lima enam tujuh delapan lapan sembilan sebelas belas puluh"
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


# Only these begin where the number of a file may go on.
_STRICT = (CANDIDATE, HIDDEN)


def phones(text: str) -> Iterator[tuple[int, int]]:
    """Where phone numbers stand in a plain text without figures."""
    for pattern in (CANDIDATE, CUED, HIDDEN, GLUED, BARE):
        at = 0
        while match := pattern.search(text, at):
            start = match.start("number")
            length = _number(match["number"], in_file_number=pattern in _STRICT and _in_file(text, start))
            # What the pattern took behind the number may be the next one. Without a number the search goes on
            # behind the first digits; every pattern's number has some.
            at = start + length if length else GROUP.search(text, start).end()  # type: ignore[union-attr]
            while length:
                yield start, start + length
                at = start + length
                following = NEXT.match(text, at)
                length = _number(following["number"]) if following else None
                start = following.start("number") if following else at


def _in_file(text: str, start: int) -> bool:
    """Whether it may be part of the number of a file: "TK-0826-118240", "KU/09/2026/0117", "12 0813…"."""
    behind = text[max(0, start - 2) : start]
    return behind.endswith(("-", "/")) or (behind.endswith(" ") and behind[:1].isdigit())


def spoken(text: str) -> Iterator[tuple[int, int]]:
    """Where numbers stand that are written in words."""
    if "lapan" in text.lower():
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
