"""Tags: 304 while nothing changed, for single things and for lists, never for what is streamed."""

from __future__ import annotations

import itertools

from fastapi import Response
from fastapi.responses import StreamingResponse

from tests.unit.services.gateway.conftest import Api
from tests.unit.services.gateway.fakes import indexed_article

PATH = "/v1/articles/3f0c"
EMPTY = (200, {"items": [], "next": None, "total": {"value": 0}})


async def test_a_list_that_did_not_change(api: Api) -> None:
    api.search.answers["POST /articles/search"] = EMPTY
    headers = await api.key()
    first = await api.client.get("/v1/articles", headers=headers)
    tag = first.headers["etag"]
    assert tag.startswith('W/"')
    again = await api.client.get("/v1/articles", headers=headers | {"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert "content-length" not in again.headers
    for name in ("etag", "vary", "cache-control"):
        assert again.headers[name] == first.headers[name]
    assert again.headers["cache-control"] == "private, no-cache"
    assert {"Authorization", "Accept-Encoding"} <= set(again.headers["vary"].split(", "))
    assert {"x-request-id", "ratelimit-limit", "ratelimit-policy"} <= set(again.headers)
    api.search.answers["POST /articles/search"] = (200, EMPTY[1] | {"total": {"value": 1}})
    changed = await api.client.get("/v1/articles", headers=headers | {"If-None-Match": tag})
    assert changed.status_code == 200
    assert changed.headers["etag"] != tag


async def test_the_ways_to_name_a_tag(api: Api) -> None:
    api.search.answers["POST /articles/get"] = (200, indexed_article().model_dump(mode="json"))
    headers = await api.key()
    tag = (await api.client.get(PATH, headers=headers)).headers["etag"]
    strong = tag.removeprefix("W/")
    for given, status in (
        (tag, 304),
        (strong, 304),
        (f'"other", {tag}', 304),
        ("*", 304),
        ('"other"', 200),
        ("", 200),
        (strong[:-2] + '"', 200),
    ):
        answer = await api.client.get(PATH, headers=headers | {"If-None-Match": given})
        assert answer.status_code == status, given


async def test_compressed_or_not_it_is_the_same_tag(api: Api) -> None:
    api.search.answers["POST /articles/get"] = (200, indexed_article().model_dump(mode="json"))
    headers = await api.key()
    answers = [
        await api.client.get(PATH, headers=headers | {"Accept-Encoding": coding})
        for coding in ("identity", "gzip", "zstd")
    ]
    assert [answer.headers.get("content-encoding") for answer in answers] == [None, "gzip", "zstd"]
    assert len({answer.headers["etag"] for answer in answers}) == 1
    assert len({answer.content for answer in answers}) == 1


async def test_head_tells_the_tag(api: Api) -> None:
    api.search.answers["POST /articles/search"] = EMPTY
    headers = await api.key()
    got = await api.client.get("/v1/articles", headers=headers)
    told = await api.client.head("/v1/articles", headers=headers)
    assert (told.headers["etag"], told.content) == (got.headers["etag"], b"")


async def test_an_answer_is_compared_by_the_tag_that_it_brings(api: Api) -> None:
    times = itertools.count()

    @api.app.get("/v1/made")
    async def made() -> Response:
        return Response(
            f'{{"made": {next(times)}}}', media_type="application/json", headers={"ETag": 'W/"same"'}
        )

    # In front of the dashboard's page for what does not exist.
    api.app.router.routes.insert(0, api.app.router.routes.pop())
    headers = await api.key()
    first = await api.client.get("/v1/made", headers=headers)
    assert (first.status_code, first.headers["etag"], first.json()) == (200, 'W/"same"', {"made": 0})
    again = await api.client.get("/v1/made", headers=headers | {"If-None-Match": 'W/"same"'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", 'W/"same"')
    other = await api.client.get("/v1/made", headers=headers | {"If-None-Match": 'W/"other"'})
    assert (other.status_code, other.json()) == (200, {"made": 2})


async def test_errors_streams_and_pages_have_none(api: Api) -> None:
    @api.app.get("/v1/stream")
    async def stream() -> StreamingResponse:
        return StreamingResponse(iter([b"[1,", b"2]"]), media_type="application/json")

    # In front of the dashboard's page for what does not exist.
    api.app.router.routes.insert(0, api.app.router.routes.pop())
    for path, status in (("/v1/articles/none", 404), ("/v1/stream", 200), ("/masuk", 200)):
        answer = await api.get(path)
        assert answer.status_code == status
        assert "etag" not in answer.headers
