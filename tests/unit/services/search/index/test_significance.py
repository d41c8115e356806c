"""Significance: the statistic against its paper, which terms are shown, samples."""

from __future__ import annotations

import pytest

from services.search.index.fields import LOTS
from services.search.index.significance import (
    MOST_CANDIDATES,
    MOST_READ,
    Sample,
    least_candidate_count,
    log_likelihood,
    lots_of,
    significant,
)


def _shown(
    counts: dict[str, int], background: dict[str, int], here: int = 100, there: int = 1000
) -> list[str]:
    found = significant(counts, background, Sample(here, here), Sample(there, there), 100)
    return [term.term for term in found.terms]


def test_the_statistic_is_dunnings() -> None:
    # "the swiss" in Dunning (1993), table 1: 110 of 2,552 words after "the", 111 of 29,225 after another one.
    assert log_likelihood(110, 110 + 2442, 111, 111 + 29114) == pytest.approx(270.72, abs=0.01)
    assert log_likelihood(10, 100, 90, 900) == pytest.approx(0), "as frequent here as there"


def test_what_is_as_frequent_elsewhere_or_rarer_is_no_term() -> None:
    assert _shown(
        {"warga": 50, "jarang": 1, "kurang": 5, "banjir": 40}, {"warga": 500, "kurang": 400, "banjir": 45}
    ) == ["banjir"]


def test_a_phrase_stands_for_the_words_that_are_mostly_its_own() -> None:
    counts = {"jalan": 60, "poros": 30, "jalan poros": 30, "rusak": 20}
    background = {"jalan": 600, "poros": 31, "jalan poros": 30, "rusak": 20}
    assert _shown(counts, background) == ["jalan poros", "rusak"]


def test_a_phrase_that_adds_nothing_to_its_words_is_left_out() -> None:
    counts = {"aspal": 40, "soal aspal": 15, "drainase": 30, "aspal drainase": 5}
    assert _shown(counts, counts) == ["aspal", "drainase"]


def test_of_overlapping_phrases_the_stronger_stays() -> None:
    counts = {"rumah sakit umum": 40, "sakit umum daerah": 38, "rumah": 40, "sakit": 41, "umum": 45}
    assert _shown(counts, {**counts, "umum": 300})[0] == "rumah sakit umum"
    assert "sakit umum daerah" not in _shown(counts, {**counts, "umum": 300})


def test_equal_scores_stand_in_order_of_the_term() -> None:
    counts = {"b": 20, "a": 20, "c": 20}
    assert _shown(counts, counts) == ["a", "b", "c"]


def test_candidates_of_equal_counts_are_in_or_out_together() -> None:
    assert least_candidate_count([9, 3, 1]) == 2
    assert least_candidate_count([]) == 2
    assert least_candidate_count([7] * MOST_CANDIDATES + [3]) == 4
    assert least_candidate_count([7] * (MOST_CANDIDATES + 1)) == 8
    assert least_candidate_count([7] * MOST_CANDIDATES + [1]) == 2


def test_a_sample_is_all_or_about_as_many_as_are_read() -> None:
    assert lots_of(0) == lots_of(1) == lots_of(MOST_READ) == LOTS
    assert lots_of(4 * MOST_READ) == LOTS // 4
    assert Sample(1000, 250).estimate(25) == 100
    assert Sample(0, 0).estimate(0) == 0
    assert Sample(0, 0).as_answer().read == 1


def test_nothing_is_significant_without_a_rest() -> None:
    assert _shown({"banjir": 40}, {"banjir": 40}, 100, 100) == []
    assert _shown({}, {}, 0, 0) == []
