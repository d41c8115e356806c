"""HTTP clients to the other services' internal APIs: over the network, or in process through ASGI."""

from __future__ import annotations

from collections.abc import Mapping

import httpx
from fastapi import FastAPI

from shared.runtime.request_ids import pass_on
from shared.runtime.settings import Service, Settings

_HOOKS = {"request": [pass_on]}


class ServiceUnavailable(Exception):
    """Another service does not answer; the message names it."""


class Clients:
    """One client for each service. In standalone, `apps` holds the services that live in this process."""

    def __init__(self, settings: Settings, apps: Mapping[Service, FastAPI] | None = None) -> None:
        self._settings = settings
        self._apps = apps if apps is not None else {}
        self._clients: dict[Service, httpx.AsyncClient] = {}

    def to(self, service: Service) -> httpx.AsyncClient:
        """The client of a service; carries the internal token. Relative URLs only."""
        if service not in self._clients:
            self._clients[service] = self._build(service)
        return self._clients[service]

    def _build(self, service: Service) -> httpx.AsyncClient:
        headers = {"Authorization": f"Bearer {self._settings.internal_token}"}
        if service in self._apps:
            transport = httpx.ASGITransport(app=self._apps[service])
            return httpx.AsyncClient(
                transport=transport, base_url=f"http://{service}", headers=headers, event_hooks=_HOOKS
            )
        urls = {
            "crawler": self._settings.crawler_url,
            "nlp": self._settings.nlp_url,
            "search": self._settings.search_url,
            "notifier": self._settings.notifier_url,
        }
        # Answers come from a database beside us: ten seconds without one is an outage, not a slow query.
        return httpx.AsyncClient(base_url=urls[service], headers=headers, timeout=10.0, event_hooks=_HOOKS)

    async def close(self) -> None:
        """Close every client. Idempotent."""
        for client in self._clients.values():
            await client.aclose()
        self._clients.clear()
