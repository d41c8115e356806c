"""Who am I: what a client may show its people about its key."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from services.gateway.keys import issue_key
from services.gateway.tenants import create_tenant
from tests.unit.services.gateway.conftest import RATE_LIMIT, Api


async def test_a_key_learns_what_it_is(api: Api) -> None:
    tenant = await create_tenant(api.engine, "Dua Daerah", ["64.08", "ID"], "Asia/Jakarta", daily_quota=50)
    expiry = datetime.now(UTC) + timedelta(days=30)
    issued = await issue_key(api.engine, tenant.id, "analyst", expiry, name="Laporan")
    headers = {"X-API-Key": issued.key}
    answer = await api.client.get("/v1/me", headers=headers)
    me = answer.json()
    assert me["tenant"] == {
        "id": tenant.id,
        "name": "Dua Daerah",
        "scope": [{"code": "64.08", "name": "Kabupaten Kutai Timur"}, {"code": "ID", "name": "Indonesia"}],
        "timezone": "Asia/Jakarta",
    }
    assert (me["key"]["id"], me["key"]["role"], me["key"]["name"]) == (issued.id, "analyst", "Laporan")
    assert datetime.fromisoformat(me["key"]["expires_at"]) == expiry
    quotas = {quota["name"]: quota for quota in me["quotas"]}
    assert (quotas["key"]["limit"], quotas["key"]["window"]) == (RATE_LIMIT, 60)
    assert (quotas["tenant"]["limit"], quotas["tenant"]["remaining"]) == (50, 49)
    assert answer.headers["ratelimit-remaining"] == "49"
    again = (await api.client.get("/v1/me", headers=headers)).json()
    assert [quota["remaining"] for quota in again["quotas"]] == [RATE_LIMIT - 2, 48]
    assert issued.key not in answer.text
