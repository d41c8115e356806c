"""Small files for the tests of imports, and their rows as an import of "Lapor Kutim" reads them."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from openpyxl import Workbook

from services.crawler.imports.opening import Opened, open_file
from services.crawler.imports.outcomes import Outcomes
from services.crawler.imports.row import Row
from shared.contracts.crawl import PushedSource
from shared.contracts.imports import ImportOrder, Refusal

NOW = datetime(2026, 11, 26, 2, 0, tzinfo=UTC)


def order(**changes: Any) -> ImportOrder:
    """Complaints of Kutai Timur, read as they look unless `changes` say otherwise."""
    source = PushedSource(name="Lapor Kutim", region="64.08", timezone="Asia/Makassar")
    return ImportOrder(**{"tenant_id": "t1", "scope": ["64.08"], "source": source, **changes})


def opened(data: bytes | str, **changes: Any) -> Opened:
    """The file, opened."""
    return open_file(io.BytesIO(data.encode() if isinstance(data, str) else data), order(**changes))


def outcomes(data: bytes | str, **changes: Any) -> list[Row | Refusal]:
    """What becomes of every row."""
    return list(Outcomes(opened(data, **changes), order(**changes), NOW))


def rows(data: bytes | str, **changes: Any) -> list[Row]:
    """Those that are taken; none may be refused."""
    found = outcomes(data, **changes)
    assert not [one for one in found if isinstance(one, Refusal)]
    return [one for one in found if isinstance(one, Row)]


def reasons(data: bytes | str, **changes: Any) -> dict[int, str]:
    """Row → why it is refused."""
    return {one.row: one.reason for one in outcomes(data, **changes) if isinstance(one, Refusal)}


def workbook(*sheets: tuple[str, Sequence[Sequence[Any]]], **properties: Any) -> bytes:
    """An XLSX file of these sheets."""
    book = Workbook()
    book.remove(book.active)
    for name, value in properties.items():
        setattr(book, name, value)
    for title, lines in sheets:
        sheet = book.create_sheet(title)
        for line in lines:
            sheet.append(list(line))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
