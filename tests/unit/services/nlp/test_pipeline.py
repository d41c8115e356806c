"""The reader: one pass for the batch, every stage by itself, and a failing stage that stops nobody."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from services.nlp import pipeline
from services.nlp.encoder import ModelMissing
from services.nlp.pipeline import Reader
from services.nlp.texts import article_from_text
from shared.contracts.enrichment import Enrichment
from shared.runtime.settings import Settings
from tests.unit.services.nlp.fakes import FakeClassifier, FakeModel

TEXT = (
    "SLAWI – Jalan di Kecamatan Adiwerna rusak sejak Januari. Warga menutup lubang dengan batu bata.\n\n"
    "Kepala Dinas PUPR Kabupaten Tegal, Sugeng Hartadi, mengatakan perbaikan dimulai pekan depan. "
    '"Kami minta warga bersabar," ujarnya.'
)
STAGES = {
    "embedding",
    "tone",
    "topics",
    "language",
    "regions",
    "people",
    "quotes",
    "entities",
    "keyphrases",
    "summary",
    "aspiration",
    "minhash",
}


def read(text: str = TEXT, model: FakeModel | None = None, **heads: FakeClassifier) -> Enrichment:
    reader = Reader(model or FakeModel(), "fake-1", **heads)
    return reader.read([article_from_text("Jalan Rusak di Adiwerna", text)])[0]


def test_everything_is_read() -> None:
    enrichment = read()
    assert enrichment.model == "fake-1"
    assert enrichment.lang == "id"
    assert [region.code for region in enrichment.regions if region.about] == ["33.28"]
    assert [person.name for person in enrichment.people] == ["Sugeng Hartadi"]
    assert [quote.text for quote in enrichment.quotes if not quote.indirect] == ["Kami minta warga bersabar"]
    assert [topic.id for topic in enrichment.topics] == ["kesehatan", "sosial"]
    assert enrichment.tone is not None
    assert enrichment.tone.label == "negatif"
    assert "rusak" in enrichment.tone.evidence
    assert enrichment.embedding is not None
    assert len(enrichment.embedding) == 384
    assert enrichment.minhash is not None
    assert len(enrichment.minhash) == 128
    assert 1 <= len(enrichment.summary) <= 3


def test_stages_say_what_they_are() -> None:
    stages = read().stages
    assert set(stages) == STAGES
    assert stages["regions"] == "ok"
    assert set(stages.values()) == {"ok"}


def test_a_stage_that_raises_lets_the_others_through(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("no")

    monkeypatch.setattr(pipeline, "find_people", broken)
    enrichment = read()
    assert enrichment.stages["people"] == "failed"
    assert enrichment.people == []
    assert enrichment.stages["regions"] == "ok"
    assert enrichment.regions != []
    # Without people the words are still quoted.
    assert enrichment.stages["quotes"] == "ok"
    assert enrichment.quotes[-1].speaker == "narasumber"


def test_one_call_for_the_whole_batch_and_answers_in_order() -> None:
    model = FakeModel()
    articles = [article_from_text(f"Kabar {n}", f"Kabupaten {name} panen.") for n, name in enumerate(NAMES)]
    enrichments = Reader(model, "fake-1").read(articles)
    assert model.batches == [len(NAMES)]
    assert [e.regions[0].name for e in enrichments] == [f"Kabupaten {name}" for name in NAMES]


NAMES = ["Demak", "Kudus", "Jepara", "Blora"]


def test_the_encoder_is_told_which_sentences_name_the_region() -> None:
    model = FakeModel()
    read(model=model)
    (passage,) = model.passages
    assert passage.title == "Jalan Rusak di Adiwerna"
    named = [passage.sentences[index] for index in sorted(passage.preferred)]
    assert any("Kabupaten Tegal" in sentence for sentence in named)
    assert not any("bersabar" in sentence for sentence in named)


def test_a_citizens_report_always_voices_something() -> None:
    report = article_from_text("Laporan", TEXT).model_copy(update={"kind": "aspirasi"})
    news = article_from_text("Berita", TEXT)
    enrichments = Reader(FakeModel(), "fake-1").read([report, news])
    assert [enrichment.aspiration for enrichment in enrichments] == ["pengaduan", None]


def test_an_article_without_text() -> None:
    enrichment = read("")
    assert "failed" not in enrichment.stages.values()
    assert enrichment.people == []


def test_nothing_to_read() -> None:
    model = FakeModel()
    assert Reader(model, "fake-1").read([]) == []
    assert model.batches == []
    assert Reader(model, "fake-1").embed([]).shape == (0, 384)


def test_another_model_replaces_one_head() -> None:
    tone = FakeClassifier({"positif": 0.7, "netral": 0.2, "negatif": 0.1})
    enrichment = read(tone_model=tone)
    assert enrichment.tone is not None
    assert enrichment.tone.label == "positif"
    assert enrichment.topics[0].id == "kesehatan"
    topic = FakeClassifier({"agama": 0.6, "sosial": 0.3, "lainnya": 0.1})
    assert [(t.id, t.score) for t in read(topic_model=topic).topics] == [("agama", 0.6), ("sosial", 0.3)]


def test_a_missing_model_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing) as raised:
        Reader.load(Settings(), directory=tmp_path)
    assert "missing model.onnx" in str(raised.value)
    assert "\n" not in str(raised.value)


def test_the_same_text_is_the_same_article() -> None:
    one, two = article_from_text("A", "teks"), article_from_text("A", "teks")
    assert one.id == two.id
    assert article_from_text("B", "teks").id != one.id
    assert article_from_text("", "satu dua").title == "satu dua"
    assert article_from_text("A", "teks", "64.08").source.region == "64.08"


def test_vectors() -> None:
    vectors = Reader(FakeModel(), "fake-1").embed(["a", "b"])
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1.0)
