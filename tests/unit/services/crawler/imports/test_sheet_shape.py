"""Sheets whose XML would fill the memory are told from tables."""

from __future__ import annotations

import io

import pytest

from services.crawler.imports import sheet_shape
from services.crawler.imports.errors import UnusableFile
from services.crawler.imports.sheet_shape import Misshapen, walk
from tests.unit.services.crawler.imports.files import opened, workbook
from tests.unit.services.crawler.imports.test_opening import rewritten

ROW = '<row r="1"><c r="A1"><v>1</v></c></row>'


def sheet(rows: str, head: str = "") -> io.BytesIO:
    return io.BytesIO(f"{head}<worksheet><sheetData>{rows}</sheetData></worksheet>".encode())


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_shape, "MOST_ROWS", 1000)
    monkeypatch.setattr(sheet_shape, "MOST_WITHIN", 100)
    monkeypatch.setattr(sheet_shape, "LARGEST_WITHIN", 1000)


def test_a_table_is_none() -> None:
    walk(sheet(ROW * 1000))
    walk(io.BytesIO(b"<x:sst xmlns:x='a'>" + b"<x:si><x:t>Jalan</x:t></x:si>" * 1000 + b"</x:sst>"))


@pytest.mark.parametrize(
    "bomb",
    [
        sheet(ROW * 1001),
        sheet("<row>" + "<c/>" * 101 + "</row>"),
        sheet("<row>" + "<row/>" * 101 + "</row>"),
        sheet("<row>" + "<c>" * 40 + "</c>" * 40 + "</row>"),
        sheet(f"<row><c><t>{'a' * 3_000_000}</t></c></row>"),
        sheet(f'<row s="{"a" * 3_000_000}"/>'),
        sheet(ROW, "<!DOCTYPE x [<!ENTITY a 'b'>]>"),
    ],
)
def test_what_fills_the_memory(bomb: io.BytesIO) -> None:
    with pytest.raises(Misshapen):
        walk(bomb)


def test_such_a_workbook_is_refused() -> None:
    data = workbook(("Data", [["Isi"], ["Jalan rusak"]]))
    bomb = rewritten(
        data, sheet1=lambda body: body.replace(b"<sheetData>", b"<sheetData>" + b"<row/>" * 1001)
    )
    with pytest.raises(UnusableFile, match="terlalu besar setelah dibuka"):
        opened(bomb)
