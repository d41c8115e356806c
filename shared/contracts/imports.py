"""Imports: a file of posts, comments or complaints, how it is read, and what became of every row."""

from __future__ import annotations

from typing import Literal

from pydantic import AwareDatetime, Field

from shared.contracts.article import Contract, Kind
from shared.contracts.crawl import PushedSource

FileType = Literal["csv", "xlsx", "jsonl"]
DateOrder = Literal["day-first", "month-first"]
ImportState = Literal["reading", "running", "done"]
ImportField = Literal[
    "text",
    "title",
    "published_at",
    "time",
    "author",
    "url",
    "ticket",
    "region",
    "place",
    "category",
    "office",
    "status",
    "channel",
    "reporter",
    "personal",
]

MAX_FILE_BYTES = 25 * 1024 * 1024
# A regency's complaints of ten years, or a month of what is said about a province. Reading, masking
# and keeping so many rows takes a minute or two, and the caller waits for that.
MAX_ROWS = 50_000
MAX_COLUMNS = 200


class ImportOrder(Contract):
    """Whose file it is and how to read it; what is not said is guessed from the file."""

    tenant_id: str
    scope: list[str] = Field(min_length=1, description="Rows of other regions are refused")
    kind: Kind = "aspirasi"
    source: PushedSource
    filename: str = Field("", max_length=300)
    mapping: dict[str, ImportField | None] = Field({}, description="Column → field, null to leave it out")
    sheet: str | None = Field(None, description="XLSX: which one, else the first that is not empty")
    header_row: int | None = Field(None, ge=0, description="Row of the column names, from 1; 0: none")
    delimiter: Literal[",", ";", "\t", "|"] | None = None
    encoding: Literal["utf-8", "utf-16", "windows-1252"] | None = None
    date_order: DateOrder | None = None


class ImportFormat(Contract):
    """What a file turned out to be."""

    type: FileType
    encoding: str | None = Field(None, description="Of CSV and JSONL")
    bom: bool = Field(False, description="Whether a byte order mark began it")
    delimiter: str | None = Field(None, description="Of CSV")
    sheet: str | None = Field(None, description="Of XLSX: the sheet that was read")
    sheets: list[str] = []
    header_row: int | None = Field(None, description="From 1; 0: no row names the columns")
    columns: list[str] = Field([], description="As the header names them, personal data masked")
    date_order: DateOrder = "day-first"
    date_order_proven: bool = Field(False, description="A date such as 05/14 left no other reading")


class ImportCounts(Contract):
    """Rows by what became of them; those with data only, the header and blank rows left out.

    rows = accepted + refused + duplicates; accepted = waiting + new + revised + unchanged.
    """

    rows: int = 0
    accepted: int = 0
    refused: int = 0
    duplicates: int = Field(0, description="The same row again in this file; listed among the refusals")
    waiting: int = Field(0, description="Accepted, not yet in the pipeline")
    new: int = 0
    revised: int = 0
    unchanged: int = Field(0, description="We had them already, word for word")
    found: int = Field(0, description="Of the new and revised ones: can be found by now")


class Import(Contract):
    """An import as it stands."""

    id: str
    state: ImportState
    kind: Kind
    source: PushedSource
    filename: str
    created_at: AwareDatetime
    finished_at: AwareDatetime | None = None
    format: ImportFormat
    mapping: dict[str, ImportField | None]
    counts: ImportCounts = ImportCounts()
    masked: dict[str, int] = Field({}, description="Kind of personal datum → how many were masked")
    notes: list[str] = Field([], description="What a person should know, in Bahasa Indonesia")


class ImportPage(Contract):
    """A tenant's imports, newest first."""

    items: list[Import]
    next: list[str] | None
    total: int


class Refusal(Contract):
    """A row that was not taken."""

    row: int = Field(description="As a spreadsheet counts it, the header included; a line of JSONL")
    column: str | None = None
    reason: str = Field(description="In Bahasa Indonesia")
    excerpt: str = Field("", description="The beginning of the row, personal data masked")


class RefusalPage(Contract):
    """Refused rows in the order of the file."""

    items: list[Refusal]
    next: list[int] | None
    total: int


class PreviewRow(Contract):
    """A row as it would be read."""

    row: int
    title: str
    text: str
    author: str | None = None
    url: str | None = None
    published_at: AwareDatetime | None = None
    region: str | None = None
    place: str | None = None
    ticket: str | None = None
    status: str | None = None
    office: str | None = None
    category: str | None = None
    channel: str | None = None


class ImportPreview(Contract):
    """What an import of a file would do; nothing of it is kept."""

    format: ImportFormat
    mapping: dict[str, ImportField | None]
    counts: ImportCounts
    masked: dict[str, int]
    notes: list[str]
    rows: list[PreviewRow] = Field(description="The first ones that would be taken")
    refusals: list[Refusal] = Field(description="The first ones")


class UndoneImport(Contract):
    """How many articles went with an import that was taken back."""

    articles: int


class ArticleIds(Contract):
    """Articles by id."""

    ids: list[str] = Field(max_length=500)


class ForgetOrder(ArticleIds):
    """Articles to forget, in every revision that was made up to `made_until`."""

    made_until: AwareDatetime


class KnownRevisions(Contract):
    """Article id → the revision that can be found; unknown ones are left out."""

    revisions: dict[str, int]
