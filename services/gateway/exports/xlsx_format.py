"""XLSX: a workbook that leaves while it is written, with the columns explained on a second sheet.

Written here, because the libraries for it hand out the first byte only after the last row is known: 100 000
articles take longer than proxies wait for an answer to begin.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo

from services.gateway.exports.columns import COLUMNS, cells_of
from services.gateway.exports.row import ExportRow
from services.gateway.exports.sheet_xml import HEADER, column_letters, row_xml
from services.gateway.exports.workbook_xml import (
    ARTICLES_HEAD,
    ARTICLES_PATH,
    FIXED_PARTS,
    articles_tail,
    explanation_xml,
)
from services.gateway.exports.zip_stream import ZipStream


class XlsxWriter:
    """A Writer. `remarks` are lines (name, value) at the top of the second sheet."""

    def __init__(self, zone: tzinfo, remarks: list[tuple[str, str]]) -> None:
        self._zone = zone
        self._remarks = remarks
        self._letters = [column_letters(position) for position in range(len(COLUMNS))]
        self._last_row = 1
        self._zip = ZipStream()

    def begin(self) -> bytes:
        for name, content in FIXED_PARTS:
            self._zip.add(name, content)
        self._zip.add("xl/worksheets/sheet2.xml", explanation_xml(self._remarks))
        self._zip.begin(ARTICLES_PATH)
        self._zip.write(ARTICLES_HEAD)
        self._zip.write(row_xml(1, [column.name for column in COLUMNS], self._letters, HEADER))
        return self._zip.take()

    def rows(self, rows: Sequence[ExportRow]) -> bytes:
        for row in rows:
            self._last_row += 1
            self._zip.write(row_xml(self._last_row, cells_of(row, self._zone), self._letters))
        return self._zip.take()

    def end(self) -> bytes:
        self._zip.write(articles_tail(self._last_row))
        self._zip.close()
        return self._zip.take()

    def close(self) -> None:
        """Close what a reader who went away left open."""
        self._zip.close()
