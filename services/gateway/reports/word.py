"""A report as DOCX, to be worked on further: real headings, lists, tables and links; charts are pictures."""

from __future__ import annotations

import asyncio
import io
from collections.abc import Iterator, Sequence
from datetime import UTC

import docx
from docx.document import Document as WordDocument
from docx.shared import Cm, Pt, RGBColor
from docx.text.paragraph import Paragraph as WordParagraph

from services.gateway.presentation.wording import tone_name
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
from services.gateway.reports.paper import Paper
from services.gateway.reports.word_frame import (
    add_foot,
    add_letterhead,
    add_signature,
    add_title,
    set_styles,
)
from services.gateway.reports.word_lists import WordLists
from services.gateway.reports.word_tables import add_table
from services.gateway.reports.word_text import SMALL, SOFT, clean, linked, mark_sources, soft
from services.gateway.reports.words import MADE_BY

_TONES = {
    "negatif": RGBColor(0xA3, 0x36, 0x0A),
    "netral": SOFT,
    "positif": RGBColor(0x1F, 0x5A, 0x99),
}
# python-docx refuses longer ones (Dublin Core properties of the Open Packaging Conventions).
_LONGEST_PROPERTY = 255


async def docx_of(paper: Paper) -> bytes:
    """The report as a DOCX file."""
    pictures = await pngs(paper.document)
    return await asyncio.to_thread(_written, paper, pictures)


def _written(paper: Paper, pictures: Sequence[bytes]) -> bytes:
    word = docx.Document()
    set_styles(word)
    document = paper.document
    word.core_properties.title = _property(document.title)
    word.core_properties.author = _property(MADE_BY)
    word.core_properties.language = "id-ID"
    word.core_properties.created = document.made_at.astimezone(UTC).replace(tzinfo=None)
    if document.formal:
        add_letterhead(word, paper.letterhead)
    add_title(word, paper)
    lists, drawn = WordLists(word), iter(pictures)
    for section in document.sections:
        word.add_heading(clean(section.title), level=1)
        for line in section.note.splitlines():
            if line.strip():
                word.add_paragraph(clean(line.strip()))
        for block in section.blocks:
            _block(word, block, lists, drawn)
    if document.formal and paper.letterhead.signatory_name:
        add_signature(word, paper)
    if document.sources:
        word.add_heading("Sumber", level=1)
        for source in document.sources:
            _source(word, source)
    add_foot(word, paper)
    file = io.BytesIO()
    word.save(file)
    return file.getvalue()


def _property(text: str) -> str:
    """The text as one of the file's properties, cut where it is longer than one may be."""
    whole = clean(text)
    return whole if len(whole) <= _LONGEST_PROPERTY else whole[: _LONGEST_PROPERTY - 1] + "…"


def _block(word: WordDocument, block: Block, lists: WordLists, drawn: Iterator[bytes]) -> None:
    match block:
        case Paragraph():
            _paragraph(word, block)
        case Entries(items=items):
            if items:
                list_id = lists.begin(block.numbered)
                for entry in items:
                    paragraph = word.add_paragraph()
                    lists.item(paragraph, list_id)
                    _entry(paragraph, entry)
            else:
                soft(word.add_paragraph(), block.empty)
        case Quotes(items=items):
            for quote in items:
                _quote(word, quote)
            if not items:
                soft(word.add_paragraph(), block.empty)
        case Chart():
            _chart(word, block, next(drawn))
        case TablePart():
            add_table(word, block)


def _paragraph(word: WordDocument, block: Paragraph) -> None:
    if block.style == "heading":
        word.add_heading(clean(block.text), level=2)
        return
    paragraph = word.add_paragraph()
    run = paragraph.add_run(clean(block.text))
    if block.style == "lead":
        run.bold, run.font.size = True, Pt(12)
    elif block.style == "aside":
        run.font.size, run.font.color.rgb = SMALL, SOFT
    mark_sources(paragraph, block.sources)


def _entry(paragraph: WordParagraph, entry: Entry) -> None:
    paragraph.paragraph_format.keep_together = True
    if entry.title:
        linked(paragraph, entry.url, entry.title).bold = True
    if entry.text:
        if entry.title:
            paragraph.add_run().add_break()
        paragraph.add_run(clean(entry.text))
    if entry.reason:
        paragraph.add_run().add_break()
        paragraph.add_run(clean(entry.reason)).italic = True
    mark_sources(paragraph, entry.sources)
    if entry.tone or entry.detail:
        paragraph.add_run().add_break()
    if entry.tone:
        run = paragraph.add_run(clean(entry.tone_text or tone_name(entry.tone)))
        run.bold, run.font.size, run.font.color.rgb = True, SMALL, _TONES[entry.tone]
    if entry.detail:
        soft(paragraph, f" · {entry.detail}" if entry.tone else entry.detail)


def _quote(word: WordDocument, quote: QuotePart) -> None:
    paragraph = word.add_paragraph(style="Quote")
    paragraph.paragraph_format.keep_together = True
    paragraph.paragraph_format.left_indent = Cm(0.75)
    paragraph.add_run(clean(quote.text if quote.indirect else f"“{quote.text}”"))
    mark_sources(paragraph, quote.sources)
    paragraph.add_run().add_break()
    who = ", ".join(part for part in (quote.speaker, quote.role) if part)
    soft(paragraph, who + (" (kutipan tak langsung)" if quote.indirect else ""))
    if quote.outlet:
        soft(paragraph, " · ")
        linked(paragraph, quote.url, quote.outlet).font.size = SMALL


def _chart(word: WordDocument, chart: Chart, picture: bytes) -> None:
    word.add_picture(io.BytesIO(picture), width=Cm(12))
    # What a screen reader says of it.
    drawn = word.paragraphs[-1]
    drawn._p.xpath(".//wp:docPr")[0].set("descr", clean(chart.words))
    if chart.caption:
        drawn.paragraph_format.keep_with_next = True
        soft(word.add_paragraph(), chart.caption)
    if chart.table is not None:
        add_table(word, chart.table)


def _source(word: WordDocument, source: Source) -> None:
    paragraph = word.add_paragraph()
    paragraph.paragraph_format.keep_together = True
    paragraph.paragraph_format.left_indent = Cm(0.9)
    paragraph.paragraph_format.first_line_indent = Cm(-0.9)
    paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(0.9))
    paragraph.add_run(f"[{source.number}]\t").font.size = SMALL
    linked(paragraph, source.url, source.title).font.size = SMALL
    where = ". " + ", ".join(part for part in (source.outlet, source.published) if part)
    where += f" ({source.remark})." if source.remark else "."
    paragraph.add_run(clean(where)).font.size = SMALL
    if source.original_url:
        paragraph.add_run().add_break()
        linked(paragraph, source.original_url, source.original_url).font.size = Pt(8.5)
