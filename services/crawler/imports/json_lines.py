"""JSONL: one object a line; objects within are opened as ``user.name``, lists are joined."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from services.crawler.imports.encodings import encoding_of
from services.crawler.imports.errors import UnusableFile
from services.crawler.imports.records import LONGEST_CELL, WINDOWS_EPOCH, Cell, Record
from shared.contracts.imports import MAX_COLUMNS, ImportFormat

# `user.location.name` is as deep as social exports go.
_DEPTH = 4
# An object is more than its text.
_LONGEST_LINE = LONGEST_CELL * 3


class JsonLines:
    """A JSONL file; its columns are all keys of all its lines."""

    epoch = WINDOWS_EPOCH

    def __init__(self, file: BinaryIO, *, encoding: str | None) -> None:
        self._file = file
        self._encoding = encoding_of(file, encoding)
        names: dict[str, None] = {}
        for _, found in self._objects():
            if isinstance(found, dict) and len(names) < MAX_COLUMNS:
                names.update(dict.fromkeys(found))
        if not names:
            raise UnusableFile(
                "tidak ada satu pun objek JSON di dalam berkas; JSONL berisi satu objek per baris"
            )
        self.columns = list(names)[:MAX_COLUMNS]
        self.format = ImportFormat(
            type="jsonl", encoding=self._encoding.name, bom=self._encoding.bom, header_row=0
        )

    def records(self) -> Iterator[Record]:
        """A row for each line; a line that is no object carries its problem."""
        for row, found in self._objects():
            if isinstance(found, str):
                yield Record(row, [], found)
            else:
                yield Record(row, [found.get(name) for name in self.columns])

    def _objects(self) -> Iterator[tuple[int, dict[str, Cell] | str]]:
        """Line numbers with their object, flat; or what is wrong with the line."""
        self._file.seek(0)
        wrapper = io.TextIOWrapper(self._file, self._encoding.codec, errors="replace")
        try:
            row = 0
            while line := wrapper.readline(_LONGEST_LINE + 1):
                row += 1
                if len(line) > _LONGEST_LINE:
                    while not line.endswith("\n") and (line := wrapper.readline(_LONGEST_LINE)):
                        continue
                    yield row, "baris terlalu panjang"
                elif line.strip():
                    yield row, _object(line)
        finally:
            wrapper.detach()


def _object(line: str) -> dict[str, Cell] | str:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError) as error:
        place = f" di karakter {error.pos + 1}" if isinstance(error, json.JSONDecodeError) else ""
        return f"bukan JSON{place}"
    return dict(_flat(found)) if isinstance(found, dict) else "bukan objek JSON"


def _flat(found: Mapping[str, Any], prefix: str = "", depth: int = 0) -> Iterator[tuple[str, Cell]]:
    for key, value in found.items():
        name = f"{prefix}{_sound(key)}"
        if isinstance(value, dict) and depth < _DEPTH:
            yield from _flat(value, f"{name}.", depth + 1)
        elif isinstance(value, list):
            yield name, _sound(", ".join(str(one) for one in value if isinstance(one, str | int | float)))
        elif value is None or isinstance(value, str | int | float):
            yield name, _sound(value) if isinstance(value, str) else value


def _sound(text: str) -> str:
    """The text without NUL and without halves of characters, which JSON can write and no database keeps."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode()
