"""Turns a record into a row to keep: read, checked and masked; or into the reason why it is refused."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime

from services.crawler.canonical import article_id, canonicalize, domain_of
from services.crawler.control import without_control
from services.crawler.date_text import PublishedTime
from services.crawler.dates import EARLIEST_YEAR, believable
from services.crawler.errors import NotAllowedUrl
from services.crawler.extract import content_hash
from services.crawler.furniture.tidy import lines_of
from services.crawler.identity import of_tenant
from services.crawler.imports.dates import read_cell, with_clock
from services.crawler.imports.opening import Opened
from services.crawler.imports.records import LONGEST_CELL, Cell, Record, text_of
from services.crawler.imports.row_region import UnknownRegion, region_of
from services.crawler.masking import Masked, mask
from services.crawler.new_source import slug
from shared.contracts.article import Contract, PublishedPrecision, Report
from shared.contracts.imports import ImportField, ImportOrder

LONGEST_TITLE = 500
_SHOWN_TITLE = 120
_EXCERPT = 160
_FACTS: tuple[ImportField, ...] = ("ticket", "status", "office", "category", "channel")
_SECRETS: tuple[tuple[ImportField, str], ...] = (("reporter", "[nama]"), ("personal", "[data pribadi]"))
# 3.2E+15, 3,20123E+15: a spreadsheet kept the magnitude and threw the number away.
_SCIENTIFIC = re.compile(r"\d(?:[.,]\d+)?E\+?\d{1,3}", re.IGNORECASE)
# Spreadsheets keep 15 digits; the ones behind are noughts.
_EXACT_DIGITS = 15
# Shorter words of a personal column ("L", "Ani") stand in every text.
_SHORTEST_NAME = 5


class RowRefused(Exception):
    """This row is not taken: `column` is the one at fault, the message is for the user."""

    def __init__(self, reason: str, field: ImportField | None = None) -> None:
        super().__init__(reason)
        self.field = field


class Row(Contract):
    """A row that is taken, as it is kept until it goes into the pipeline: nothing personal is in it."""

    row: int
    address: str
    url: str | None
    title: str
    text: str
    author: str | None
    published_at: AwareDatetime | None
    published_precision: PublishedPrecision
    region: str | None
    place: str | None
    report: Report | None

    @property
    def article_id(self) -> str:
        """The id of the article it becomes."""
        return article_id(self.address)


class RowReader:
    """Reads the rows of one file. `masked` counts personal data by kind, `damaged` tickets without digits."""

    def __init__(self, opened: Opened, order: ImportOrder, now: datetime) -> None:
        self._opened = opened
        self._order = order
        self._now = now
        self._zone = ZoneInfo(order.source.timezone)
        self._source_id = slug(order.source.id or order.source.name) or "kiriman"
        self._fields: dict[ImportField, list[int]] = opened.fields()
        self._strict_width = opened.format.type == "csv" and bool(opened.format.header_row)
        # Status, office, category and place come again and again.
        self._line = lru_cache(maxsize=4096)(_cleaned)
        self.masked: Counter[str] = Counter()
        self.damaged = 0

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
        report = self._report(record)
        return Row(
            row=record.row,
            address=self._address(report, known_url, title, text, published),
            url=url,
            title=title,
            text=text,
            author=self._author(record),
            published_at=published.at if published else None,
            published_precision=published.precision if published else "unknown",
            region=region,
            place=self._clean(self._anonymous(record, ", ".join(self._texts(record, "place")))) or None,
            report=report,
        )

    def excerpt(self, record: Record) -> str:
        """The beginning of a refused row; nothing of one whose cells cannot be told apart."""
        if record.problem or len(record.cells) > len(self._opened.names):
            return ""
        said = (self._own(record, "title"), self._own(record, "text"))
        words = " – ".join(text for text in said if text)
        shown = _cleaned(self._anonymous(record, words[: _EXCERPT * 4])).text
        return shown if len(shown) <= _EXCERPT else f"{shown[:_EXCERPT]}…"

    def column(self, field: ImportField | None) -> str | None:
        """The name of the column that holds a field, as the format shows it."""
        places = self._fields.get(field, []) if field else []
        return self._opened.format.columns[places[0]] if places else None

    def _words(self, record: Record) -> tuple[str, str]:
        longest = max((len(text_of(cell)) for cell in record.cells), default=0)
        if longest > LONGEST_CELL:
            raise RowRefused(f"teks lebih dari {LONGEST_CELL} karakter", "text")
        title = self._clean(self._anonymous(record, self._own(record, "title")))
        text = self._clean(self._anonymous(record, self._own(record, "text")), paragraphs=True)
        # A post may be a picture under a title; a complaint that says nothing is none.
        if not text and (self._order.kind != "aspirasi" or "text" not in self._fields):
            text = title
        if not any(map(str.isalnum, text)):
            raise RowRefused("isi kosong", "text")
        return (title or _first_words(text))[:LONGEST_TITLE], text

    def _published(self, record: Record) -> PublishedTime | None:
        cell = self._cell(record, "published_at")
        if not text_of(cell).strip("-"):
            return None
        try:
            read = read_cell(cell, self._zone, self._opened.date_order, self._opened.epoch)
        except (ValueError, OverflowError, OSError):
            read = None
        if read is None:
            shown = mask(text_of(cell)[:40]).text
            raise RowRefused(f"tanggal tidak dapat dibaca: {shown}", "published_at")
        read = with_clock(read, self._cell(record, "time"), self._zone)
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
        try:
            named = region_of(self._own(record, "region"), self._order.scope)
        except UnknownRegion as error:
            raise RowRefused(mask(str(error)).text, "region") from error
        return named or self._order.source.region

    def _url(self, record: Record) -> tuple[str | None, str | None]:
        """The address as shown, and its canonical form."""
        given = self._own(record, "url").split(" ")[0]
        if given.lower().startswith("www."):
            given = f"https://{given}"
        try:
            canonical = canonicalize(given)
        except NotAllowedUrl:
            return None, None
        return self._clean(without_control(given)), canonical

    def _report(self, record: Record) -> Report | None:
        facts: dict[str, str] = {}
        for field in _FACTS:
            if field == "ticket" and self._is_damaged(record):
                continue
            if value := self._clean(self._anonymous(record, self._own(record, field))).strip("-")[:200]:
                facts[field] = value
        return Report(**facts) if facts else None

    def _is_damaged(self, record: Record) -> bool:
        cell = self._cell(record, "ticket")
        of_a_sheet = self._opened.format.type == "xlsx" and isinstance(cell, float | int)
        cut = of_a_sheet and len(text_of(cell)) > _EXACT_DIGITS
        damaged = cut or bool(_SCIENTIFIC.fullmatch(text_of(cell)))
        self.damaged += damaged
        return damaged

    def _author(self, record: Record) -> str | None:
        """Who wrote it; of a complaint nobody is named."""
        if self._order.kind == "aspirasi":
            return None
        return self._clean(self._own(record, "author"))[:200] or None

    def _address(
        self, report: Report | None, url: str | None, title: str, text: str, published: PublishedTime | None
    ) -> str:
        """By ticket, else by address, else by the words and their time; see `services.crawler.identity`."""
        if url and domain_of(url) in self._order.own_sites:
            return url
        if report and report.ticket:
            known_by = f"{self._source_id}\ntiket\n{report.ticket.casefold()}"
        elif url:
            known_by = url
        else:
            moment = published.at.isoformat() if published else ""
            known_by = f"{self._source_id}\nisi\n{content_hash(title, text)}\n{moment}"
        return of_tenant(self._order.tenant_id, known_by)

    def _anonymous(self, record: Record, text: str) -> str:
        """The text without what stands in the row's columns of personal data: name, address, number."""
        for field, label in _SECRETS:
            for value in self._texts(record, field):
                # Of the personal columns only what has a digit or an @: "Petani" is no secret in a text.
                telling = field == "reporter" or re.search(r"[\d@]", value)
                if telling and len(value) >= _SHORTEST_NAME and value.casefold() in text.casefold():
                    pattern = rf"(?<!\w){re.escape(value)}(?!\w)"
                    text, times = re.subn(pattern, label, text, flags=re.IGNORECASE)
                    self.masked[label] += times
        return text

    def _clean(self, text: str, *, paragraphs: bool = False) -> str:
        kept = _cleaned(text, "\n\n") if paragraphs else self._line(text)
        if kept.found:
            self.masked.update(kept.found)
        return kept.text

    def _own(self, record: Record, field: ImportField) -> str:
        return next(iter(self._texts(record, field)), "")

    def _texts(self, record: Record, field: ImportField) -> list[str]:
        return [text for cell in self._cells(record, field) if (text := text_of(cell))]

    def _cell(self, record: Record, field: ImportField) -> Cell:
        return next(iter(self._cells(record, field)), None)

    def _cells(self, record: Record, field: ImportField) -> Sequence[Cell]:
        places = self._fields.get(field, ())
        return [record.cells[at] for at in places if at < len(record.cells)]


def _cleaned(text: str, between: str = " ") -> Masked:
    """A cell without markup, control characters and personal data; its lines joined."""
    lines = [" ".join(line.split()) for line in lines_of(without_control(text))]
    return mask(between.join(line for line in lines if line))


def _first_words(text: str) -> str:
    """A title for a text without one: its first line, cut between words."""
    line = text.split("\n", 1)[0]
    if len(line) <= _SHOWN_TITLE:
        return line
    return f"{line[:_SHOWN_TITLE].rsplit(' ', 1)[0]}…"
