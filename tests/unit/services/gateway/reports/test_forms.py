"""Every form of a report: texts stay texts, the same data stand in all of them."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace

import docx
import pytest
from docx.shared import Cm, Pt

from services.gateway.reports.chat import LONGEST, chat_text
from services.gateway.reports.document import Row, TablePart
from services.gateway.reports.letterheads import Letterhead
from services.gateway.reports.paper import Paper
from services.gateway.reports.pdf import pdf_of
from services.gateway.reports.web import chart_id, mail_of, page_of
from services.gateway.reports.word import docx_of
from services.gateway.reports.word_lists import WordLists
from services.gateway.reports.word_tables import column_widths
from services.gateway.reports.word_text import TEXT_WIDTH
from tests.unit.services.gateway.reports.documents import report
from tests.unit.services.gateway.reports.pictures import png

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


async def test_the_page_of_a_docx_is_a4_with_its_number_in_the_size_of_the_foot() -> None:
    word = docx.Document(io.BytesIO(await docx_of(Paper(report()))))
    [section] = word.sections
    assert section.page_width
    assert section.page_height
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)
    foot = section.footer.paragraphs[0]
    assert {run.font.size for run in foot.runs} == {Pt(8.5)}
    assert foot.text.endswith("Halaman\u00a01\u00a0dari\u00a01")
    assert re.findall(r"<w:instrText>(\w+)<", foot._p.xml) == ["PAGE", "NUMPAGES"]
    # The letterhead brings the only line at the top.
    assert "w:pBdr" not in word.styles["Title"].element.xml


async def test_lists_of_a_docx_are_lists_and_each_begins_anew() -> None:
    word = docx.Document(io.BytesIO(await docx_of(Paper(report(entries=3)))))
    assert len(word.element.xpath("//w:p/w:pPr/w:numPr")) == 3
    assert len(set(word.element.xpath("//w:p/w:pPr/w:numPr/w:numId/@w:val"))) == 1
    two = docx.Document()
    lists = WordLists(two)
    first, second = lists.begin(True), lists.begin(True)
    assert first != second
    starts = two.part.numbering_part.element.xpath(
        f"w:num[@w:numId={second}]/w:lvlOverride/w:startOverride/@w:val"
    )
    assert starts == ["1"]


async def test_tables_of_a_docx_repeat_their_head_and_break_no_row() -> None:
    word = docx.Document(io.BytesIO(await docx_of(Paper(report(), letterhead=HEAD))))
    for table in word.tables[1:]:
        assert table.rows[0]._tr.xpath("w:trPr/w:tblHeader")
        assert all(row._tr.xpath("w:trPr/w:cantSplit") for row in table.rows)
    for table in word.tables:
        # LibreOffice goes by these, Word by those of the cells.
        assert sum(column.width.cm for column in table.columns if column.width) == pytest.approx(
            16.4, abs=0.01
        )


def test_long_texts_are_wrapped_before_words_break() -> None:
    columns = ["Jenis", "Pertumbuhan", "Bukan wewenang"]
    row = Row(cells=["Pangan, pertanian dan perikanan di kecamatan pesisir " * 4, "3,5", 1])
    long, *figures = column_widths(TablePart(caption="", columns=columns, numeric=[1], rows=[row]))
    assert long + sum(figures) == pytest.approx(TEXT_WIDTH.cm)
    assert figures == [pytest.approx(len(name) * 0.2 + 0.5) for name in columns[1:]]
    narrow = TablePart(caption="", columns=["Hari", "Berita"], rows=[Row(cells=["25 Nov", 7])])
    day, count = column_widths(narrow)
    assert count == pytest.approx(1.7)
    assert day + count == pytest.approx(TEXT_WIDTH.cm)


async def test_a_logo_of_any_shape_stays_in_its_place_in_the_letterhead() -> None:
    head = replace(HEAD, logo=png(800, 100))
    content = await docx_of(Paper(report(), letterhead=head))
    word = docx.Document(io.BytesIO(content))
    [shape] = [part for part in word.inline_shapes if part.width < Cm(5)]
    assert (round(shape.width.cm, 2), round(shape.height.cm, 2)) == (2.1, 0.26)
    # The office stands in the middle of the page.
    left, middle, right = (column.width for column in word.tables[0].columns)
    assert left == right
    assert middle
    assert middle > Cm(10)
    assert (await pdf_of(Paper(report(), letterhead=head))).startswith(b"%PDF-")


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
