"""What stands around the text of a DOCX: page and styles, letterhead, title, signature, foot."""

from __future__ import annotations

import io
from typing import Any

from docx.document import Document
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt
from docx.text.paragraph import Paragraph

from services.gateway.presentation.dates import MONTHS
from services.gateway.reports.letterheads import Letterhead
from services.gateway.reports.paper import Paper
from services.gateway.reports.word_tables import set_widths
from services.gateway.reports.word_text import (
    ACCENT,
    INK,
    SIDE_MARGIN,
    SOFT,
    TEXT_WIDTH,
    clean,
    line_above,
    soft,
)
from services.gateway.reports.words import MADE_BY, made_text

# Of the logo, each side at most; and of the columns for it and opposite to it.
_LOGO, _LOGO_COLUMN = Cm(2.1), 2.5


def set_styles(word: Document) -> None:
    """A4, Calibri, and Bahasa Indonesia for the spelling checker."""
    page = word.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = SIDE_MARGIN
    page.top_margin, page.bottom_margin = Cm(2.2), Cm(2.6)
    normal: Any = word.styles["Normal"]
    normal.font.name, normal.font.size = "Calibri", Pt(11)
    normal.paragraph_format.space_after = Pt(6)
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "id-ID")
    normal.element.get_or_add_rPr().append(language)
    for name, size, colour in (("Heading 1", 13, ACCENT), ("Heading 2", 11, INK)):
        heading: Any = word.styles[name]
        heading.font.name, heading.font.size, heading.font.color.rgb = "Calibri", Pt(size), colour
        fonts = heading.element.rPr.rFonts
        # The theme's own font would win over ours.
        for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
            fonts.attrib.pop(qn(theme), None)
        heading.paragraph_format.space_before = Pt(size)
        heading.paragraph_format.space_after = Pt(4)
    # Blue, and under the line of a letterhead a second one.
    title: Any = word.styles["Title"].element.pPr
    title.remove(title.find(qn("w:pBdr")))


def add_letterhead(word: Document, head: Letterhead) -> None:
    """The head of an official document over a double line; nothing where the office entered none."""
    texts = [
        (head.government.upper(), Pt(13), False),
        (head.office.upper(), Pt(15), True),
        (head.address, Pt(9), False),
        (head.contact, Pt(9), False),
    ]
    if not (head.government or head.office):
        return
    side = [_LOGO_COLUMN] if head.logo else []
    table = word.add_table(rows=1, cols=1 + 2 * len(side))
    set_widths(table, [*side, TEXT_WIDTH.cm - 2 * sum(side), *side])
    cells = table.rows[0].cells
    if head.logo:
        run = cells[0].paragraphs[0].add_run()
        picture = run.add_picture(io.BytesIO(head.logo))
        scale = min(_LOGO / picture.width, _LOGO / picture.height)
        picture.width, picture.height = round(picture.width * scale), round(picture.height * scale)
        picture._inline.docPr.set("descr", "Lambang")
    paragraph = cells[len(side)].paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for cell in cells:
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
    lines = [line for line in texts if line[0]]
    for place, (text, size, bold) in enumerate(lines):
        run = paragraph.add_run(clean(text))
        run.font.size, run.bold = size, bold
        if place < len(lines) - 1:
            run.add_break()
    rule = word.add_paragraph()
    line_above(rule, "thickThinSmallGap", 18, INK)
    rule.paragraph_format.space_after = Pt(0)


def add_title(word: Document, paper: Paper) -> None:
    """The title with number, subtitle and what must be known before reading on."""
    document, head = paper.document, paper.letterhead
    office = " · ".join(name for name in (head.government, head.office) if name)
    if office and not document.formal:
        soft(word.add_paragraph(), office)
    paragraph = word.add_paragraph(style="Title")
    run = paragraph.add_run(clean(document.title))
    run.font.size, run.font.name, run.bold = Pt(15 if document.formal else 18), "Calibri", True
    run.font.color.rgb = INK
    lines = [f"Nomor: {paper.number}" if paper.number else "", document.subtitle, document.confidential]
    if paper.draft:
        lines.append("DRAF: belum diperiksa")
    below = word.add_paragraph(clean("\n".join(line for line in lines if line)))
    if document.formal:
        paragraph.alignment = below.alignment = WD_ALIGN_PARAGRAPH.CENTER


def add_signature(word: Document, paper: Paper) -> None:
    """Place and day, room to sign, and who signs; never on a page without text."""
    word.paragraphs[-1].paragraph_format.keep_with_next = True
    head, made = paper.letterhead, paper.document.made_at
    day = f"{made.day} {MONTHS[made.month - 1]} {made.year}"
    paragraph = word.add_paragraph()
    paragraph.paragraph_format.left_indent = Cm(9)
    paragraph.paragraph_format.space_before = Pt(18)
    paragraph.paragraph_format.keep_together = True
    paragraph.add_run(clean(f"{head.place}, {day}" if head.place else day)).add_break()
    room = paragraph.add_run(clean(head.signatory_office))
    for _ in range(4):
        room.add_break()
    name = paragraph.add_run(clean(head.signatory_name))
    name.bold = name.underline = True
    if head.signatory_rank:
        name.add_break()
        paragraph.add_run(clean(head.signatory_rank))
    if head.signatory_nip:
        paragraph.add_run().add_break()
        paragraph.add_run(clean(f"NIP {head.signatory_nip}"))


def add_foot(word: Document, paper: Paper) -> None:
    """On every page: what the figures are, when they were made, and which page of how many this is."""
    foot = word.sections[0].footer.paragraphs[0]
    line_above(foot, "single", 4, SOFT)
    _small(foot, f"{paper.document.foot} {MADE_BY}, {made_text(paper.document)}. Halaman\u00a0")
    _field(foot, "PAGE")
    _small(foot, "\u00a0dari\u00a0")
    _field(foot, "NUMPAGES")


def _small(foot: Paragraph, text: str) -> Any:
    run = foot.add_run(clean(text))
    run.font.size, run.font.color.rgb = Pt(8.5), SOFT
    return run._r


def _field(foot: Paragraph, name: str) -> None:
    """A number that the word processor fills in; every part of a field has a run and so a size of its own."""
    for kind in ("begin", name, "separate", "1", "end"):
        run = _small(foot, kind if kind == "1" else "")
        if kind == name:
            instruction = OxmlElement("w:instrText")
            instruction.text = name
            run.append(instruction)
        elif kind != "1":
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run.append(mark)
