"""E-mail addresses, also those written to escape machines."""

from __future__ import annotations

import re
from collections.abc import Iterator

_DOT = r"(?:\.|\s?[\[({]\s?(?:dot|titik)\s?[\])}]\s?)"
MAIL = re.compile(
    r"(?<![\w.+%-])[\w.+%-]{1,64}(?:@|\s?[\[({]\s?at\s?[\])}]\s?)"
    rf"[\w-]{{1,63}}(?:{_DOT}[\w-]{{1,63}}){{0,3}}{_DOT}[^\W\d_]{{2,24}}(?!\w)",
    re.IGNORECASE,
)
# Torn apart by blanks: certain only with a provider that serves persons.
TORN = re.compile(
    r"(?<![\w.+%-])[\w.+%-]{1,64}(?:\s{0,2}@\s{0,2}|\s(?:at|et)\s)(?:gmail|yahoo|ymail|hotmail|outlook|icloud|rocketmail|live)"
    r"(?:\s?\.\s?|\s(?:dot|titik)\s)co(?:m|\.id)\b",
    re.IGNORECASE,
)


HIDDEN_AT = re.compile(r"[\[({]\s?at\s?[\])}]", re.IGNORECASE)


def mails(text: str) -> Iterator[tuple[int, int]]:
    """Where e-mail addresses stand in a plain text."""
    if "@" in text or " at " in text or " et " in text or HIDDEN_AT.search(text):
        for pattern in (MAIL, TORN):
            for match in pattern.finditer(text):
                yield match.span()
