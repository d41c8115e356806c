"""How the command line speaks: results on stdout, everything else on stderr, one line for an error."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import Coroutine, Iterable, Mapping
from typing import Any, TypeVar

from rich.console import Console
from rich.table import Table

T = TypeVar("T")

out = Console(highlight=False)
err = Console(stderr=True, highlight=False)


class CommandError(Exception):
    """The command cannot do what was asked; the message says why and what to do."""


def run(coroutine: Coroutine[Any, Any, T]) -> T:
    """Run an async command to its end."""
    return asyncio.run(coroutine)


def print_json(value: Any) -> None:
    """One JSON value on a line of stdout."""
    sys.stdout.write(json.dumps(value, ensure_ascii=False, default=str) + "\n")


def print_rows(
    rows: Iterable[Mapping[str, Any]], columns: Iterable[str], *, as_json: bool, empty: str
) -> None:
    """Rows as JSON lines, or as a table for a person; `empty` says what to do when there are none."""
    rows = list(rows)
    if as_json:
        for row in rows:
            print_json(dict(row))
        return
    if not rows:
        err.print(empty)
        return
    table = Table(box=None, pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold")
    for row in rows:
        table.add_row(*("" if row.get(column) is None else str(row[column]) for column in columns))
    out.print(table)
