"""A recorded run of every operation: each real answer is what the document says of it."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from openapi_schema_validator import OAS31Validator

from tests.contract_quality.world import QualityWorld, opened

# Reading first, destroying last.
ORDER = ("get", "head", "post", "patch", "delete")
# Right answers to what the examples ask of this world; everything else is a success.
REFUSED = {
    # Nothing fired, nothing was corrected.
    "get /v1/alerts/{alert_id}": 404,
    "post /v1/alerts/{alert_id}/ack": 404,
    "delete /v1/stories/{story_id}/corrections/{correction_id}": 404,
    # The examples name articles and stories of another world.
    "post /v1/stories/{story_id}/merge": 404,
    "post /v1/stories/{story_id}/split": 404,
    # The articles of this world were read without their meaning.
    "get /v1/articles/{article_id}/similar": 409,
    # The example is the tenant that asks.
    "post /v1/admin/tenants": 409,
}
FILE = {"file": ("aduan.csv", b"waktu,isi\n2026-08-18 09:00,Lampu jalan poros padam\n", "text/csv")}
FORM = {"source": "SP4N", "kind": "aspirasi"}


@pytest.fixture
async def world(tmp_path: Path) -> AsyncIterator[QualityWorld]:
    async with opened(tmp_path / "data") as world:
        yield world


def operations(document: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    """Every operation in an order in which each finds what it needs."""
    found = [(m, p, one) for p, methods in document["paths"].items() for m, one in methods.items()]
    return sorted(found, key=lambda one: ORDER.index(one[0]))


async def called(world: QualityWorld, method: str, path: str, operation: dict[str, Any]) -> httpx.Response:
    """The answer to the operation with the document's example of a body, about something that exists."""
    for name in re.findall(r"{(\w+)}", path):
        example = next(one["example"] for one in operation["parameters"] if one["name"] == name)
        path = path.replace(f"{{{name}}}", world.ids.get(name, [example])[0])
    content = operation.get("requestBody", {}).get("content", {})
    if "multipart/form-data" in content:
        return await world.call(method, path, files=FILE, data=FORM)
    body = content.get("application/json", {}).get("example")
    return await world.call(method, path, json=body) if body is not None else await world.call(method, path)


def described(document: dict[str, Any], operation: dict[str, Any], status: int) -> dict[str, Any]:
    """What the document says of an answer with this status."""
    answer: dict[str, Any] = operation["responses"][str(status)]
    reference = answer.get("$ref", "").rpartition("/")[2]
    return document["components"]["responses"][reference] if reference else answer  # type: ignore[no-any-return]


async def test_every_answer_is_what_the_document_says(world: QualityWorld) -> None:
    document = (await world.client.get("/openapi.json")).json()
    statuses: dict[str, int] = {}
    for method, path, operation in operations(document):
        where = f"{method} {path}"
        answer = await called(world, method, path, operation)
        statuses[where] = answer.status_code
        assert str(answer.status_code) in operation["responses"], (
            f"{where}: {answer.status_code} {answer.text}"
        )
        said = described(document, operation, answer.status_code)
        for name in said.get("headers", {}):
            assert name in answer.headers, f"{where}: no {name}"
        media_type = answer.headers.get("content-type", "").partition(";")[0]
        if method != "head" and answer.content:
            assert media_type in said["content"], f"{where}: {media_type}"
        if media_type.endswith("json") and answer.content:
            schema = {**said["content"][media_type]["schema"], "components": document["components"]}
            OAS31Validator(schema).validate(answer.json())
    assert {where: status for where, status in statuses.items() if status >= 400} == REFUSED
