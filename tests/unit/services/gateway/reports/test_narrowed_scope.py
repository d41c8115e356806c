"""A scope that was made smaller: what was kept for a region outside of it is neither shown, made nor sent."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, cast

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from services.gateway.internal_calls import NotFound
from services.gateway.reports.clipping import clipping_key
from services.gateway.reports.clockwork import OUT_OF_SCOPE, Clockwork
from services.gateway.reports.edition_changes import delete_edition, keep_edition
from services.gateway.reports.editions import EditionKey, get_edition
from services.gateway.reports.making import Making, sees_region
from services.gateway.reports.monitoring_figures import MonitoringPlace
from services.gateway.reports.monitoring_period import CalendarPeriod
from services.gateway.reports.schedules import Plan, add_schedule, get_schedule
from services.gateway.tenants import Tenant, TenantChange, change_tenant
from shared.regions import WHOLE_COUNTRY
from tests.unit.services.gateway.reports.conftest import Tenants
from tests.unit.services.gateway.reports.documents import report

BERAU = "64.03"


def tenant(*scope: str) -> Tenant:
    return Tenant("t1", "Diskominfo", scope, "Asia/Makassar", datetime(2026, 1, 1, tzinfo=UTC))


@pytest.mark.parametrize(
    ("scope", "region", "seen"),
    [
        ("64.08", "", True),
        ("64.08", "64.08", True),
        ("64", BERAU, True),
        (WHOLE_COUNTRY, BERAU, True),
        ("64.08", BERAU, False),
        ("64.08", "64", False),
        # No region has this code: choosing it would fall back to everything.
        (WHOLE_COUNTRY, "99.99", False),
    ],
)
def test_a_kept_region_is_seen_within_the_scope_alone(scope: str, region: str, seen: bool) -> None:
    assert sees_region(tenant(scope), region) is seen


async def test_no_report_of_another_region_is_made_instead() -> None:
    here = tenant("64.08")
    now = datetime(2026, 3, 2, tzinfo=here.zone)
    making = Making(cast(Any, None), cast(Any, None), here, {}, now, "https://gaung.example")
    with pytest.raises(NotFound):
        MonitoringPlace.of(making, BERAU, CalendarPeriod(2026, 2))
    with pytest.raises(NotFound):
        making.region(BERAU)
    assert making.region("64.08").codes == ("64.08",)


async def test_a_schedule_of_a_lost_region_sends_nothing_and_says_why(
    engine: AsyncEngine, tenants: Tenants
) -> None:
    plan = Plan("day", BERAU, (1, 2, 3, 4, 5, 6, 7), 6 * 60 + 30, 30, ("bupati@kutaitimur.example",))
    schedule_id = await add_schedule(engine, tenants.kutim, plan, actor="user:a")
    schedule = await get_schedule(engine, tenants.kutim, schedule_id)
    slot = schedule.plan.next_slot(schedule.created_at, tenant("64.08").zone)
    assert slot is not None
    # Made while Berau was part of the scope: it is not sent either.
    key = clipping_key("day", date.fromordinal(slot.date().toordinal() - 1), BERAU)
    await keep_edition(engine, tenants.kutim, key, report("Kliping Berau"), actor="user:a")
    # Neither the search service nor the notifier is there to be asked.
    clock = Clockwork(engine, cast(Any, None), cast(Any, None), cast(Any, None), "https://gaung.example")
    assert await clock.work_off(lambda: slot) == 0
    after = await get_schedule(engine, tenants.kutim, schedule_id)
    assert (after.last_error, after.sent_slot) == (OUT_OF_SCOPE, None)


async def _rescoped(engine: AsyncEngine, tenant_id: str, *regions: str) -> Tenant:
    async def carried(_: Tenant) -> None:
        pass

    return await change_tenant(engine, tenant_id, TenantChange(regions=regions), carried)


async def test_a_report_of_all_regions_is_hidden_with_them_and_returns_with_them(
    engine: AsyncEngine, tenants: Tenants
) -> None:
    whole = await _rescoped(engine, tenants.kutim, "64.08", BERAU)
    key = EditionKey("monitoring", "", date(2026, 11, 1), date(2026, 11, 30))
    made = await keep_edition(engine, whole.id, key, report(), actor="user:a")
    log = EditionKey("catatan", "", key.first_day, key.last_day, "a")
    own = await keep_edition(engine, whole.id, log, report(), actor="user:a")

    async def seen(now: Tenant, edition_id: str) -> bool:
        return sees_region(now, (await get_edition(engine, now.id, edition_id)).key.region)

    half = await _rescoped(engine, whole.id, "64.08")
    assert not await seen(half, made.id)
    assert await seen(half, own.id)
    # It is not written over: the smaller scope gets a report of its own, which goes on in a larger one.
    smaller = await keep_edition(engine, half.id, key, report(), actor="user:a")
    assert smaller.id != made.id
    assert await seen(await _rescoped(engine, whole.id, "64"), smaller.id)
    await _rescoped(engine, whole.id, "64.08")
    await delete_edition(engine, whole.id, smaller.id, actor="user:a")
    back = await _rescoped(engine, whole.id, BERAU, "64.08")
    assert await seen(back, made.id)
    assert (await get_edition(engine, back.id, made.id)).key == key


async def test_two_reports_of_the_same_days_are_both_hidden(engine: AsyncEngine, tenants: Tenants) -> None:
    key = EditionKey("monitoring", "", date(2026, 11, 1), date(2026, 11, 30))
    made = []
    for _ in range(3):
        await _rescoped(engine, tenants.kutim, BERAU, "64.08")
        made.append(await keep_edition(engine, tenants.kutim, key, report(), actor="user:a"))
        half = await _rescoped(engine, tenants.kutim, "64.08")
        made.append(await keep_edition(engine, tenants.kutim, key, report(), actor="user:a"))
    nothing = await _rescoped(engine, half.id, "64.09")
    for one in made:
        assert not sees_region(nothing, (await get_edition(engine, half.id, one.id)).key.region)
