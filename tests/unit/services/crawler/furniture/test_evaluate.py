"""The measure of cleaning: pieces left, sentences and body ends lost."""

from __future__ import annotations

from services.crawler.furniture.evaluate import evaluate

TEXT = (
    "JAKARTA, HUMAS – Bupati membuka pasar itu kemarin. Warga datang sejak pagi.\n\nBaca juga: Harga Beras Naik\n\n"
    "Kembali ke gudang nomor tujuh\n\nPedagang menempati kios mulai Senin."
)


def test_what_is_left_and_what_is_lost() -> None:
    score = evaluate(
        [
            {
                "title": "Pasar Dibuka",
                "text": TEXT,
                "lead_noise": ["Baca juga: Harga Beras Naik", "Kembali ke gudang nomor tujuh"],
            },
            {"title": "Pasar Dibuka", "text": "Foto: ini kalimat berita yang terakhir", "lead_noise": []},
        ]
    )
    assert score.left == ["Kembali ke gudang nomor tujuh"]
    assert score.junk_left == 50
    assert score.lost == score.ends_lost == ["Foto: ini kalimat berita yang terakhir"]
    assert (score.body_ends_lost, score.sentences_lost) == (50, 25)


def test_nothing_is_zero() -> None:
    score = evaluate([])
    assert (score.junk_left, score.sentences_lost, score.body_ends_lost) == (0, 0, 0)
