"""Work on reports: set by hand, written into a history, one tenant's alone; a newer word of the origin wins."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from services.gateway.desk.aspiration_reports import CitizenReport, offices_of, report_of
from services.gateway.desk.aspirations import UNTOUCHED, Work, change_work, history_of, work_of
from services.gateway.desk.errors import UnknownEntry
from services.gateway.desk.offices import list_offices
from services.gateway.tenants import get_tenant
from shared.contracts.article import Report
from tests.unit.services.gateway.dashboard.fakes import NOW, article, article_id
from tests.unit.services.gateway.desk.conftest import Tenants

BY = {"who": "humas@kutaitimur.example", "actor": "user:1"}


async def test_what_is_set_is_kept_with_its_history_and_for_this_tenant_alone(
    engine: AsyncEngine, tenants: Tenants
) -> None:
    office = (await list_offices(engine, tenants.kutim))[0]
    report = article_id(1)
    await change_work(engine, tenants.kutim, report, state="disposisi", status_now="Baru", **BY)
    await change_work(engine, tenants.kutim, report, office_id=office.id, note="Surat 12", **BY)
    await change_work(engine, tenants.kutim, report, office_id="", **BY)
    await change_work(engine, tenants.kutim, report, note="Sudah dicek", **BY)
    assert await work_of(engine, tenants.kutim, [report, article_id(2)]) == {
        report: Work("disposisi", "Baru", "")
    }
    told = [(one.state, one.office, one.note) for one in await history_of(engine, tenants.kutim, report)]
    assert told == [
        ("", "", "Sudah dicek"),
        ("", "—", ""),
        ("", office.name, "Surat 12"),
        ("disposisi", "", ""),
    ]
    assert await work_of(engine, tenants.berau, [report]) == {}
    assert await history_of(engine, tenants.berau, report) == []


async def test_an_office_of_a_neighbour_is_unknown_and_nothing_is_written(
    engine: AsyncEngine, tenants: Tenants
) -> None:
    foreign = (await list_offices(engine, tenants.berau))[0]
    with pytest.raises(UnknownEntry):
        await change_work(engine, tenants.kutim, article_id(1), state="selesai", office_id=foreign.id, **BY)
    assert await work_of(engine, tenants.kutim, [article_id(1)]) == {}
    assert await history_of(engine, tenants.kutim, article_id(1)) == []


async def _seen(engine: AsyncEngine, tenant_id: str, work: Work = UNTOUCHED, **facts: str) -> CitizenReport:
    tenant = await get_tenant(engine, tenant_id)
    found = article(
        1, kind="aspirasi", age=timedelta(days=9), text="Rusak.\n\nLokasi: Bengalon", report=Report(**facts)
    )
    today = NOW.astimezone(tenant.zone).date()
    return report_of(found, work, await offices_of(engine, tenant_id), today, tenant.zone)


async def test_a_state_set_by_hand_holds_until_the_origin_says_something_else(
    engine: AsyncEngine, tenants: Tenants
) -> None:
    kutim = tenants.kutim
    assert (await _seen(engine, kutim)).state == "verifikasi"
    assert (await _seen(engine, kutim, status="Sedang Diproses")).state == "disposisi"
    by_hand = Work("selesai", "Sedang Diproses")
    held = await _seen(engine, kutim, by_hand, status="Sedang Diproses")
    assert (held.state, held.state_by_hand, held.open, held.late) == ("selesai", True, False, False)
    newer = await _seen(engine, kutim, by_hand, status="Belum Terverifikasi")
    assert (newer.state, newer.state_by_hand, newer.late) == ("verifikasi", False, True)
    # A new word that says nothing we know does not undo what the team said.
    assert (await _seen(engine, kutim, by_hand, status="Hijau")).state == "selesai"


async def test_the_teams_office_comes_first_then_the_reports_then_the_topics(
    engine: AsyncEngine, tenants: Tenants
) -> None:
    kutim = tenants.kutim
    offices = await offices_of(engine, kutim)
    proposed = offices.by_topic["infrastruktur"]
    other = next(one for one in offices.by_id.values() if one.id != proposed.id)
    assert (await _seen(engine, kutim)).office.origin == "proposed"
    assert (await _seen(engine, kutim)).office.key == proposed.id
    known = (await _seen(engine, kutim, office=other.short_name.upper())).office
    assert (known.key, known.name, known.origin) == (other.id, other.name, "report")
    unknown = (await _seen(engine, kutim, office="Dinas  Angkasa")).office
    assert (unknown.key, unknown.origin) == ("Dinas Angkasa", "report")
    chosen = (await _seen(engine, kutim, Work(office_id=other.id), office="Dinas Angkasa")).office
    assert (chosen.key, chosen.origin) == (other.id, "hand")


async def test_a_report_tells_its_district_and_its_age(engine: AsyncEngine, tenants: Tenants) -> None:
    seen = await _seen(engine, tenants.kutim)
    assert (seen.region, seen.district, seen.age) == ("64.08", "Bengalon", 9)
