"""CORS: pages of listed origins may call the API with a key of their own, nobody else's, no cookies."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace

import httpx
import pytest

from services.gateway.app import create_public_app
from shared.runtime.settings import SettingsError, load_settings
from tests.unit.services.gateway.conftest import Api

ORIGIN = "https://dasbor.example"
PREFLIGHT = {
    "Origin": ORIGIN,
    "Access-Control-Request-Method": "GET",
    "Access-Control-Request-Headers": "authorization, if-none-match",
}


@pytest.fixture
async def shared(api: Api) -> AsyncIterator[httpx.AsyncClient]:
    """A client of the same gateway with one origin on its list."""
    state = api.app.state.gateway
    settings = state.settings.model_copy(update={"cors_origins": [ORIGIN]})
    transport = httpx.ASGITransport(app=create_public_app(replace(state, settings=settings)))
    async with httpx.AsyncClient(transport=transport, base_url="http://gaung.example") as client:
        yield client


async def test_a_preflight_needs_no_key(shared: httpx.AsyncClient) -> None:
    answer = await shared.options("/v1/articles", headers=PREFLIGHT)
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == ORIGIN
    assert "Authorization" in answer.headers["access-control-allow-headers"]
    assert {"GET", "POST", "PATCH", "DELETE"} <= set(
        answer.headers["access-control-allow-methods"].split(", ")
    )
    assert "Origin" in answer.headers["vary"]
    assert "access-control-allow-credentials" not in answer.headers


async def test_an_answer_shows_what_a_client_needs(api: Api, shared: httpx.AsyncClient) -> None:
    answer = await shared.get("/v1/me", headers=await api.key() | {"Origin": ORIGIN})
    assert answer.status_code == 200
    assert answer.headers["access-control-allow-origin"] == ORIGIN
    exposed = set(answer.headers["access-control-expose-headers"].split(", "))
    assert {"ETag", "Link", "X-Request-Id", "RateLimit", "RateLimit-Policy", "RateLimit-Limit"} <= exposed
    assert {"RateLimit-Remaining", "RateLimit-Reset", "Retry-After"} <= exposed
    assert "access-control-allow-credentials" not in answer.headers
    refused = await shared.get("/v1/me", headers={"Origin": ORIGIN})
    assert refused.status_code == 401
    assert refused.headers["access-control-allow-origin"] == ORIGIN, "a page may read why it was refused"


@pytest.mark.parametrize(
    "origin", ["https://other.example", "http://dasbor.example", "null", ORIGIN + ":8443"]
)
async def test_other_origins_learn_nothing(api: Api, shared: httpx.AsyncClient, origin: str) -> None:
    for answer in (
        await shared.options("/v1/articles", headers=PREFLIGHT | {"Origin": origin}),
        await shared.get("/v1/me", headers=await api.key() | {"Origin": origin}),
    ):
        assert not any(name.startswith("access-control-") for name in answer.headers)
        assert "Origin" in answer.headers["vary"], "no cache may give this answer to an allowed origin"
    preflight = await shared.options("/v1/articles", headers=PREFLIGHT | {"Origin": origin})
    assert preflight.status_code == 401


async def test_the_dashboard_is_nobody_elses(shared: httpx.AsyncClient) -> None:
    for answer in (
        await shared.get("/masuk", headers={"Origin": ORIGIN}),
        await shared.options("/masuk", headers=PREFLIGHT),
    ):
        assert not any(name.startswith("access-control-") for name in answer.headers)


async def test_without_a_list_there_is_no_cors(api: Api) -> None:
    answer = await api.client.options("/v1/articles", headers=PREFLIGHT)
    assert answer.status_code == 401
    assert not any(name.startswith("access-control-") for name in answer.headers)
    assert "Origin" not in answer.headers["vary"]


def test_the_list_holds_origins_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GAUNG_CORS_ORIGINS", " https://a.example, http://127.0.0.1:5173 ")
    assert load_settings().cors_origins == ["https://a.example", "http://127.0.0.1:5173"]
    for wrong in ("*", "a.example", "https://a.example/", "https://A.example", "https://a.example/path"):
        monkeypatch.setenv("GAUNG_CORS_ORIGINS", wrong)
        with pytest.raises(SettingsError, match="GAUNG_CORS_ORIGINS"):
            load_settings()
