"""From filters to criteria: fields, regions, scope, bounds, what is wanted."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from services.search.index.criteria import (
    AllOf,
    AnyOf,
    Criterion,
    Exclude,
    HasPerson,
    HasPhrase,
    HasWord,
    OneOf,
    Published,
    Seen,
    wanted_texts,
)
from services.search.index.selection import criteria_of
from shared.contracts.query import Filter


def _of(query: str) -> tuple[Criterion, ...]:
    [criterion] = criteria_of(Filter(scope=["ID"], q=query)).criteria
    return criterion.criteria if isinstance(criterion, AllOf) else (criterion,)


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
    assert criteria_of(Filter(scope=["ID"], seen_from=moment)).criteria == (Seen(expected),)


def test_wanted_texts_leave_out_what_is_excluded() -> None:
    criteria = criteria_of(Filter(scope=["ID"], q='banjir -hoaks ("air bersih" OR sungai) tone:negatif'))
    assert wanted_texts(criteria) == [HasWord("banjir"), HasPhrase(("air", "bersih")), HasWord("sungai")]
