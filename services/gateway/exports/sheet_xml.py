"""The XML of a worksheet's cells (ECMA-376, part 1, 18.3): text stays text, numbers stay numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date
from xml.sax.saxutils import escape

from services.gateway.exports.columns import Cell
from services.gateway.exports.neutral import looks_like_formula

# Styles, by their place in `cellXfs` of workbook_xml.STYLES.
PLAIN, HEADER, DAY, TEXT = range(4)
# Excel's limit, in UTF-16 units.
LONGEST_CELL = 32_767
# Day 0 of the 1900 date system, counted so that its 29 February 1900 does no harm.
_DAY_ZERO = date(1899, 12, 30)
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# What Excel would read as an escaped character (ECMA-376, part 1, 22.9.2.19) is escaped itself.
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def column_letters(position: int) -> str:
    """The name of a column, from 0: A, B, … Z, AA."""
    letters = ""
    position += 1
    while position:
        position, rest = divmod(position - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def row_xml(number: int, cells: Iterable[Cell], letters: list[str], style: int | None = None) -> str:
    """A row, from 1. `style` overrides that of the cells' own kind."""
    inner = "".join(
        _cell_xml(f"{letter}{number}", cell, style)
        for letter, cell in zip(letters, cells, strict=True)
        if cell is not None and cell != ""
    )
    return f'<row r="{number}">{inner}</row>'


def _cell_xml(place: str, cell: str | int | float | date, style: int | None) -> str:
    match cell:
        case str():
            # TEXT carries quotePrefix: it stays text also when somebody edits the cell.
            own = TEXT if looks_like_formula(cell) else PLAIN
            written = f'<is><t xml:space="preserve">{_text(cell)}</t></is>'
            return f'<c r="{place}" s="{own if style is None else style}" t="inlineStr">{written}</c>'
        case date():
            return f'<c r="{place}" s="{DAY}"><v>{(cell - _DAY_ZERO).days}</v></c>'
    return f'<c r="{place}"><v>{cell}</v></c>'


def _text(text: str) -> str:
    return _ESCAPED.sub("_x005F_", escape(_NOT_IN_XML.sub("", _cut(text))))


def _cut(text: str) -> str:
    """At most LONGEST_CELL UTF-16 units, an ellipsis in place of the rest."""
    if len(text) <= LONGEST_CELL // 2:
        return text
    units = text.encode("utf-16-le")
    if len(units) <= 2 * LONGEST_CELL:
        return text
    return units[: 2 * (LONGEST_CELL - 1)].decode("utf-16-le", errors="ignore") + "…"
