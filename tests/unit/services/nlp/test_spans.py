"""From tags of tokens to names: whole words, one name per run, never across two sentences."""

from __future__ import annotations

import numpy as np

from services.nlp.passage import Piece, Row
from services.nlp.spans import find_spans

TAGS = ("O", "B-PER", "I-PER", "B-LOC", "I-LOC")


def spans(
    text: str, tokens: list[tuple[int, int]], tags: list[str], second: str = ""
) -> list[tuple[str, str]]:
    pieces = [Piece(0, text, 1, 1 + len(tokens), tokens)]
    named = ["O", *tags, "O"]
    if second:
        pieces.append(Piece(1, second, 1 + len(tokens), 2 + len(tokens), [(0, len(second))]))
        named = ["O", *tags, "I-PER", "O"]
    logits = np.eye(len(TAGS))[[TAGS.index(tag) for tag in named]]
    row = Row(list(range(len(named))), tuple(pieces), False)
    return [(span.text, span.type) for span in find_spans(row, logits, TAGS)]


def test_tokens_of_one_name_are_joined() -> None:
    found = spans(
        "Wayan Sukerta di Bangli", [(0, 5), (5, 13), (13, 16), (16, 23)], ["B-PER", "I-PER", "O", "B-LOC"]
    )
    assert found == [("Wayan Sukerta", "PER"), ("Bangli", "LOC")]


def test_two_names_side_by_side_stay_two() -> None:
    assert spans("Wayan Ketut", [(0, 5), (5, 11)], ["B-PER", "B-PER"]) == [("Wayan", "PER"), ("Ketut", "PER")]


def test_half_a_word_takes_the_whole_word() -> None:
    assert spans("Kutai Timur", [(0, 2), (2, 5), (5, 11)], ["B-LOC", "O", "O"]) == [("Kutai", "LOC")]


def test_a_name_ends_with_its_sentence() -> None:
    assert spans("Wayan", [(0, 5)], ["B-PER"], second="Ketut") == [("Wayan", "PER"), ("Ketut", "PER")]


def test_no_tag_no_name() -> None:
    assert spans("tidak ada", [(0, 5), (5, 9)], ["O", "O"]) == []
