"""Rows that an import refused, as a table that Excel opens: to be corrected and sent again."""

from __future__ import annotations

import csv
import io
from collections.abc import AsyncIterator, Iterable

from services.gateway.crawler_client import CrawlerClient
from services.gateway.exports.neutral import neutralised
from shared.contracts.imports import RefusalPage

_PAGE = 100
_BYTE_ORDER_MARK = "\ufeff"
_HEADER = ("baris", "kolom", "alasan", "cuplikan")


async def refusals_as_csv(
    crawler: CrawlerClient, tenant_id: str, import_id: str, first: RefusalPage
) -> AsyncIterator[bytes]:
    """All refused rows from the first page on: semicolons, as an Indonesian Excel expects them, and a BOM."""
    yield (_BYTE_ORDER_MARK + _lines([_HEADER])).encode()
    page = first
    while True:
        yield _lines(
            (row.row, neutralised(row.column or ""), neutralised(row.reason), neutralised(row.excerpt))
            for row in page.items
        ).encode()
        if page.next is None:
            return
        page = await crawler.refusals(tenant_id, import_id, _PAGE, list(page.next))


def _lines(rows: Iterable[Iterable[str | int]]) -> str:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=";", quoting=csv.QUOTE_NONNUMERIC).writerows(rows)
    return text.getvalue()
