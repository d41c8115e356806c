"""Opens a file of an import: tells what it is by its first bytes, finds header, mapping and date order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import BinaryIO

from services.crawler.imports.dates import Evidence, evidence
from services.crawler.imports.delimited import Delimited
from services.crawler.imports.errors import UnusableFile
from services.crawler.imports.header import Header, find_header
from services.crawler.imports.json_lines import JsonLines
from services.crawler.imports.mapping import guess_mapping
from services.crawler.imports.records import Cell, Record, Table, text_of
from services.crawler.imports.row_region import is_region
from services.crawler.imports.sheets import Sheet
from services.crawler.masking import mask_line
from shared.contracts.imports import (
    MAX_FILE_BYTES,
    MAX_ROWS,
    DateOrder,
    ImportField,
    ImportFormat,
    ImportOrder,
)

# Rows that columns are judged by.
_SAMPLE = 200
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"


@dataclass(frozen=True)
class Opened:
    """A file that can be read: what it is, and what every column is for."""

    table: Table
    format: ImportFormat
    names: tuple[str, ...]
    mapping: dict[str, ImportField | None]
    date_order: DateOrder
    epoch: datetime
    notes: tuple[str, ...]

    def data(self) -> Iterator[Record]:
        """The rows below the header, blank ones left out."""
        return _data(self.table, self.format.header_row or 0)

    def fields(self) -> dict[ImportField, list[int]]:
        """Field → the columns (from 0) that hold it."""
        found: dict[ImportField, list[int]] = {}
        for at, name in enumerate(self.names):
            if field := self.mapping[name]:
                found.setdefault(field, []).append(at)
        return found


def open_file(file: BinaryIO, order: ImportOrder) -> Opened:
    """Open a file as the order says, or as it looks. Blocking. Raises UnusableFile."""
    table = _table(file, order)
    first = list(islice(table.records(), _SAMPLE + 40))
    if table.columns is not None:
        header = Header(0, tuple(table.columns))
    else:
        header = find_header(first, order.header_row)
    sample = [one for one in first if one.row > header.row and not one.blank and not one.problem][:_SAMPLE]
    if not header.names:
        raise UnusableFile("berkas ini kosong")
    mapping = guess_mapping(header.names, sample, order.mapping, complaints=order.kind == "aspirasi")
    notes = list(_without_unknown_regions(mapping, header, sample, order))
    seen = _survey(table, header, mapping)
    date_order = order.date_order or seen.order
    return Opened(
        table=table,
        format=table.format.model_copy(
            update={
                "header_row": header.row,
                "columns": [mask_line(name) for name in header.names],
                "sheet": mask_line(table.format.sheet) if table.format.sheet else None,
                "sheets": [mask_line(name) for name in table.format.sheets],
                "date_order": date_order,
                "date_order_proven": seen.proven,
            }
        ),
        names=header.names,
        mapping=mapping,
        date_order=date_order,
        epoch=table.epoch,
        notes=(*notes, *_notes(mapping, order, seen)),
    )


def _table(file: BinaryIO, order: ImportOrder) -> Table:
    file.seek(0, 2)
    if file.tell() > MAX_FILE_BYTES:
        raise UnusableFile(f"berkas melebihi {MAX_FILE_BYTES // 2**20} MiB; bagi menjadi beberapa")
    file.seek(0)
    head = file.read(4096)
    if not head.strip(b"\x00 \r\n\t\xef\xbb\xbf"):
        raise UnusableFile("berkas ini kosong")
    if head.startswith(b"PK\x03\x04"):
        return Sheet(file, sheet=order.sheet)
    if head.startswith(_OLD_EXCEL):
        raise UnusableFile(
            "format .xls lama atau berkas bersandi; simpan ulang sebagai .xlsx tanpa kata sandi"
        )
    text = head.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t")
    if text[:1] == b"<":
        raise UnusableFile("isinya HTML, bukan tabel; buka di Excel lalu simpan ulang sebagai .xlsx")
    if text[:1] == b"[":
        raise UnusableFile("JSON harus satu objek per baris (JSONL), bukan satu larik")
    if text[:1] == b"{":
        return JsonLines(file, encoding=order.encoding)
    if text[:5] == b"%PDF-":
        raise UnusableFile("PDF tidak dapat diimpor; pakai CSV, XLSX, atau JSONL")
    return Delimited(file, encoding=order.encoding, delimiter=order.delimiter)


def _survey(table: Table, header: Header, mapping: dict[str, ImportField | None]) -> Evidence:
    """Walk through the whole file before anything is kept: how many rows, and the order of its dates."""
    dates = [at for at, name in enumerate(header.names) if mapping[name] == "published_at"]
    rows = 0

    def cells() -> Iterator[Cell]:
        nonlocal rows
        for record in _data(table, header.row):
            rows += 1
            if rows > MAX_ROWS:
                raise UnusableFile(
                    f"berkas berisi lebih dari {MAX_ROWS:,} baris".replace(",", ".")
                    + "; bagi menjadi beberapa"
                )
            yield from (record.cells[at] for at in dates if at < len(record.cells))

    seen = evidence(cells())
    if not rows:
        raise UnusableFile("berkas ini tidak berisi satu baris data pun")
    return seen


def _without_unknown_regions(
    mapping: dict[str, ImportField | None], header: Header, sample: Sequence[Record], order: ImportOrder
) -> Iterator[str]:
    """A column that is called "Region" and says "East" or "APAC" is none of ours, unless somebody says so."""
    for at, name in enumerate(header.names):
        if mapping[name] != "region" or name in order.mapping:
            continue
        named = [text for one in sample if at < len(one.cells) and (text := text_of(one.cells[at]))]
        if sum(is_region(text) for text in named) < len(named) / 2:
            mapping[name] = None
            yield f"Kolom {mask_line(name)} tidak berisi wilayah yang dikenal dan tidak dipakai."


def _data(table: Table, header_row: int) -> Iterator[Record]:
    return (record for record in table.records() if record.row > header_row and not record.blank)


def _notes(mapping: dict[str, ImportField | None], order: ImportOrder, seen: Evidence) -> Iterator[str]:
    if "published_at" not in mapping.values():
        yield "Tidak ada kolom tanggal; waktu terbit dibaca dari teks, atau memakai waktu impor."
    elif order.date_order is None and seen.day_first and seen.month_first:
        others = "bulan/hari" if seen.order == "month-first" else "hari/bulan"
        yield (
            f"Urutan tanggal bercampur: {seen.day_first} baris hanya mungkin hari/bulan, {seen.month_first} "
            f"baris hanya mungkin bulan/hari; yang lain dibaca {others}."
        )
    elif order.date_order is None and seen.month_first:
        yield f"Tanggal dibaca bulan/hari, karena {seen.month_first} baris tidak mungkin dibaca hari/bulan."
    elif order.date_order is None and seen.open and not seen.day_first:
        yield "Tanggal dibaca hari/bulan, meski tidak ada baris yang membuktikannya; periksa date_order."
    if seen.swapped:
        yield (
            "Sebagian tanggal berupa teks hari/bulan dan semua tanggal Excel berhari 1–12: mungkin Excel "
            "telah menukar hari dan bulannya. Periksa sebelum mengimpor."
        )
    if "ticket" not in mapping.values() and "url" not in mapping.values():
        yield (
            "Tidak ada kolom nomor tiket atau alamat; baris dikenali dari isinya, jadi baris yang disunting "
            "menjadi artikel baru, bukan revisi."
        )
