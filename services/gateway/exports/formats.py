"""The formats of exports by name, with their media types."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from services.gateway.exports.csv_format import CsvWriter
from services.gateway.exports.format import Writer
from services.gateway.exports.jsonl_format import JsonLinesWriter
from services.gateway.exports.row import ExportRow
from services.gateway.exports.xlsx_format import XlsxWriter
from services.gateway.tenants import Tenant

FormatName = Literal["csv", "xlsx", "jsonl"]
Delimiter = Literal["comma", "semicolon"]
MEDIA_TYPES: dict[FormatName, str] = {
    "csv": "text/csv; charset=utf-8; header=present",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    # No registered type; this one is what the makers of the format propose (jsonlines.org).
    "jsonl": "application/jsonl",
}
_DELIMITERS: dict[Delimiter, str] = {"comma": ",", "semicolon": ";"}


@dataclass(frozen=True)
class Format:
    """A format as it was asked for. `remarks` go onto the second sheet of a workbook."""

    name: FormatName
    delimiter: Delimiter
    tenant: Tenant
    remarks: list[tuple[str, str]]

    def writer(self) -> Writer:
        """A writer for one export."""
        match self.name:
            case "csv":
                return CsvWriter(self.tenant.zone, _DELIMITERS[self.delimiter])
            case "xlsx":
                return XlsxWriter(self.tenant.zone, self.remarks)
            case "jsonl":
                return JsonLinesWriter()

    def bytes_for(self, rows: int, sample: list[ExportRow]) -> int:
        """About how many bytes so many rows take, by the example of some."""
        writer = self.writer()
        try:
            frame = len(writer.begin())
            content = len(writer.rows(sample)) + len(writer.end())
        finally:
            writer.close()
        return frame + (content * rows // len(sample) if sample else 0)
