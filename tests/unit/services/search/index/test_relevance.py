"""What weighs in relevance: every wanted term once, by its kind; nothing that is excluded."""

from __future__ import annotations

from services.search.index.criteria import wanted_texts
from services.search.index.relevance import Term, terms
from services.search.index.selection import criteria_of
from shared.contracts.query import Filter


def _terms(query: str) -> list[Term]:
    return terms(wanted_texts(criteria_of(Filter(scope=["ID"], q=query))))


def test_words_weigh_by_their_stem_and_only_once() -> None:
    assert _terms("membangun pembangunan title:bangunan banjir") == [
        Term("stem", "membangun"),
        Term("stem", "banjir"),
    ]


def test_phrases_and_nearness_weigh_by_their_words_in_exactly_their_form() -> None:
    assert _terms('"air bersih" "bersih sungai-sungai"~2') == [
        Term("exact", "air"),
        Term("exact", "bersih"),
        Term("exact", "sungai"),
    ]


def test_prefixes_weigh_and_exclusions_and_fields_do_not() -> None:
    assert _terms('kebakar* -banjir -("air bersih" longsor) tone:negatif person:siti') == [
        Term("prefix", "kebakar")
    ]
    assert _terms("-banjir") == []


def test_the_other_names_of_a_region_weigh() -> None:
    assert _terms("kutim") == [
        Term("stem", "kutim"),
        Term("exact", "kutai"),
        Term("exact", "timur"),
        Term("exact", "east"),
    ]
