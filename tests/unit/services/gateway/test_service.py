"""Opening the gateway: database, both apps, and what is said when something is missing."""

from __future__ import annotations

from pathlib import Path

import httpx
import pytest

from services.gateway.keys import issue_key
from services.gateway.service import open_gateway
from services.gateway.tenants import create_tenant
from shared.messaging.connect import connect
from shared.runtime.clients import Clients
from shared.runtime.database import DatabaseUnavailable
from shared.runtime.settings import Settings
from tests.unit.services.gateway.test_guard import assert_problem


async def test_both_apps_and_a_search_service_that_is_away(tmp_path: Path) -> None:
    # Port 9 (discard): nobody listens there.
    settings = Settings(data_dir=tmp_path, secret_key="s", search_url="http://127.0.0.1:9")
    broker = await connect(settings.broker())
    clients = Clients(settings)
    async with open_gateway(settings, broker, clients) as apps:
        engine = apps.public.state.gateway.engine
        tenant = await create_tenant(engine, "Kutai Timur", ["64.08"])
        issued = await issue_key(engine, tenant.id, "viewer")
        internal = httpx.ASGITransport(app=apps.internal)
        public = httpx.ASGITransport(app=apps.public)
        async with httpx.AsyncClient(transport=public, base_url="http://gaung.example") as client:
            answer = await client.get("/v1/articles/x", headers={"X-API-Key": issued.key})
            assert_problem(answer, 503, "unavailable")
            for hidden in ("/healthz", "/readyz", "/metrics"):
                assert (await client.get(hidden)).status_code == 404
        async with httpx.AsyncClient(transport=internal, base_url="http://gateway") as client:
            assert (await client.get("/readyz")).json() == {"status": "ready", "checks": {"database": "ok"}}
            metrics = (await client.get("/metrics")).text
    assert 'route="/v1/articles/{article_id}",status="503"' in metrics
    await clients.close()
    await broker.close()


async def test_a_database_that_is_away_is_named_without_its_password(tmp_path: Path) -> None:
    url = "postgresql://gaung:sandi@127.0.0.1:9/gaung"
    settings = Settings(data_dir=tmp_path, database_url=url, secret_key="s")
    broker = await connect(f"sqlite:///{tmp_path / 'broker.db'}")
    with pytest.raises(DatabaseUnavailable, match=r"127\.0\.0\.1:9") as caught:
        async with open_gateway(settings, broker, Clients(settings)):
            pass
    assert "sandi" not in str(caught.value)
    await broker.close()
