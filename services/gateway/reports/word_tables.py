"""Tables of a DOCX: columns as wide as what they hold, a head on every page, rows that stay whole."""

from __future__ import annotations

import re
from typing import Any

from docx.document import Document
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph

from services.gateway.reports.document import TablePart
from services.gateway.reports.word_text import TEXT_WIDTH, clean, linked, soft
from services.gateway.reports.words import cell_text, is_numeric

# Tables of so many rows, a third of a page, are not divided between pages.
MOST_ROWS_TOGETHER = 15
_SIZE = Pt(10)
# A bold letter of Calibri 10 pt with some room, and the margins of a cell, in cm.
_LETTER, _MARGINS = 0.2, 0.5
_HEAD_GROUND = "E6EFF0"


def add_table(word: Document, block: TablePart) -> None:
    """Add a table, or what is said in its place when it has no rows."""
    if not block.rows:
        soft(word.add_paragraph(), block.empty)
        return
    table = word.add_table(rows=1, cols=len(block.columns), style="Table Grid")
    set_widths(table, column_widths(block))
    _describe(table, block.caption)
    _property(table.rows[0], "w:tblHeader")
    for cell, name in zip(table.rows[0].cells, block.columns, strict=True):
        _paragraph(cell).add_run(clean(name)).font.size = _SIZE
        cell.paragraphs[0].runs[0].bold = True
        cell._tc.get_or_add_tcPr().append(_shading())
    for row in block.rows:
        cells = table.add_row().cells
        for place, value in enumerate(row.cells):
            paragraph, text = _paragraph(cells[place]), cell_text(value)
            run = linked(paragraph, row.url, text) if place == 0 else paragraph.add_run(clean(text))
            run.font.size = _SIZE
            if is_numeric(place, block.numeric, row.cells):
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for place, name in enumerate(block.columns):
        if name and is_numeric(place, block.numeric, block.rows[0].cells):
            table.rows[0].cells[place].paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    _keep_whole(table)
    below = word.add_paragraph()
    below.paragraph_format.space_before = Pt(2)
    if block.remark:
        soft(below, block.remark)
    else:
        # Without a paragraph between them two tables would become one.
        below.paragraph_format.line_spacing = Pt(6)


def column_widths(block: TablePart) -> list[float]:
    """The widths of the columns in cm, together as wide as the text.

    Figures get what they need and texts the rest. Where that is too narrow the longest texts are wrapped, and
    no word is broken as long as each column can hold its longest one.
    """
    wanted, least = [], []
    for place, name in enumerate(block.columns):
        texts = [name, *(cell_text(row.cells[place]) for row in block.rows)]
        words = [word for text in texts for word in re.split(r"[\s–-]+", text)]
        wanted.append(max(map(len, texts)) * _LETTER + _MARGINS)
        least.append(max(map(len, words)) * _LETTER + _MARGINS)
    whole = TEXT_WIDTH.cm
    if sum(wanted) <= whole:
        cells = block.rows[0].cells if block.rows else []
        numeric = [bool(cells) and is_numeric(place, block.numeric, cells) for place in range(len(wanted))]
        growing = [0.0 if numeric[place] else width for place, width in enumerate(wanted)]
        growing = growing if any(growing) else wanted
        rest = whole - sum(wanted)
        return [width + rest * share / sum(growing) for width, share in zip(wanted, growing, strict=True)]
    if sum(least) >= whole:
        return [width * whole / sum(least) for width in least]
    return _shared(whole, least, wanted)


def _shared(whole: float, least: list[float], wanted: list[float]) -> list[float]:
    """Widths between `least` and `wanted` that make up `whole`: long texts are wrapped first."""
    narrow, wide = 0.0, whole
    # Bisects the width that no column exceeds without need: after 30 steps to a millionth of a millimetre.
    for _ in range(30):
        most = (narrow + wide) / 2
        widths = [max(low, min(high, most)) for low, high in zip(least, wanted, strict=True)]
        narrow, wide = (narrow, most) if sum(widths) > whole else (most, wide)
    return widths


def set_widths(table: Table, widths: list[float]) -> None:
    """Give the columns these widths in cm; the table stands in the middle of the text."""
    table.autofit, table.alignment = False, WD_TABLE_ALIGNMENT.CENTER
    for column, width in zip(table.columns, widths, strict=True):
        # LibreOffice goes by the columns, Word by the cells.
        column.width = Cm(width)
        for cell in column.cells:
            cell.width = Cm(width)


def _paragraph(cell: Any) -> Paragraph:
    paragraph: Paragraph = cell.paragraphs[0]
    paragraph.paragraph_format.space_before = paragraph.paragraph_format.space_after = Pt(1.5)
    return paragraph


def _keep_whole(table: Table) -> None:
    rows = list(table.rows)
    for row in rows:
        _property(row, "w:cantSplit")
    # The head never stands alone at the foot of a page.
    for row in rows[:-1] if len(rows) <= MOST_ROWS_TOGETHER else rows[:1]:
        for cell in row.cells:
            cell.paragraphs[0].paragraph_format.keep_with_next = True


def _property(row: Any, name: str) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement(name))


def _describe(table: Table, caption: str) -> None:
    """What a screen reader says of it."""
    element = OxmlElement("w:tblCaption")
    element.set(qn("w:val"), clean(caption))
    table._tbl.tblPr.append(element)


def _shading() -> Any:
    element = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", _HEAD_GROUND)):
        element.set(qn(f"w:{name}"), value)
    return element
