"""Downloads of a search: how large each file becomes, or by which months a large one is divided."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from services.gateway.dashboard.search.search import PATH, Search
from services.gateway.exports.begin import Export
from services.gateway.exports.formats import Delimiter, Format, FormatName
from services.gateway.presentation.dates import MONTHS
from services.gateway.presentation.wording import decimal
from services.gateway.tenants import Tenant
from shared.contracts.query import Bucket


@dataclass(frozen=True)
class Choice:
    """A kind of file on the page; `name` ends its address."""

    name: str
    format: FormatName
    delimiter: Delimiter
    title: str
    purpose: str


CHOICES = (
    Choice(
        "xlsx", "xlsx", "comma", "Excel (XLSX)", "Langsung dibuka di Excel, LibreOffice, atau Google Sheets."
    ),
    Choice(
        "csv",
        "csv",
        "semicolon",
        "CSV, titik koma",
        "Untuk Excel dengan pengaturan Indonesia dan program lama.",
    ),
    Choice("csv-koma", "csv", "comma", "CSV, koma", "Untuk program statistik dan impor ke sistem lain."),
    Choice("jsonl", "jsonl", "comma", "JSON Lines", "Untuk pengembang: isi lengkap, satu berita per baris."),
)


@dataclass(frozen=True)
class DownloadFile:
    """A file that may be downloaded at `path`, and about how large it is."""

    title: str
    purpose: str
    size: str
    path: str


@dataclass(frozen=True)
class Month:
    """A month of a search that is too large for one file; `path` leads to its download page."""

    name: str
    count: int
    path: str


def choice_of(name: str) -> Choice | None:
    """The kind of file that an address names."""
    return next((choice for choice in CHOICES if choice.name == name), None)


def download_files(export: Export, tenant: Tenant, search: Search) -> list[DownloadFile]:
    """Every kind of file with its size, by the example of the first rows."""
    found = []
    for choice in CHOICES:
        format_ = Format(choice.format, choice.delimiter, tenant, export.format.remarks)
        size = size_text(format_.bytes_for(export.plan.rows, export.first))
        found.append(
            DownloadFile(choice.title, choice.purpose, size, search.path(f"{PATH}/unduh/{choice.name}"))
        )
    return found


def size_text(size: int) -> str:
    """``sekitar 3,4 MB``, as a file manager would say it."""
    if size < 1_000_000:
        return f"sekitar {max(1, round(size / 1000))} kB"
    return f"sekitar {decimal(size / 1_000_000)} MB"


def months(buckets: Sequence[Bucket], search: Search, zone: tzinfo, today: date) -> list[Month]:
    """The months that hold anything, newest first."""
    found = []
    for bucket in buckets:
        if bucket.count:
            first = bucket.start.astimezone(zone).date()
            last = min(first.replace(day=monthrange(first.year, first.month)[1]), today)
            found.append(
                Month(
                    f"{MONTHS[first.month - 1]} {first.year}",
                    bucket.count,
                    search.path(f"{PATH}/unduh", waktu=_days(first, last)),
                )
            )
    return found[::-1]


def _days(first: date, last: date) -> tuple[tuple[str, str], ...]:
    return (("dari", first.isoformat()), ("sampai", last.isoformat()))


def earliest(now: datetime) -> datetime:
    """Where a search of all times begins when it is divided: five years, longer than any retention."""
    return now - timedelta(days=5 * 366)
