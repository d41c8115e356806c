"""The OpenAPI document: valid, complete, with examples that fit their schemas; and the page made of it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from openapi_schema_validator import OAS31Validator
from openapi_spec_validator import validate

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
        assert "{" not in path or "404" in operation["responses"], where
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


def bodies(document: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    """Every JSON body of a request, an answer or a problem, with where it stands."""
    found = []
    for path, method, operation in operations(document):
        holders = {"request": operation.get("requestBody", {}), **operation["responses"]}
        for name, holder in holders.items():
            if "application/json" in holder.get("content", {}):
                found.append((f"{method} {path} {name}", holder["content"]["application/json"]))
    for name, answer in document["components"]["responses"].items():
        found.append((name, answer["content"]["application/problem+json"]))
    return found


def test_every_body_has_an_example_that_fits(document: dict[str, Any]) -> None:
    for where, content in bodies(document):
        assert content["example"], where
        OAS31Validator({**content["schema"], "components": document["components"]}).validate(
            content["example"]
        )


def test_every_body_of_a_request_and_every_answer_is_told_by_hand(document: dict[str, Any]) -> None:
    """Put together from nothing but types an example would say nothing."""
    for where, content in bodies(document):
        names = re.findall(r"schemas/(\w+)", str(content["schema"]))
        assert names, where
        for name in names:
            schema = document["components"]["schemas"][name]
            item = schema.get("properties", {}).get("items", {}).get("items", {}).get("$ref", "")
            assert {name, item.rpartition("/")[2]} & BY_SCHEMA.keys(), f"{where}: no example of {name}"


def test_every_parameter_says_what_it_is(document: dict[str, Any]) -> None:
    for path, method, operation in operations(document):
        for parameter in operation.get("parameters", ()):
            where = f"{method} {path} {parameter['name']}"
            schema = parameter["schema"]
            telling = {"enum", "default", "format"} & (schema.keys() | schema.get("items", {}).keys())
            assert "example" in parameter or telling or schema["type"] == "boolean", where
            assert "anyOf" not in schema, f"{where}: no URL can say null"
            if "example" in parameter:
                OAS31Validator(schema).validate(parameter["example"])


def test_names_of_operations_are_those_of_their_functions(document: dict[str, Any]) -> None:
    names = [operation["operationId"] for _, _, operation in operations(document)]
    assert len(names) == len(set(names))
    assert all(re.fullmatch(r"[a-z]+(_[a-z]+)*", name) for name in names)
    published = Path(__file__).with_name("operation_ids.txt").read_text().split()
    assert sorted(set(published) - set(names)) == [], "a published name must stay (docs/versioning.md)"
    assert sorted(set(names) - set(published)) == [], "add the new names to operation_ids.txt"


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
