"""CSV (RFC 4180): every field quoted, CRLF, UTF-8 with a byte order mark, by which Excel knows it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, tzinfo

from services.gateway.exports.columns import COLUMNS, Cell, cells_of
from services.gateway.exports.neutral import neutralised
from services.gateway.exports.row import ExportRow

_BYTE_ORDER_MARK = "\ufeff"


class CsvWriter:
    """A Writer. `delimiter` is a comma, or the semicolon that an Indonesian Excel expects."""

    def __init__(self, zone: tzinfo, delimiter: str) -> None:
        self._zone = zone
        self._delimiter = delimiter

    def begin(self) -> bytes:
        return (_BYTE_ORDER_MARK + self._lines([[column.name for column in COLUMNS]])).encode()

    def rows(self, rows: Sequence[ExportRow]) -> bytes:
        return self._lines(map(_written, cells_of(row, self._zone)) for row in rows).encode()

    def end(self) -> bytes:
        return b""

    def close(self) -> None:
        """Nothing is held."""

    def _lines(self, lines: Iterable[Iterable[str | int | float]]) -> str:
        text = io.StringIO(newline="")
        # Text is quoted whatever it holds: an unquoted cell that begins with a blank is read differently
        # by different programs.
        csv.writer(text, delimiter=self._delimiter, quoting=csv.QUOTE_NONNUMERIC).writerows(lines)
        return text.getvalue()


def _written(cell: Cell) -> str | int | float:
    match cell:
        case None:
            return ""
        case date():
            return cell.isoformat()
        case str():
            # NUL ends a cell, or the file, in many readers.
            return neutralised(cell.replace("\0", ""))
    return cell
