"""Figures over the public API before the real search service: zones, scopes, refusals, in both directions."""

from __future__ import annotations

from typing import Any

import pytest

from tests.integration.test_gateway_api import World, world

__all__ = ["world"]


async def _compare(world: World, headers: dict[str, str], body: dict[str, Any]) -> Any:
    answer = await world.client.post("/v1/compare", json=body, headers=headers)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_days_are_the_tenants_days(world: World) -> None:
    kutim = await world.tenant("64.08")
    found = await world.get("/v1/timeline?from=2026-08-15&to=2026-08-18&split=source", kutim)
    assert (found["timezone"], found["copies"], found["series"]) == (
        "Asia/Makassar",
        "include",
        ["kabar-pesisir"],
    )
    assert [(bucket["start"], bucket["count"], bucket["toned"]) for bucket in found["buckets"]] == [
        ("2026-08-15T00:00:00+08:00", 1, 1),
        ("2026-08-16T00:00:00+08:00", 1, 1),
        ("2026-08-17T00:00:00+08:00", 2, 2),
        ("2026-08-18T00:00:00+08:00", 0, 0),
    ]
    assert found["buckets"][2]["mean_tone"] == 0
    assert found["buckets"][3]["mean_tone"] is None


async def test_figures_hold_nothing_foreign(world: World) -> None:
    kutim, kaltim = await world.tenant("64.08"), await world.tenant("64")
    for path in (
        "/v1/share?by=region",
        "/v1/share?by=region&region=64.09",
        "/v1/facets?fields=region&details=true",
    ):
        answer = await world.client.get(path, headers=kutim)
        assert answer.status_code == 200
        assert "64.09" not in answer.text
    share = await world.get("/v1/share?by=region", kaltim)
    assert (share["total"]["value"], share["several"], share["without"]) == (5, True, 0)
    assert [(each["value"], each["count"], each["share"]) for each in share["shares"]] == [
        ("64.08", 3, 0.6),
        ("64.09", 1, 0.2),
        ("64.74", 1, 0.2),
    ]
    for side in ("a", "b"):
        body = {"a": {"region": ["64.09"]}, "b": {"region": ["64.09"]}}
        found = await _compare(world, kutim, body)
        assert found[side]["articles"] == 0
        assert found["changes"] == {"topic": [], "source": [], "region": []}
    terms = await world.get("/v1/terms?region=64.09&from=2026-08-01", kutim)
    assert (terms["terms"], terms["foreground"]["articles"], terms["background"]["articles"]) == ([], 0, 4)


async def test_two_regions_and_two_periods_are_compared(world: World) -> None:
    kaltim = await world.tenant("64")
    regions = await _compare(
        world, kaltim, {"a": {"region": ["64.08"], "about": True}, "b": {"region": ["64.09"], "about": True}}
    )
    assert (regions["a"]["articles"], regions["b"]["articles"]) == (3, 1)
    assert regions["differences"]["articles"]["difference"] == 2
    assert [(each["value"], each["a"], each["b"]) for each in regions["changes"]["region"]] == [
        ("64.08", 3, 0),
        ("64.09", 0, 1),
    ]
    periods = await _compare(world, kaltim, {"a": {"from": "2026-08-17", "to": "2026-08-17"}})
    assert (periods["a"]["articles"], periods["b"]["articles"]) == (3, 1)
    assert periods["b"]["from"] == "2026-08-16T00:00:00+08:00"
    assert periods["b"]["to"] == periods["a"]["from"] == "2026-08-17T00:00:00+08:00"
    assert periods["a"]["tones"]["positif"]["count"] == 1


@pytest.mark.parametrize("path", ["timeline", "facets", "share", "terms"])
async def test_a_malformed_query_is_pointed_at_in_every_figure(world: World, path: str) -> None:
    kutim = await world.tenant("64.08")
    answer = await world.client.get(f"/v1/{path}?q=jalan AND (rusak", headers=kutim)
    assert answer.status_code == 400
    [error] = answer.json()["errors"]
    assert (error["in"], error["name"]) == ("query", "q")
    assert error["position"] is not None


async def test_a_malformed_query_of_a_side_is_named_with_its_side(world: World) -> None:
    kutim = await world.tenant("64.08")
    answer = await world.client.post("/v1/compare", json={"a": {}, "b": {"q": '"jalan'}}, headers=kutim)
    assert answer.status_code == 400
    [error] = answer.json()["errors"]
    assert (error["in"], error["name"]) == ("body", "b.q")
    assert error["position"] is not None
