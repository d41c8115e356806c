"""What every part of a DOCX is written with: colours, texts that XML takes, small print, links, borders."""

from __future__ import annotations

import re
from collections.abc import Sequence

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from services.gateway.reports.words import marks

INK, SOFT = RGBColor(0x1A, 0x1F, 0x25), RGBColor(0x59, 0x61, 0x6B)
ACCENT = RGBColor(0x0B, 0x5A, 0x66)
SMALL = Pt(9.5)
# A4 less the margins.
SIDE_MARGIN = Cm(2.3)
TEXT_WIDTH = Cm(21 - 2 * 2.3)
# XML 1.0 knows no other control characters, and a word processor refuses the whole file for one.
_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """The text without what XML cannot carry."""
    return _NO_XML.sub("", text)


def soft(paragraph: Paragraph, text: str) -> None:
    """Add small print to a paragraph."""
    run = paragraph.add_run(clean(text))
    run.font.size, run.font.color.rgb = SMALL, SOFT


def mark_sources(paragraph: Paragraph, numbers: Sequence[int]) -> None:
    """Add the marks of its sources to a paragraph, if it has any."""
    if numbers:
        soft(paragraph, f" {marks(numbers)}")


def linked(paragraph: Paragraph, url: str, text: str) -> Run:
    """A run that leads to `url`; a plain one without."""
    if not url:
        return paragraph.add_run(clean(text))
    link = OxmlElement("w:hyperlink")
    link.set(qn("r:id"), paragraph.part.relate_to(clean(url), RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    run = paragraph.add_run(clean(text))
    run.font.color.rgb = ACCENT
    run.underline = True
    link.append(run._r)
    paragraph._p.append(link)
    return run


def line_above(paragraph: Paragraph, style: str, eighths: int, color: RGBColor) -> None:
    """A line over a new paragraph, so many eighths of a point thick; before any other formatting of it."""
    borders, line = OxmlElement("w:pBdr"), OxmlElement("w:top")
    for name, value in (("val", style), ("sz", str(eighths)), ("space", "3"), ("color", str(color))):
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    paragraph._p.get_or_add_pPr().append(borders)
