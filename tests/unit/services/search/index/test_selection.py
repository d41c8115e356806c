"""From queries to criteria: runs of words, abbreviations, stop words, regions, bounds."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from services.search.index.criteria import (
    NOTHING,
    AllOf,
    AnyOf,
    Criterion,
    Exclude,
    HasPerson,
    HasPhrase,
    HasStems,
    HasWord,
    OneOf,
    Published,
    wanted_texts,
)
from services.search.index.selection import criteria_of
from shared.contracts.query import Filter


def _of(query: str) -> tuple[Criterion, ...]:
    [criterion] = criteria_of(Filter(scope=["ID"], q=query)).criteria
    return criterion.criteria if isinstance(criterion, AllOf) else (criterion,)


def test_words_are_folded_and_split() -> None:
    assert _of("COVID-19 café") == (HasWord("covid"), HasWord("19"), HasWord("cafe"))


def test_stop_words_beside_others_say_nothing() -> None:
    assert _of("di jalan yang rusak") == (HasWord("jalan"), HasWord("rusak"))


def test_stop_words_alone_are_searched_as_they_stand() -> None:
    assert _of("yang di") == (HasPhrase(("yang",)), HasPhrase(("di",)))
    assert _of("title:yang") == (HasPhrase(("yang",), title_only=True),)


def test_punctuation_alone_finds_nothing() -> None:
    assert _of("!!!") == (NOTHING,)
    assert _of('"…"') == (NOTHING,)
    assert _of("jalan !!!") == (HasWord("jalan"),)


def test_a_short_name_finds_the_long_one() -> None:
    assert _of("Kutim") == (OneOf((HasWord("kutim"), HasStems(("kutai", "timur")))),)
    assert _of("title:Kutim") == (OneOf((HasWord("kutim", True), HasStems(("kutai", "timur"), True))),)


def test_a_long_name_finds_the_short_one() -> None:
    long = AllOf((HasWord("kutai"), HasWord("timur")))
    assert _of("banjir kutai timur") == (HasWord("banjir"), OneOf((long, HasWord("kutim"))))
    assert _of("kutai title:timur") == (HasWord("kutai"), HasWord("timur", True))


def test_phrases_mean_what_they_say() -> None:
    assert _of('"Di Kutai Timur"') == (HasPhrase(("di", "kutai", "timur")),)


def test_fields() -> None:
    assert _of("region:64.08") == (OneOf((AnyOf("about", ("64.08",)), AnyOf("mentions", ("64.08",)))),)
    assert _of('person:"Siti A."') == (HasPerson(("siti", "a")),)
    assert _of("-source:Warta") == (Exclude(AnyOf("source", ("warta",))),)


def test_region_of_the_whole_country_is_no_restriction() -> None:
    assert criteria_of(Filter(scope=["ID"], regions=["ID"])) == AllOf(())


def test_the_scope_is_always_part_of_it() -> None:
    criteria = criteria_of(Filter(scope=["64.08"], q="region:ID"))
    assert criteria.criteria[0] == AnyOf("visible_to", ("64.08", "=64"))


@pytest.mark.parametrize(("microsecond", "expected"), [(0, 0), (1, 1), (1000, 1), (1001, 2)])
def test_bounds_are_rounded_up_to_what_is_stored(microsecond: int, expected: int) -> None:
    moment = datetime(1970, 1, 1, 0, 0, 0, microsecond, tzinfo=UTC)
    assert criteria_of(Filter(scope=["ID"], from_=moment)).criteria == (Published(expected, None),)


def test_wanted_texts_leave_out_what_is_excluded() -> None:
    criteria = criteria_of(Filter(scope=["ID"], q='banjir -hoaks ("air bersih" OR sungai) tone:negatif'))
    assert wanted_texts(criteria) == [HasWord("banjir"), HasPhrase(("air", "bersih")), HasWord("sungai")]
