"""Timeline, facets, stories, regions and sources over HTTP."""

from __future__ import annotations

from typing import Any

from services.gateway.examples import HEALTH, SOURCE
from services.gateway.examples_figures import COMPARISON, FACETS, SHARE, TERMS, TIMELINE
from services.gateway.tenants import create_tenant
from tests.unit.services.gateway.conftest import Api
from tests.unit.services.gateway.test_guard import assert_problem


def source(id_: str, region: str | None) -> dict[str, Any]:
    return {**SOURCE, "id": id_, "region": region}


async def test_the_timeline_counts_in_the_tenants_zone(api: Api) -> None:
    answered = {name: TIMELINE[name] for name in ("buckets", "series", "total")}
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
    api.search.answers["POST /facets"] = (
        200,
        {"facets": FACETS["facets"], "rests": FACETS["rest"], "total": FACETS["total"]},
    )
    answer = await api.get("/v1/facets?fields=tone,region&size=5&details=true")
    assert answer.json() == FACETS
    asked = api.search.last("POST /facets")
    assert (sorted(asked["fields"]), asked["size"], asked["in_depth"]) == (["region", "tone"], 5, True)


async def test_every_answer_says_whether_copies_were_folded(api: Api) -> None:
    total = {"value": 0}
    rests = {field: {"other": 0, "without": 0} for field in ("tone", "topic", "region", "source")}
    facets: dict[str, list[Any]] = {field: [] for field in rests}
    api.search.answers["POST /facets"] = (200, {"facets": facets, "rests": rests, "total": total})
    api.search.answers["POST /timeline"] = (200, {"buckets": [], "total": total})
    sampled = {"articles": 0, "read": 1}
    api.search.answers["POST /terms"] = (200, {"terms": [], "foreground": sampled, "background": sampled})
    for path, default in (
        ("timeline", "include"),
        ("facets", "include"),
        ("share", "include"),
        ("terms", "fold"),
    ):
        for asked, said in (("", default), ("?copies=fold", "fold"), ("?copies=include", "include")):
            answer = await api.get(f"/v1/{path}{asked}")
            assert answer.json()["copies"] == said, (path, asked)
            assert (
                api.search.last(f"POST /{'facets' if path == 'share' else path}")["filter"]["copies"] == said
            )


async def test_shares_are_parts_of_all_articles_with_their_intervals(api: Api) -> None:
    values = [{"value": "kabar-pesisir", "count": 30, "toned": 28, "mean_tone": -0.25}]
    api.search.answers["POST /facets"] = (
        200,
        {
            "facets": {"source": values},
            "rests": {"source": {"other": 10, "without": 0}},
            "total": {"value": 40},
        },
    )
    answer = await api.get("/v1/share?by=source&size=1")
    assert answer.json() == SHARE
    asked = api.search.last("POST /facets")
    assert (asked["fields"], asked["size"], asked["in_depth"]) == (["source"], 1, True)
    assert_problem(await api.get("/v1/share?by=cuaca"), 400, "invalid-parameter")


async def test_terms_come_with_what_they_are_held_against(api: Api) -> None:
    api.search.answers["POST /terms"] = (
        200,
        {
            "terms": TERMS["terms"],
            "foreground": {"articles": 40, "read": 1},
            "background": {"articles": 470, "read": 1},
        },
    )
    answer = await api.get("/v1/terms?topic=infrastruktur&from=2026-08-10&to=2026-08-16&size=2")
    assert answer.json() == TERMS
    asked = api.search.last("POST /terms")
    assert asked["filter"]["topics"] == ["infrastruktur"]
    assert asked["background"]["topics"] == []
    assert asked["filter"]["scope"] == asked["background"]["scope"] == ["64.08"]
    assert (asked["filter"]["from_"], asked["size"]) == (asked["background"]["from_"], 2)


def _compared(body: dict[str, Any]) -> dict[str, Any]:
    """What the search service answers, so that the example comes out."""
    side = COMPARISON["b" if body["filter"]["from_"] < COMPARISON["a"]["from"] else "a"]
    tones = [{"value": tone, "count": share["count"]} for tone, share in side["tones"].items()]
    topics = [{"value": "infrastruktur", "count": 22 if side is COMPARISON["a"] else 6}]
    return {
        "facets": {"tone": tones, "topic": topics, "source": [], "region": []},
        "total": {"value": side["articles"]},
    }


async def test_a_period_is_compared_with_the_one_before(api: Api) -> None:
    api.search.answers["POST /facets"] = (200, _compared)
    body = {"a": {"from": "2026-08-10", "to": "2026-08-16"}}
    answer = await api.client.post("/v1/compare", json=body, headers=await api.key("viewer"))
    assert answer.status_code == 200, answer.text
    assert answer.json() == COMPARISON
    asked = [body["filter"] for call, body in api.search.asked if call == "POST /facets"]
    assert {(each["from_"], each["to"]) for each in asked} == {
        ("2026-08-10T00:00:00+08:00", "2026-08-17T00:00:00+08:00"),
        ("2026-08-03T00:00:00+08:00", "2026-08-10T00:00:00+08:00"),
    }
    assert all(each["scope"] == ["64.08"] for each in asked)


async def test_two_filters_are_compared(api: Api) -> None:
    nothing = {"facets": {name: [] for name in ("tone", "topic", "source", "region")}, "total": {"value": 0}}
    api.search.answers["POST /facets"] = (200, nothing)
    body = {"a": {"region": ["64.08"], "copies": "fold"}, "b": {"source": ["kabar-pesisir"], "q": "banjir"}}
    answer = await api.client.post("/v1/compare", json=body, headers=await api.key("viewer"))
    assert answer.status_code == 200, answer.text
    found = answer.json()
    assert (found["a"]["copies"], found["b"]["copies"]) == ("fold", "include")
    assert found["a"]["mean_tone"] is None
    assert found["a"]["tones"]["negatif"] == {"count": 0, "share": None, "interval": None}
    assert found["differences"]["articles"] == {"difference": 0, "ratio": None, "interval": None}
    assert found["differences"]["mean_tone"] == {"difference": None, "interval": None}
    assert found["changes"] == {"topic": [], "source": [], "region": []}


async def test_what_cannot_be_compared_is_named_with_its_side(api: Api) -> None:
    headers = await api.key()
    for body, name in (
        ({}, "a"),
        ({"a": {}}, "a.from"),
        ({"a": {"from": "kemarin"}}, "a.from"),
        ({"a": {"from": "2199-01-01"}}, "a.from"),
        ({"a": {}, "b": {"region": ["00"]}}, "b.region"),
        ({"a": {"cuaca": "cerah"}}, "a.cuaca"),
        ({"a": {"from": "2026-08-01", "q": "a\u0000b"}}, "body"),
    ):
        answer = await api.client.post("/v1/compare", json=body, headers=headers)
        assert_problem(answer, 400, "invalid-parameter")
        assert answer.json()["errors"][0]["name"] == name, body
        assert answer.json()["errors"][0]["in"] == "body"
    api.search.answers["POST /facets"] = (400, {"name": "q", "position": 0, "message": "tanda kutip"})
    answer = await api.client.post("/v1/compare", json={"a": {"q": '"x'}, "b": {}}, headers=headers)
    assert_problem(answer, 400, "invalid-parameter")
    assert answer.json()["errors"][0]["name"] in ("a.q", "b.q")
    assert answer.json()["errors"][0]["position"] == 0


async def test_unknown_facets_are_refused(api: Api) -> None:
    for fields in ("tone,cuaca", ","):
        answer = await api.get(f"/v1/facets?fields={fields}")
        assert_problem(answer, 400, "invalid-parameter")
        assert answer.json()["errors"][0]["name"] == "fields"


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
