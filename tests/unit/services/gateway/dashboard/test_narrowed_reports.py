"""Editions of a region that left the scope: neither listed nor opened."""

from __future__ import annotations

from datetime import date

import httpx

from services.gateway.reports.clipping import clipping_key
from services.gateway.reports.edition_changes import keep_edition
from services.gateway.tenants import list_tenants
from tests.unit.services.gateway.dashboard.browsing import Gateway
from tests.unit.services.gateway.reports.documents import report


async def test_an_edition_of_a_lost_region_is_not_there(
    gateway: Gateway, press_officer: httpx.AsyncClient
) -> None:
    [tenant] = await list_tenants(gateway.engine)
    kept = {}
    for region in ("64.03", "64.08"):
        key = clipping_key("day", date(2026, 11, 24), region)
        document = report(f"Kliping {region}", formal=False).model_copy(update={"kind": "kliping"})
        kept[region] = await keep_edition(gateway.engine, tenant.id, key, document, actor="user:a")
    lost, here = (f"/laporan/kliping/{kept[region].id}" for region in ("64.03", "64.08"))
    assert (await press_officer.get(here)).status_code == 200
    for tail in ("", "/unduh.txt", "/sunting"):
        assert (await press_officer.get(lost + tail)).status_code == 404
    listed = (await press_officer.get("/laporan")).text
    assert here in listed
    assert lost not in listed
