"""The OpenAPI document: valid, complete, with examples that fit their schemas; and the page made of it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import validate

from services.gateway.docs_page.operations import example_of
from services.gateway.examples import BY_SCHEMA
from services.gateway.problems import KINDS
from tests.unit.services.gateway.conftest import Api
from tests.unit.services.gateway.test_guard import assert_problem


@pytest.fixture
async def document(api: Api) -> dict[str, Any]:
    """The document as a client gets it, without a key."""
    answer = await api.client.get("/openapi.json")
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    return found


def operations(document: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [
        (path, method, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]


def test_it_is_valid_openapi_3_1(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1")
    validate(document)


def test_it_speaks_of_the_api_alone(document: dict[str, Any]) -> None:
    assert all(path.startswith("/v1/") for path in document["paths"])
    documented = {f"{method.upper()} {path}" for path, method, _ in operations(document)}
    assert {
        "GET /v1/articles",
        "POST /v1/articles",
        "GET /v1/articles/{article_id}",
        "GET /v1/timeline",
        "GET /v1/facets",
        "GET /v1/stories",
        "GET /v1/stories/{story_id}",
        "GET /v1/regions",
        "GET /v1/regions/{code}",
        "GET /v1/sources",
        "GET /v1/sources/{source_id}/health",
        "POST /v1/crawls",
    } <= documented


def test_every_operation_needs_a_key_and_tells_its_problems(document: dict[str, Any]) -> None:
    for path, method, operation in operations(document):
        where = f"{method} {path}"
        assert operation["security"] == [{"bearer": []}, {"apiKey": []}], where
        assert {"400", "401", "429", "500", "503"} <= set(operation["responses"]), where
        assert "422" not in operation["responses"], where
        assert operation["summary"], where
        assert operation["tags"], where
        assert ("404" in operation["responses"]) == ("{" in path), where
    for answer in document["components"]["responses"].values():
        assert list(answer["content"]) == ["application/problem+json"]


def test_the_examples_fit_their_schemas(document: dict[str, Any]) -> None:
    checked = 0
    for name, schema in document["components"]["schemas"].items():
        # References of a schema lead into the document, so it is validated as a part of it.
        validator = OAS31Validator(
            {"$ref": f"#/components/schemas/{name}", "components": document["components"]}
        )
        for example in schema.get("examples", ()):
            validator.validate(example)
            checked += 1
    assert checked == len(BY_SCHEMA)


def test_every_answer_with_a_body_has_an_example(document: dict[str, Any]) -> None:
    for path, method, operation in operations(document):
        for status, answer in operation["responses"].items():
            content = answer.get("content", {}).get("application/json")
            if status.startswith("2") and content:
                example = example_of(document, content["schema"])
                assert example is not None, f"{method} {path}"
                OAS31Validator({**content["schema"], "components": document["components"]}).validate(example)


async def test_the_page_shows_every_operation_and_asks_nobody_else(
    api: Api, document: dict[str, Any]
) -> None:
    answer = await api.client.get("/docs")
    assert answer.status_code == 200
    for _, _, operation in operations(document):
        assert f'id="{operation["operationId"]}"' in answer.text
    loaded = re.findall(r'(?:src|href)="([^"#]+)"', answer.text)
    assert loaded
    loaded.remove("data:,")  # the icon that there is not, said without a request
    assert all(address.startswith("/") and not address.startswith("//") for address in loaded)
    assert not re.search(r"<script(?![^>]*src=)|<style| style=| on\w+=", answer.text)
    for address in loaded:
        assert (await api.client.get(address)).status_code == 200, address


async def test_problem_types_lead_to_their_explanation(api: Api) -> None:
    page = (await api.client.get("/docs")).text
    for kind in KINDS:
        answer = await api.client.get(f"/problems/{kind.slug}")
        assert answer.status_code == 303
        anchor = answer.headers["location"].partition("#")[2]
        assert f'id="{anchor}"' in page
    assert_problem(await api.client.get("/problems/none"), 404, "not-found")
    assert_problem(await api.client.get("/docs/docs.html"), 404, "not-found")
