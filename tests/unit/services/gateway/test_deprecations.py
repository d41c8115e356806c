"""What is on its way out says so in every answer and in the document, and is gone when it ends."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from services.gateway.app import create_public_app
from services.gateway.deprecations import DEPRECATIONS, Deprecation
from tests.unit.services.gateway.conftest import Api
from tests.unit.services.gateway.test_guard import assert_problem

LATER = datetime.now(UTC).replace(microsecond=0) + timedelta(days=300)
SINCE = datetime(2026, 3, 1, tzinfo=UTC)
STORY = Deprecation(
    "get", "/v1/stories/{story_id}", SINCE, LATER, "/docs#operation/get_story_v2", "GET /v2/stories/{id}"
)
PARAMETER = replace(
    STORY,
    path="/v1/facets",
    sunset=LATER + timedelta(days=30),
    link="/docs#facets",
    parameter="fields",
)
ENDED = replace(STORY, path="/v1/long-gone", sunset=datetime(2026, 4, 1, 8, tzinfo=UTC))


@pytest.fixture
async def ageing(api: Api) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the same gateway with rows in its table."""
    app = create_public_app(api.app.state.gateway, deprecations=(PARAMETER, ENDED, STORY))
    transport = httpx.ASGITransport(app=app)
    async with httpx.AsyncClient(transport=transport, base_url="http://gaung.example") as client:
        yield client


async def test_every_answer_of_a_deprecated_operation_says_until_when(
    api: Api, ageing: httpx.AsyncClient
) -> None:
    link = f'<{STORY.link}>; rel="deprecation"'
    for headers, status in ((await api.key(), 404), ({}, 401)):
        for method in ("GET", "HEAD"):
            answer = await ageing.request(method, "/v1/stories/s1", headers=headers)
            assert answer.status_code == status
            assert answer.headers["deprecation"] == f"@{int(SINCE.timestamp())}"
            assert answer.headers["sunset"] == LATER.strftime("%a, %d %b %Y %H:%M:%S GMT")
            assert answer.headers["link"] == link
    for path in ("/v1/stories", "/v1/stories/s1/changes", "/v1/me", "/openapi.json"):
        answer = await ageing.get(path, headers=await api.key())
        assert not {"deprecation", "sunset", "link"} & answer.headers.keys(), path
    posted = await ageing.post("/v1/stories/s1", headers=await api.key())
    assert "deprecation" not in posted.headers


async def test_a_parameter_is_told_of_when_it_is_used(api: Api, ageing: httpx.AsyncClient) -> None:
    headers = await api.key()
    used = await ageing.get("/v1/facets?fields=tone", headers=headers)
    assert used.headers["link"] == '</docs#facets>; rel="deprecation"'
    assert used.headers["sunset"] == PARAMETER.sunset.strftime("%a, %d %b %Y %H:%M:%S GMT")
    assert "deprecation" not in (await ageing.get("/v1/facets", headers=headers)).headers


async def test_after_its_end_it_is_gone_and_names_its_successor(ageing: httpx.AsyncClient) -> None:
    answer = await ageing.get("/v1/long-gone")
    assert_problem(answer, 410, "gone")
    assert "GET /v2/stories/{id}" in answer.json()["detail"]
    assert answer.headers["sunset"] == "Wed, 01 Apr 2026 08:00:00 GMT"


async def test_the_document_marks_what_goes(api: Api, ageing: httpx.AsyncClient) -> None:
    document = (await ageing.get("/openapi.json")).json()
    story = document["paths"]["/v1/stories/{story_id}"]["get"]
    assert story["deprecated"] is True
    assert LATER.date().isoformat() in story["description"]
    marked = [
        (path, parameter["name"])
        for path, operations in document["paths"].items()
        for operation in operations.values()
        for parameter in operation.get("parameters", ())
        if parameter.get("deprecated")
    ]
    assert marked == [("/v1/facets", "fields")]
    plain = (await api.client.get("/openapi.json")).text
    assert plain.count('"deprecated":true') == sum(row.sunset > datetime.now(UTC) for row in DEPRECATIONS)
