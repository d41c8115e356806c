"""Parameters that are empty or come twice, over HTTP: forms send the first, and the second would be overlooked."""

from __future__ import annotations

from typing import Any

import pytest

from tests.unit.services.gateway.conftest import Api
from tests.unit.services.gateway.test_guard import assert_problem

EMPTY = (200, {"items": [], "next": None, "total": {"value": 0}})
FORM = "q=&from=&to=&region=&about=&tone=&topic=&source=&kind=&lang=&person=&story=&copies=&sort=&mode=&limit=&cursor="


async def test_a_form_without_anything_filled_in_asks_for_everything(api: Api) -> None:
    api.search.answers["POST /articles/search"] = EMPTY
    assert (await api.get("/v1/articles")).status_code == 200
    asked = api.search.last("POST /articles/search")
    answer = await api.get(f"/v1/articles?{FORM}")
    assert answer.status_code == 200, answer.text
    assert api.search.last("POST /articles/search") == asked


async def test_what_is_filled_in_counts_beside_what_is_empty(api: Api) -> None:
    api.search.answers["POST /articles/search"] = EMPTY
    path = "/v1/articles?q=&q=jalan%20rusak%20%26%20caf%C3%A9&tone=&tone=negatif&from=2026-08-17T00:00:00%2B08:00&to="
    answer = await api.get(path)
    assert answer.status_code == 200, answer.text
    asked = api.search.last("POST /articles/search")["filter"]
    assert (asked["q"], asked["tones"]) == ("jalan rusak & café", ["negatif"])
    assert asked["from_"] == "2026-08-17T00:00:00+08:00"


@pytest.mark.parametrize(
    ("path", "names"),
    [
        ("/v1/articles?q=banjir&q=jalan", ["q"]),
        ("/v1/articles?q=banjir&q=banjir", ["q"]),
        ("/v1/articles?from=2026-08-01&limit=5&from=2026-08-02&limit=6", ["from", "limit"]),
        ("/v1/timeline?interval=day&interval=week", ["interval"]),
        ("/v1/stories?story=a&story=b", ["story"]),
        ("/v1/exports?format=csv&format=xlsx", ["format"]),
        ("/v1/briefs?date=2026-08-01&date=2026-08-02", ["date"]),
        ("/v1/watches?limit=1&limit=2", ["limit"]),
    ],
)
async def test_what_is_no_list_comes_once(api: Api, path: str, names: list[str]) -> None:
    answer = await api.get(path)
    assert_problem(answer, 400, "invalid-parameter")
    problem = answer.json()
    assert [(error["in"], error["name"]) for error in problem["errors"]] == [
        ("query", name) for name in names
    ]
    assert all(error["message"] == "hanya boleh satu kali" for error in problem["errors"])
    assert api.search.asked == []


async def test_lists_are_repeated(api: Api) -> None:
    api.search.answers["POST /articles/search"] = EMPTY
    await api.get("/v1/articles?source=a&source=b&source=a")
    assert api.search.last("POST /articles/search")["filter"]["sources"] == ["a", "b", "a"]


async def test_an_unknown_parameter_is_refused_even_when_it_is_empty(api: Api) -> None:
    for query in ("regoin=", "regoin=64&regoin=64"):
        answer = await api.get(f"/v1/articles?{query}")
        assert_problem(answer, 400, "invalid-parameter")
        assert {error["name"] for error in answer.json()["errors"]} == {"regoin"}


async def test_the_document_says_the_same(api: Api) -> None:
    document: dict[str, Any] = (await api.client.get("/openapi.json")).json()
    parameters = [
        parameter
        for operations in document["paths"].values()
        for operation in operations.values()
        for parameter in operation.get("parameters", ())
    ]
    inside = [parameter for parameter in parameters if parameter["in"] == "query"]
    assert len(inside) > 100
    assert all(parameter["allowEmptyValue"] for parameter in inside)
    assert not any("allowEmptyValue" in parameter for parameter in parameters if parameter["in"] != "query")
