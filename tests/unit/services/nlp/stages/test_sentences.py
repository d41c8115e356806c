"""Sentences end where a reader says they end."""

from __future__ import annotations

import pytest

from services.nlp.stages.sentences import split_sentences


@pytest.mark.parametrize(
    "sentence",
    [
        "Bupati Drs. H. Arman, M.Si. membuka rapat.",
        "Warga Kab. Tegal membayar Rp 1.000 per liter.",
        "Perda No. 5 Tahun 2024 berlaku di Jl. Merdeka.",
        "Acara dimulai pukul 09.00 WIB.",
        '"Bukan malas. Orang tuanya tidak berani," ucapnya.',
        "“Kami menunggu. Belum ada kabar,” kata M. Ridwan.",
        "Air setinggi 1,5 meter merendam 3.200 rumah",
    ],
)
def test_one_sentence_stays_one(sentence: str) -> None:
    assert split_sentences(sentence) == [sentence]


def test_sentences_are_cut_at_marks() -> None:
    text = 'Hujan turun. Sungai meluap! Siapa menolong? "Tidak ada." Warga pindah.'
    assert split_sentences(text) == [
        "Hujan turun.",
        "Sungai meluap!",
        "Siapa menolong?",
        '"Tidak ada."',
        "Warga pindah.",
    ]


def test_a_post_without_capitals_has_sentences() -> None:
    assert split_sentences("parit mampet sejak lebaran. dr. siti sudah lapor. tolong dikeruk") == [
        "parit mampet sejak lebaran.",
        "dr. siti sudah lapor.",
        "tolong dikeruk",
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Plt. Bupati A.A. Gde Putrawan dan K.H. Zainal hadir.",
        "drh. Devi Oktarina dan Zubaidah br. Ginting hadir.",
        "‘Sudah. Tinggal dibagi,’ ujarnya.",
        "«Sudah. Tinggal dibagi,» ujarnya.",
    ],
)
def test_titles_and_marks_of_every_kind_cut_nothing(sentence: str) -> None:
    assert split_sentences(sentence) == [sentence]


def test_a_quotation_that_is_never_closed_does_not_swallow_the_text() -> None:
    assert split_sentences('Ia berkata "ya. Lalu ia pergi. Selesai.') == [
        'Ia berkata "ya.',
        "Lalu ia pergi.",
        "Selesai.",
    ]


@pytest.mark.parametrize("text", ["", "   ", "..."])
def test_nothing_makes_no_sentence_of_words(text: str) -> None:
    assert [s for s in split_sentences(text) if s.strip(".")] == []
