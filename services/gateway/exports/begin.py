"""Begins an export: plan, format and first rows, so that what fails, fails before the first byte."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime

from services.gateway.cursors import list_of
from services.gateway.exports.formats import Delimiter, Format, FormatName
from services.gateway.exports.plan import Plan, rows_allowed
from services.gateway.exports.row import ExportRow
from services.gateway.exports.stream import streamed
from services.gateway.exports.walk import Walk
from services.gateway.state import GatewayState
from services.gateway.tenants import Tenant
from shared.contracts.query import Filter


@dataclass(frozen=True)
class Export:
    """An export that may begin. `first` are its first rows, `others` those behind them."""

    plan: Plan
    format: Format
    first: list[ExportRow]
    others: AsyncIterator[list[ExportRow]]

    def stream(self) -> AsyncIterator[bytes]:
        """The bytes of the file."""
        return streamed(self.format.writer(), self.first, self.others)


async def begin_export(
    state: GatewayState,
    tenant: Tenant,
    wanted: Filter,
    name: FormatName,
    delimiter: Delimiter,
    *,
    limit: int | None = None,
    cursor: str | None = None,
) -> Export:
    """The export of a tenant's articles. Raises BadCursor, and Problem (413) for more than a file holds."""
    most = state.settings.export_limit
    bound_to = list_of(tenant, "exports", wanted.model_dump_json())
    after = state.cursors.read(cursor, bound_to)
    total = await state.search.count(wanted)
    reach = rows_allowed(total, limit, most, continued=after is not None)
    parts = Walk(state.search, state.cursors, wanted, bound_to, after).parts(reach)
    first: list[ExportRow] = await anext(parts, [])
    remarks = [
        ("Wilayah", tenant.name),
        ("Zona waktu", tenant.timezone),
        ("Diunduh", datetime.now(UTC).astimezone(tenant.zone).isoformat(timespec="seconds")),
        ("Berita yang cocok", str(total)),
    ]
    format_ = Format(name, delimiter, tenant, remarks)
    rows = min(total, reach)
    estimated = await asyncio.to_thread(format_.bytes_for, rows, first)
    return Export(Plan(total, rows, most, estimated), format_, first, parts)
