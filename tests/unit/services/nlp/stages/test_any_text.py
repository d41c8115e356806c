"""Whatever arrives is read: no text makes a stage raise, and no sentence is made up."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from services.nlp.pipeline import Reader
from services.nlp.stages.document import read_document
from services.nlp.stages.sentences import split_sentences
from services.nlp.texts import article_from_text
from tests.unit.services.nlp.fakes import FakeModel

PIECES = st.sampled_from(
    [
        '"', "“", "”", ",", ".", "?", "(", ")", "–", " - ", "\n\n", "Kota ", "Kabupaten ", "Kec. ", "Tegal", "Banjar",
        "Kepala Dinas ", "Sugeng Hartadi", "kata ", "ujarnya", "mengatakan ", "Menurut ", "warga ", "H.", "S.E.", "(45)",
        "Rabu (15/7/2026)", "SANGATTA – ", "Rp 1.000", "é", "�", "😀", "\x00", " ", "a", "DPRD ", "Jalan ", "nya", "I",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=60).map("".join) | st.text(max_size=200)


@given(title=TEXTS, text=TEXTS)
@settings(max_examples=150, deadline=None)
def test_no_stage_fails(title: str, text: str) -> None:
    enrichment = Reader(FakeModel(), "fake-1").read([article_from_text(title or "x", text)])[0]
    assert "failed" not in enrichment.stages.values()


@given(text=TEXTS)
@settings(max_examples=150, deadline=None)
def test_sentences_are_the_text(text: str) -> None:
    assert "".join("".join(split_sentences(text)).split()) == "".join(text.split())


@given(text=TEXTS)
@settings(max_examples=100, deadline=None)
def test_sentences_of_a_document_are_numbered(text: str) -> None:
    document = read_document("Judul", text)
    assert [sentence.index for sentence in document.sentences] == list(range(len(document.sentences)))
    assert all(sentence.text.strip() for sentence in document.sentences)
