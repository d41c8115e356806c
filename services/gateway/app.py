"""The public app: API and dashboard behind the same guards."""

from __future__ import annotations

from fastapi import FastAPI

from services.gateway.state import GatewayState


def create_public_app(state: GatewayState) -> FastAPI:
    """Everything that the public port serves."""
    app = FastAPI(title="Gaung", docs_url=None, redoc_url=None)
    app.state.gateway = state
    return app
