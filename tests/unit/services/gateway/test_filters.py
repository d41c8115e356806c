"""From parameters to the filter: the scope is always the tenant's, and every mistake is named."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from pydantic import ValidationError

from services.gateway.filters import FilterParams, build_filter
from services.gateway.problems import Problem
from services.gateway.tenants import Tenant

KUTIM = Tenant("t1", "Kutai Timur", ("64.08",), "Asia/Makassar", datetime(2026, 1, 1, tzinfo=UTC))
COUNTRY = Tenant("t2", "Pusat", ("ID",), "Asia/Jakarta", datetime(2026, 1, 1, tzinfo=UTC))


def params(**given: Any) -> FilterParams:
    return FilterParams.model_validate(given)


def test_nothing_given_is_everything_in_scope() -> None:
    wanted = build_filter(params(), KUTIM)
    assert wanted.scope == ["64.08"]
    assert wanted.model_dump(exclude={"scope"}, exclude_defaults=True) == {}


def test_a_foreign_region_does_not_widen_the_scope() -> None:
    wanted = build_filter(params(region=["64.09"]), KUTIM)
    assert (wanted.scope, wanted.regions) == (["64.08"], ["64.09"])


def test_the_last_day_is_included() -> None:
    wanted = build_filter(params(**{"from": "2026-08-17", "to": "2026-08-17"}), KUTIM)
    assert wanted.from_ == datetime(2026, 8, 16, 16, tzinfo=UTC)
    assert wanted.to == datetime(2026, 8, 17, 16, tzinfo=UTC)


def test_blank_values_are_as_good_as_none() -> None:
    wanted = build_filter(params(**{"q": "  ", "from": "", "to": " "}), KUTIM)
    assert (wanted.q, wanted.from_, wanted.to) == (None, None, None)
    blank = params(region=[""], source=["", " "], lang=[" "], person=[""], story=" ")
    assert build_filter(blank, KUTIM) == build_filter(params(), KUTIM)
    assert build_filter(params(source=["", "kabar-pesisir"]), KUTIM).sources == ["kabar-pesisir"]


def test_about_without_a_region_means_the_own_ones() -> None:
    assert build_filter(params(about=True), KUTIM).regions == ["64.08"]
    assert build_filter(params(about=True), COUNTRY).regions == []
    assert build_filter(params(region=["ID"]), COUNTRY).regions == []


def test_of_repeated_regions_one_must_hold_and_the_whole_country_always_does() -> None:
    assert build_filter(params(region=["ID", "73.01"]), COUNTRY).regions == []
    assert build_filter(params(region=["ID", "64.09"], about=True), KUTIM).regions == ["64.08"]


def test_languages_and_sources_are_folded_as_in_q() -> None:
    wanted = build_filter(params(lang=["ID", "En"], source=["Kabar-Pesisir"]), KUTIM)
    assert (wanted.langs, wanted.sources) == (["id", "en"], ["kabar-pesisir"])


def test_every_mistake_is_named_at_once() -> None:
    with pytest.raises(Problem) as caught:
        build_filter(
            params(**{"from": "kemarin", "to": "2026-02-30", "region": ["64.08", "00.00", "99"]}), KUTIM
        )
    assert [(error.name, error.in_) for error in caught.value.errors] == [
        ("from", "query"),
        ("to", "query"),
        ("region", "query"),
        ("region", "query"),
    ]
    assert "00.00" in caught.value.errors[2].message


def test_from_after_to() -> None:
    with pytest.raises(Problem) as caught:
        build_filter(params(**{"from": "2026-08-18", "to": "2026-08-17"}), KUTIM)
    assert [error.name for error in caught.value.errors] == ["from"]


@pytest.mark.parametrize(
    "given",
    [
        {"regoin": "64"},
        # Of the internal filter only.
        {"seen_from": "2026-08-17T00:00:00Z"},
        {"scope": "ID"},
        {"tone": ["buruk"]},
        {"topic": ["cuaca"]},
        {"kind": ["iklan"]},
        {"copies": "hide"},
        {"q": "x" * 2001},
        {"source": ["a"] * 101},
    ],
)
def test_unknown_names_and_values_are_refused(given: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        params(**given)
