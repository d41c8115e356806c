"""Articles over HTTP: lists, single ones with ETag, pushes and crawls."""

from __future__ import annotations

import json

import httpx

from services.gateway.examples import ARTICLE, ARTICLE_ID
from services.gateway.tenants import create_tenant
from tests.unit.services.gateway.conftest import Api
from tests.unit.services.gateway.fakes import indexed_article
from tests.unit.services.gateway.test_guard import assert_problem

PUSHED = {"title": "Jalan", "text": "Rusak.", "source": {"name": "Diskominfo"}}


def page_of(*numbers: int, next_: list[object] | None = None) -> tuple[int, object]:
    items = [json.loads(indexed_article(revision=number).model_dump_json()) for number in numbers]
    return 200, {"items": items, "next": next_, "total": {"value": 9, "relation": "gte"}}


async def test_a_list_asks_within_the_scope(api: Api) -> None:
    api.search.answers["POST /articles/search"] = page_of(1)
    answer = await api.get("/v1/articles?q=jembatan&tone=positif&region=64.08&from=2026-08-17&limit=5")
    body = answer.json()
    assert body["items"] == [ARTICLE]
    assert (body["next"], body["total"]) == (None, {"value": 9, "relation": "gte"})
    asked = api.search.last("POST /articles/search")
    assert asked["filter"]["scope"] == ["64.08"]
    assert (asked["filter"]["q"], asked["filter"]["tones"]) == ("jembatan", ["positif"])
    assert asked["filter"]["from_"] == "2026-08-17T00:00:00+08:00"
    assert (asked["limit"], asked["sort"], asked["highlight"]) == (5, "published", True)


async def test_a_cursor_leads_on_in_its_own_list_only(api: Api) -> None:
    api.search.answers["POST /articles/search"] = page_of(1, next_=[1786950000.0, "a"])
    cursor = (await api.get("/v1/articles?tone=positif")).json()["next"]
    again = await api.get(f"/v1/articles?tone=positif&limit=1&cursor={cursor}")
    assert again.status_code == 200
    assert api.search.last("POST /articles/search")["after"] == [1786950000.0, "a"]
    for other in ("tone=negatif", "tone=positif&sort=seen", "tone=positif&q=banjir"):
        assert_problem(await api.get(f"/v1/articles?{other}&cursor={cursor}"), 400, "invalid-parameter")
    assert_problem(await api.get(f"/v1/stories?tone=positif&cursor={cursor}"), 400, "invalid-parameter")
    twin = await create_tenant(api.engine, "Dinas Kutai Timur", ["64.08"])
    stolen = await api.client.get(
        f"/v1/articles?tone=positif&cursor={cursor}", headers=await api.key("viewer", twin)
    )
    assert_problem(stolen, 400, "invalid-parameter")


async def test_one_article_and_its_etag(api: Api) -> None:
    api.search.answers["POST /articles/get"] = (200, json.loads(indexed_article().model_dump_json()))
    answer = await api.get(f"/v1/articles/{ARTICLE_ID}")
    assert answer.json() == ARTICLE
    assert api.search.last("POST /articles/get") == {"id": ARTICLE_ID, "scope": ["64.08"]}
    tag = answer.headers["etag"]

    async def ask(if_none_match: str) -> httpx.Response:
        headers = {**await api.key(), "If-None-Match": if_none_match}
        return await api.client.get(f"/v1/articles/{ARTICLE_ID}", headers=headers)

    for given in (tag, f'"other", {tag}', "*", tag.removeprefix("W/")):
        known = await ask(given)
        assert (known.status_code, known.content, known.headers["etag"]) == (304, b"", tag)
    assert (await ask('"other"')).status_code == 200
    changed = indexed_article(revision=2)
    api.search.answers["POST /articles/get"] = (200, json.loads(changed.model_dump_json()))
    assert (await ask(tag)).status_code == 200


async def test_what_is_not_there_or_not_in_scope_is_404(api: Api) -> None:
    assert_problem(await api.get("/v1/articles/unknown"), 404, "not-found")
    assert_problem(await api.get("/v1/stories/unknown"), 404, "not-found")


async def test_head_is_get_without_a_body(api: Api) -> None:
    api.search.answers["POST /articles/get"] = (200, json.loads(indexed_article().model_dump_json()))
    full = await api.get(f"/v1/articles/{ARTICLE_ID}")
    head = await api.client.head(f"/v1/articles/{ARTICLE_ID}", headers=await api.key())
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["etag"] == full.headers["etag"]
    assert head.headers["content-type"] == "application/json"


async def test_large_answers_travel_compressed(api: Api) -> None:
    api.search.answers["POST /articles/search"] = page_of(1, 2, 3)
    answer = await api.get("/v1/articles")
    assert answer.headers["content-encoding"] in ("zstd", "gzip"), "what the client asks for first"
    assert {"Accept-Encoding", "Authorization"} <= set(answer.headers["vary"].split(", "))
    assert len(answer.json()["items"]) == 3


async def test_a_push_goes_to_the_crawler_with_the_region_of_the_tenant(api: Api) -> None:
    api.crawler.answers["GET /sources"] = (200, {"items": [], "next": None})
    api.crawler.answers["POST /articles"] = (202, {"id": ARTICLE_ID, "revision": 1})
    answer = await api.client.post("/v1/articles", json=PUSHED, headers=await api.key("analyst"))
    assert (answer.status_code, answer.json()) == (202, {"id": ARTICLE_ID})
    assert answer.headers["location"] == f"/v1/articles/{ARTICLE_ID}"
    sent = api.crawler.last("POST /articles")
    assert sent["source"]["region"] == "64.08"
    assert sent["title"] == "Jalan"


async def test_a_crawl_now(api: Api) -> None:
    api.crawler.answers["POST /crawls"] = (202, {"id": ARTICLE_ID})
    url = "https://kabar-pesisir.example/berita/1"
    answer = await api.client.post("/v1/crawls", json={"url": url}, headers=await api.key("analyst"))
    assert (answer.status_code, answer.json()) == (202, {"id": ARTICLE_ID})
    assert api.crawler.last("POST /crawls") == {"url": url}


async def test_a_crawl_that_is_refused(api: Api) -> None:
    headers = await api.key("analyst")
    for url in ("file:///etc/passwd", "kabar-pesisir", "", None):
        answer = await api.client.post("/v1/crawls", json={"url": url}, headers=headers)
        assert_problem(answer, 400, "invalid-parameter")
    api.crawler.answers["POST /crawls"] = (422, {"detail": "private network"})
    answer = await api.client.post("/v1/crawls", json={"url": "http://10.0.0.1/"}, headers=headers)
    assert_problem(answer, 400, "invalid-parameter")
    assert answer.json()["errors"][0]["name"] == "url"
