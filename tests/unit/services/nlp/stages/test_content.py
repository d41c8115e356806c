"""Key phrases, summary, entities, aspiration and the proof of a tone."""

from __future__ import annotations

import pytest

from services.nlp.stages.aspiration import find_aspiration
from services.nlp.stages.document import read_document
from services.nlp.stages.entities import find_entities
from services.nlp.stages.keyphrases import find_keyphrases
from services.nlp.stages.people import find_people
from services.nlp.stages.summary import summarize
from services.nlp.stages.tone_evidence import candidates, shortened

TITLE = "Pompa Air Bersih Mati, Warga Antre"
TEXT = (
    "SLAWI – Pompa air bersih di Kecamatan Adiwerna mati sejak Senin, kata warga. Antrean jeriken mengular pada pagi "
    "hari.\n\nKepala Bidang Cipta Karya Dinas PUPR Kabupaten Tegal, Sugeng Hartadi, mengatakan pompa air bersih "
    'menunggu suku cadang sesuai Perda Nomor 5 Tahun 2024. "Kami usahakan pekan ini," ujar Sugeng.\n\n'
    "Baca juga: Jadwal Pemadaman Listrik dan Cara Melapor ke PLN\n\n"
    "Pompa air bersih itu melayani tiga desa dan dua sekolah di tepi sungai. Warga membeli air dari tangki swasta."
)
DOCUMENT = read_document(TITLE, TEXT)
PEOPLE = find_people(DOCUMENT)


def test_keyphrases_carry_the_subject_and_no_function_word() -> None:
    phrases = find_keyphrases(DOCUMENT, PEOPLE)
    assert any("pompa air" in phrase for phrase in phrases[:2])
    words = {word for phrase in phrases for word in phrase.split()}
    assert words.isdisjoint({"dan", "pada", "yang", "kata", "sugeng", "hartadi"})
    assert 1 <= len(phrases) <= 8


def test_summary_is_three_sentences_of_the_text_in_order_without_furniture() -> None:
    summary = summarize(DOCUMENT, find_keyphrases(DOCUMENT, PEOPLE))
    body = [sentence.text for sentence in DOCUMENT.sentences]
    places = [body.index(sentence) for sentence in summary]
    assert len(summary) == 3
    assert places == sorted(places)
    assert places[0] == 0
    assert not any("Baca juga" in sentence for sentence in summary)


def test_entities_have_types_and_counts() -> None:
    found = {(entity.text, entity.type): entity.count for entity in find_entities(DOCUMENT, PEOPLE)}
    assert found[("Sugeng Hartadi", "PER")] == 2
    assert ("Dinas PUPR Kabupaten Tegal", "ORG") in found
    assert ("Adiwerna", "LOC") in found
    assert ("Perda Nomor 5 Tahun 2024", "LAW") in found


@pytest.mark.parametrize(
    ("text", "tone", "voiced"),
    [
        (
            "Yth. Admin, saya mau tanya apakah perekaman bisa diwakilkan? Saya kerja di luar kota.",
            "netral",
            "permintaan_informasi",
        ),
        (
            "Assalamualaikum. Kami sudah tiga kali lapor lampu jalan mati, belum juga diperbaiki. Saya kecewa.",
            "negatif",
            "pengaduan",
        ),
        (
            "Saya mau mengucapkan terima kasih kepada petugas. Saya dibantu, ibu saya terbantu sekali.",
            "positif",
            "apresiasi",
        ),
        ("Bupati membuka pelatihan operator desa di aula kantor bupati.", "netral", None),
    ],
)
def test_aspiration(text: str, tone: str, voiced: str | None) -> None:
    assert find_aspiration(read_document("Surat", text), "berita", tone) == voiced


def test_a_neutral_tone_is_shown_by_the_first_sentence() -> None:
    assert candidates(DOCUMENT, "netral") == [DOCUMENT.sentences[0].text]


def test_a_bad_tone_is_looked_for_among_bad_words() -> None:
    document = read_document(
        "Kabar",
        "Peserta meraih penghargaan terbaik tahun ini. Dua korban tewas akibat kejadian itu. Rapat ditutup.",
    )
    assert "tewas" in candidates(document, "negatif")[0]
    assert "penghargaan" in candidates(document, "positif")[0]


def test_a_text_whose_words_all_lean_the_other_way_still_shows_a_sentence() -> None:
    document = read_document("Kabar", "Peserta meraih penghargaan terbaik tahun ini di tingkat provinsi.")
    assert candidates(document, "negatif") == [document.sentences[0].text]


def test_the_encoder_reads_the_beginning_of_a_candidate() -> None:
    assert len(shortened("kata " * 100).split()) == 16


def test_a_text_without_sentences_shows_its_title() -> None:
    assert candidates(read_document("Judul saja", ""), "negatif") == ["Judul saja"]
