"""A ZIP archive that is handed out while it is made: nothing of it is kept, no file is written."""

from __future__ import annotations

import io
import zipfile
from typing import IO, Any

# Of zlib's levels the one that still takes less time than reading the articles; 6 saves a twentieth more.
_LEVEL = 3


class ZipStream:
    """Members are written one after the other; `take` hands out what there is so far."""

    def __init__(self) -> None:
        self._pipe = _Pipe()
        self._archive = zipfile.ZipFile(self._pipe, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL)
        self._open: IO[bytes] | None = None

    def add(self, name: str, content: str) -> None:
        """A whole member."""
        self._archive.writestr(name, content)

    def begin(self, name: str) -> None:
        """A member that `write` fills and `end` closes."""
        self._open = self._archive.open(name, "w")

    def write(self, content: str) -> None:
        """More of the member that was begun."""
        assert self._open is not None  # noqa: S101 - begin comes first
        self._open.write(content.encode())

    def end(self) -> None:
        """Close the member that was begun, if any."""
        if self._open is not None:
            self._open.close()
            self._open = None

    def close(self) -> None:
        """Write the archive's directory. Idempotent."""
        self.end()
        self._archive.close()

    def take(self) -> bytes:
        """The bytes since the last call."""
        return self._pipe.take()


class _Pipe(io.RawIOBase):
    """Takes bytes and knows no position: zipfile then writes sizes and checksums behind each member."""

    def __init__(self) -> None:
        self._bytes = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, content: Any) -> int:
        self._bytes += content
        return len(content)

    def take(self) -> bytes:
        taken = bytes(self._bytes)
        self._bytes.clear()
        return taken
