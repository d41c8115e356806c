"""Offices: proposed once, edited by the team, and never another tenant's."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from services.gateway.desk.errors import InvalidEntry, UnknownEntry
from services.gateway.desk.offices import (
    add_office,
    assign_topics,
    change_office,
    get_office,
    list_offices,
    proposed_office,
    topics_of_offices,
)
from services.gateway.desk.usual_offices import USUAL_OFFICES
from services.gateway.presentation.wording import TOPIC_NAMES
from tests.unit.services.gateway.desk.conftest import Tenants

BY = "user:rina"


async def test_a_tenant_without_offices_is_proposed_the_usual_ones_once(
    engine: AsyncEngine, tenants: Tenants
) -> None:
    # Two pages at once, as a browser asks for them.
    first, second = await asyncio.gather(*(list_offices(engine, tenants.kutim) for _ in range(2)))
    assert [office.name for office in first] == [office.name for office in second]
    assert len(first) == len(USUAL_OFFICES)
    topics = await topics_of_offices(engine, tenants.kutim)
    assert topics["infrastruktur"].short_name == "Dinas PUPR"
    # Every topic but "other" has somebody to answer.
    assert set(topics) == set(TOPIC_NAMES) - {"lainnya"}


async def test_an_office_that_the_team_renamed_and_closed_stays_so(
    engine: AsyncEngine, tenants: Tenants
) -> None:
    office = (await topics_of_offices(engine, tenants.kutim))["infrastruktur"]
    await change_office(engine, tenants.kutim, replace(office, name="Dinas PU", active=False), actor=BY)
    assert (await get_office(engine, tenants.kutim, office.id)).name == "Dinas PU"
    assert "infrastruktur" not in await topics_of_offices(engine, tenants.kutim)
    assert len(await list_offices(engine, tenants.kutim)) == len(USUAL_OFFICES)
    assert len(await list_offices(engine, tenants.kutim, only_active=True)) == len(USUAL_OFFICES) - 1


async def test_topics_go_to_the_office_that_the_team_says(engine: AsyncEngine, tenants: Tenants) -> None:
    office = await add_office(engine, tenants.kutim, "Bagian Prokompim", actor=BY)
    await assign_topics(engine, tenants.kutim, {"lainnya": office.id, "agama": ""}, actor=BY)
    topics = await topics_of_offices(engine, tenants.kutim)
    assert topics["lainnya"] == office
    assert "agama" not in topics
    assert await proposed_office(engine, tenants.kutim, ["agama", "lainnya", "kesehatan"]) == office
    assert await proposed_office(engine, tenants.kutim, ["agama"]) is None


async def test_two_offices_cannot_have_one_name(engine: AsyncEngine, tenants: Tenants) -> None:
    office = await add_office(engine, tenants.kutim, "Bagian Prokompim", actor=BY)
    with pytest.raises(InvalidEntry) as refused:
        await add_office(engine, tenants.kutim, office.name, actor=BY)
    assert refused.value.field == "name"
    with pytest.raises(InvalidEntry):
        await change_office(engine, tenants.kutim, replace(office, name="Dinas Sosial"), actor=BY)
    await add_office(engine, tenants.berau, office.name, actor=BY)


async def test_an_office_of_another_tenant_is_not_there(engine: AsyncEngine, tenants: Tenants) -> None:
    foreign = await add_office(engine, tenants.berau, "Bagian Prokompim", actor=BY)
    with pytest.raises(UnknownEntry):
        await get_office(engine, tenants.kutim, foreign.id)
    with pytest.raises(UnknownEntry):
        await change_office(engine, tenants.kutim, replace(foreign, name="Diambil"), actor=BY)
    with pytest.raises(UnknownEntry):
        await assign_topics(engine, tenants.kutim, {"agama": foreign.id}, actor=BY)
    assert foreign not in await list_offices(engine, tenants.kutim)
    assert (await get_office(engine, tenants.berau, foreign.id)).name == "Bagian Prokompim"
