"""A file as rows of cells, whatever its format: what the three readers give and the rest works with."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol

from shared.contracts.imports import ImportFormat

Cell = str | int | float | bool | datetime | date | time | timedelta | None
# PushedArticle's bound; what is longer is no post and no complaint.
LONGEST_CELL = 200_000
# Day 0 of serial numbers, unless a workbook counts from 1904.
WINDOWS_EPOCH = datetime(1899, 12, 30, tzinfo=UTC)


@dataclass(frozen=True)
class Record:
    """One row. `row` counts as a spreadsheet does; with a `problem` its cells are not to be trusted."""

    row: int
    cells: Sequence[Cell]
    problem: str | None = None

    @property
    def blank(self) -> bool:
        """Whether nothing is in it."""
        return not self.problem and not any(text_of(cell) for cell in self.cells)


class Table(Protocol):
    """An open file. `records` may be walked through again and again, each time from the beginning."""

    @property
    def format(self) -> ImportFormat:
        """What is known of the file before its header is."""
        ...

    @property
    def columns(self) -> Sequence[str] | None:
        """Names of the columns where the format itself gives them (JSONL); else None."""
        ...

    @property
    def epoch(self) -> datetime:
        """Day 0 of serial numbers."""
        ...

    def records(self) -> Iterator[Record]:
        """All rows, header included."""
        ...


def text_of(cell: Cell) -> str:
    """A cell as text: whole numbers without point or exponent, times in ISO."""
    match cell:
        case None:
            return ""
        case str():
            return cell.strip()
        case bool():
            return "ya" if cell else "tidak"
        case float():
            return str(int(cell)) if cell.is_integer() and abs(cell) < 1e18 else str(cell)
        case datetime() | date() | time():
            return cell.isoformat()
    return str(cell)
