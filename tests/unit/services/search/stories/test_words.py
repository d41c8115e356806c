"""Words as evidence: rare ones count, common ones and locally common ones do not."""

from __future__ import annotations

import zlib

import numpy as np
import pytest

from services.search.stories.words import Words, background_shares, overlap, word_hashes


def words_of(title: str, text: str) -> Words:
    """The words of a text with their weights."""
    return Words(word_hashes(title, text))


def test_words_are_distinct_lower_cased_and_longer_than_three_letters() -> None:
    words = word_hashes("Jembatan putus", "jembatan di 2026 RSUD")
    assert sorted(words.tolist()) == sorted(
        zlib.crc32(word.encode()) for word in ("jembatan", "putus", "rsud")
    )


def test_common_words_have_a_greater_share_than_names() -> None:
    shares = background_shares(np.array([zlib.crc32(b"tidak"), zlib.crc32(b"muarapantun")], dtype=np.uint32))
    assert shares[0] > 0.5 > 0.01 > shares[1]


def test_overlap_is_a_cosine() -> None:
    text = words_of("Jembatan gantung", "Ketinting menyeberang di Muara Pantun")
    same, none, part = overlap(
        text, [text, words_of("Harga cabai", "naik"), words_of("Jembatan", "Pantun lapuk")]
    )
    assert same == pytest.approx(1)
    assert none == 0
    assert 0 < part < 1


def test_shared_common_words_are_no_evidence() -> None:
    shared_common = overlap(words_of("", "yang dari tidak lapuk"), [words_of("", "yang dari tidak cabai")])
    shared_rare = overlap(words_of("", "yang dari tidak lapuk"), [words_of("", "yang dari cabai lapuk")])
    assert shared_common[0] < 0.1 < shared_rare[0]


def test_others_do_not_matter() -> None:
    newcomer = words_of("", "Ardhanawati meresmikan puskesmas")
    partner = words_of("", "Ardhanawati membuka festival")
    crowd = [words_of("", f"Ardhanawati kegiatan{'x' * k}") for k in range(20)]
    assert overlap(newcomer, [*crowd, partner])[-1] == overlap(newcomer, [partner])[0]
    assert overlap(partner, [newcomer])[0] == overlap(newcomer, [partner])[0]


def test_empty_texts_share_nothing() -> None:
    empty = words_of("", "")
    assert overlap(empty, [words_of("", "jembatan")]).tolist() == [0]
    assert overlap(words_of("", "jembatan"), [empty]).tolist() == [0]
    assert overlap(words_of("", "jembatan"), []).tolist() == []
