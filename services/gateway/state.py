"""What every request of the public app can reach: settings, database, the other services, limits."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import Request
from sqlalchemy.ext.asyncio import AsyncEngine

from services.gateway.crawler_client import CrawlerClient
from services.gateway.cursors import Cursors
from services.gateway.notifier_client import NotifierClient
from services.gateway.quotas import Quotas
from services.gateway.rate_limit import RateLimiter
from services.gateway.search_client import SearchClient
from services.gateway.watch_client import WatchClient
from shared.runtime.settings import Settings


@dataclass(frozen=True)
class GatewayState:
    """Built once by open_gateway, kept as `app.state.gateway`."""

    settings: Settings
    engine: AsyncEngine
    search: SearchClient
    crawler: CrawlerClient
    notifier: NotifierClient
    watches: WatchClient
    limiter: RateLimiter
    quotas: Quotas
    cursors: Cursors


def gateway_state(request: Request) -> GatewayState:
    """The state of the app that serves this request (a FastAPI dependency)."""
    state: GatewayState = request.app.state.gateway
    return state
