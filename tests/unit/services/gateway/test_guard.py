"""Who gets in: keys in either header, and what everybody else is told."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from services.gateway.keys import issue_key, revoke_key
from services.gateway.tenants import create_tenant
from tests.unit.services.gateway.conftest import RATE_LIMIT, Api

EMPTY = (200, {"items": [], "next": None, "total": {"value": 0}})


def assert_problem(answer: httpx.Response, status: int, slug: str) -> None:
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert (body["status"], body["type"]) == (status, f"/problems/{slug}")
    assert body["title"]
    assert body["title_en"]
    assert body["detail"]
    assert body["request_id"] == answer.headers["x-request-id"]


@pytest.mark.parametrize("header", ["Authorization", "X-API-Key"])
async def test_a_key_in_either_header(api: Api, header: str) -> None:
    api.search.answers["POST /articles/search"] = EMPTY
    issued = await issue_key(api.engine, api.kutim.id, "viewer")
    value = f"Bearer {issued.key}" if header == "Authorization" else issued.key
    answer = await api.client.get("/v1/articles", headers={header: value})
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "private, no-cache"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Bearer gaung_000000000000_wrong"},
        {"Authorization": "Basic dXNlcjpwYXNz"},
        {"X-API-Key": "x"},
        {"Authorization": "Bearer "},
    ],
)
@pytest.mark.parametrize("path", ["/v1/articles", "/v1/nothing/here"])
async def test_without_a_good_key(api: Api, headers: dict[str, str], path: str) -> None:
    answer = await api.client.get(path, headers=headers)
    assert_problem(answer, 401, "unauthenticated")
    assert answer.headers["www-authenticate"].startswith("Bearer")
    assert api.search.asked == []


async def test_expired_and_revoked_keys(api: Api) -> None:
    past = datetime.now(UTC) - timedelta(seconds=1)
    expired = await issue_key(api.engine, api.kutim.id, "admin", past)
    revoked = await issue_key(api.engine, api.kutim.id, "admin")
    await revoke_key(api.engine, revoked.id)
    for key in (expired.key, revoked.key):
        answer = await api.client.get("/v1/articles", headers={"X-API-Key": key})
        assert_problem(answer, 401, "unauthenticated")
        assert 'error="invalid_token"' in answer.headers["www-authenticate"]


@pytest.mark.parametrize(
    ("method", "path", "role"),
    [
        ("POST", "/v1/articles", "viewer"),
        ("POST", "/v1/crawls", "viewer"),
        ("GET", "/v1/admin/keys", "analyst"),
        ("GET", "/v1/admin/tenants", "analyst"),
        ("POST", "/v1/admin/tenants", "admin"),
        ("DELETE", "/v1/admin/keys/x", "analyst"),
        ("GET", "/v1/admin/sources", "admin"),
        ("POST", "/v1/admin/sources", "admin"),
        ("PATCH", "/v1/admin/sources/x", "admin"),
    ],
)
async def test_a_role_that_is_too_low(api: Api, method: str, path: str, role: str) -> None:
    answer = await api.client.request(method, path, headers=await api.key(role))  # type: ignore[arg-type]  # the parameter list is of roles
    assert_problem(answer, 403, "forbidden")
    assert api.crawler.asked == []


async def test_the_limit_of_a_key(api: Api) -> None:
    api.search.answers["POST /articles/search"] = EMPTY
    headers = await api.key()
    answers = [await api.client.get("/v1/articles", headers=headers) for _ in range(RATE_LIMIT + 2)]
    assert {answer.status_code for answer in answers[:RATE_LIMIT]} == {200}
    first, last = answers[0], answers[-1]
    assert first.headers["ratelimit-limit"] == str(RATE_LIMIT)
    assert first.headers["ratelimit-remaining"] == str(RATE_LIMIT - 1)
    assert "retry-after" not in first.headers
    assert_problem(last, 429, "key-quota-exceeded")
    assert 1 <= int(last.headers["retry-after"]) <= 60
    assert last.headers["ratelimit-remaining"] == "0"
    assert (await api.get("/v1/articles")).status_code == 200, "another key has its own allowance"


async def test_the_limit_of_a_tenant_is_seen_before_it_bites(api: Api) -> None:
    api.search.answers["POST /articles/search"] = EMPTY
    operator = await api.key("operator", await create_tenant(api.engine, "Provinsi", ["64"]))
    path = f"/v1/admin/tenants/{api.kutim.id}"
    await api.client.patch(path, json={"daily_quota": 3}, headers=operator)
    keys = [await api.key() for _ in range(4)]
    answers = [await api.client.get("/v1/articles", headers=key) for key in keys]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert [answer.headers["ratelimit-remaining"] for answer in answers] == ["2", "1", "0", "0"]
    first, last = answers[0], answers[-1]
    assert first.headers["ratelimit-policy"] == f'"key";q={RATE_LIMIT};w=60, "tenant";q=3;w=86400'
    assert re.fullmatch(rf'"key";r={RATE_LIMIT - 1};t=\d+, "tenant";r=2;t=\d+', first.headers["ratelimit"])
    assert_problem(last, 429, "tenant-quota-exceeded")
    assert last.headers["retry-after"] == last.headers["ratelimit-reset"]
    assert 0 < int(last.headers["retry-after"]) <= 86_400
    await api.client.patch(path, json={"daily_quota": 4}, headers=operator)
    assert (await api.client.get("/v1/articles", headers=keys[0])).status_code == 200, "a raise helps at once"


async def test_errors_carry_the_allowance_too(api: Api) -> None:
    headers = await api.key()
    for path in ("/v1/nothing", "/v1/articles?limit=0", "/v1/articles/unknown", "/v1/admin/keys"):
        answer = await api.client.get(path, headers=headers)
        assert answer.status_code >= 400
        assert {"ratelimit-limit", "ratelimit-remaining", "ratelimit-reset"} <= set(answer.headers)


async def test_guessing_keys_is_slowed_down(api: Api) -> None:
    answers = [await api.client.get("/v1/articles") for _ in range(RATE_LIMIT + 2)]
    assert answers[0].status_code == 401
    assert_problem(answers[-1], 429, "too-many-requests")


async def test_a_database_that_does_not_answer_is_not_a_wrong_key(api: Api) -> None:
    headers = await api.key()
    async with api.engine.begin() as connection:
        await connection.exec_driver_sql("DROP TABLE keys")
    assert_problem(await api.client.get("/v1/articles", headers=headers), 503, "unavailable")
