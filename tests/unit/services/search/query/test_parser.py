"""The query language: trees of what can be read, whatever the text."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.search.query.errors import QuerySyntaxError
from services.search.query.parser import MAX_DEPTH, MAX_LENGTH, parse
from services.search.query.tree import And, FieldValue, Near, Node, Not, Or, Phrase, Prefix, Word, leaves

TREES: list[tuple[str, Node]] = [
    ("banjir", Word("banjir")),
    ("banjir longsor", And((Word("banjir"), Word("longsor")))),
    ("banjir AND longsor", And((Word("banjir"), Word("longsor")))),
    ("a b OR c", Or((And((Word("a"), Word("b"))), Word("c")))),
    ("a AND b OR c AND -d", Or((And((Word("a"), Word("b"))), And((Word("c"), Not(Word("d"))))))),
    ("a (b OR c)", And((Word("a"), Or((Word("b"), Word("c")))))),
    # Parentheses that change nothing leave no trace.
    ("((a))", Word("a")),
    ("a (b c)", And((Word("a"), Word("b"), Word("c")))),
    ("a OR (b OR c)", Or((Word("a"), Word("b"), Word("c")))),
    ('"air bersih"', Phrase("air bersih")),
    ("“air bersih”", Phrase("air bersih")),
    ("«air bersih»", Phrase("air bersih")),
    ("kebakar*", Prefix("kebakar")),
    ("title:kebakar*", Prefix("kebakar", "title")),
    ('"banjir sangatta"~5', Near("banjir sangatta", 5)),
    ('"banjir sangatta"~0', Near("banjir sangatta", 0)),
    ('title:"banjir sangatta"~12', Near("banjir sangatta", 12, "title")),
    ("air -hoaks", And((Word("air"), Not(Word("hoaks"))))),
    ('-"air bersih"', Not(Phrase("air bersih"))),
    ("-kebakar*", Not(Prefix("kebakar"))),
    ('-"banjir sangatta"~5', Not(Near("banjir sangatta", 5))),
    ("-(a OR b)", Not(Or((Word("a"), Word("b"))))),
    ("-(-a)", Not(Not(Word("a")))),
    ("-tone:negatif", Not(FieldValue("tone", "negatif"))),
    ("title:banjir", Word("banjir", "title")),
    ('title:"air naik"', Phrase("air naik", "title")),
    ("region:64.08", FieldValue("region", "64.08")),
    ("region:id", FieldValue("region", "ID")),
    ("TONE:Negatif", FieldValue("tone", "negatif")),
    ("tone: negatif", FieldValue("tone", "negatif")),
    ('person:"Siti Aminah"', FieldValue("person", "Siti Aminah")),
    ('person:"Wijaya, S.Sos"', FieldValue("person", "Wijaya, S.Sos")),
    ("source:kabar-pesisir", FieldValue("source", "kabar-pesisir")),
    ("kind:aspirasi lang:id", And((FieldValue("kind", "aspirasi"), FieldValue("lang", "id")))),
    # A field holds for everything in its parentheses.
    ("tone:(negatif OR netral)", Or((FieldValue("tone", "negatif"), FieldValue("tone", "netral")))),
    ("topic:(kesehatan -sosial)", And((FieldValue("topic", "kesehatan"), Not(FieldValue("topic", "sosial"))))),
    ("tone:(-negatif -positif)", And((Not(FieldValue("tone", "negatif")), Not(FieldValue("tone", "positif"))))),
    ("-region:(64 OR 19.71)", Not(Or((FieldValue("region", "64"), FieldValue("region", "19.71"))))),
    (
        'title:(banjir ("air naik" OR kebakar*))',
        And((Word("banjir", "title"), Or((Phrase("air naik", "title"), Prefix("kebakar", "title"))))),
    ),
    ('title:("air naik"~3)', Near("air naik", 3, "title")),
    ('person:("Siti Aminah" "Rahmat W")', And((FieldValue("person", "Siti Aminah"), FieldValue("person", "Rahmat W")))),
    # Not syntax: dashes inside words and between spaces, times, addresses, signs, other words for and and or.
    ("covid-19", Word("covid-19")),
    ("anak-anak", Word("anak-anak")),
    ("Kaltim - Kutim", And((Word("Kaltim"), Word("Kutim")))),
    ("jum'at", Word("jum'at")),
    ("warga@contoh.example", Word("warga@contoh.example")),
    ("12:30", Word("12:30")),
    ("5.000", Word("5.000")),
    ("https://kabar.example/~a", Word("https://kabar.example/~a")),
    ("A & B | C + D", And((Word("A"), Word("&"), Word("B"), Word("|"), Word("C"), Word("+"), Word("D")))),
    ("siapa?!", Word("siapa?!")),
    ("banjir atau longsor", And((Word("banjir"), Word("atau"), Word("longsor")))),
    ("MANUAL ATAU ELEKTRONIK", And((Word("MANUAL"), Word("ATAU"), Word("ELEKTRONIK")))),
    ("or", Word("or")),
    ('"OR"', Phrase("OR")),
    ('"banjir or longsor"', Phrase("banjir or longsor")),
    ("ORGAN ANDI", And((Word("ORGAN"), Word("ANDI")))),
    ("\ufeffbanjir\u200b", Word("banjir")),
]  # fmt: skip


@pytest.mark.parametrize(("text", "tree"), TREES)
def test_a_query_becomes_its_tree(text: str, tree: Node) -> None:
    assert parse(text) == tree


@pytest.mark.parametrize("text", [None, "", "   \n", "\u200b"])
def test_an_empty_query_asks_for_nothing_special(text: str | None) -> None:
    assert parse(text) is None


def test_nodes_know_where_they_begin() -> None:
    text = 'air "bersih" -title:kebakar* tone:(negatif OR netral) "a b"~2'
    tree = parse(text)
    assert tree is not None
    begins = [text[leaf.position :].split()[0] for leaf in leaves(tree)]
    assert begins == ["air", '"bersih"', "kebakar*", "negatif", "netral)", '"a']


def test_the_greatest_length_and_depth_can_be_read() -> None:
    assert parse("a " * (MAX_LENGTH // 2)) is not None
    assert parse("(" * MAX_DEPTH + "a" + ")" * MAX_DEPTH) == Word("a")


@settings(deadline=None)
@given(
    st.text(max_size=200) | st.text(alphabet=st.sampled_from('ab-*~:" OR\nAND5titleon()“”é9,'), max_size=60)
)
def test_any_text_is_a_tree_or_a_problem_within_it(text: str) -> None:
    problem = _problem_of(text)
    if problem is not None:
        assert problem.position is not None
        assert 0 <= problem.position <= len(text)
        assert problem.message
        assert problem.hint


# Reading takes some 20 ms; an expression that goes back and forth would take hours.
@pytest.mark.timeout(30)
@pytest.mark.parametrize(
    "piece",
    [
        "a ",
        "-",
        '"',
        '"a',
        "a~",
        "*",
        "(",
        ")",
        "-(",
        "a OR ",
        "title:",
        "tone:(",
        '"a"~5 ',
        "\n",
        "a:",
        "é",
        ",",
    ],
)
def test_no_text_keeps_the_parser_busy(piece: str) -> None:
    text = (piece * MAX_LENGTH)[:MAX_LENGTH]
    _problem_of(text)


def _problem_of(text: str) -> QuerySyntaxError | None:
    try:
        parse(text)
    except QuerySyntaxError as problem:
        return problem
    return None
