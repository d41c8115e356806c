"""The shape of a sheet's XML, walked through before it is built: rows of cells, and no bomb among them.

The library keeps a row, a text or whatever stands behind the rows whole in memory until it ends.
"""

from __future__ import annotations

from typing import IO
from xml.parsers import expat

# As many rows as a sheet can have, twice: empty ones are kept too, and texts are numbered like rows.
MOST_ROWS = 2 * 1_048_576
# A row of 16,384 cells, each with a formula and a value; or the hyperlinks behind the last row.
MOST_WITHIN = 200_000
LARGEST_WITHIN = 32 * 1024 * 1024
_DEEPEST = 32
_CHUNK = 1 << 20
# worksheet / sheetData / row, and sst / si.
_DEPTHS = {"row": 3, "si": 2}


class Misshapen(Exception):
    """It would take more memory than any table does."""


def walk(part: IO[bytes]) -> None:
    """Read a part to its end. Raises Misshapen, and ValueError for what is no XML."""
    shape = _Shape()
    try:
        while chunk := part.read(_CHUNK):
            shape.feed(chunk)
        shape.parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise ValueError(str(error)) from error


class _Shape:
    def __init__(self) -> None:
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.StartDoctypeDeclHandler = self._doctype
        self._fed = self._depth = self._rows = self._within = self._since = 0

    def feed(self, chunk: bytes) -> None:
        self._fed += len(chunk)
        self.parser.Parse(chunk, False)
        # A tag or a text that does not end.
        self._bound(self._fed)

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._within += 1
        if _DEPTHS.get(name.rpartition(":")[2]) == self._depth:
            self._rows += 1
            self._bound(self.parser.CurrentByteIndex)
            self._within, self._since = 0, self.parser.CurrentByteIndex
        if self._depth > _DEEPEST or self._within > MOST_WITHIN or self._rows > MOST_ROWS:
            raise Misshapen

    def _end(self, name: str) -> None:
        self._depth -= 1

    def _bound(self, place: int) -> None:
        if place - self._since > LARGEST_WITHIN + _CHUNK:
            raise Misshapen

    def _doctype(self, *declared: object) -> None:
        raise Misshapen
