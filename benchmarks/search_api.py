"""The whole way of a request: gateway and search service over one index, both in this process."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx
from fastapi import FastAPI
from sqlalchemy.ext.asyncio import AsyncEngine

from benchmarks.search_corpus import load_corpus
from benchmarks.search_meaning import language_app
from benchmarks.search_questions import ZONE, Ask, Engine, Question
from services.gateway.keys import issue_key
from services.gateway.service import open_gateway
from services.gateway.tenants import create_tenant
from services.search.service import open_search
from shared.messaging.connect import connect
from shared.runtime.clients import Clients
from shared.runtime.database import create_engine
from shared.runtime.settings import Service, load_settings

_PATHS = {
    "list": "/v1/articles",
    "phrase": "/v1/articles",
    "words": "/v1/articles",
    "hybrid": "/v1/articles",
    "facets": "/v1/facets",
    "timeline": "/v1/timeline",
    "terms": "/v1/terms",
    "stories": "/v1/stories",
}


@asynccontextmanager
async def open_api(engine: Engine) -> AsyncIterator[Ask]:
    """Answers of the public API with a key for each region asked about."""
    async with AsyncExitStack() as stack:
        data = stack.enter_context(TemporaryDirectory())
        settings = load_settings(
            data_dir=Path(data),
            index_url=engine.url,
            internal_token="bench",
            secret_key="bench-secret-key-of-32-characters",
            rate_limit=10**9,
        )
        apps: dict[Service, FastAPI] = {"nlp": language_app()}
        broker = await connect(settings.broker())
        stack.push_async_callback(broker.close)
        clients = Clients(settings, apps)
        stack.push_async_callback(clients.close)
        apps["search"] = await stack.enter_async_context(open_search(settings, broker, clients))
        gateway = await stack.enter_async_context(open_gateway(settings, broker, clients))
        client = await stack.enter_async_context(
            httpx.AsyncClient(transport=httpx.ASGITransport(gateway.public), base_url="http://bench")
        )
        database = create_engine(settings.database(), "gateway")
        stack.push_async_callback(database.dispose)
        keys = await _keys(database)

        async def ask(kind: str, question: Question) -> Any:
            answer = await client.get(
                f"/v1/stories/{question.story}" if kind == "story" else _PATHS[kind],
                params=_parameters(kind, question),
                headers={"X-API-Key": keys[question.filter.scope[0]]},
            )
            answer.raise_for_status()
            return answer.json()

        yield ask


async def _keys(database: AsyncEngine) -> dict[str, str]:
    """A key for the country, for each province and each regency that is asked about."""
    regencies = {code for code, _ in load_corpus().regions}
    keys = {}
    for scope in sorted({"ID", *regencies, *(code[:2] for code in regencies)}):
        tenant = await create_tenant(database, f"Bench {scope}", [scope], ZONE)
        keys[scope] = (await issue_key(database, tenant.id, "viewer")).key
    return keys


def _parameters(kind: str, question: Question) -> dict[str, str | list[str]]:
    wanted = question.filter
    given = {
        "q": wanted.q,
        "from": wanted.from_.isoformat() if wanted.from_ else None,
        "to": wanted.to.isoformat() if wanted.to else None,
        "region": wanted.regions or None,
        "sort": "relevance" if kind == "words" else None,
        "mode": {"words": "text", "hybrid": "hybrid"}.get(kind),
        "interval": "day" if kind == "timeline" else None,
    }
    return {name: value for name, value in given.items() if value is not None}
