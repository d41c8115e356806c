"""The internal HTTP API of a service: a shared token, health, readiness and metrics beside its own routes."""

from __future__ import annotations

import hmac
from collections.abc import Awaitable, Callable, Mapping

from fastapi import Depends, FastAPI, HTTPException, Request, Response
from fastapi.responses import JSONResponse
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from shared.runtime.request_ids import RequestIds
from shared.runtime.settings import Settings

Check = Callable[[], Awaitable[str | None]]
"""A readiness check: None when ready, else one line that says what is missing."""


def require_token(settings: Settings) -> Callable[[Request], None]:
    """A dependency that lets through only requests with the shared internal token."""

    def dependency(request: Request) -> None:
        given = request.headers.get("authorization", "").removeprefix("Bearer ")
        if not settings.internal_token or not hmac.compare_digest(given, settings.internal_token):
            raise HTTPException(status_code=401, detail="internal token missing or wrong")

    return dependency


def add_health_routes(app: FastAPI, checks: Mapping[str, Check]) -> None:
    """Add /healthz (the process lives), /readyz (its dependencies answer) and /metrics (Prometheus)."""

    @app.get("/healthz", include_in_schema=False)
    async def healthz() -> dict[str, str]:
        return {"status": "ok"}

    @app.get("/readyz", include_in_schema=False)
    async def readyz() -> JSONResponse:
        results = {name: await check() for name, check in checks.items()}
        ready = not any(results.values())
        return JSONResponse(
            {
                "status": "ready" if ready else "not ready",
                "checks": {n: r or "ok" for n, r in results.items()},
            },
            status_code=200 if ready else 503,
        )

    @app.get("/metrics", include_in_schema=False)
    async def metrics() -> Response:
        return Response(generate_latest(), media_type=CONTENT_TYPE_LATEST)


def internal_app(name: str, settings: Settings, checks: Mapping[str, Check]) -> FastAPI:
    """A FastAPI app whose own routes need the token and whose health routes do not."""
    app = FastAPI(title=f"Gaung {name} (internal)", docs_url=None, redoc_url=None, openapi_url=None)
    add_health_routes(app, checks)
    app.add_middleware(RequestIds)
    app.state.token_required = Depends(require_token(settings))
    return app
