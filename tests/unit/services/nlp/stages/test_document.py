"""A text is cut into paragraphs and sentences; its dateline stands apart."""

from __future__ import annotations

import pytest

from services.nlp.stages.document import read_document, split_dateline


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("SANGATTA – Banjir merendam tiga desa.", "SANGATTA"),
        ("Tegal, KabarPesisir – Harga ikan naik.", "Tegal"),
        ("Bandarlampung (ANTARA) - Gubernur membuka rapat.", "Bandarlampung"),
        ("TOBOALI, BABEL KINI || Pasar terbakar.", "TOBOALI"),
        ("Serang, 22 April 2026. Kejaksaan menahan tersangka.", "Serang"),
        ("MUARA ENIM -- Dua truk terguling.", "MUARA ENIM"),
    ],
)
def test_dateline_is_set_apart(text: str, place: str) -> None:
    found, rest = split_dateline(text)
    assert found == place
    assert place not in rest


@pytest.mark.parametrize(
    "text",
    [
        "Bupati meresmikan jembatan itu – akhirnya.",
        "Sebanyak 20–30 orang hadir.",
        "Anggaran itu - kata dia - cukup.",
    ],
)
def test_what_is_no_dateline_stays(text: str) -> None:
    assert split_dateline(text) == ("", text)


def test_paragraphs_and_indices() -> None:
    document = read_document("Judul", "TEGAL – Satu. Dua.\n\nTiga.")
    assert document.dateline == "TEGAL"
    assert [(s.text, s.index, s.paragraph) for s in document.sentences] == [
        ("Satu.", 0, 0),
        ("Dua.", 1, 0),
        ("Tiga.", 2, 1),
    ]


def test_an_empty_text_has_no_sentences() -> None:
    document = read_document("Judul", "")
    assert (document.dateline, document.sentences) == ("", ())


@pytest.mark.parametrize(
    "text",
    [
        "BPBD mencatat tiga desa terendam: Adiwerna, Slawi dan Talang.",
        "Kabupaten Tegal kembali raih penghargaan - Bupati bersyukur.",
        "PLN padam lagi: 3 jam tanpa kabar.",
        "Warga Slawi mengeluh – Dinas belum menjawab.",
    ],
)
def test_a_clause_before_a_mark_is_no_dateline(text: str) -> None:
    document = read_document("Judul", text)
    assert document.dateline == ""
    assert " ".join(sentence.text for sentence in document.sentences) == text


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("TOBOALI, BABEL POS || Bupati membuka lomba.", "TOBOALI"),
        ("Bandarlampung (KABAR) - Bupati membuka lomba.", "Bandarlampung"),
        ("Serang: Bupati membuka lomba.", "Serang"),
    ],
)
def test_a_place_with_its_outlet_is_one(text: str, place: str) -> None:
    document = read_document("Judul", text)
    assert (document.dateline, document.sentences[0].text) == (place, "Bupati membuka lomba.")
