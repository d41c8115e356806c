"""A report as DOCX, to be worked on further: real headings, tables and links; charts are pictures."""

from __future__ import annotations

import asyncio
import io
import re
from collections.abc import Iterator, Sequence
from datetime import UTC
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph as WordParagraph
from docx.text.run import Run

from services.gateway.dashboard.dates import MONTHS
from services.gateway.dashboard.wording import tone_name
from services.gateway.reports.document import (
    Block,
    Chart,
    Entries,
    Entry,
    Paragraph,
    QuotePart,
    Quotes,
    Source,
    TablePart,
)
from services.gateway.reports.drawn import pngs
from services.gateway.reports.letterheads import Letterhead
from services.gateway.reports.paper import Paper
from services.gateway.reports.words import MADE_BY, cell_text, is_numeric, made_text, marks

_INK, _SOFT = RGBColor(0x1A, 0x1F, 0x25), RGBColor(0x59, 0x61, 0x6B)
_ACCENT = RGBColor(0x0B, 0x5A, 0x66)
_TONES = {
    "negatif": RGBColor(0xA3, 0x36, 0x0A),
    "netral": _SOFT,
    "positif": RGBColor(0x1F, 0x5A, 0x99),
}
# python-docx refuses longer ones (Dublin Core properties of the Open Packaging Conventions).
_LONGEST_PROPERTY = 255
# XML 1.0 knows no other control characters, and a word processor refuses the whole file for one.
_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


async def docx_of(paper: Paper) -> bytes:
    """The report as a DOCX file."""
    pictures = await pngs(paper.document)
    return await asyncio.to_thread(_written, paper, pictures)


def _written(paper: Paper, pictures: Sequence[bytes]) -> bytes:
    word = docx.Document()
    _set_styles(word)
    document = paper.document
    word.core_properties.title = _property(document.title)
    word.core_properties.author = _property(MADE_BY)
    word.core_properties.language = "id-ID"
    word.core_properties.created = document.made_at.astimezone(UTC).replace(tzinfo=None)
    if document.formal:
        _letterhead(word, paper.letterhead)
    _title(word, paper)
    drawn = iter(pictures)
    for section in document.sections:
        word.add_heading(_clean(section.title), level=1)
        for line in section.note.splitlines():
            if line.strip():
                word.add_paragraph(_clean(line.strip()))
        for block in section.blocks:
            _block(word, block, drawn)
    if document.formal and paper.letterhead.signatory_name:
        _signature(word, paper)
    if document.sources:
        word.add_heading("Sumber", level=1)
        for source in document.sources:
            _source(word, source)
    _footer(word, paper)
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


def _property(text: str) -> str:
    """The text as one of the file's properties, cut where it is longer than one may be."""
    clean = _clean(text)
    return clean if len(clean) <= _LONGEST_PROPERTY else clean[: _LONGEST_PROPERTY - 1] + "…"


def _set_styles(word: WordDocument) -> None:
    page = word.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = Cm(2.3)
    page.top_margin = page.bottom_margin = Cm(2.2)
    normal: Any = word.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(11)
    normal.paragraph_format.space_after = Pt(6)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "id-ID")
    normal.element.get_or_add_rPr().append(language)
    for name, size, colour in (("Heading 1", 13, _ACCENT), ("Heading 2", 11, _INK)):
        heading: Any = word.styles[name]
        heading.font.name, heading.font.size, heading.font.color.rgb = "Calibri", Pt(size), colour
        fonts = heading.element.rPr.rFonts
        # The theme's own font would win over ours.
        for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(theme), None)
        heading.paragraph_format.space_before = Pt(size)
        heading.paragraph_format.space_after = Pt(4)


def _letterhead(word: WordDocument, head: Letterhead) -> None:
    if not (head.government or head.office):
        return
    table = word.add_table(rows=1, cols=2 if head.logo else 1)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    if head.logo:
        table.autofit = False
        _set_width(table.columns[0], Cm(2.6))
        _set_width(table.columns[1], Cm(13.8))
        picture = table.rows[0].cells[0].paragraphs[0].add_run()
        picture.add_picture(io.BytesIO(head.logo), height=Cm(2.1))
    paragraph = table.rows[0].cells[-1].paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    lines = [
        (head.government.upper(), Pt(13), False),
        (head.office.upper(), Pt(15), True),
        (head.address, Pt(9), False),
        (head.contact, Pt(9), False),
    ]
    for place, (text, size, bold) in enumerate(line for line in lines if line[0]):
        run = paragraph.add_run(_clean(text))
        run.font.size, run.bold = size, bold
        if place < sum(1 for line in lines if line[0]) - 1:
            run.add_break()
    _rule(word.add_paragraph())


def _set_width(column: Any, width: Any) -> None:
    for cell in column.cells:
        cell.width = width


def _rule(paragraph: WordParagraph) -> None:
    borders = OxmlElement("w:pBdr")
    line = OxmlElement("w:top")
    for name, value in (("val", "thickThinSmallGap"), ("sz", "18"), ("space", "1"), ("color", "1A1F25")):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    paragraph._p.get_or_add_pPr().append(borders)
    paragraph.paragraph_format.space_after = Pt(0)


def _title(word: WordDocument, paper: Paper) -> None:
    document = paper.document
    paragraph = word.add_paragraph(style="Title")
    run = paragraph.add_run(_clean(document.title))
    run.font.size, run.font.name, run.bold = Pt(15 if document.formal else 18), "Calibri", True
    run.font.color.rgb = _INK
    lines = [f"Nomor: {paper.number}" if paper.number else "", document.subtitle, document.confidential]
    if paper.draft:
        lines.append("DRAF: belum diperiksa")
    below = word.add_paragraph(_clean("\n".join(line for line in lines if line)))
    if document.formal:
        paragraph.alignment = below.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _block(word: WordDocument, block: Block, drawn: Iterator[bytes]) -> None:
    match block:
        case Paragraph():
            _paragraph(word, block)
        case Entries(items=items):
            for number, entry in enumerate(items, start=1):
                _entry(word, entry, f"{number}. " if block.numbered else "• ")
            if not items:
                _soft(word.add_paragraph(), block.empty)
        case Quotes(items=items):
            for quote in items:
                _quote(word, quote)
            if not items:
                _soft(word.add_paragraph(), block.empty)
        case Chart():
            _chart(word, block, next(drawn))
        case TablePart():
            _table(word, block)


def _paragraph(word: WordDocument, block: Paragraph) -> None:
    if block.style == "heading":
        word.add_heading(_clean(block.text), level=2)
        return
    paragraph = word.add_paragraph()
    run = paragraph.add_run(_clean(block.text))
    if block.style == "lead":
        run.bold, run.font.size = True, Pt(12)
    elif block.style == "aside":
        run.font.size, run.font.color.rgb = Pt(9.5), _SOFT
    _marks(paragraph, block.sources)


def _entry(word: WordDocument, entry: Entry, mark: str) -> None:
    paragraph = word.add_paragraph()
    paragraph.paragraph_format.left_indent = Cm(0.75)
    paragraph.paragraph_format.first_line_indent = Cm(-0.75)
    paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(0.75))
    paragraph.add_run(f"{mark.strip()}\t")
    if entry.title:
        _linked(paragraph, entry.url, entry.title).bold = True
    if entry.text:
        if entry.title:
            paragraph.add_run().add_break()
        paragraph.add_run(_clean(entry.text))
    if entry.reason:
        paragraph.add_run().add_break()
        paragraph.add_run(_clean(entry.reason)).italic = True
    _marks(paragraph, entry.sources)
    if entry.tone or entry.detail:
        paragraph.add_run().add_break()
    if entry.tone:
        run = paragraph.add_run(_clean(entry.tone_text or tone_name(entry.tone)))
        run.bold, run.font.size, run.font.color.rgb = True, Pt(9.5), _TONES[entry.tone]
    if entry.detail:
        _soft(paragraph, f" · {entry.detail}" if entry.tone else entry.detail)


def _quote(word: WordDocument, quote: QuotePart) -> None:
    paragraph = word.add_paragraph(style="Quote")
    paragraph.paragraph_format.left_indent = Cm(0.75)
    paragraph.add_run(_clean(quote.text if quote.indirect else f"“{quote.text}”"))
    _marks(paragraph, quote.sources)
    paragraph.add_run().add_break()
    who = ", ".join(part for part in (quote.speaker, quote.role) if part)
    _soft(paragraph, who + (" (kutipan tak langsung)" if quote.indirect else ""))
    if quote.outlet:
        _soft(paragraph, " · ")
        _linked(paragraph, quote.url, quote.outlet).font.size = Pt(9.5)


def _chart(word: WordDocument, chart: Chart, picture: bytes) -> None:
    word.add_picture(io.BytesIO(picture), width=Cm(12))
    # What a screen reader says of it.
    word.paragraphs[-1]._p.xpath(".//wp:docPr")[0].set("descr", _clean(chart.words))
    if chart.caption:
        _soft(word.add_paragraph(), chart.caption)
    if chart.table is not None:
        _table(word, chart.table)


def _table(word: WordDocument, block: TablePart) -> None:
    if not block.rows:
        _soft(word.add_paragraph(), block.empty)
        return
    table = word.add_table(rows=1, cols=len(block.columns), style="Light Grid Accent 1")
    table.style = word.styles["Table Grid"]
    _repeat_head(table.rows[0])
    for cell, name in zip(table.rows[0].cells, block.columns, strict=True):
        run = cell.paragraphs[0].add_run(_clean(name))
        run.bold, run.font.size = True, Pt(10)
        cell.paragraphs[0].paragraph_format.space_after = Pt(0)
    for row in block.rows:
        cells = table.add_row().cells
        for place, value in enumerate(row.cells):
            paragraph = cells[place].paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(0)
            text = cell_text(value)
            run = _linked(paragraph, row.url, text) if place == 0 else paragraph.add_run(_clean(text))
            run.font.size = Pt(10)
            if is_numeric(place, block.numeric, row.cells):
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    for place, name in enumerate(block.columns):
        if name and is_numeric(place, block.numeric, block.rows[0].cells):
            table.rows[0].cells[place].paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
    remark = word.add_paragraph()
    remark.paragraph_format.space_before = Pt(2)
    if block.remark:
        _soft(remark, block.remark)


def _repeat_head(row: Any) -> None:
    mark = OxmlElement("w:tblHeader")
    mark.set(qn("w:val"), "true")
    row._tr.get_or_add_trPr().append(mark)


def _signature(word: WordDocument, paper: Paper) -> None:
    head, made = paper.letterhead, paper.document.made_at
    day = f"{made.day} {MONTHS[made.month - 1]} {made.year}"
    paragraph = word.add_paragraph()
    paragraph.paragraph_format.left_indent = Cm(9)
    paragraph.paragraph_format.space_before = Pt(18)
    paragraph.paragraph_format.keep_together = True
    paragraph.add_run(_clean(f"{head.place}, {day}" if head.place else day)).add_break()
    room = paragraph.add_run(_clean(head.signatory_office))
    for _ in range(4):
        room.add_break()
    name = paragraph.add_run(_clean(head.signatory_name))
    name.bold = name.underline = True
    if head.signatory_rank:
        name.add_break()
        paragraph.add_run(_clean(head.signatory_rank))
    if head.signatory_nip:
        paragraph.add_run().add_break()
        paragraph.add_run(_clean(f"NIP {head.signatory_nip}"))


def _source(word: WordDocument, source: Source) -> None:
    paragraph = word.add_paragraph()
    paragraph.paragraph_format.left_indent = Cm(0.9)
    paragraph.paragraph_format.first_line_indent = Cm(-0.9)
    paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(0.9))
    paragraph.add_run(f"[{source.number}]\t").font.size = Pt(9.5)
    _linked(paragraph, source.url, source.title).font.size = Pt(9.5)
    where = ". " + ", ".join(part for part in (source.outlet, source.published) if part)
    where += f" ({source.remark})." if source.remark else "."
    paragraph.add_run(_clean(where)).font.size = Pt(9.5)
    if source.original_url:
        paragraph.add_run().add_break()
        _linked(paragraph, source.original_url, source.original_url).font.size = Pt(8.5)


def _footer(word: WordDocument, paper: Paper) -> None:
    foot = word.sections[0].footer.paragraphs[0]
    text = f"{paper.document.foot} {MADE_BY}, {made_text(paper.document)}. Halaman "
    run = foot.add_run(_clean(text))
    run.font.size, run.font.color.rgb = Pt(8.5), _SOFT
    number = foot.add_run()
    number.font.size, number.font.color.rgb = Pt(8.5), _SOFT
    for kind, content in (("begin", ""), ("", "PAGE"), ("end", "")):
        element = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            element.set(qn("w:fldCharType"), kind)
        else:
            element.text = content
        number._r.append(element)


def _marks(paragraph: WordParagraph, numbers: Sequence[int]) -> None:
    if numbers:
        _soft(paragraph, f" {marks(numbers)}")


def _soft(paragraph: WordParagraph, text: str) -> None:
    run = paragraph.add_run(_clean(text))
    run.font.size, run.font.color.rgb = Pt(9.5), _SOFT


def _linked(paragraph: WordParagraph, url: str, text: str) -> Run:
    """A run that leads to `url`; a plain one without."""
    if not url:
        return paragraph.add_run(_clean(text))
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(_clean(url), RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = paragraph.add_run(_clean(text))
    run.font.color.rgb = _ACCENT
    run.underline = True
    link.append(run._r)
    paragraph._p.append(link)
    return run


def _clean(text: str) -> str:
    return _NO_XML.sub("", text)
