"""Turns a record into a row to keep: read, checked and masked; or into the reason why it is refused."""

from __future__ import annotations

import re
from collections import Counter
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from services.crawler.canonical import canonicalize
from services.crawler.date_text import PublishedTime
from services.crawler.dates import EARLIEST_YEAR, believable
from services.crawler.errors import NotAllowedUrl
from services.crawler.extract import content_hash
from services.crawler.identity import OF_CITIZENS, by_ticket, by_words, of_tenant
from services.crawler.imports.dates import read_cell, with_clock
from services.crawler.imports.opening import Opened
from services.crawler.imports.records import LONGEST_CELL, Record, text_of
from services.crawler.imports.row import Row, RowRefused
from services.crawler.imports.row_region import UnknownRegion, region_of
from services.crawler.imports.row_texts import RowTexts
from services.crawler.imports.shared_addresses import SharedAddresses
from services.crawler.new_source import slug
from shared.contracts.article import Report
from shared.contracts.imports import ImportField, ImportOrder

LONGEST_TITLE = 500
_SHOWN_TITLE = 120
_EXCERPT = 160
# More than an excerpt can be made of, entities and all.
_READ_FOR_EXCERPT = 4_000
# Of a cell that cannot be read.
_SHOWN_CELL = 40
_FACTS: tuple[ImportField, ...] = ("status", "office", "category", "channel")
# 3.2E+15, 3,20123E+15: a spreadsheet kept the magnitude and threw the number away.
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?E\+?\d{1,3}", re.IGNORECASE)
# Spreadsheets keep 15 digits; the ones behind are noughts.
_EXACT_DIGITS = 15


class RowReader:
    """Reads the rows of one file.

    `masked` counts personal data by kind, `damaged` tickets without digits, `shared` addresses that several
    rows without a ticket bear.
    """

    def __init__(self, opened: Opened, order: ImportOrder, now: datetime) -> None:
        self._opened = opened
        self._order = order
        self._now = now
        self._zone = ZoneInfo(order.source.timezone)
        self._source_id = slug(order.source.id or order.source.name) or "kiriman"
        self._fields: dict[ImportField, list[int]] = opened.fields()
        if order.kind == "aspirasi":
            # Whoever complains is protected, whatever the column is called.
            named = [*self._fields.get("reporter", []), *self._fields.pop("author", [])]
            self._fields["reporter"] = named
        self._strict_width = opened.format.type == "csv" and bool(opened.format.header_row)
        self._texts = RowTexts(self._fields)
        self.masked: Counter[str] = self._texts.masked
        self.damaged = 0
        self.shared = SharedAddresses()

    def read(self, record: Record) -> Row:
        """The row. Raises RowRefused."""
        if record.problem:
            raise RowRefused(record.problem)
        width = len(self._opened.names)
        extra = record.cells[width:]
        if self._strict_width and any(text_of(cell) for cell in extra):
            raise RowRefused(
                f"{len(record.cells)} sel, padahal ada {width} kolom; mungkin ada pemisah di dalam teks "
                "tanpa tanda kutip"
            )
        title, text = self._words(record)
        published = self._published(record)
        region = self._region(record)
        url, known_url = self._url(record)
        ticket = self._ticket(record)
        report = self._report(record, ticket)
        author = self._texts.clean(record, "author")[:200] or None
        return Row(
            row=record.row,
            address=self._address(ticket, known_url, content_hash(title, text), published, author),
            url=url,
            title=title,
            text=text,
            author=author,
            published_at=published.at if published else None,
            published_precision=published.precision if published else "unknown",
            region=region,
            place=self._texts.clean(record, "place") or None,
            report=report,
        )

    def excerpt(self, record: Record) -> str:
        """The beginning of a refused row; nothing of one whose cells cannot be told apart."""
        if record.problem or len(record.cells) > len(self._opened.names):
            return ""
        said = (self._texts.raw(record, "title"), self._texts.raw(record, "text"))
        words = " – ".join(text for text in said if text)[:_READ_FOR_EXCERPT]
        shown = self._texts.cleaned(record, words, counted=False)
        return shown if len(shown) <= _EXCERPT else f"{shown[:_EXCERPT]}…"

    def column(self, field: ImportField | None) -> str | None:
        """The name of the column that holds a field, as the format shows it."""
        places = self._fields.get(field, []) if field else []
        return self._opened.format.columns[places[0]] if places else None

    def _words(self, record: Record) -> tuple[str, str]:
        longest = max((len(text_of(cell)) for cell in record.cells), default=0)
        if longest > LONGEST_CELL:
            raise RowRefused(f"teks lebih dari {LONGEST_CELL} karakter", "text")
        title = self._texts.clean(record, "title")
        text = self._texts.clean(record, "text", between="\n\n")
        # A post may be a picture under a title; a complaint that says nothing is none.
        if not text and (self._order.kind != "aspirasi" or "text" not in self._fields):
            text = title
        if not any(map(str.isalnum, text)):
            raise RowRefused("isi kosong", "text")
        return (title or _first_words(text))[:LONGEST_TITLE], text

    def _published(self, record: Record) -> PublishedTime | None:
        cell = self._texts.cell(record, "published_at")
        if not text_of(cell).strip("-"):
            return None
        try:
            read = read_cell(cell, self._zone, self._opened.date_order, self._opened.epoch)
        except (ValueError, OverflowError, OSError):
            read = None
        if read is None:
            shown = self._shown(record, text_of(cell))
            raise RowRefused(f"tanggal tidak dapat dibaca: {shown}", "published_at")
        read = with_clock(read, self._texts.cell(record, "time"), self._zone)
        if read.precision == "day" and self._now < read.at <= self._now + timedelta(hours=14):
            # Today, in a zone that is ahead of ours.
            return read
        if believable(read.at, self._now):
            return read
        day = read.at.date().isoformat()
        if read.at.year < EARLIEST_YEAR:
            raise RowRefused(f"tanggal {day} sebelum {EARLIEST_YEAR}, agaknya nilai bawaan", "published_at")
        raise RowRefused(f"tanggal {day} di masa depan", "published_at")

    def _region(self, record: Record) -> str | None:
        cell = self._texts.raw(record, "region")
        try:
            named = region_of(cell, self._order.scope)
        except UnknownRegion as error:
            raise RowRefused(error.reason(self._shown(record, cell)), "region") from error
        return named or self._order.source.region

    def _url(self, record: Record) -> tuple[str | None, str | None]:
        """The address as shown, and its canonical form."""
        given = self._texts.raw(record, "url").split(" ")[0]
        if given.lower().startswith("www."):
            given = f"https://{given}"
        try:
            canonical = canonicalize(given)
        except NotAllowedUrl:
            return None, None
        return self._texts.cleaned(record, given), canonical

    def _shown(self, record: Record, cell: str) -> str:
        """The beginning of a cell that cannot be read, without anything personal."""
        return self._texts.cleaned(record, cell[:_READ_FOR_EXCERPT], counted=False)[:_SHOWN_CELL]

    def _ticket(self, record: Record) -> str:
        """The ticket as it stands, which is not to be kept: rows whose tickets look personal stay apart."""
        if self._is_damaged(record):
            return ""
        return " ".join(self._texts.raw(record, "ticket").split()).strip("-")

    def _report(self, record: Record, ticket: str) -> Report | None:
        facts = {field: self._texts.clean(record, field) for field in _FACTS}
        # Behind a dash ten digits are the number of a file and no telephone.
        facts["ticket"] = self._texts.cleaned(record, f"-{ticket}")
        facts = {field: value for field, said in facts.items() if (value := said.strip("-")[:200])}
        return Report(**facts) if facts else None

    def _is_damaged(self, record: Record) -> bool:
        cell = self._texts.cell(record, "ticket")
        of_a_sheet = self._opened.format.type == "xlsx" and isinstance(cell, float | int)
        cut = of_a_sheet and len(text_of(cell)) > _EXACT_DIGITS
        damaged = cut or bool(_SCIENTIFIC.fullmatch(text_of(cell)))
        self.damaged += damaged
        return damaged

    def _address(
        self, ticket: str, url: str | None, words: str, published: PublishedTime | None, author: str | None
    ) -> str:
        """By ticket, news else by address, else by words and time; see `services.crawler.identity`."""
        if ticket:
            return self._named(by_ticket(self._source_id, ticket))
        at = published.at.astimezone(self._zone) if published else None
        said = by_words(url or self._source_id, words, at, author if self._order.kind == "sosial" else None)
        if url:
            self.shared.add(url, said)
        return self._named(url if url and self._order.kind not in OF_CITIZENS else said)

    def _named(self, known_by: str) -> str:
        return of_tenant(self._order.tenant_id, known_by)


def _first_words(text: str) -> str:
    """A title for a text without one: its first line, cut between words."""
    line = text.split("\n", 1)[0]
    if len(line) <= _SHOWN_TITLE:
        return line
    return f"{line[:_SHOWN_TITLE].rsplit(' ', 1)[0]}…"
