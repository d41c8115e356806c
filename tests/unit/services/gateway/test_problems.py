"""Errors: always a problem, with the value that is wrong, never a stack."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from services.gateway.body_limit import MAX_BODY_BYTES
from tests.unit.services.gateway.conftest import Api
from tests.unit.services.gateway.test_guard import assert_problem

PUSHED = {"title": "Jalan", "text": "Rusak.", "source": {"name": "Diskominfo"}}


def errors_of(answer: httpx.Response) -> list[tuple[str, str]]:
    return [(error["in"], error["name"]) for error in answer.json()["errors"]]


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("limit=0", "limit"),
        ("limit=101", "limit"),
        ("limit=banyak", "limit"),
        ("cursor=abc", "cursor"),
        ("from=2026-08-18&to=2026-08-17", "from"),
        ("from=kemarin", "from"),
        ("to=2026-02-30", "to"),
        ("region=99.99", "region"),
        ("tone=buruk", "tone"),
        ("tone=positif&tone=buruk", "tone"),
        ("topic=cuaca", "topic"),
        ("sort=terbaru", "sort"),
        ("mode=meaning", "mode"),
        ("about=mungkin", "about"),
        ("regoin=64", "regoin"),
    ],
)
async def test_a_bad_parameter_is_named(api: Api, query: str, name: str) -> None:
    answer = await api.get(f"/v1/articles?{query}")
    assert_problem(answer, 400, "invalid-parameter")
    assert errors_of(answer) == [("query", name)]
    assert all(error["message"] for error in answer.json()["errors"])
    assert api.search.asked == []


async def test_a_malformed_query_points_at_the_character(api: Api) -> None:
    refusal = {"name": "q", "position": 7, "message": "tanda kutip tidak ditutup", "hint": None}
    api.search.answers["POST /articles/search"] = (400, refusal)
    answer = await api.get('/v1/articles?q=banjir "')
    assert_problem(answer, 400, "invalid-parameter")
    assert answer.json()["errors"] == [{"in": "query", **refusal}]


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ({}, "title"),
        ({**PUSHED, "title": ""}, "title"),
        ({**PUSHED, "text": "x" * 200_001}, "text"),
        ({**PUSHED, "kind": "iklan"}, "kind"),
        ({**PUSHED, "published_at": "2026-08-17T10:00:00"}, "published_at"),
        ({**PUSHED, "source": {}}, "source.name"),
        ({**PUSHED, "judul": "x"}, "judul"),
        ({**PUSHED, "source": {"name": "x", "region": "99"}}, "source.region"),
        ({**PUSHED, "source": {"name": "x", "region": "64.09"}}, "source.region"),
        ({**PUSHED, "source": {"name": "x", "id": "unknown"}}, "source.id"),
        ({**PUSHED, "source": {"name": "x", "id": "../health"}}, "source.id"),
        ({**PUSHED, "source": {"name": "x", "timezone": "Mars"}}, "source.timezone"),
        ({**PUSHED, "text": "a\x00b"}, "body"),
        ({**PUSHED, "source": {"name": "a\x00b"}}, "body"),
        ([], "body"),
    ],
)
async def test_a_bad_body_is_named(api: Api, body: Any, name: str) -> None:
    api.crawler.answers["GET /sources"] = (200, {"items": [], "next": None})
    answer = await api.client.post("/v1/articles", json=body, headers=await api.key("analyst"))
    assert_problem(answer, 400, "invalid-parameter")
    assert ("body", name) in errors_of(answer)
    assert not any(call == "POST /articles" for call, _ in api.crawler.asked)


@pytest.mark.parametrize("content", [b"{", b"", b"\xff\xfe", b"title=x"])
async def test_a_body_that_is_not_json(api: Api, content: bytes) -> None:
    headers = {**await api.key("analyst"), "Content-Type": "application/json"}
    answer = await api.client.post("/v1/articles", content=content, headers=headers)
    assert_problem(answer, 400, "invalid-parameter")


async def test_a_body_that_is_too_large(api: Api) -> None:
    headers = {**await api.key("analyst"), "Content-Type": "application/json"}

    async def unannounced() -> Any:
        for _ in range(MAX_BODY_BYTES // 500_000 + 1):
            yield b" " * 500_000

    for content in (b" " * (MAX_BODY_BYTES + 1), unannounced()):
        answer = await api.client.post("/v1/articles", content=content, headers=headers)
        assert_problem(answer, 413, "too-large")
        assert "ratelimit-remaining" in answer.headers


async def test_unknown_paths_and_methods(api: Api) -> None:
    assert_problem(await api.get("/v1/nothing"), 404, "not-found")
    assert_problem(await api.get("/v1/articles/%00"), 404, "not-found")
    assert_problem(await api.get("/v1/articles?source=a%00"), 400, "invalid-parameter")
    assert_problem(await api.client.get("/nothing"), 404, "not-found")
    answer = await api.client.delete("/v1/articles", headers=await api.key())
    assert_problem(answer, 405, "method-not-allowed")
    assert "GET" in answer.headers["allow"]


async def test_browsers_get_a_page_outside_the_api(api: Api) -> None:
    answer = await api.client.get("/nothing", headers={"Accept": "text/html,*/*"})
    assert answer.status_code == 404
    assert answer.headers["content-type"].startswith("text/html")
    inside = await api.client.get("/v1/nothing", headers={"Accept": "text/html", **await api.key()})
    assert_problem(inside, 404, "not-found")


@pytest.mark.parametrize("status", [500, 503, 401])
async def test_a_service_behind_that_fails(api: Api, status: int) -> None:
    api.search.answers["POST /articles/search"] = (status, {"detail": "secret internals"})
    answer = await api.get("/v1/articles")
    assert_problem(answer, 503, "unavailable")
    assert "secret" not in answer.text


async def test_an_answer_that_was_not_agreed(api: Api) -> None:
    api.search.answers["POST /articles/search"] = (200, {"hits": []})
    assert_problem(await api.get("/v1/articles"), 503, "unavailable")


async def test_a_fault_of_ours_shows_no_stack(api: Api, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("secret internals")

    monkeypatch.setattr("services.gateway.api.articles.build_filter", fails)
    answer = await api.get("/v1/articles")
    assert_problem(answer, 500, "internal")
    assert "secret" not in answer.text
    assert "Traceback" not in answer.text
    assert "ratelimit-remaining" in answer.headers
