"""The parts of an XLSX file that are the same in every export (ECMA-376, part 1)."""

from __future__ import annotations

from services.gateway.exports.columns import COLUMNS
from services.gateway.exports.sheet_xml import HEADER, column_letters, row_xml

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"

ARTICLES_PATH = "xl/worksheets/sheet1.xml"

_CONTENT_TYPES = f"""{_DECLARATION}
<Types xmlns="{_PACKAGE}/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="xml" ContentType="application/xml"/>
<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>
<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_KIND}.worksheet+xml"/>
<Override PartName="/xl/worksheets/sheet2.xml" ContentType="{_KIND}.worksheet+xml"/>
<Override PartName="/xl/styles.xml" ContentType="{_KIND}.styles+xml"/>
</Types>"""
_RELATIONS = f"""{_DECLARATION}
<Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="rId1" Type="{_DOCUMENT}/officeDocument" Target="xl/workbook.xml"/>
</Relationships>"""
_WORKBOOK = f"""{_DECLARATION}
<workbook xmlns="{_MAIN}" xmlns:r="{_DOCUMENT}"><sheets>
<sheet name="Artikel" sheetId="1" r:id="rId1"/><sheet name="Keterangan" sheetId="2" r:id="rId2"/>
</sheets></workbook>"""
_WORKBOOK_RELATIONS = f"""{_DECLARATION}
<Relationships xmlns="{_PACKAGE}/relationships">
<Relationship Id="rId1" Type="{_DOCUMENT}/worksheet" Target="worksheets/sheet1.xml"/>
<Relationship Id="rId2" Type="{_DOCUMENT}/worksheet" Target="worksheets/sheet2.xml"/>
<Relationship Id="rId3" Type="{_DOCUMENT}/styles" Target="styles.xml"/>
</Relationships>"""
# cellXfs in the order of sheet_xml: PLAIN, HEADER (bold), DAY (yyyy-mm-dd), TEXT (never a formula).
STYLES = f"""{_DECLARATION}
<styleSheet xmlns="{_MAIN}">
<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>
<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>
<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>
<fills count="2"><fill><patternFill patternType="none"/></fill>
<fill><patternFill patternType="gray125"/></fill></fills>
<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>
<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>
<cellXfs count="4">
<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>
<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>
<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>
<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" quotePrefix="1" applyNumberFormat="1"/>
</cellXfs>
<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>"""

FIXED_PARTS = (
    ("[Content_Types].xml", _CONTENT_TYPES),
    ("_rels/.rels", _RELATIONS),
    ("xl/workbook.xml", _WORKBOOK),
    ("xl/_rels/workbook.xml.rels", _WORKBOOK_RELATIONS),
    ("xl/styles.xml", STYLES),
)
# In letters: an id and a moment are seen whole, a text by its beginning.
_WIDTHS = {
    "id": 34,
    "published_at": 27,
    "published_date": 15,
    "seen_at": 27,
    "title": 60,
    "summary": 60,
    "text": 60,
    "url": 50,
    "about_names": 30,
    "people": 40,
    "keyphrases": 40,
    "story_id": 36,
    "copy_of": 34,
    "report_office": 40,
}
_USUAL_WIDTH = 20
_ARTICLES_COLUMNS = "".join(
    f'<col min="{place}" max="{place}" width="{_WIDTHS.get(column.name, _USUAL_WIDTH)}" customWidth="1"/>'
    for place, column in enumerate(COLUMNS, start=1)
)
# The first row stays in sight.
ARTICLES_HEAD = (
    f'{_DECLARATION}<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
    '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
    f"<cols>{_ARTICLES_COLUMNS}</cols><sheetData>"
)


def articles_tail(last_row: int) -> str:
    """The end of the articles' sheet: a filter over all rows."""
    area = f"A1:{column_letters(len(COLUMNS) - 1)}{last_row}"
    return f'</sheetData><autoFilter ref="{area}"/></worksheet>'


def explanation_xml(remarks: list[tuple[str, str]]) -> str:
    """The second sheet: what this file is, and what every column means, in Indonesian."""
    letters = [column_letters(position) for position in range(3)]
    lines: list[tuple[list[str], int | None]] = [([name, value, ""], None) for name, value in remarks]
    lines.append((["Kolom", "Judul", "Arti"], HEADER))
    lines += [([column.name, column.title, column.meaning], None) for column in COLUMNS]
    rows = "".join(row_xml(number, cells, letters, style) for number, (cells, style) in enumerate(lines, 1))
    columns = (
        '<cols><col min="1" max="2" width="24" customWidth="1"/>'
        '<col min="3" max="3" width="80" customWidth="1"/></cols>'
    )
    return f'{_DECLARATION}<worksheet xmlns="{_MAIN}">{columns}<sheetData>{rows}</sheetData></worksheet>'
