"""What the terms of a filter are held against."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from services.gateway.tenants import Tenant
from services.gateway.terms_background import with_background
from shared.contracts.query import Filter

NOW = datetime(2026, 11, 5, 16, 30, tzinfo=UTC)  # half past midnight of the 6th in Makassar


@pytest.fixture
def kutim() -> Tenant:
    """A tenant in Central Indonesian Time."""
    return Tenant(id="t", name="Kutai Timur", scope=("64.08",), timezone="Asia/Makassar", created_at=NOW)


def _filter(**fields: Any) -> Filter:
    return Filter.model_validate({"scope": ["64.08"], "copies": "fold", **fields})


@pytest.mark.parametrize(
    "fields",
    [
        {"q": "banjir"},
        {"regions": ["64.08"], "about": True},
        {"tones": ["negatif"]},
        {"topics": ["bencana"]},
        {"sources": ["a"]},
        {"kinds": ["rilis"]},
        {"langs": ["id"]},
        {"persons": ["Rahmat"]},
        {"story": "s"},
    ],
)
def test_any_filter_is_held_against_all_that_was_seen_meanwhile(
    kutim: Tenant, fields: dict[str, Any]
) -> None:
    bounds = {"from_": "2026-11-01T00:00:00+08:00", "to": "2026-11-03T00:00:00+08:00"}
    for period in ({}, bounds):
        wanted, background, against = with_background(_filter(**fields, **period), kutim, NOW)
        assert wanted == _filter(**fields, **period)
        assert background == _filter(**period)
        assert against == "same-period"


def test_a_period_is_held_against_the_season_before(kutim: Tenant) -> None:
    period = _filter(from_="2026-11-01T00:00:00+08:00", to="2026-11-03T00:00:00+08:00")
    wanted, background, against = with_background(period, kutim, NOW)
    assert wanted == period
    assert background == _filter(from_="2026-08-03T00:00:00+08:00", to="2026-11-03T00:00:00+08:00")
    assert against == "earlier"


def test_without_anything_the_last_seven_days_are_told(kutim: Tenant) -> None:
    wanted, background, _ = with_background(_filter(), kutim, NOW)
    assert wanted == _filter(from_="2026-10-31T00:00:00+08:00", to="2026-11-07T00:00:00+08:00")
    assert background == _filter(from_="2026-08-02T00:00:00+08:00", to="2026-11-07T00:00:00+08:00")


def test_an_end_alone_is_held_against_all_time(kutim: Tenant) -> None:
    wanted, background, _ = with_background(_filter(to="2026-11-01T00:00:00+08:00"), kutim, NOW)
    assert wanted == _filter(to="2026-11-01T00:00:00+08:00")
    assert background == _filter()
