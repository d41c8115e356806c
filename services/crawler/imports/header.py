"""Finds the row that names the columns: below a title, over merged groups, or nowhere."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl.utils import get_column_letter

from services.crawler.imports.fields import known_as
from services.crawler.imports.records import Record, text_of

# A title, a period, a blank line and two rows of header stand above the data of every report seen.
SEARCHED = 20
# A column's name is a few words; what is longer is somebody's text.
_LONGEST_NAME = 60
_VALUE = re.compile(r"https?://|\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}|\d{6,}|\S+@\S+\.\S+")


@dataclass(frozen=True)
class Header:
    """Names of the columns, each once, and the row they stand in (0: none); data begin below it."""

    row: int
    names: tuple[str, ...]


def find_header(records: Sequence[Record], wanted: int | None = None) -> Header:
    """The header among the first rows of a file, or the wanted row (0: there is none)."""
    first = [record for record in records if not record.blank and not record.problem]
    width = max((len(record.cells) for record in first), default=0)
    if wanted is not None:
        chosen = next((record for record in first if record.row == wanted), None)
        return _header(chosen.row, _texts(chosen)) if chosen else _nameless(width)
    best: tuple[tuple[int, int, int], Header] | None = None
    for place, record in enumerate(first[:SEARCHED]):
        for names, row in _readings(record, first[place + 1] if place + 1 < len(first) else None):
            known = len({known_as(name) for name in names if name} - {None})
            score = (known, -place, row - record.row)
            if _may_name(names) and known and (best is None or score > best[0]):
                best = score, _header(row, names)
    if best:
        return best[1]
    top = first[0] if first else None
    return _header(top.row, _texts(top)) if top and _may_name(_texts(top)) else _nameless(width)


def _readings(record: Record, below: Record | None) -> list[tuple[list[str], int]]:
    """The row by itself, and together with the one below it: groups over their columns."""
    upper = _texts(record)
    readings = [(upper, record.row)]
    if below is not None and below.row == record.row + 1:
        lower = _texts(below)
        gaps = sum(1 for name in upper if not name)
        if gaps and _may_name(lower):
            both = [
                lower[at] if at < len(lower) and lower[at] else (upper[at] if at < len(upper) else "")
                for at in range(max(len(upper), len(lower)))
            ]
            readings.append((both, below.row))
    return readings


def _may_name(names: Sequence[str]) -> bool:
    filled = [name for name in names if name]
    return bool(filled) and not any(len(name) > _LONGEST_NAME or _VALUE.search(name) for name in filled)


def _texts(record: Record) -> list[str]:
    return [" ".join(text_of(cell).split()) for cell in record.cells]


def _header(row: int, names: Sequence[str]) -> Header:
    """Every name once: a second "Tanggal" is "Tanggal (2)", a missing one is called by its letter."""
    unique: dict[str, None] = {}
    for at, given in enumerate(names):
        name = given or f"Kolom {get_column_letter(at + 1)}"
        number, again = 1, name
        while again in unique:
            number += 1
            again = f"{name} ({number})"
        unique[again] = None
    return Header(row, tuple(unique))


def _nameless(width: int) -> Header:
    return _header(0, [""] * width)
