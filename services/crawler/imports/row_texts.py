"""The cells of a row by field, and their texts without anything personal."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

from services.crawler.control import without_control
from services.crawler.furniture.tidy import lines_of
from services.crawler.imports.records import Cell, Record, text_of
from services.crawler.masking import mask
from shared.contracts.imports import ImportField

_SECRETS: tuple[tuple[ImportField, str], ...] = (("reporter", "[nama]"), ("personal", "[data pribadi]"))
# Shorter words of a personal column ("L", "Ani") stand in every text.
_SHORTEST_SECRET = 5


class RowTexts:
    """Reads cells of records by field. `masked` counts personal data by kind."""

    def __init__(self, fields: Mapping[ImportField, Sequence[int]]) -> None:
        self._fields = fields
        # Status, office, category and place come again and again.
        self._masked = lru_cache(maxsize=4096)(mask)
        self.masked: Counter[str] = Counter()

    def cell(self, record: Record, field: ImportField) -> Cell:
        """The cell of a field; None when there is none."""
        return next(iter(self._cells(record, field)), None)

    def raw(self, record: Record, field: ImportField) -> str:
        """The text of a field as it stands: not to be kept."""
        return next(iter(self._texts(record, field)), "")

    def clean(self, record: Record, field: ImportField, *, between: str = " ") -> str:
        """The text of a field fit to be kept, its lines joined; several columns are joined by commas."""
        return self.cleaned(record, ", ".join(self._texts(record, field)), between=between)

    def cleaned(self, record: Record, text: str, *, between: str = " ", counted: bool = True) -> str:
        """Any text of the row without markup, without what its personal columns say, and masked."""
        lines = [" ".join(line.split()) for line in lines_of(without_control(text))]
        shown, found = self._anonymous(record, between.join(line for line in lines if line))
        kept = self._masked(shown) if len(shown) < 100 else mask(shown)
        if counted:
            self.masked.update(found)
            self.masked.update(kept.found)
        return kept.text

    def _anonymous(self, record: Record, text: str) -> tuple[str, Counter[str]]:
        """The text without the name, address and numbers of the row's columns of personal data."""
        found: Counter[str] = Counter()
        for field, label in _SECRETS:
            for secret in self._texts(record, field):
                # Of the personal columns only what has a digit or an @: "Petani" is no secret in a text.
                telling = field == "reporter" or re.search(r"[\d@]", secret)
                words = [re.escape(word) for word in secret.split()]
                if telling and len(secret) >= _SHORTEST_SECRET and secret.split()[0].lower() in text.lower():
                    text, times = re.subn(_pattern(words), label, text, flags=re.IGNORECASE)
                    if times:
                        found[label] += times
        return text, found

    def _texts(self, record: Record, field: ImportField) -> list[str]:
        return [text for cell in self._cells(record, field) if (text := text_of(cell))]

    def _cells(self, record: Record, field: ImportField) -> Sequence[Cell]:
        places = self._fields.get(field, ())
        return [record.cells[at] for at in places if at < len(record.cells)]


def _pattern(words: Sequence[str]) -> str:
    """The words one after the other, whatever blank space parts them."""
    return r"(?<!\w)" + r"\s+".join(words) + r"(?!\w)"
