"""Words found by their letters are those that cutting the whole text finds."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from services.search.index.analysis import STOP_WORDS, stem, tokens, words
from services.search.index.word_places import WordPlaces

ARTICLES = Path(__file__).parents[5] / "services/standalone/demo/articles-c.jsonl"
PIECES = (
    "banjir", "Banjir", "kebanjiran", "membanjiri", "menyapu", "sapu", "memukul", "dipukulkan", "pem­bangunan",
    "membangun", "jum’at", "jum'at", "kaltim.go.id", "64.08", "1.500,50", "dan", "yang", "di", "a", "ke-2", "naïve",
    "undang-undang", "²", "🙂", "_x_", "Kota", "KOTA", "kotanya", "ruang", "berjuang",
)  # fmt: skip
BETWEEN = (" ", "\n\n", ", ", ". ", "-", "–", "“", "” ", "\u00a0", "…", "/", "(", "'", ".")

texts = st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(BETWEEN)), max_size=12).map(
    lambda parts: "".join(piece + between for piece, between in parts)
)
asked = st.sampled_from(sorted({word for piece in PIECES for word in words(piece)}))


@given(texts, asked)
def test_inflections_are_those_of_a_whole_cut(text: str, word: str) -> None:
    cut = [token for token in tokens(text) if token.form not in STOP_WORDS and stem(token.form) == stem(word)]
    assert list(WordPlaces(text).inflected(word)) == cut


@given(texts, asked.flatmap(lambda word: st.integers(1, len(word)).map(lambda size: word[:size])))
def test_beginnings_are_those_of_a_whole_cut(text: str, prefix: str) -> None:
    assert list(WordPlaces(text).beginning(prefix)) == [
        token for token in tokens(text) if token.form.startswith(prefix)
    ]


@given(texts, asked, asked)
def test_pairs_are_those_of_a_whole_cut(text: str, first: str, second: str) -> None:
    cut = [pair for pair in pairwise(tokens(text)) if (pair[0].form, pair[1].form) == (first, second)]
    assert list(WordPlaces(text).side_by_side((first, second))) == cut


def test_stems_are_in_their_words_but_for_the_first_letter() -> None:
    texts = [json.loads(line)["text"] for line in ARTICLES.read_text(encoding="utf-8").splitlines()]
    vocabulary = {word for text in texts for word in words(text)}
    assert len(vocabulary) > 3_000
    assert [word for word in vocabulary if stem(word)[1:] not in word] == []
