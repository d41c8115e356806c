"""Quotas: never more than allowed over all processes, hardly a write, headers that tell in time."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine

from services.gateway.quotas import Quotas, key_quota, tenant_quota
from services.gateway.tenants import Tenant, create_tenant

NOON = datetime(2026, 8, 17, 4, 0, tzinfo=UTC).timestamp()


class Clock:
    """Seconds since 1970 that a test lets pass."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> float:
        return self.now


def tenant(zone: str = "Asia/Makassar", daily_quota: int | None = None) -> Tenant:
    return Tenant("t1", "Kutai Timur", ("64.08",), zone, datetime(2026, 1, 1, tzinfo=UTC), daily_quota)


def test_a_tenants_day_ends_at_its_own_midnight() -> None:
    wita, wib = tenant_quota(tenant(), 10, NOON), tenant_quota(tenant("Asia/Jakarta"), 10, NOON)
    assert (wita.reset, wib.reset) == (12 * 3600, 13 * 3600)
    assert tenant_quota(tenant(), 10, NOON + 12 * 3600 - 1).period == wita.period
    assert tenant_quota(tenant(), 10, NOON + 12 * 3600).period == wita.period + 1
    assert tenant_quota(tenant(daily_quota=7), 10, NOON).limit == 7


def test_the_minutes_of_keys_begin_at_different_seconds() -> None:
    resets = {key_quota(f"key{number}", 60, NOON).reset for number in range(40)}
    assert len(resets) > 10
    quota = key_quota("a", 60, NOON)
    assert key_quota("a", 60, NOON + quota.reset - 0.5).period == quota.period
    assert key_quota("a", 60, NOON + quota.reset).period == quota.period + 1


async def test_several_processes_never_let_more_through(engine: AsyncEngine) -> None:
    processes = [Quotas(engine, per_minute=100, per_day=1000, clock=Clock()) for _ in range(3)]

    async def requests(process: Quotas) -> int:
        allowances = [await process.take("k1", tenant()) for _ in range(60)]
        return sum(allowance.refused is None for allowance in allowances)

    passed = await asyncio.gather(*(requests(process) for process in processes))
    # What two of three may hold back for nothing: a quarter each.
    assert 100 - 2 * 25 <= sum(passed) <= 100
    rest = [await process.take("k1", tenant()) for process in processes for _ in range(60)]
    assert sum(passed) + sum(allowance.refused is None for allowance in rest) == 100


async def test_requests_at_the_same_time_are_counted_once_each(engine: AsyncEngine) -> None:
    quotas = Quotas(engine, per_minute=40, per_day=1000, clock=Clock())
    allowances = await asyncio.gather(*(quotas.take("k1", tenant()) for _ in range(60)))
    assert sum(allowance.refused is None for allowance in allowances) == 40


async def test_a_request_does_not_cost_a_write(engine: AsyncEngine) -> None:
    begun = 0

    def count(_connection: object) -> None:
        nonlocal begun
        begun += 1

    event.listen(engine.sync_engine, "begin", count)
    quotas = Quotas(engine, per_minute=120, per_day=100_000, clock=Clock())
    for _ in range(120):
        assert (await quotas.take("k1", tenant())).refused is None
    spent = begun
    assert spent <= 25
    for _ in range(50):
        refused = (await quotas.take("k1", tenant())).refused
        assert refused is not None
        assert refused.quota.name == "key"
    assert begun == spent, "who is refused costs nothing at all"


async def test_what_is_left_is_told_and_comes_back(engine: AsyncEngine) -> None:
    clock = Clock()
    quotas = Quotas(engine, per_minute=3, per_day=5, clock=clock)
    first = await quotas.take("k1", tenant())
    assert [standing.remaining for standing in first.standings] == [2, 4]
    assert first.headers()["RateLimit-Limit"] == "3"
    for _ in range(2):
        await quotas.take("k1", tenant())
    refused = await quotas.take("k1", tenant())
    headers = refused.headers()
    assert headers["RateLimit-Remaining"] == "0"
    assert headers["Retry-After"] == headers["RateLimit-Reset"]
    clock.now += 60
    after = await quotas.take("k1", tenant())
    assert [standing.remaining for standing in after.standings] == [2, 1], "the refused one did not count"
    assert after.headers()["RateLimit-Limit"] == "5", "the tenant's is the tighter one now"
    await quotas.take("k2", tenant())
    over = await quotas.take("k1", tenant())
    assert over.refused is not None
    assert over.refused.quota.name == "tenant"
    assert over.standings[0].remaining == 2, "who is refused by the tenant's keeps the key's"
    clock.now += 86_400
    assert (await quotas.take("k1", tenant())).refused is None


async def test_a_zone_further_west_does_not_give_a_second_day(engine: AsyncEngine) -> None:
    clock = Clock()
    clock.now = datetime(2026, 8, 17, 16, 30, tzinfo=UTC).timestamp()
    quotas = Quotas(engine, per_minute=100, per_day=1, clock=clock)
    assert (await quotas.take("k1", tenant("Asia/Makassar"))).refused is None
    assert (await quotas.take("k1", tenant("Asia/Jakarta"))).refused is not None


async def test_a_new_process_knows_what_others_used(engine: AsyncEngine) -> None:
    owner = await create_tenant(engine, "Kutai Timur", ["64.08"])
    for _ in range(4):
        assert (
            await Quotas(engine, per_minute=4, per_day=9, clock=Clock()).take("k1", owner)
        ).refused is None
    assert (
        await Quotas(engine, per_minute=4, per_day=9, clock=Clock()).take("k1", owner)
    ).refused is not None


@pytest.mark.parametrize("quota", [1, 2, 3, 7])
async def test_small_quotas_are_used_up_to_the_last(engine: AsyncEngine, quota: int) -> None:
    quotas = Quotas(engine, per_minute=quota, per_day=1000, clock=Clock())
    results = [(await quotas.take("k1", tenant())).refused is None for _ in range(quota + 2)]
    assert results == [True] * quota + [False] * 2
