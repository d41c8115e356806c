"""Timeline, facets, stories, regions and sources over HTTP."""

from __future__ import annotations

from typing import Any

from services.gateway.examples import FACETS, HEALTH, SOURCE, STORY, TIMELINE
from services.gateway.tenants import create_tenant
from tests.unit.services.gateway.conftest import Api
from tests.unit.services.gateway.test_guard import assert_problem


def source(id_: str, region: str | None) -> dict[str, Any]:
    return {**SOURCE, "id": id_, "region": region}


async def test_the_timeline_counts_in_the_tenants_zone(api: Api) -> None:
    answered = {"buckets": TIMELINE["buckets"], "total": TIMELINE["total"]}
    api.search.answers["POST /timeline"] = (200, answered)
    answer = await api.get("/v1/timeline?interval=day&split=tone&from=2026-08-16&to=2026-08-17")
    assert answer.json() == TIMELINE
    asked = api.search.last("POST /timeline")
    assert (asked["timezone"], asked["interval"], asked["split"]) == ("Asia/Makassar", "day", "tone")
    assert asked["filter"]["from_"] == "2026-08-16T00:00:00+08:00"
    assert asked["filter"]["to"] == "2026-08-18T00:00:00+08:00"


async def test_a_timeline_that_is_too_long(api: Api) -> None:
    answer = await api.get("/v1/timeline?interval=hour&from=2020-01-01&to=2026-01-01")
    assert_problem(answer, 400, "invalid-parameter")
    assert api.search.asked == []


async def test_facets_name_their_regions(api: Api) -> None:
    found = {
        field: [{"value": value["value"], "count": value["count"]} for value in values]
        for field, values in FACETS["facets"].items()
    }
    api.search.answers["POST /facets"] = (200, {"facets": found, "total": FACETS["total"]})
    answer = await api.get("/v1/facets?fields=tone,region&size=5")
    assert answer.json() == FACETS
    asked = api.search.last("POST /facets")
    assert (sorted(asked["fields"]), asked["size"]) == (["region", "tone"], 5)


async def test_unknown_facets_are_refused(api: Api) -> None:
    for fields in ("tone,cuaca", "", ","):
        answer = await api.get(f"/v1/facets?fields={fields}")
        assert_problem(answer, 400, "invalid-parameter")
        assert answer.json()["errors"][0]["name"] == "fields"


async def test_stories_name_their_regions(api: Api) -> None:
    internal = STORY | {"regions": ["64.08"]}
    api.search.answers["POST /stories/search"] = (
        200,
        {"items": [internal], "next": [1, "x"], "total": {"value": 4}},
    )
    api.search.answers["POST /stories/get"] = (200, internal)
    listed = (await api.get("/v1/stories")).json()
    assert listed["items"] == [STORY]
    assert listed["next"]
    one = await api.get(f"/v1/stories/{STORY['id']}")
    assert one.json() == STORY
    assert one.headers["etag"]


async def test_regions_are_those_of_the_scope(api: Api) -> None:
    tone = [{"value": "negatif", "count": 2}]
    api.search.answers["POST /facets"] = (200, {"facets": {"tone": tone}, "total": {"value": 2}})
    kaltim = await create_tenant(api.engine, "Kalimantan Timur", ["64"])
    headers = await api.key("viewer", kaltim)
    first = (await api.client.get("/v1/regions?limit=4", headers=headers)).json()
    assert first["items"][0]["code"] == "64"
    assert first["items"][1]["parent"] == "64"
    assert first["items"][0]["today"] == {"articles": 2, "tones": {"negatif": 2}}
    codes = [region["code"] for region in first["items"]]
    cursor = first["next"]
    while cursor:
        page = (await api.client.get(f"/v1/regions?limit=4&cursor={cursor}", headers=headers)).json()
        codes += [region["code"] for region in page["items"]]
        cursor = page["next"]
    assert codes == sorted(set(codes))
    assert len(codes) == first["total"]["value"]

    own = (await api.get("/v1/regions")).json()
    assert [region["code"] for region in own["items"]] == ["64.08"]
    assert (await api.get("/v1/regions/64.08")).status_code == 200
    for foreign in ("64", "64.09", "99"):
        assert_problem(await api.get(f"/v1/regions/{foreign}"), 404, "not-found")


async def test_sources_are_those_of_the_scope(api: Api) -> None:
    everything = [source("a", "64.08"), source("b", "64.09"), source("c", None), source("d", "64.08")]
    api.crawler.answers["GET /sources"] = (200, {"items": everything, "next": None})
    listed = (await api.get("/v1/sources?limit=1")).json()
    assert ([s["id"] for s in listed["items"]], listed["total"]["value"]) == (["a"], 2)
    rest = (await api.get(f"/v1/sources?limit=1&cursor={listed['next']}")).json()
    assert ([s["id"] for s in rest["items"]], rest["next"]) == (["d"], None)
    country = await create_tenant(api.engine, "Pusat", ["ID"])
    answer = await api.client.get("/v1/sources", headers=await api.key("viewer", country))
    assert [s["id"] for s in answer.json()["items"]] == ["a", "b", "c", "d"]


async def test_the_health_of_a_source(api: Api) -> None:
    api.crawler.answers["GET /sources/kabar-pesisir/health"] = (200, HEALTH)
    day = HEALTH["days"][0]["day"]
    arrived = {"days": [{"day": day, "enriched": 9, "indexed": 8}]}
    api.search.answers["POST /sources/arrivals"] = (200, arrived)
    answer = await api.get("/v1/sources/kabar-pesisir/health?days=7")
    days = [{**one, **({"enriched": 9, "indexed": 8} if one["day"] == day else {})} for one in HEALTH["days"]]
    assert answer.json() == {**HEALTH, "days": days}
    assert api.crawler.last("GET /sources/kabar-pesisir/health") == {"days": "7"}
    api.crawler.answers["GET /sources/lain/health"] = (200, {**HEALTH, "source": source("lain", "64.09")})
    for hidden in ("lain", "unknown", "..%2F..%2Fstats"):
        assert_problem(await api.get(f"/v1/sources/{hidden}/health"), 404, "not-found")
