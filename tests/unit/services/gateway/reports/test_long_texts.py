"""What people write at length: their lines stay lines in every form, and no page swallows any of them."""

from __future__ import annotations

import io
import re

import docx
import pytest

from services.gateway.reports.chat import chat_text
from services.gateway.reports.document import (
    Block,
    Document,
    Entries,
    Entry,
    QuotePart,
    Quotes,
    Row,
    Section,
    TablePart,
)
from services.gateway.reports.edits import Edit, changes, edited, section_key
from services.gateway.reports.paper import Paper
from services.gateway.reports.pdf import pdf_of
from services.gateway.reports.web import mail_of, page_of
from services.gateway.reports.word import docx_of
from tests.unit.services.gateway.reports.documents import report

LINES = ["Baris pertama.", "Baris kedua.", "Baris ketiga."]
WRITTEN = "\r\n".join([LINES[0], LINES[1], "", LINES[2]])


def written_over(text: str) -> Document:
    """A report whose sentence, first entry and first section were written over."""
    keys = ("kalimat", "cerita:0", section_key(report().sections[0]))
    return edited(report(), {key: Edit(text=text) for key in keys})


async def pages_of(*blocks: Block) -> int:
    """How many pages the PDF of a report of these blocks has."""
    section = Section(key="jawab", title="Perlu jawaban", blocks=list(blocks))
    content = await pdf_of(Paper(report().model_copy(update={"sections": [section], "sources": []})))
    [count] = re.findall(rb"/Type\s*/Pages\b[^>]*/Count (\d+)", content)
    return int(count)


async def test_lines_stay_lines_on_page_and_in_mail() -> None:
    paper = Paper(written_over(WRITTEN))
    for form in (await page_of(paper), mail_of(paper)):
        assert form.count("<br>".join(LINES)) == 2
        assert "".join(f"<p>{line}</p>\n" for line in LINES) in form


async def test_lines_stay_lines_in_word() -> None:
    word = docx.Document(io.BytesIO(await docx_of(Paper(written_over(WRITTEN)))))
    broken = [re.sub(r"\s*\n+\s*", "\n", part.text) for part in word.paragraphs]
    assert sum("\n".join(LINES) in text for text in broken) == 2


def test_lines_stay_lines_in_a_chat() -> None:
    text = chat_text(written_over(WRITTEN))
    assert text.count("\n".join(LINES)) == 3


def test_breaking_a_text_into_lines_is_an_edit() -> None:
    document = report("Jalan putus. Warga menunggu.")
    broken = changes(document, {}, {"kalimat": "Jalan putus.\nWarga menunggu."}, {"kalimat"})
    assert broken == {"kalimat": Edit(text="Jalan putus.\nWarga menunggu.")}
    assert changes(document, {}, {"kalimat": " Jalan putus.  Warga menunggu.\n"}, {"kalimat"}) == {}


@pytest.mark.parametrize("text", ["\n".join(["Baris."] * 500), "kata " * 8_000])
async def test_a_pdf_goes_on_overleaf_with_what_is_longer_than_a_page(text: str) -> None:
    # Undivided, all of it but one page would lie below the paper's edge.
    assert await pages_of(Entries(items=[Entry(text=text)])) > 5
    assert await pages_of(Quotes(items=[QuotePart(text=text, speaker="Rina")])) > 5
    assert await pages_of(TablePart(caption="", columns=["Hal"], rows=[Row(cells=[text])])) > 5
