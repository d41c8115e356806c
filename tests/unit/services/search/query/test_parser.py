"""The query language: trees of what can be read, places and hints for what cannot."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.search.query.errors import QuerySyntaxError
from services.search.query.parser import MAX_DEPTH, MAX_LENGTH, parse
from services.search.query.tree import And, FieldValue, Node, Not, Or, Phrase, Word

TREES: list[tuple[str, Node]] = [
    ("banjir", Word("banjir")),
    ("banjir longsor", And((Word("banjir"), Word("longsor")))),
    ("a b OR c", Or((And((Word("a"), Word("b"))), Word("c")))),
    ("a (b OR c)", And((Word("a"), Or((Word("b"), Word("c")))))),
    ("((a))", Word("a")),
    ('"air bersih"', Phrase("air bersih")),
    ("“air bersih”", Phrase("air bersih")),
    ("air -hoaks", And((Word("air"), Not(Word("hoaks"))))),
    ('-"air bersih"', Not(Phrase("air bersih"))),
    ("-(a OR b)", Not(Or((Word("a"), Word("b"))))),
    ("-tone:negatif", Not(FieldValue("tone", "negatif"))),
    ("title:banjir", Word("banjir", "title")),
    ('title:"air naik"', Phrase("air naik", "title")),
    ("region:64.08", FieldValue("region", "64.08")),
    ("TONE:Negatif", FieldValue("tone", "negatif")),
    ('person:"Siti Aminah"', FieldValue("person", "Siti Aminah")),
    ("source:kabar-pesisir", FieldValue("source", "kabar-pesisir")),
    # Not syntax: dashes inside words and between spaces, times, addresses, lower-case or.
    ("covid-19", Word("covid-19")),
    ("Kaltim - Kutim", And((Word("Kaltim"), Word("Kutim")))),
    ("12:30", Word("12:30")),
    ("https://kabar.example/a", Word("https://kabar.example/a")),
    ("a or b", And((Word("a"), Word("or"), Word("b")))),
    ("ORGAN", Word("ORGAN")),
    ('"OR"', Phrase("OR")),
]

PROBLEMS: list[tuple[str, int, str]] = [
    ('air "bersih', 4, "tidak ditutup"),
    ("(a b", 4, "tidak ditutup"),
    ("a b)", 3, "hapus )"),
    ("a ()", 3, "Kurung tidak boleh kosong"),
    ("a OR", 4, "Setelah OR"),
    ("OR a", 0, "Sebelum OR"),
    ("a OR OR b", 5, "Sebelum OR"),
    ("(a OR )", 6, "Setelah OR"),
    ("a title:", 8, "Setelah title:"),
    ("a warna:merah", 2, 'Kolom "warna" tidak dikenal'),
    ("tone:baik", 5, "positif, netral, negatif"),
    ("topic:cuaca", 6, "infrastruktur"),
    ("kind:gosip", 5, "aspirasi"),
    ('a ""', 2, "tidak boleh kosong"),
    ("a --b", 2, '"-"'),
    ("-", 1, "Setelah -"),
    ("title:(a b)", 6, '"("'),
]


@pytest.mark.parametrize(("text", "tree"), TREES)
def test_a_query_becomes_its_tree(text: str, tree: Node) -> None:
    assert parse(text) == tree


@pytest.mark.parametrize("text", [None, "", "   \n"])
def test_an_empty_query_asks_for_nothing_special(text: str | None) -> None:
    assert parse(text) is None


@pytest.mark.parametrize(("text", "position", "hint"), PROBLEMS)
def test_a_malformed_query_points_at_the_character_and_helps(text: str, position: int, hint: str) -> None:
    with pytest.raises(QuerySyntaxError) as raised:
        parse(text)
    assert (raised.value.name, raised.value.position) == ("q", position)
    assert hint in raised.value.message


def test_length_and_depth_have_bounds() -> None:
    parse("a " * (MAX_LENGTH // 2))
    parse("(" * MAX_DEPTH + "a" + ")" * MAX_DEPTH)
    with pytest.raises(QuerySyntaxError) as too_long:
        parse("a" * (MAX_LENGTH + 1))
    assert too_long.value.position == MAX_LENGTH
    with pytest.raises(QuerySyntaxError) as too_deep:
        parse("(" * (MAX_DEPTH + 1) + "a" + ")" * (MAX_DEPTH + 1))
    assert too_deep.value.position == MAX_DEPTH


@given(st.text(alphabet=st.sampled_from('ab-():" OR\ntitleon.“”é9'), max_size=60))
def test_any_text_is_a_tree_or_a_problem_within_it(text: str) -> None:
    problem = _problem_of(text)
    if problem is not None:
        assert problem.position is not None
        assert 0 <= problem.position <= len(text)
        assert problem.message


def _problem_of(text: str) -> QuerySyntaxError | None:
    try:
        parse(text)
    except QuerySyntaxError as problem:
        return problem
    return None
