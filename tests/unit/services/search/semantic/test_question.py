"""What of a query is a meaning and what a condition."""

from __future__ import annotations

import pytest

from services.search.query.errors import QuerySyntaxError
from services.search.query.parser import parse
from services.search.semantic.question import Question, read_question


@pytest.mark.parametrize(
    ("q", "meaning", "conditions"),
    [
        (None, "", None),
        ("  ", "", None),
        ("jalan rusak", "jalan rusak", None),
        ("jalan rusak -mudik region:64.08", "jalan rusak", '-mudik region:"64.08"'),
        ('"jalan rusak" parah', "jalan rusak parah", '"jalan rusak"'),
        ("title:banjir warga", "banjir warga", "title:banjir"),
        ("kebakar* hutan", "kebakar hutan", "kebakar*"),
        ('"banjir sangatta"~5', "banjir sangatta", '"banjir sangatta"~5'),
        ("banjir OR longsor", "banjir longsor", None),
        # A plain word among the alternatives lets anything pass that means it.
        ("banjir OR region:64.08", "banjir", None),
        ('"banjir besar" OR region:64.08', "banjir besar", '("banjir besar" OR region:"64.08")'),
        ("(banjir region:64.08) OR (longsor region:64.71)", "banjir longsor", '(region:"64.08" OR region:"64.71")'),
        ('person:"Rahmat Wijaya" tone:negatif', "", 'person:"Rahmat Wijaya" tone:"negatif"'),
        ("jembatan -(mudik OR lebaran)", "jembatan", "-(mudik OR lebaran)"),
    ],
)  # fmt: skip
def test_words_mean_and_operators_ask(q: str | None, meaning: str, conditions: str | None) -> None:
    assert read_question(q) == Question(meaning, parse(conditions))


def test_alternatives_that_lost_their_words_are_one_list() -> None:
    question = read_question('((jalan ("a b" OR "c d")) OR "e f") banjir')
    assert question.conditions == parse('"a b" OR "c d" OR "e f"')


def test_a_query_of_too_many_words_is_refused_before_anything_is_asked() -> None:
    with pytest.raises(QuerySyntaxError) as raised:
        read_question("kata " * 101)
    assert raised.value.position == 500
