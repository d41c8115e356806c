"""Pages of a table in order of age: what stands after the row at which the page before ended."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, or_, true


def older_first(table: Table, after: Sequence[Any] | None) -> ColumnElement[bool]:
    """The rows after `after`, which is what `mark_of` made of a row of a table with `created_at` and `id`."""
    if after is None:
        return true()
    created_at, id_ = datetime.fromisoformat(after[0]), after[1]
    columns = table.c
    return or_(columns.created_at > created_at, and_(columns.created_at == created_at, columns.id > id_))


def mark_of(created_at: datetime, id_: str) -> list[str]:
    """Where a page ends, for a cursor."""
    return [created_at.isoformat(), id_]
