"""The workbook of a work log: real days and hours, one font, room for what is wrapped, printed on A4."""

from __future__ import annotations

import io
from datetime import UTC, datetime, time
from typing import Any

import openpyxl
import pytest

from services.gateway.reports.document import Document, Row, Section, TablePart
from services.gateway.reports.worklog import COLUMNS
from services.gateway.reports.worklog_xlsx import HEADER, xlsx_of
from tests.unit.services.gateway.reports.documents import DAY

RESULTS = [
    "Kliping",
    "Telaah isu: Jalan poros Sangatta putus lagi, antrean truk dua kilometer dan warga memutar",
]


@pytest.fixture
def sheet() -> Any:
    """The sheet of a log with a short line and a long one, of 3 November."""
    rows = [
        Row(cells=[result, "Menyusun", "3\u00a0Nov, 08.05"], url="https://gaung.example/laporan/1")
        for result in RESULTS
    ]
    log = Document(
        kind="catatan",
        title="Catatan Kerja November 2026",
        first_day=DAY.replace(day=1),
        last_day=DAY,
        timezone="Asia/Makassar",
        made_at=datetime(2026, 11, 25, 22, 45, tzinfo=UTC),
        sections=[
            Section(key="k", title="Telaah isu", blocks=[TablePart(caption="", columns=COLUMNS, rows=rows)])
        ],
    )
    return openpyxl.load_workbook(io.BytesIO(xlsx_of(log))).active


def test_days_and_hours_are_no_texts(sheet: Any) -> None:
    [head, *lines] = list(sheet.iter_rows(min_row=sheet.max_row - 2))
    assert [cell.value for cell in head] == list(HEADER)
    for line in lines:
        assert (line[1].value, line[2].value) == (datetime(2026, 11, 3), time(8, 5))
    assert sheet.freeze_panes == f"A{lines[0][0].row}"


def test_a_wrapped_line_is_as_high_as_its_lines(sheet: Any) -> None:
    short, long = (sheet.row_dimensions[row].height for row in (sheet.max_row - 1, sheet.max_row))
    assert long == 2 * short


def test_it_is_written_in_one_font_and_printed_on_a4(sheet: Any) -> None:
    assert {cell.font.name for row in sheet.iter_rows() for cell in row} == {"Calibri"}
    assert (sheet.page_setup.paperSize, sheet.page_setup.orientation) == (9, "landscape")
