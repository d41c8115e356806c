"""Short and long names of regions: written as the analysis writes words, each pair one to one."""

from __future__ import annotations

from services.search.index.abbreviations import LONG_FORMS, LONGEST, SHORT_FORMS
from services.search.index.analysis import STOP_WORDS, words


def test_forms_are_words_as_the_analysis_makes_them() -> None:
    for short, long in LONG_FORMS.items():
        assert words(short) == [short]
        assert tuple(words(" ".join(long))) == long
        # A stop word stands in no stemmed text: the long form would never be found.
        assert STOP_WORDS.isdisjoint({short, *long})


def test_every_pair_works_both_ways() -> None:
    assert len(SHORT_FORMS) == len(LONG_FORMS) > 100
    assert max(len(long) for long in LONG_FORMS.values()) == LONGEST
    assert LONG_FORMS["kutim"] == ("kutai", "timur")
    assert SHORT_FORMS["sulawesi", "selatan"] == "sulsel"
