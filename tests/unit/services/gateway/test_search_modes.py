"""Modes and likeness over HTTP: what is asked of the search service, what its answers become."""

from __future__ import annotations

import json
from typing import Any

import pytest

from services.gateway.examples import ARTICLE_ID
from services.gateway.tenants import create_tenant
from tests.unit.services.gateway.conftest import Api
from tests.unit.services.gateway.fakes import indexed_article
from tests.unit.services.gateway.test_guard import assert_problem

SEARCH = "POST /articles/search"
SIMILAR = "POST /articles/similar"
LIKE = f"/v1/articles/{ARTICLE_ID}/similar"


def ranking(
    mode: str = "hybrid", notice: str | None = None, next_: list[Any] | None = None
) -> tuple[int, Any]:
    item = json.loads(indexed_article().model_dump_json())
    total = {"value": 200, "relation": "gte"}
    return 200, {
        "items": [{**item, "score": 0.5}],
        "next": next_,
        "total": total,
        "mode_used": mode,
        "notice": notice,
    }


@pytest.mark.parametrize(
    ("asked", "sort", "mode"),
    [
        ("q=banjir", "published", None),
        ("q=banjir&sort=relevance", "relevance", None),
        ("q=banjir&sort=seen&mode=text", "seen", "text"),
        ("q=banjir&mode=semantic", "relevance", "semantic"),
        ("q=banjir&mode=hybrid&sort=relevance", "relevance", "hybrid"),
    ],
)
async def test_order_and_mode_go_together(api: Api, asked: str, sort: str, mode: str | None) -> None:
    api.search.answers[SEARCH] = ranking()
    answer = await api.get(f"/v1/articles?{asked}")
    assert answer.status_code == 200, answer.text
    question = api.search.last(SEARCH)
    assert (question["sort"], question["mode"]) == (sort, mode)


@pytest.mark.parametrize("asked", ["mode=semantic&sort=published", "mode=hybrid&sort=seen", "mode=meaning"])
async def test_what_contradicts_itself_is_refused(api: Api, asked: str) -> None:
    answer = await api.get(f"/v1/articles?q=banjir&{asked}")
    assert_problem(answer, 400, "invalid-parameter")
    assert answer.json()["errors"][0]["name"] in ("sort", "mode")


async def test_scores_mode_and_notice_are_shown(api: Api) -> None:
    api.search.answers[SEARCH] = ranking("text", notice="Pencarian menurut makna sedang tidak tersedia.")
    body = (await api.get("/v1/articles?q=banjir&mode=hybrid")).json()
    assert (body["mode_used"], body["notice"]) == ("text", "Pencarian menurut makna sedang tidak tersedia.")
    assert body["items"][0]["score"] == 0.5
    assert body["total"] == {"value": 200, "relation": "gte"}


async def test_without_meaning_a_semantic_question_is_503_and_says_so(api: Api) -> None:
    message = "Pencarian menurut makna sedang tidak tersedia: layanan bahasa tidak menjawab."
    api.search.answers[SEARCH] = (503, {"name": "mode", "message": message})
    answer = await api.get("/v1/articles?q=banjir&mode=semantic")
    assert_problem(answer, 503, "unavailable")
    assert answer.json()["detail"] == message
    # What is not meant for the user stays inside.
    api.search.answers[SEARCH] = (503, {"detail": "elasticsearch does not answer"})
    assert "elasticsearch" not in (await api.get("/v1/articles?q=banjir")).text


async def test_a_cursor_belongs_to_its_mode(api: Api) -> None:
    api.search.answers[SEARCH] = ranking(next_=[1, ARTICLE_ID])
    cursor = (await api.get("/v1/articles?q=banjir&mode=hybrid")).json()["next"]
    api.search.answers[SEARCH] = ranking()
    assert (await api.get(f"/v1/articles?q=banjir&mode=hybrid&cursor={cursor}")).status_code == 200
    assert api.search.last(SEARCH)["after"] == [1, ARTICLE_ID]
    for other in ("mode=semantic", "mode=text&sort=relevance", "sort=relevance", ""):
        answer = await api.get(f"/v1/articles?q=banjir&{other}&cursor={cursor}")
        assert_problem(answer, 400, "invalid-parameter")


async def test_similar_asks_within_scope_and_filter(api: Api) -> None:
    api.search.answers[SIMILAR] = ranking("semantic", next_=[1, ARTICLE_ID])
    answer = await api.get(f"{LIKE}?copies=fold&tone=negatif&limit=1")
    body = answer.json()
    assert answer.status_code == 200, answer.text
    assert body["items"][0]["score"] == 0.5
    asked = api.search.last(SIMILAR)
    assert (asked["id"], asked["limit"], asked["after"]) == (ARTICLE_ID, 1, None)
    assert (asked["filter"]["scope"], asked["filter"]["copies"], asked["filter"]["tones"]) == (
        ["64.08"],
        "fold",
        ["negatif"],
    )
    cursor = body["next"]
    assert (await api.get(f"{LIKE}?copies=fold&tone=negatif&cursor={cursor}")).status_code == 200
    assert_problem(await api.get(f"{LIKE}?tone=negatif&cursor={cursor}"), 400, "invalid-parameter")
    other = LIKE.replace(ARTICLE_ID, "0" * 32)
    assert_problem(
        await api.get(f"{other}?copies=fold&tone=negatif&cursor={cursor}"), 400, "invalid-parameter"
    )
    twin = await create_tenant(api.engine, "Dinas Kutai Timur", ["64.08"])
    stolen = await api.client.get(
        f"{LIKE}?copies=fold&tone=negatif&cursor={cursor}", headers=await api.key("viewer", twin)
    )
    assert_problem(stolen, 400, "invalid-parameter")


async def test_similar_to_what_is_not_there_or_has_no_embedding(api: Api) -> None:
    assert_problem(await api.get(LIKE), 404, "not-found")
    message = "Berita ini belum memiliki vektor makna, sehingga tidak dapat dibandingkan."
    api.search.answers[SIMILAR] = (409, {"name": "id", "message": message})
    answer = await api.get(LIKE)
    assert_problem(answer, 409, "conflict")
    assert answer.json()["detail"] == message
    assert_problem(await api.get(f"{LIKE}?mode=text"), 400, "invalid-parameter")
