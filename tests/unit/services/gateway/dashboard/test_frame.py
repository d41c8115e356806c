"""The frame of every page: navigation by role and region, the bar of region and period, alerts to be seen to."""

from __future__ import annotations

import re
from datetime import date

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import update

from services.gateway import tables
from services.gateway.dashboard import open_alerts
from services.gateway.dashboard.rendering import TEMPLATES
from services.gateway.dashboard.selection import Selection, chosen_period
from services.gateway.presentation.region_choice import choose
from services.gateway.tenants import Tenant
from shared.contracts.alert import AlertPage, AlertSearch
from tests.unit.services.gateway.dashboard.browsing import Gateway
from tests.unit.services.gateway.dashboard.fakes import NOW

KALTIM = Tenant("t", "Diskominfo Kalimantan Timur", ("64",), "Asia/Makassar", NOW)


def add_alerts(app: FastAPI, numbers: dict[str, int]) -> list[AlertSearch]:
    """Let search answer with so many alerts by state; gives back what it was asked."""
    asked = []

    @app.post("/alerts/search")
    def alerts(query: AlertSearch) -> AlertPage:
        asked.append(query)
        return AlertPage(items=[], total=sum(numbers.get(state, 0) for state in query.states))

    return asked


@pytest.mark.parametrize(("role", "there"), [("analyst", False), ("admin", True), ("operator", True)])
async def test_only_admins_are_shown_the_way_to_admin(
    gateway: Gateway, press_officer: httpx.AsyncClient, role: str, there: bool
) -> None:
    async with gateway.engine.begin() as connection:
        await connection.execute(update(tables.users).values(role=role))
    assert ('href="/admin"' in (await press_officer.get("/akun")).text) is there


async def test_the_part_of_the_desk_is_marked_where_one_is(press_officer: httpx.AsyncClient) -> None:
    page = (await press_officer.get("/cerita")).text
    assert re.findall(r'href="([^"]+)" aria-current="page"', page) == ["/cerita"]


async def test_alerts_that_ask_for_somebody_are_counted_once_in_a_while(
    gateway: Gateway, press_officer: httpx.AsyncClient
) -> None:
    asked = add_alerts(gateway.search.app, {"sent": 2, "held": 1, "muted": 7})
    for _ in range(3):
        assert "3<span" in (await press_officer.get("/akun")).text
    assert [query.states for query in asked] == [["sent", "held"]]
    assert all(query.acknowledged is False for query in asked)


async def test_without_search_there_is_a_page_without_a_number(
    gateway: Gateway, press_officer: httpx.AsyncClient
) -> None:
    page = await press_officer.get("/akun")
    assert page.status_code == 200
    assert 'class="hitungan"' not in page.text


async def test_an_acknowledged_alert_is_counted_no_more(
    gateway: Gateway, press_officer: httpx.AsyncClient
) -> None:
    numbers = {"sent": 1}
    add_alerts(gateway.search.app, numbers)
    assert 'class="hitungan"' in (await press_officer.get("/akun")).text
    numbers["sent"] = 0
    [tenant_id] = gateway.app.state.open_alerts._known
    known: open_alerts.OpenAlerts = gateway.app.state.open_alerts
    known.forget(tenant_id)
    assert 'class="hitungan"' not in (await press_officer.get("/akun")).text


def bar(days: str | None = None, first: str | None = None, last: str | None = None) -> str:
    period, problem = chosen_period(NOW, KALTIM.zone, days, first, last)
    chosen = Selection(KALTIM, choose(KALTIM.scope, "64.08"), period, date(2026, 11, 25), problem)
    template = (
        '{% from "bilah.html" import bilah %}{{ bilah(p, "/cari", {"q": \'"><script>\', "nada": none}) }}'
    )
    return TEMPLATES.from_string(template).render(p=chosen)


def test_the_bar_keeps_the_other_choice_and_the_filters() -> None:
    shown = bar("7")
    assert (
        '<a href="/cari?wilayah=64.08&amp;hari=7&amp;q=%22%3E%3Cscript%3E" aria-current="true">7 hari'
        in shown
    )
    # The form of the region keeps the period, that of the dates the region; neither a filter that is off.
    region, dates = shown.split("pilih-waktu")
    assert '<input type="hidden" name="hari" value="7">' in region
    assert '<input type="hidden" name="wilayah" value="64.08">' in dates
    assert 'name="nada"' not in shown
    assert "<script>" not in shown


def test_the_bar_says_which_dates_and_what_is_wrong_with_them() -> None:
    assert "<summary>1 sampai 15 November 2026</summary>" in bar(None, "2026-11-01", "2026-11-15")
    wrong = bar(None, "2026-11-15", "2026-11-01")
    assert 'role="alert">Tanggal mulai harus sebelum tanggal akhir.' in wrong
    assert 'aria-current="true">30 hari' in wrong
