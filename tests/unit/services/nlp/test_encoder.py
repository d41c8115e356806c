"""The shipped model file behind its reader: order, shapes, cuts, threads, and honest errors."""

import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from services.nlp.encoder import MODEL_DIRECTORY, QUERIES_FILE, Encoder, EncoderError, ModelMissing, Reading
from services.nlp.passage import TITLE, Passage, passage_of_text
from services.nlp.verdicts import best_aspiration
from shared.contracts.enrichment import TONES, TOPICS

FLOOD = (
    "Banjir Rendam Empat Desa, Warga Mengungsi Sendiri",
    "Air setinggi dada merendam ratusan rumah sejak Senin malam. Hingga siang belum ada perahu karet maupun "
    "dapur umum dari pemerintah kabupaten. Warga mengeluh laporan mereka ke posko tidak dijawab.",
)
FLOOD_ELSEWHERE_TOLD = (
    "Ratusan Rumah di Empat Desa Terendam Banjir",
    "Ratusan rumah warga terendam banjir setinggi dada orang dewasa sejak Senin malam. Warga mengungsi tanpa "
    "bantuan karena perahu karet dan dapur umum dari kabupaten belum juga datang.",
)
AWARD = (
    "Puskesmas Terbaik Nasional, Antrean Kini Sepuluh Menit",
    "Puskesmas menerima penghargaan pelayanan terbaik tingkat nasional. Sejak pendaftaran dibuka lewat "
    "telepon, pasien hanya menunggu sepuluh menit dan ibu hamil diperiksa gratis setiap pekan. Warga berterima kasih.",
)


@pytest.fixture(scope="module")
def encoder() -> Encoder:
    return Encoder.load()


def read(encoder: Encoder, *articles: tuple[str, str]) -> list[Reading]:
    return encoder.read([passage_of_text(title, text) for title, text in articles])


def best(probabilities: dict[str, float]) -> str:
    return max(probabilities, key=probabilities.__getitem__)


def test_reads_what_a_reader_would(encoder: Encoder) -> None:
    flood, award = read(encoder, FLOOD, AWARD)
    assert (best(flood.tone), best(award.tone)) == ("negatif", "positif")
    assert (best(flood.topic), best(award.topic)) == ("bencana", "kesehatan")
    assert best(flood.aspiration) == "pengaduan"
    assert award.aspiration["apresiasi"] > award.aspiration["pengaduan"]


def test_a_complaint_that_closes_with_thanks_is_a_complaint(encoder: Encoder) -> None:
    complaints = (
        "Banjir lagi di gang kami setiap hujan, selokan tersumbat sampah.",
        "Lampu jalan padam di Jalan Yos Sudarso sejak pekan lalu, rawan kecelakaan.",
        "Air PDAM mati tiga hari tanpa pemberitahuan.",
        "Petugas puskesmas membentak ibu saya saat berobat.",
    )
    closed = [("", f"{each} {thanks}") for each in complaints for thanks in ("Terima kasih.", "Makasih pak.")]
    voiced = [best_aspiration(reading.aspiration, "aspirasi") for reading in read(encoder, *closed)]
    assert set(voiced) == {"pengaduan"}
    (praise,) = read(encoder, ("", "Terima kasih, selokan sudah dikeruk petugas."))
    assert best_aspiration(praise.aspiration, "aspirasi") == "apresiasi"


def test_names_are_marked_where_they_stand(encoder: Encoder) -> None:
    text = "Kepala Dinas Kesehatan Kabupaten Kutai Timur, Bahrudin Anwari, meninjau RSUD Kudungga di Sangatta, Senin."
    (reading,) = read(encoder, ("Sidak", text))
    found = {(span.text, span.type) for span in reading.spans}
    assert {("Bahrudin Anwari", "PER"), ("Sangatta", "LOC")} <= found
    for span in reading.spans:
        assert span.text == (text if span.sentence == 0 else "Sidak")[span.start : span.end]


def test_the_evidence_is_the_sentence_that_carries_the_tone(encoder: Encoder) -> None:
    complaint = (
        "Pelayanan Puskesmas",
        "Puskesmas buka pukul delapan sampai pukul dua siang setiap hari kerja. "
        "Warga mengeluh karena dokter tidak pernah ada dan obat selalu kosong. "
        "Puskesmas itu berdiri sejak tahun 1998 di tepi jalan raya.",
    )
    (reading,) = read(encoder, complaint)
    assert best(reading.tone) == "negatif"
    assert reading.evidence["negatif"] == 1
    (alone,) = read(encoder, ("Judul saja", ""))
    assert set(alone.evidence.values()) == {TITLE}


def test_one_event_told_twice_is_nearer_than_another_event(encoder: Encoder) -> None:
    flood, retold, award = (
        reading.embedding for reading in read(encoder, FLOOD, FLOOD_ELSEWHERE_TOLD, AWARD)
    )
    assert flood @ retold > 0.6
    assert flood @ retold > flood @ award + 0.3


def test_readings_have_the_promised_form(encoder: Encoder) -> None:
    (reading,) = read(encoder, FLOOD)
    assert reading.embedding.shape == (384,)
    assert reading.embedding.dtype == np.float32
    assert np.linalg.norm(reading.embedding) == pytest.approx(1, abs=1e-4)
    assert tuple(reading.tone) == TONES
    assert sum(reading.tone.values()) == pytest.approx(1, abs=1e-5)
    assert tuple(reading.topic) == TOPICS


def test_readings_come_in_the_order_of_the_articles(encoder: Encoder) -> None:
    articles = [FLOOD, ("", "Pendek."), AWARD, ("Judul saja", "")] * 5
    together = read(encoder, *articles)
    for article, reading in zip(articles[:4], together[:4], strict=True):
        (alone,) = read(encoder, article)
        # int8 rounds by the range of a whole batch: articles are read one by one, so that nothing moves.
        np.testing.assert_allclose(alone.embedding, reading.embedding, atol=1e-6)
        assert alone.tone == pytest.approx(reading.tone, abs=1e-6)


def test_nothing_and_oddities_are_read_without_failing(encoder: Encoder) -> None:
    assert encoder.read([]) == []
    assert encoder.embed([]).shape[0] == 0
    for reading in read(encoder, ("", ""), ("\x00", "🙏🏽" * 300), ("a" * 100_000, "")):
        assert np.isfinite(reading.embedding).all()
    (empty,) = encoder.read([Passage("", ())])
    assert empty.spans == ()


def test_queries_are_read_without_prefix_and_centred(encoder: Encoder) -> None:
    vectors = encoder.embed(["banjir", "jalan rusak"])
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1.0, 1.0], abs=1e-5)
    with np.load(MODEL_DIRECTORY / QUERIES_FILE) as kept:
        assert str(kept["model"]) == encoder.labels.model
        mean = kept["mean"]
    bare = Encoder(encoder._session, encoder._tokenizer, encoder.labels).embed(["banjir"])[0]
    moved = bare - mean
    assert vectors[0] == pytest.approx(moved / np.linalg.norm(moved), abs=1e-4)
    (with_prefix,) = encoder.read([Passage("banjir", ())])
    assert not np.allclose(with_prefix.embedding, bare, atol=0.05)


def test_a_mean_of_another_model_is_refused(tmp_path: Path) -> None:
    for file in MODEL_DIRECTORY.iterdir():
        if file.name != QUERIES_FILE:
            (tmp_path / file.name).symlink_to(file)
    assert np.isfinite(Encoder.load(tmp_path).embed(["banjir"])).all()
    np.savez(tmp_path / QUERIES_FILE, model="another", mean=np.zeros(384, dtype=np.float32))
    with pytest.raises(EncoderError, match="fit_queries"):
        Encoder.load(tmp_path)


def test_threads_share_one_encoder(encoder: Encoder) -> None:
    texts = [f"Berita nomor {number} tentang jalan rusak. " * (number % 7 + 1) for number in range(24)]
    expected = [encoder.embed([text])[0] for text in texts]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda text: encoder.embed([text])[0], texts))
    for one, other in zip(expected, found, strict=True):
        np.testing.assert_allclose(one, other, atol=1e-5)


def test_missing_files_are_named(tmp_path: Path) -> None:
    (tmp_path / "labels.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ModelMissing, match=r"model\.onnx, tokenizer\.json, tokenizer_config\.json$"):
        Encoder.load(tmp_path)


@pytest.mark.parametrize(
    ("name", "content"),
    [("model.onnx", b"not a model"), ("tokenizer.json", b"{"), ("labels.json", b'{"model": "x"}')],
)
def test_broken_files_are_named(tmp_path: Path, name: str, content: bytes) -> None:
    for file in ("tokenizer.json", "tokenizer_config.json", "labels.json"):
        shutil.copyfile(MODEL_DIRECTORY / file, tmp_path / file)
    (tmp_path / "model.onnx").symlink_to(MODEL_DIRECTORY / "model.onnx")
    (tmp_path / name).unlink()
    (tmp_path / name).write_bytes(content)
    with pytest.raises(EncoderError) as caught:
        Encoder.load(tmp_path)
    assert not isinstance(caught.value, ModelMissing)
    assert caught.value.__cause__ is not None


def test_the_shipped_folder_is_small_and_complete() -> None:
    files = [path for path in MODEL_DIRECTORY.iterdir() if path.is_file()]
    assert sum(path.stat().st_size for path in files) <= 45_000_000
    assert {"MODEL_CARD.md", "scores.json"} <= {path.name for path in files}
    labels = json.loads((MODEL_DIRECTORY / "labels.json").read_text(encoding="utf-8"))
    assert tuple(labels["tone"]) == TONES
    assert tuple(labels["topic"]) == TOPICS
