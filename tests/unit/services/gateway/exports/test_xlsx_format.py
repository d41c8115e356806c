"""XLSX exports as openpyxl reads them, and as the standard wants them."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime
from typing import Any

import openpyxl
import pytest
from lxml import etree

from services.gateway.exports.columns import COLUMNS
from services.gateway.exports.row import ExportRow
from services.gateway.exports.sheet_xml import LONGEST_CELL, column_letters
from services.gateway.exports.xlsx_format import XlsxWriter
from tests.unit.services.gateway.exports.exported import FORMULAS, MAKASSAR, row

REMARKS = [("Wilayah", "Kutai Timur")]


def written(*rows: ExportRow) -> bytes:
    writer = XlsxWriter(MAKASSAR, REMARKS)
    content = writer.begin() + writer.rows(rows) + writer.end()
    writer.close()
    return content


def cells(content: bytes, number: int = 2) -> dict[str, Any]:
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Artikel"]
    return dict(zip((cell.value for cell in sheet[1]), sheet[number], strict=True))


def test_a_workbook_of_two_sheets() -> None:
    content = written(row(), row(cursor="WzI"))
    book = openpyxl.load_workbook(io.BytesIO(content))
    assert book.sheetnames == ["Artikel", "Keterangan"]
    sheet, explained = book["Artikel"], book["Keterangan"]
    assert [cell.value for cell in sheet[1]] == [column.name for column in COLUMNS]
    assert sheet.max_row == 3
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == f"A1:{column_letters(len(COLUMNS) - 1)}3"
    rows = list(explained.iter_rows(values_only=True))
    assert rows[0][:2] == ("Wilayah", "Kutai Timur")
    assert [line[0] for line in rows[-len(COLUMNS) :]] == [column.name for column in COLUMNS]


def test_ids_and_moments_are_seen_whole() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(written(row())))["Artikel"]
    widths = dict(
        zip(
            (column.name for column in COLUMNS),
            (sheet.column_dimensions[column_letters(at)].width for at in range(len(COLUMNS))),
            strict=True,
        )
    )
    found = cells(written(row()))
    for name in ("id", "published_at", "seen_at"):
        assert widths[name] > len(found[name].value)
    assert widths["title"] > widths["kind"]


def test_values_have_their_types() -> None:
    found = cells(written(row()))
    assert found["published_at"].value == "2026-08-17T18:19:00+08:00"
    assert found["published_date"].value == datetime(2026, 8, 17)
    assert found["tone_value"].value == 1
    assert found["tone_negatif"].value == 0.07
    assert found["story_size"].value == 3
    assert found["copy_of"].value is None
    assert found["text"].value == row().article.text


def test_a_negative_number_stays_a_number() -> None:
    tone = {"label": "negatif", "scores": {"negatif": 0.7}, "evidence": ""}
    found = cells(written(row(tone=tone)))
    assert (found["tone_value"].value, found["tone_value"].data_type) == (-1, "n")


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_is_a_formula(text: str) -> None:
    found = cells(written(row(title=text)))["title"]
    assert found.data_type != "f"
    assert found.quotePrefix
    # XML readers make one line feed of a carriage return.
    assert found.value == text.replace("\r", "\n")


def test_a_text_longer_than_a_cell_ends_in_an_ellipsis() -> None:
    for text in ("a" * 40_000, "🙂" * 20_000):
        found = cells(written(row(text=text)))["text"].value
        assert len(found.encode("utf-16-le")) // 2 in (LONGEST_CELL, LONGEST_CELL - 1)
        assert found.endswith("…")
    assert cells(written(row(text="a" * LONGEST_CELL)))["text"].value == "a" * LONGEST_CELL


def test_what_xml_does_not_know_is_left_out() -> None:
    found = cells(written(row(title="a\x00b\x0bcd\ufffee <&> f")))
    assert found["title"].value == "abcde <&> f"


def test_what_looks_escaped_comes_through() -> None:
    with zipfile.ZipFile(io.BytesIO(written(row(title="kode _x0041_ saja")))) as archive:
        assert b"kode _x005F_x0041_ saja" in archive.read("xl/worksheets/sheet1.xml")


def test_every_part_is_whole_and_well_formed() -> None:
    with zipfile.ZipFile(io.BytesIO(written(*[row()] * 500))) as archive:
        assert archive.testzip() is None
        for name in archive.namelist():
            etree.fromstring(archive.read(name))


def test_bytes_leave_while_rows_come_and_nothing_is_kept() -> None:
    writer = XlsxWriter(MAKASSAR, REMARKS)
    assert writer.begin()
    taken = [len(writer.rows([row(text=str(part) * 2000, title=f"{part}")] * 200)) for part in range(20)]
    assert sum(size > 0 for size in taken) > 10
    writer.end()
    writer.close()


def test_a_reader_who_leaves_leaves_nothing_open() -> None:
    writer = XlsxWriter(MAKASSAR, REMARKS)
    writer.begin()
    writer.rows([row()])
    writer.close()
    writer.close()


def test_letters_of_columns() -> None:
    assert [column_letters(at) for at in (0, 25, 26, 51, 52, 701, 702)] == [
        "A",
        "Z",
        "AA",
        "AZ",
        "BA",
        "ZZ",
        "AAA",
    ]
