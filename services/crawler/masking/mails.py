"""E-mail addresses, also those written to escape machines."""

from __future__ import annotations

import re
from collections.abc import Iterator

_HIDDEN_DOT = r"\s?[\[({]\s?(?:dot|titik)\s?[\])}]\s?"
_DOT = rf"(?:\.|{_HIDDEN_DOT})"
_USER = rf"(?<![\w.+%-])[\w.+%-]{{1,64}}(?:(?:{_HIDDEN_DOT}|\s(?:dot|titik)\s)[\w.+%-]{{1,64}}){{0,2}}"
_DOMAIN = rf"[\w-]{{1,63}}(?:{_DOT}[\w-]{{1,63}}){{0,3}}{_DOT}"
MAIL = re.compile(
    rf"{_USER}(?:@|\s?[\[({{]\s?(?:at|@)\s?[\])}}]\s?){_DOMAIN}[^\W\d_]{{2,24}}(?!\w)", re.IGNORECASE
)
# "budi @ pemda.go.id", "budi@ pemda.go.id"; "kumpul @ aula.Besok" are two sentences.
PARTED = re.compile(
    rf"{_USER}(?:\s{{1,2}}@\s{{1,2}}|@\s{{1,2}}){_DOMAIN}(?-i:[a-z]{{2,24}}|[A-Z]{{2,24}})(?!\w)",
    re.IGNORECASE,
)
# A blank before the @ alone may stand before the name of an account ("akun @info.sangatta"): certain with a
# provider that serves persons, or where a registrar of Indonesia asks for papers.
_PROVIDER = r"(?:gmail|yahoo|ymail|hotmail|outlook|icloud|rocketmail|live)"
_OWN = r"(?:co|go|ac|sch|desa|or|web|my|mil)\.id(?!\w)"
TORN = re.compile(
    rf"{_USER}(?:\s{{0,2}}@\s{{0,2}}(?:{_PROVIDER}(?:\s?\.\s?|\s(?:dot|titik)\s)co(?:m|\.id)\b"
    rf"|[\w-]{{1,63}}(?:\.[\w-]{{1,63}})?\.{_OWN}))",
    re.IGNORECASE,
)
# "budi at pemkab dot go dot id", "budi(a)gmail.com": with an ending that is common.
_ENDING = r"(?:com|net|org|info|biz|edu|id)\b"
_SPELT = rf"(?:\s(?:dot|titik)\s|\s?\.\s?|{_HIDDEN_DOT})"
SPELT = re.compile(
    rf"{_USER}(?:\s(?P<at>at|et)\s|\s{{0,2}}@\s{{1,2}}|\s?[\[({{]\s?(?:at|a|@)\s?[\])}}]\s?)"
    rf"(?P<domain>[\w-]{{1,63}}(?:{_SPELT}[\w-]{{1,63}}){{0,2}}{_SPELT}{_ENDING})",
    re.IGNORECASE,
)
# "Live at kabar.com" is English.
SURE = re.compile(rf"\b(?:dot|titik)\b|^{_PROVIDER}\b", re.IGNORECASE)
HIDDEN_AT = re.compile(r"@|\s(?:at|et)\s|[\[({]\s?(?:at|a)\s?[\])}]", re.IGNORECASE)


def mails(text: str) -> Iterator[tuple[int, int]]:
    """Where e-mail addresses stand in a plain text."""
    if HIDDEN_AT.search(text):
        for pattern in (MAIL, PARTED, TORN):
            for match in pattern.finditer(text):
                yield match.span()
        for match in SPELT.finditer(text):
            if not match["at"] or SURE.search(match["domain"]):
                yield match.span()
