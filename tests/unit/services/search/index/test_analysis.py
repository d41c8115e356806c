"""Words and stems: where words begin and end, what is folded, what is left out."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.search.index.analysis import STOP_WORDS, stem, stems, tokens, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Covid-19 di e-KTP", ["covid", "19", "di", "e", "ktp"]),
        ("kaltim.go.id 64.08 Rp1.500,50", ["kaltim.go.id", "64.08", "rp1.500,50"]),
        ("Jum'at, Jum’at", ["jum'at", "jum'at"]),
        ("12:30 a:b foo_bar", ["12", "30", "a:b", "foo_bar"]),
        ("café NAÏVE ß", ["cafe", "naive", "ss"]),
        ("½ ² – … !", []),
        ("1.x x.1 akhir. Baru", ["1", "x", "x", "1", "akhir", "baru"]),
        # Emoji and signs take no place; invisible characters and accents apart are no borders.
        ("banjir💧 😢kota™ ‼", ["banjir", "kota"]),
        ("pem\u00adbangunan x\u200dy kafe\u0301nya", ["pembangunan", "xy", "kafenya"]),
        ("𝗕𝗔𝗡𝗝𝗜𝗥 ﬁrma İkan Jum‘at", ["banjir", "firma", "ikan", "jum'at"]),
        ("Muhammad ﷺ bersabda", ["muhammad", "صلىاللهعليهوسلم", "bersabda"]),
        ("a" * 300, ["a" * 100]),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@settings(deadline=None)
@given(st.text(max_size=30))
def test_a_word_is_one_word_for_both_indices(text: str) -> None:
    for word in words(text):
        assert word
        assert len(word) <= 100
        # What SQLite's tokenizer keeps, or `written` replaces; and no blank.
        assert all(letter.isalnum() or letter in "_.,:;'·" for letter in word)


def test_tokens_know_their_place() -> None:
    text = "Wali Kota, Jum’at"
    assert [text[token.start : token.end] for token in tokens(text)] == ["Wali", "Kota", "Jum’at"]


@pytest.mark.parametrize(
    "family",
    [
        ("pembangunan", "membangun", "dibangun", "bangunan"),
        ("pelayanan", "layanan", "melayani"),
        ("perbaikan", "memperbaiki"),
    ],
)
def test_inflections_share_a_stem(family: tuple[str, ...]) -> None:
    assert len({stem(word) for word in family}) == 1


def test_stop_words_are_left_out_of_stems_only() -> None:
    assert stems("jalan yang di tepi") == ["jalan", "tepi"]
    assert words("jalan yang") == ["jalan", "yang"]


def test_stop_words_are_words_as_the_analysis_makes_them() -> None:
    assert {"dan", "pada", "yang", "di"} <= STOP_WORDS
    assert all(words(word) == [word] for word in STOP_WORDS)


def test_stemming_from_many_threads_gives_the_same() -> None:
    vocabulary = [f"pembangunan{letter}" for letter in "abcdefghij"] * 50
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(stem, vocabulary)) == [stem(word) for word in vocabulary]
