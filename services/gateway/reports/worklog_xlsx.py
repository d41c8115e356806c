"""A work log as an XLSX workbook: a line for an activity, real dates, links, nothing that computes."""

from __future__ import annotations

import io
import re
from textwrap import wrap
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter

from services.gateway.exports.neutral import looks_like_formula
from services.gateway.reports.document import Document, Paragraph, TablePart
from services.gateway.reports.worklog import COLUMNS, PERFORMER
from services.gateway.reports.worklog_activity import moment_of

HEADER = ("No.", "Tanggal", "Jam", "Jenis kegiatan", "Kegiatan", "Hasil kerja", "Bukti")
WIDTHS = (6, 13, 8, 22, 30, 60, 62)
# A cell without the name of a font gets any, in LibreOffice one with serifs.
FONT = "Calibri"
_SIDE = Side(style="thin", color="8A929B")
_BORDER = Border(left=_SIDE, right=_SIDE, top=_SIDE, bottom=_SIDE)
# Of 11 pt in points, and how many letters of a text take the room of one figure, in which widths are counted.
_LINE_HEIGHT, _LETTERS = 15, 1.1
_NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
# Excel's limit of a cell.
_LONGEST = 32_767


def xlsx_of(document: Document) -> bytes:
    """The workbook of a log as people left it: what was hidden is left out."""
    book = Workbook()
    sheet: Any = book.active
    sheet.title = "Catatan kerja"
    _say(sheet, [document.title], bold=True, size=14)
    _say(sheet, [document.subtitle])
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, Paragraph) and block.key == PERFORMER:
                _say(sheet, [block.text])
    sheet.append([])
    _head(sheet)
    number = 0
    for section in document.sections:
        for block in section.blocks:
            if isinstance(block, TablePart) and block.columns == COLUMNS:
                for row in block.rows:
                    number += 1
                    _line(
                        sheet,
                        number,
                        document.first_day.year,
                        section.title,
                        [str(cell) for cell in row.cells],
                        row.url,
                    )
    notes = [(section.title, section.note) for section in document.sections if section.note.strip()]
    if notes:
        sheet.append([])
        _say(sheet, ["Catatan"], bold=True)
        for title, note in notes:
            _say(sheet, [f"{title}: {' '.join(note.split())}"])
    for place, width in enumerate(WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _head(sheet: Any) -> None:
    sheet.append(list(HEADER))
    row = sheet.max_row
    for cell in sheet[row]:
        cell.font = Font(name=FONT, bold=True)
        cell.fill = PatternFill("solid", fgColor="E6EFF0")
        cell.border = _BORDER
    sheet.freeze_panes = f"A{row + 1}"
    sheet.print_title_rows = f"{row}:{row}"


def _line(sheet: Any, number: int, year: int, group: str, cells: list[str], url: str) -> None:
    result, act, moment = cells
    at = moment_of(moment, year)
    sheet.append([number, at.date() if at else moment, at.time() if at else "", group])
    row = sheet.max_row
    sheet.cell(row, 2).number_format = "dd/mm/yyyy"
    sheet.cell(row, 3).number_format = "hh:mm"
    for column, text in ((5, act), (6, result), (7, url)):
        _write(sheet.cell(row, column), text)
    if url:
        sheet.cell(row, 7).hyperlink = url
        sheet.cell(row, 7).font = Font(name=FONT, size=9, color="0B5A66", underline="single")
    for cell in sheet[row]:
        # Number, day and hour stand clear of the text beside them.
        horizontal = "center" if cell.column <= 3 else "left"
        cell.alignment = Alignment(horizontal=horizontal, vertical="top", wrap_text=True)
        cell.border = _BORDER
    # Not every program makes room for a wrapped text by itself.
    texts = ((group, WIDTHS[3]), (act, WIDTHS[4]), (result, WIDTHS[5]))
    lines = max(len(wrap(text, int(width * _LETTERS))) for text, width in texts)
    sheet.row_dimensions[row].height = _LINE_HEIGHT * max(lines, 1)


def _say(sheet: Any, texts: list[str], *, bold: bool = False, size: int = 11) -> None:
    row = sheet.max_row + 1 if sheet.max_row > 1 or sheet.cell(1, 1).value else 1
    for column, text in enumerate(texts, start=1):
        cell = sheet.cell(row, column)
        _write(cell, text)
        cell.font = Font(name=FONT, bold=bold, size=size)


def _write(cell: Any, text: str) -> None:
    """Text stays text: openpyxl would store what begins with = as a formula."""
    cell.value = _NOT_IN_XML.sub("", text)[:_LONGEST]
    cell.data_type = "s"
    # It stays text also when somebody edits the cell.
    cell.quotePrefix = looks_like_formula(text)
