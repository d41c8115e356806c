"""Key phrases, summary and entities."""

from __future__ import annotations

from services.nlp.spans import Span
from services.nlp.stages.document import read_document
from services.nlp.stages.entities import find_entities
from services.nlp.stages.keyphrases import find_keyphrases
from services.nlp.stages.people import find_people
from services.nlp.stages.summary import summarize

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
    summary = summarize(DOCUMENT)
    body = [sentence.text for sentence in DOCUMENT.sentences]
    places = [body.index(sentence) for sentence in summary]
    assert len(summary) == 3
    assert places == sorted(places)
    assert places[0] == 0
    assert not any("Baca juga" in sentence for sentence in summary)


def span(text: str, kind: str, sentence: int) -> Span:
    start = DOCUMENT.piece(sentence).index(text)
    return Span(text, kind, sentence, start, start + len(text))


def test_entities_have_types_and_counts() -> None:
    spans = [
        span("Kecamatan Adiwerna", "LOC", 0),
        span("Dinas PUPR Kabupaten Tegal", "ORG", 2),
        span("Sugeng Hartadi", "PER", 2),
        span("Perda Nomor 5 Tahun 2024", "LAW", 2),
        span("PLN", "ORG", 4),
    ]
    found = {(entity.text, entity.type): entity.count for entity in find_entities(DOCUMENT, PEOPLE, spans)}
    assert found == {
        ("Sugeng Hartadi", "PER"): 2,
        ("Kecamatan Adiwerna", "LOC"): 1,
        ("Dinas PUPR Kabupaten Tegal", "ORG"): 1,
        ("PLN", "ORG"): 1,
        ("Perda Nomor 5 Tahun 2024", "LAW"): 1,
    }


def test_a_regulation_is_found_without_the_model() -> None:
    laws = [entity.text for entity in find_entities(DOCUMENT, [], []) if entity.type == "LAW"]
    assert laws == ["Perda Nomor 5 Tahun 2024"]


def test_marks_without_letters_are_no_names() -> None:
    assert [
        e.text
        for e in find_entities(read_document("", "Ada “ 5 ” di sana."), [], [Span("“ 5", "ORG", 0, 4, 7)])
    ] == []


def test_brackets_come_in_pairs() -> None:
    document = read_document("", "Badan Kesehatan Dunia (WHO) dan BPBD Tegal.")
    surfaces = ("Badan Kesehatan Dunia (WHO", "BPBD) Tegal", "(WHO)", "Dinas (")
    spans = [Span(text, "ORG", 0, 0, len(text)) for text in surfaces]
    found = {entity.text for entity in find_entities(document, [], spans)}
    assert found == {"Badan Kesehatan Dunia (WHO)", "Tegal", "(WHO)", "Dinas"}
