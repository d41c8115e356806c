"""What every answer carries: an id, the security headers, nothing for other origins."""

from __future__ import annotations

import pytest
import structlog

from services.gateway.request_context import RequestContext
from tests.unit.services.gateway.conftest import Api


async def test_the_callers_id_is_kept_when_it_is_one(api: Api) -> None:
    for given, kept in (("abc-123", True), ("x" * 65, False), ("a b", False), ("", False)):
        answer = await api.client.get("/v1/articles", headers={"X-Request-Id": given})
        assert (answer.headers["x-request-id"] == given) is kept
        assert answer.headers["x-request-id"]


async def test_the_id_is_in_the_log(api: Api) -> None:
    with structlog.testing.capture_logs(processors=[structlog.contextvars.merge_contextvars]) as lines:
        await api.client.get("/v1/articles?q=rahasia", headers={"X-Request-Id": "abc-123"})
    line = next(line for line in lines if line["event"] == "request answered")
    assert (line["request_id"], line["status"], line["path"]) == ("abc-123", 401, "/v1/articles")
    assert "rahasia" not in str(lines), "what people search for is nobody's business"


@pytest.mark.parametrize("path", ["/v1/articles", "/docs", "/openapi.json", "/nothing", "/masuk"])
async def test_security_headers_everywhere(api: Api, path: str) -> None:
    answer = await api.client.get(path, headers={"Origin": "https://elsewhere.example"})
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-frame-options"] == "DENY"
    assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert "unsafe" not in answer.headers["content-security-policy"]
    assert not any(name.startswith("access-control-") for name in answer.headers)
    assert "strict-transport-security" not in answer.headers


async def test_https_is_remembered_where_people_use_it() -> None:
    sent = []

    async def send(message: dict[str, object]) -> None:
        sent.append(message)

    async def app(_scope, _receive, send) -> None:  # type: ignore[no-untyped-def]  # an ASGI app in miniature
        await send({"type": "http.response.start", "status": 200, "headers": []})

    scope = {"type": "http", "method": "GET", "path": "/", "headers": []}
    await RequestContext(app, https=True)(scope, None, send)  # type: ignore[arg-type]  # nothing is received
    assert (b"strict-transport-security", b"max-age=31536000") in sent[0]["headers"]
