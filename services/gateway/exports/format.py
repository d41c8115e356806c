"""What a format of export can do: begin, turn rows into bytes, end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from services.gateway.exports.row import ExportRow


class Writer(Protocol):
    """Writes one export. Nothing that was handed out is kept, so memory does not grow with the rows."""

    def begin(self) -> bytes:
        """What stands before the first row."""

    def rows(self, rows: Sequence[ExportRow]) -> bytes:
        """The next rows; empty when the format still gathers."""

    def end(self) -> bytes:
        """What stands behind the last row."""

    def close(self) -> None:
        """Let go of everything, whether the export came to its end or its reader went away."""
