"""What of a query is a meaning and what a condition; and conditions written as a query again."""

from __future__ import annotations

import pytest

from services.search.query.parser import parse
from services.search.semantic.question import Question, read_question, written


@pytest.mark.parametrize(
    ("q", "meaning", "conditions"),
    [
        (None, "", None),
        ("  ", "", None),
        ("jalan rusak", "jalan rusak", None),
        ("jalan rusak -mudik region:64.08", "jalan rusak", '-(mudik) region:"64.08"'),
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
        ("jembatan -(mudik OR lebaran)", "jembatan", "-((mudik OR lebaran))"),
    ],
)  # fmt: skip
def test_words_mean_and_operators_ask(q: str | None, meaning: str, conditions: str | None) -> None:
    assert read_question(q) == Question(meaning, conditions)


@pytest.mark.parametrize(
    "q",
    [
        'jalan "rusak berat" -title:"mudik aman" (kebakar* OR person:"Ani Dewi") "a b"~3 title:"c d"~2',
        "-(a OR (b c)) title:kebakar* lang:id",
        "a (b OR c d)",
    ],
)
def test_a_written_tree_is_read_as_the_same_tree(q: str) -> None:
    tree = parse(q)
    assert tree is not None
    assert parse(written(tree)) == tree
