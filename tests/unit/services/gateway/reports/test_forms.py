"""Every form of a report: texts stay texts, the same data stand in all of them."""

from __future__ import annotations

import io
import re
import zipfile

import docx
import pytest

from services.gateway.reports.chat import LONGEST, chat_text
from services.gateway.reports.letterheads import Letterhead
from services.gateway.reports.paper import Paper
from services.gateway.reports.pdf import pdf_of
from services.gateway.reports.web import chart_id, mail_of, page_of
from services.gateway.reports.word import docx_of
from tests.unit.services.gateway.reports.documents import report

# Markup of HTML, of the typesetter and of XML, and signs that either could stumble over.
HOSTILE = [
    "<script>alert(1)</script>]]><w:t>",
    '#pagebreak() #panic("x") $1/0$ *tebal* _miring_ `kode` @ref <label> = Judul \\u{0} // hilang',
    "“Kutipan” — ½ 😀 ﷽ \u200b\u202e\x00\x0b\ufffe",
]
HEAD = Letterhead(
    government="Pemerintah Kabupaten Kutai Timur", office="Diskominfo", signatory_name="Rina Batubara"
)


@pytest.mark.parametrize("text", HOSTILE)
async def test_texts_stay_texts_in_every_form(text: str) -> None:
    paper = Paper(report(text), "007/TELAAH/XI/2026", HEAD)
    assert (await pdf_of(paper)).startswith(b"%PDF-")
    assert "<script" not in await page_of(paper)
    assert "<script" not in mail_of(paper)
    word = docx.Document(io.BytesIO(await docx_of(paper)))
    assert re.sub(r"[\x00\x0b\ufffe]", "", text) in "\n".join(part.text for part in word.paragraphs)


async def test_a_formal_docx_has_head_number_headings_and_signatory() -> None:
    content = await docx_of(Paper(report(), "007/TELAAH/XI/2026", HEAD))
    word = docx.Document(io.BytesIO(content))
    texts = [part.text for part in word.paragraphs]
    assert word.tables[0].rows[0].cells[0].text.startswith("PEMERINTAH KABUPATEN KUTAI TIMUR")
    assert any("Nomor: 007/TELAAH/XI/2026" in text for text in texts)
    assert [part.text for part in word.paragraphs if part.style and part.style.name == "Heading 1"] == [
        "Arah",
        "Perlu jawaban",
        "Sumber",
    ]
    assert any("Rina Batubara" in text for text in texts)
    assert "[1]" in " ".join(texts)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        links = package.read("word/_rels/document.xml.rels").decode()
    assert "https://gaung.example/cerita/0" in links
    assert "https://kabar.example/2" in links


async def test_a_docx_of_a_long_title_has_the_title_whole_and_its_properties_cut() -> None:
    title = "Jalan poros putus " * 20
    word = docx.Document(io.BytesIO(await docx_of(Paper(report(title)))))
    assert word.core_properties.title == title[:254] + "…"
    assert title.strip() in "\n".join(part.text for part in word.paragraphs)


async def test_page_and_mail_tell_the_same_and_differ_in_the_chart_alone() -> None:
    paper = Paper(report())
    page, mail = await page_of(paper), mail_of(paper)
    assert "<svg" in page
    assert f"cid:{chart_id(0)}" in mail
    assert re.sub(r"<svg.*?</svg>", "", page, flags=re.DOTALL) == re.sub(r"<img[^>]*>", "", mail)
    assert "12.345" in page


async def test_the_same_paper_is_the_same_pdf_and_a_draft_is_another() -> None:
    paper = Paper(report())
    assert await pdf_of(paper) == await pdf_of(Paper(report()))
    assert await pdf_of(paper) != await pdf_of(Paper(report(), draft=True))


def test_a_chat_takes_the_text_whole() -> None:
    text = chat_text(
        report("Jalan *poros* putus_lagi " + "kata " * 8, entries=40), "https://gaung.example/laporan/1"
    )
    assert len(text) <= LONGEST
    assert text.startswith("*Jalan poros putus lagi")
    assert text.endswith("periksa berita aslinya._")
    assert "https://gaung.example/laporan/1" in text
    assert "… dan 35 lainnya" in text


def test_what_does_not_fit_is_left_out_from_the_end_and_the_way_to_all_of_it_stays() -> None:
    long = report("x" * 700, entries=5)
    text = chat_text(long, "https://gaung.example/laporan/1")
    assert len(text) <= LONGEST
    assert "Selengkapnya: https://gaung.example/laporan/1" in text
