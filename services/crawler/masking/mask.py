"""Replaces personal data in a text by what it was: [nomor telepon], [NIK], [surel], [pelat nomor] …"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from services.crawler.masking.addresses import addresses
from services.crawler.masking.homes import homes
from services.crawler.masking.identity import identity_numbers, passports
from services.crawler.masking.mails import mails
from services.crawler.masking.phones import phones, spoken
from services.crawler.masking.plain import plain, without_figures, without_hidden
from services.crawler.masking.plates import plates

# Most texts have no number of eight digits or more, and need no closer look.
LONG_NUMBER = re.compile(r"\d(?:[ .,*~:\-()/_\n]{0,3}\d){7}")
# One datum may hide another ("6408051201900003 0812…"); a text that hides more is made to keep us busy.
_MOST_ROUNDS = 8
PHONE, MAIL, ADDRESS, PLATE, PASSPORT = (
    "[nomor telepon]", "[surel]", "[alamat]", "[pelat nomor]", "[nomor paspor]",
)  # fmt: skip


@dataclass(frozen=True)
class Masked:
    """A text without personal data, and how many there were of each kind (label → count)."""

    text: str
    found: Mapping[str, int] = field(default_factory=dict)


def mask(text: str) -> Masked:
    """The text with every personal datum replaced. Masking it again changes nothing."""
    shown = without_hidden(text)
    total: Counter[str] = Counter()
    for _ in range(_MOST_ROUNDS):
        found = list(_apart(sorted(_found(plain(shown)), key=lambda one: (one[0], -one[1]))))
        if not found:
            break
        parts, rest = [], 0
        for start, end, label in found:
            parts += [shown[rest:start], label]
            rest = end
        shown = "".join([*parts, shown[rest:]])
        total.update(label for _, _, label in found)
    return Masked(shown, total)


def mask_line(text: str) -> str:
    """A short text (a title, a name, a column) without personal data."""
    return mask(text).text


def _found(text: str) -> Iterator[tuple[int, int, str]]:
    yield from ((start, end, MAIL) for start, end in mails(text))
    yield from ((start, end, PHONE) for start, end in spoken(text))
    if not any(map(str.isdigit, text)):
        return
    yield from ((start, end, ADDRESS) for start, end in addresses(text))
    yield from ((start, end, ADDRESS) for start, end in homes(text))
    yield from ((start, end, PASSPORT) for start, end in passports(text))
    yield from ((start, end, PLATE) for start, end in plates(text))
    bare = without_figures(text) if LONG_NUMBER.search(text) else ""
    yield from ((start, end, PHONE) for start, end in phones(bare))
    yield from identity_numbers(bare)


def _apart(found: list[tuple[int, int, str]]) -> Iterator[tuple[int, int, str]]:
    """Data that overlap are one, under the name of the longest."""
    at = 0
    while at < len(found):
        start, end, label = found[at]
        longest = end - start
        at += 1
        while at < len(found) and found[at][0] < end:
            other = found[at]
            if other[1] - other[0] > longest:
                longest, label = other[1] - other[0], other[2]
            end = max(end, other[1])
            at += 1
        yield start, end, label
