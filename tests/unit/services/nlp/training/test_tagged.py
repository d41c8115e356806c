"""Texts with marked names: how CoNLL files are joined, and which tags a token may have."""

from __future__ import annotations

from pathlib import Path

from services.nlp.training.labels import ENTITY_TAGS
from services.nlp.training.tagged import marked, read_conll, tag_matrix

CONLL = """Bupati\tO
Wayan\tB-PERSON
Sukerta\tI-PERSON
,\tO
di\tO
Bangli\tB-PLACE
(\tO
Bali\tB-PLACE
)\tO

HUT\tO
Bangli\tB-PLACE
"""


def names(text: str, spans: tuple[tuple[int, int, str], ...]) -> list[tuple[str, str]]:
    return [(text[start:end], kind) for start, end, kind in spans]


def test_words_are_joined_as_news_is_printed(tmp_path: Path) -> None:
    file = tmp_path / "x.txt"
    file.write_text(CONLL, encoding="utf-8")
    first, second = read_conll(file)
    assert first.text == "Bupati Wayan Sukerta, di Bangli (Bali)"
    assert names(first.text, first.spans) == [("Wayan Sukerta", "PER"), ("Bangli", "LOC"), ("Bali", "LOC")]
    assert names(second.text, second.spans) == [("Bangli", "LOC")]


def test_what_nobody_looked_for_may_be_there(tmp_path: Path) -> None:
    file = tmp_path / "x.txt"
    file.write_text(CONLL, encoding="utf-8")
    second = read_conll(file)[1]
    hut, bangli = tag_matrix(second, [(0, 3), (3, 10)])
    assert {ENTITY_TAGS[place] for place in hut.nonzero()[0]} == {"O", "B-EVT", "I-EVT", "B-LAW", "I-LAW"}
    assert {ENTITY_TAGS[place] for place in bangli.nonzero()[0]} == {"B-LOC"}


def test_the_longest_name_wins_and_every_place_is_marked() -> None:
    text = "Dinas Kesehatan Tegal di Tegal. Tegalan bukan nama."
    found = marked(text, (("Tegal", "LOC"), ("Dinas Kesehatan Tegal", "ORG"), ("Hadiah", "AWARD")))
    assert names(text, found.spans) == [("Dinas Kesehatan Tegal", "ORG"), ("Tegal", "LOC")]


def test_pieces_of_one_name_begin_once() -> None:
    tagged = marked("Ke Sangatta.", (("Sangatta", "LOC"),))
    rows = tag_matrix(tagged, [(0, 2), (2, 9), (9, 11), (11, 12)])
    assert [ENTITY_TAGS[row.nonzero()[0][0]] for row in rows] == ["O", "B-LOC", "I-LOC", "O"]
