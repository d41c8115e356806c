"""The direction of tone: figures of two periods turned into one honest sentence."""

from __future__ import annotations

import pytest

from services.gateway.dashboard.direction import ToneCounts, direction, sentence

CALM = ToneCounts(positif=20, netral=60, negatif=20)
WORSE = ToneCounts(positif=5, netral=45, negatif=50)


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [
        (WORSE, CALM, "turun"),
        (CALM, WORSE, "naik"),
        (CALM, CALM, "belum jelas"),
        (ToneCounts(netral=9), CALM, "terlalu sedikit"),
        (CALM, ToneCounts(netral=9), "tanpa pembanding"),
        (ToneCounts(), CALM, "kosong"),
        (ToneCounts(untold=30), CALM, "kosong"),
        # No spread at all in either period: any difference is real.
        (ToneCounts(negatif=10), ToneCounts(positif=10), "turun"),
        (ToneCounts(netral=10), ToneCounts(netral=10), "belum jelas"),
    ],
)
def test_direction(now: ToneCounts, before: ToneCounts, expected: str) -> None:
    assert direction(now, before) == expected


def test_a_difference_within_chance_is_not_called_a_direction() -> None:
    # Means -0.1 and 0.1; standard error of the difference sqrt(2 * 0.89 / 30) = 0.24, 95 % margin 0.48.
    now = ToneCounts(positif=12, netral=3, negatif=15)
    before = ToneCounts(positif=15, netral=3, negatif=12)
    assert direction(now, before) == "belum jelas"
    # Thirty times the articles, the same shares: the margin shrinks to 0.09.
    now, before = ToneCounts(360, 90, 450), ToneCounts(450, 90, 360)
    assert direction(now, before) == "turun"


def test_the_sentence_names_the_figures() -> None:
    assert str(sentence(WORSE, CALM)) == (
        "Nada pemberitaan turun: dalam 30 hari terakhir 50 dari 100 berita bernada negatif (50%), "
        "30 hari sebelumnya 20 dari 100 (20%)."
    )


def test_a_rise_that_comes_from_praise_is_told_by_praise() -> None:
    told = str(sentence(ToneCounts(positif=60, netral=20, negatif=20), CALM))
    assert told.startswith("Nada pemberitaan naik:")
    assert "60 dari 100 berita bernada positif (60%)" in told


def test_a_rise_that_comes_from_fewer_complaints_is_told_by_them() -> None:
    told = str(sentence(ToneCounts(positif=20, netral=75, negatif=5), ToneCounts(20, 20, 60)))
    assert told.startswith("Nada pemberitaan naik:")
    assert "5 dari 100 berita bernada negatif (5%)" in told


def test_sentences_without_a_direction() -> None:
    assert str(sentence(ToneCounts(), CALM)) == "Belum ada berita dalam 30 hari terakhir."
    assert "terlalu sedikit" in str(sentence(ToneCounts(netral=3), CALM))
    assert "belum cukup berita sebagai pembanding" in str(sentence(CALM, ToneCounts()))
    assert str(sentence(CALM, CALM)).startswith("Nada pemberitaan belum jelas berubah:")
