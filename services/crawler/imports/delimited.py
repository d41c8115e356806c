"""CSV in every dress: delimiters, quotes, line breaks within a cell, ragged rows, an unclosed quote."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO

from services.crawler.imports.encodings import Encoding, encoding_of
from services.crawler.imports.records import LONGEST_CELL, WINDOWS_EPOCH, Record
from shared.contracts.imports import MAX_COLUMNS, ImportFormat

DELIMITERS = (",", ";", "\t", "|")
# Rows that a delimiter is judged by.
_SAMPLE = 60


class Delimited:
    """A CSV file. Its rows come as they stand: the header among them."""

    columns = None
    epoch = WINDOWS_EPOCH

    def __init__(self, file: BinaryIO, *, encoding: str | None, delimiter: str | None) -> None:
        self._file = file
        self._encoding = encoding_of(file, encoding)
        self._delimiter = delimiter or guessed_delimiter(file, self._encoding)
        self.format = ImportFormat(
            type="csv", encoding=self._encoding.name, bom=self._encoding.bom, delimiter=self._delimiter
        )

    def records(self) -> Iterator[Record]:
        """All rows; one that was not closed, or is longer than a text may be, carries its problem."""
        yield from rows_of(self._file, self._encoding, self._delimiter)


def guessed_delimiter(file: BinaryIO, encoding: Encoding) -> str:
    """The delimiter under which most rows have the same number of cells, and more than one."""
    return max(DELIMITERS, key=lambda delimiter: _regularity(file, encoding, delimiter))


def _regularity(file: BinaryIO, encoding: Encoding, delimiter: str) -> tuple[float, int]:
    widths = Counter(
        len(record.cells)
        for record in islice(rows_of(file, encoding, delimiter), _SAMPLE)
        if not record.problem and not record.blank
    )
    widths.pop(1, None)
    if not widths:
        return 0.0, 0
    width, often = max(widths.items(), key=lambda item: (item[1], item[0]))
    return often / max(1, sum(widths.values())) * min(1.0, often / 2), width * often


class _Lines:
    """Lines of a file, without NUL; knows whether the reader ran into its end."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self.ended = False

    def __iter__(self) -> _Lines:
        return self

    def __next__(self) -> str:
        try:
            return next(self._lines).replace("\x00", "")
        except StopIteration:
            self.ended = True
            raise


def rows_of(file: BinaryIO, encoding: Encoding, delimiter: str) -> Iterator[Record]:
    """All rows of a file; Excel's line ``sep=;`` is none."""
    # The library's own bound is 131,072, and one number for the whole process.
    csv.field_size_limit(max(csv.field_size_limit(), LONGEST_CELL))
    file.seek(0)
    wrapper = io.TextIOWrapper(file, encoding.codec, errors="replace", newline="")
    try:
        lines = _Lines(wrapper)
        reader = csv.reader(lines, delimiter=delimiter)
        row = 0
        while True:
            row += 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                yield Record(row, [], "sel terlalu panjang; mungkin ada tanda kutip yang tidak ditutup")
                continue
            if row == 1 and delimiter.join(cells).lower().startswith("sep="):
                continue
            # The library gives what stood behind an unclosed quote as one cell, once the file has ended.
            open_quote = lines.ended and any("\n" in cell for cell in cells)
            problem = "tanda kutip dibuka tetapi tidak ditutup sampai akhir berkas" if open_quote else None
            yield Record(row, cells[:MAX_COLUMNS], problem)
    finally:
        wrapper.detach()
