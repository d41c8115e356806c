"""The shipped model file behind its reader: order, shapes, cuts, threads, and honest errors."""

import json
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from services.nlp.encoder import (
    MODEL_DIRECTORY,
    SECOND_TOPIC,
    Encoder,
    EncoderError,
    ModelMissing,
    best_topics,
)
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


def test_reads_what_a_reader_would(encoder: Encoder) -> None:
    flood, award = encoder.encode([FLOOD, AWARD])
    assert max(flood.tone, key=flood.tone.__getitem__) == "negatif"
    assert max(award.tone, key=award.tone.__getitem__) == "positif"
    assert flood.topics[0][0] == "bencana"
    assert award.topics[0][0] == "kesehatan"


def test_one_event_told_twice_is_nearer_than_another_event(encoder: Encoder) -> None:
    flood, retold, award = (
        reading.embedding for reading in encoder.encode([FLOOD, FLOOD_ELSEWHERE_TOLD, AWARD])
    )
    assert flood @ retold > 0.6
    assert flood @ retold > flood @ award + 0.3


def test_readings_have_the_promised_form(encoder: Encoder) -> None:
    reading = encoder.encode([FLOOD])[0]
    assert reading.embedding.shape == (384,)
    assert reading.embedding.dtype == np.float32
    assert np.linalg.norm(reading.embedding) == pytest.approx(1, abs=1e-4)
    assert tuple(reading.tone) == TONES
    assert sum(reading.tone.values()) == pytest.approx(1, abs=1e-5)
    assert encoder.labels.topic == TOPICS


def test_readings_come_in_the_order_of_the_articles(encoder: Encoder) -> None:
    articles = [FLOOD, ("", "Pendek."), AWARD, ("Judul saja", "")] * 5
    together = encoder.encode(articles)
    for article, reading in zip(articles[:4], together[:4], strict=True):
        alone = encoder.encode([article])[0]
        # int8 rounds by the range of a whole batch: articles are read one by one, so that nothing moves.
        np.testing.assert_allclose(alone.embedding, reading.embedding, atol=1e-6)
        assert alone.tone == pytest.approx(reading.tone, abs=1e-6)


def test_a_long_article_is_cut_and_says_so(encoder: Encoder) -> None:
    short, long = encoder.encode([FLOOD, (FLOOD[0], FLOOD[1] * 50)])
    assert not short.truncated
    assert long.truncated


def test_exactly_as_many_tokens_as_fit_are_not_called_cut(encoder: Encoder) -> None:
    def ids(words: int) -> tuple[list[int], bool]:
        rows, truncated = encoder.token_ids(["dan " * (words - 1) + "dan"])
        return rows[0], bool(truncated[0])

    fitting = max(words for words in range(200, 260) if not ids(words)[1])
    assert len(ids(fitting)[0]) == encoder.labels.max_tokens
    assert ids(fitting + 1) == (ids(fitting)[0], True)
    assert ids(fitting + 500) == (ids(fitting)[0], True)


def test_nothing_and_oddities_are_read_without_failing(encoder: Encoder) -> None:
    assert encoder.encode([]) == []
    assert encoder.embed([]).shape[0] == 0
    assert encoder.sentence_tone([]) == []
    for reading in encoder.encode([("", ""), ("\x00", "🙏🏽" * 300), ("a" * 100_000, "")]):
        assert np.isfinite(reading.embedding).all()


def test_sentences_have_tones_of_their_own(encoder: Encoder) -> None:
    complaint, thanks = encoder.sentence_tone(
        [
            "Jalan rusak parah dan pemerintah tidak peduli meski warga berkali-kali melapor.",
            "Warga berterima kasih karena jembatan baru membuat anak-anak lebih cepat sampai ke sekolah.",
        ]
    )
    assert complaint["negatif"] > thanks["negatif"]
    assert thanks["positif"] > complaint["positif"]


def test_threads_share_one_encoder(encoder: Encoder) -> None:
    texts = [f"Berita nomor {number} tentang jalan rusak. " * (number % 7 + 1) for number in range(24)]
    expected = [encoder.embed([text])[0] for text in texts]
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(lambda text: encoder.embed([text])[0], texts))
    for one, other in zip(expected, found, strict=True):
        np.testing.assert_allclose(one, other, atol=1e-5)


def test_second_topic_only_when_it_is_likely_enough() -> None:
    names = ("a", "b", "c")
    assert best_topics(names, np.array([0.1, 0.7, 0.2 - 1e-3])) == [("b", 0.7)]
    assert best_topics(names, np.array([SECOND_TOPIC, 0.9 - SECOND_TOPIC, 0.1])) == [
        ("b", pytest.approx(0.9 - SECOND_TOPIC)),
        ("a", SECOND_TOPIC),
    ]


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
