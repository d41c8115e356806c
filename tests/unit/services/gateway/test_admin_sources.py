"""Administration of sources over HTTP: the operator's list, additions and changes."""

from __future__ import annotations

from services.gateway.examples import SOURCE
from tests.unit.services.gateway.conftest import Api
from tests.unit.services.gateway.test_guard import assert_problem


async def test_an_operator_sees_every_source(api: Api) -> None:
    everything = [SOURCE | {"id": "a", "region": "64.09"}, SOURCE | {"id": "b", "region": None}]
    api.crawler.answers["GET /sources"] = (200, {"items": everything, "next": None})
    listed = (await api.get("/v1/admin/sources", "operator")).json()
    assert [source["id"] for source in listed["items"]] == ["a", "b"]


async def test_only_what_was_given_is_sent(api: Api) -> None:
    headers = await api.key("operator")
    api.crawler.answers["POST /sources"] = (201, SOURCE)
    body = {"url": SOURCE["url"], "region": "64.08"}
    added = await api.client.post("/v1/admin/sources", json=body, headers=headers)
    assert (added.status_code, added.json()) == (201, SOURCE)
    assert added.headers["location"] == "/v1/admin/sources/kabar-pesisir"
    assert api.crawler.last("POST /sources") == body
    api.crawler.answers["PATCH /sources/kabar-pesisir"] = (200, SOURCE | {"paused": True})
    changed = await api.client.patch(
        "/v1/admin/sources/kabar-pesisir", json={"paused": True}, headers=headers
    )
    assert changed.json()["paused"] is True
    assert api.crawler.last("PATCH /sources/kabar-pesisir") == {"paused": True}


async def test_what_the_crawler_refuses(api: Api) -> None:
    headers = await api.key("operator")
    body = {"url": SOURCE["url"]}
    api.crawler.answers["POST /sources"] = (409, {"detail": "the id kabar-pesisir is taken"})
    taken = await api.client.post("/v1/admin/sources", json=body, headers=headers)
    assert_problem(taken, 409, "conflict")
    refusal = [{"loc": ["body", "region"], "msg": "not a known region code", "type": "value_error"}]
    api.crawler.answers["POST /sources"] = (422, {"detail": refusal})
    refused = await api.client.post("/v1/admin/sources", json=body, headers=headers)
    assert_problem(refused, 400, "invalid-parameter")
    assert refused.json()["errors"][0]["name"] == "region"
    unknown = await api.client.patch("/v1/admin/sources/none", json={"paused": True}, headers=headers)
    assert_problem(unknown, 404, "not-found")
    nothing = await api.client.post("/v1/admin/sources", json={}, headers=headers)
    assert_problem(nothing, 400, "invalid-parameter")
