"""The words around a report: when it was made, which days it covers, cells of tables, marks of sources."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

from services.gateway.presentation.dates import clock, long_day
from services.gateway.presentation.period import spoken_range
from services.gateway.presentation.wording import number
from services.gateway.reports.document import Cell, Document

MADE_BY = "Disusun dengan Gaung"


def made_text(document: Document) -> str:
    """``Kamis, 26 November 2026, 05.45 WITA``."""
    made = document.made_at.astimezone(ZoneInfo(document.timezone))
    return f"{long_day(made.date())}, {clock(made)}"


def days_text(document: Document) -> str:
    """The day with its name, or the first and last of them."""
    if document.first_day == document.last_day:
        return long_day(document.last_day)
    return spoken_range(document.first_day, document.last_day)


def cell_text(cell: Cell) -> str:
    """A cell as it is read: 1.234."""
    return number(cell) if isinstance(cell, int) else cell


def marks(numbers: Sequence[int]) -> str:
    """The marks of sources behind a sentence: ``[1, 4]``."""
    return f"[{', '.join(str(one) for one in numbers)}]" if numbers else ""


def is_numeric(column: int, numeric: Sequence[int], cells: Sequence[Cell]) -> bool:
    """Whether a cell stands to the right."""
    return column in numeric or isinstance(cells[column], int)
