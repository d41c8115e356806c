"""XLSX, read as a stream: dates, cached values of formulas, several sheets; bombs are measured before."""

from __future__ import annotations

import pickle
import struct
import zipfile
import zlib
from collections.abc import Iterator
from datetime import datetime
from tempfile import TemporaryFile
from typing import IO, Any, BinaryIO

from openpyxl.reader.excel import ExcelReader
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.xml.constants import (
    ARC_CONTENT_TYPES,
    ARC_CORE,
    ARC_CUSTOM,
    ARC_STYLE,
    ARC_THEME,
    ARC_WORKBOOK,
    SHARED_STRINGS,
    XLSM,
    XLSX,
    XLTM,
    XLTX,
)

from services.crawler.imports.errors import UnusableFile
from services.crawler.imports.records import Cell, Record
from services.crawler.imports.sheet_shape import Misshapen, walk
from shared.contracts.imports import MAX_COLUMNS, MAX_ROWS, ImportFormat

# A sheet of 50,000 complaints is some 60 MB of XML, and shrinks to a tenth.
LARGEST_UNPACKED = 300 * 1024 * 1024
# The library keeps every different text of a workbook in memory.
LARGEST_TEXTS = 100 * 1024 * 1024
# Styles, names and relations are built whole: a megabyte of them takes two seconds and 40 MiB.
LARGEST_WHOLE = 4 * 1024 * 1024
_MOST_PARTS = 2_000
_MOST_SHEETS = 200
_WHOLE = frozenset({ARC_CONTENT_TYPES, ARC_CORE, ARC_CUSTOM, ARC_STYLE, ARC_THEME, ARC_WORKBOOK})
_WORKBOOKS = frozenset({XLTM, XLTX, XLSM, XLSX})
_TOO_LARGE = "isi berkas XLSX terlalu besar setelah dibuka; bagi menjadi beberapa"
# More than can stand above the data; beyond the bound of rows a file is refused anyway.
_HEADER_ROWS = 1_000
_BROKEN = "berkas XLSX rusak atau bukan XLSX; simpan ulang sebagai .xlsx tanpa kata sandi"
_FAILURES = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    InvalidFileException,
    # XML that is none, in both parsers that the library may use.
    SyntaxError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    ArithmeticError,
    EOFError,
    OSError,
    RuntimeError,
)
"""What a damaged workbook makes the library raise: it trusts every part of a file."""


class Sheet:
    """One sheet of a workbook."""

    columns = None

    def __init__(self, file: BinaryIO, *, sheet: str | None) -> None:
        self._file = file
        self._parsed: IO[bytes] | None = None
        self._rows = 0
        self._sizes = measure(file)
        self._walked: set[str] = set()
        try:
            book = self._book()
            names = [str(name) for name in book.sheetnames]
            if sheet is not None and sheet not in names:
                raise UnusableFile(
                    f"tidak ada lembar bernama itu; yang ada: {', '.join(names)[:300]}", "sheet"
                )
            self._name = sheet if sheet is not None else _first_filled(book, names)
            self.epoch: datetime = book.epoch
            book.close()
        except _FAILURES as error:
            raise UnusableFile(_BROKEN) from error
        self.format = ImportFormat(type="xlsx", sheet=self._name, sheets=names)

    def records(self) -> Iterator[Record]:
        """All rows that are not blank; formulas give the value they had when the file was saved.

        Parsing XML is what takes long: it is done once, the rows then come from a file without a name.
        """
        if self._parsed is None:
            self._parsed = self._parse()
        self._parsed.seek(0)
        for _ in range(self._rows):
            # Our own bytes: nobody else can open the file.
            row, cells = pickle.load(self._parsed)  # noqa: S301
            yield Record(row, cells)

    def _parse(self) -> IO[bytes]:
        parsed = TemporaryFile()  # noqa: SIM115  lives as long as the sheet
        try:
            book = self._book()
            rows = book[self._name].iter_rows(max_col=MAX_COLUMNS, values_only=True)
            for row, given in enumerate(rows, 1):
                if cells := _trimmed([_cell(cell) for cell in given]):
                    pickle.dump((row, cells), parsed)
                    self._rows += 1
                    if self._rows > MAX_ROWS + _HEADER_ROWS:
                        break
            book.close()
        except _FAILURES as error:
            parsed.close()
            raise UnusableFile(_BROKEN) from error
        return parsed

    def _book(self) -> Any:
        self._file.seek(0)
        reader = _Reader(self._file, self._sizes, self._walked)
        reader.read()
        book = reader.wb
        for sheet in book.worksheets:
            # A sheet may claim dimensions that it does not have; then rows would be cut or a million long.
            sheet.reset_dimensions()
        return book


class _Reader(ExcelReader):  # type: ignore[misc]
    """The library's reader; it looks at the size of what it is about to build, whatever that is called."""

    def __init__(self, file: BinaryIO, sizes: dict[str, int], walked: set[str]) -> None:
        super().__init__(file, read_only=True, data_only=True, keep_links=False)
        self._sizes = sizes
        self._walked = walked

    def read_manifest(self) -> None:
        super().read_manifest()
        named = [(part.PartName[1:], part.ContentType) for part in self.package.Override]
        _check_whole(self._sizes, {name for name, kind in named if kind in _WORKBOOKS})
        if any(self._sizes.get(name, 0) > LARGEST_TEXTS for name, kind in named if kind == SHARED_STRINGS):
            raise UnusableFile(_TOO_LARGE)
        for name in (name for name, kind in named if kind == SHARED_STRINGS):
            self._walk(name)

    def read_worksheets(self) -> None:
        targets = [relation.target for _, relation in self.parser.find_sheets()]
        if len(targets) > _MOST_SHEETS or len(set(targets)) < len(targets):
            raise UnusableFile("berkas XLSX berisi terlalu banyak lembar")
        for target in targets:
            self._walk(target)
        super().read_worksheets()

    def read_chartsheet(self, sheet: Any, rel: Any) -> None:
        """Charts are no rows, and would be built whole."""

    def _walk(self, name: str) -> None:
        if name not in self._walked and name in self._sizes:
            with self.archive.open(name) as part:
                try:
                    walk(part)
                except Misshapen as error:
                    raise UnusableFile(_TOO_LARGE) from error
            self._walked.add(name)


def _check_whole(sizes: dict[str, int], workbooks: set[str]) -> None:
    """Raises UnusableFile when what the library builds whole is too much."""
    whole = {name for name in sizes if name in _WHOLE or name in workbooks or name.endswith(".rels")}
    if sum(sizes[name] for name in whole) > LARGEST_WHOLE:
        raise UnusableFile(_TOO_LARGE)


def measure(file: BinaryIO) -> dict[str, int]:
    """The unpacked size of every part, in bytes.

    Raises UnusableFile for what is no archive, and for one that unpacks to more than the bounds.

    The sizes are counted by unpacking, in constant memory: an archive may lie about them.
    """
    file.seek(0)
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
            if len(parts) > _MOST_PARTS:
                raise UnusableFile("berkas XLSX berisi terlalu banyak bagian")
            total = 0
            sizes: dict[str, int] = {}
            for part in parts:
                with archive.open(part) as unpacked:
                    while chunk := unpacked.read(1 << 20):
                        total += len(chunk)
                        sizes[part.filename] = sizes.get(part.filename, 0) + len(chunk)
                        if total > LARGEST_UNPACKED:
                            raise UnusableFile(_TOO_LARGE)
            _check_whole(sizes, set())
            return sizes
    except _FAILURES as error:
        raise UnusableFile(_BROKEN) from error
    finally:
        file.seek(0)


def _first_filled(book: Any, names: list[str]) -> str:
    for name in names:
        sheet = book[name]
        if not hasattr(sheet, "iter_rows") or getattr(sheet, "sheet_state", "visible") != "visible":
            continue
        rows = sheet.iter_rows(max_row=50, max_col=MAX_COLUMNS, values_only=True)
        if any(cell is not None and str(cell).strip() for cells in rows for cell in cells):
            return name
    raise UnusableFile("semua lembar di berkas XLSX ini kosong")


def _trimmed(cells: list[Cell]) -> list[Cell]:
    """Without the empty cells at the end, which the library adds up to the last column there may be."""
    while cells and cells[-1] is None:
        cells.pop()
    return cells


def _cell(cell: Any) -> Cell:
    """Errors of formulas (#N/A) are no values; escaped control characters are none either."""
    if isinstance(cell, str):
        return None if cell.startswith("#") and cell.rstrip("!?").isupper() else cell.replace("_x000D_", "")
    return cell if isinstance(cell, Cell) else str(cell)
