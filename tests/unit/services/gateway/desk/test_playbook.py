"""The playbook: proposed once, edited by the team, chosen by topic and situation."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from services.gateway.desk.errors import UnknownEntry
from services.gateway.desk.playbook import (
    SITUATION_NAMES,
    SITUATIONS,
    actions_for,
    add_action,
    change_action,
    get_action,
    list_actions,
    remove_action,
)
from services.gateway.desk.usual_actions import USUAL_ACTIONS
from services.gateway.presentation.wording import TOPIC_NAMES
from tests.unit.services.gateway.desk.conftest import Tenants

BY = "user:rina"


def test_the_proposal_knows_only_situations_and_topics_that_exist() -> None:
    assert {action.situation for action in USUAL_ACTIONS} == set(SITUATIONS) == set(SITUATION_NAMES)
    assert {action.topic for action in USUAL_ACTIONS} <= {"", *TOPIC_NAMES}


async def test_who_deletes_the_proposal_is_not_given_it_again(engine: AsyncEngine, tenants: Tenants) -> None:
    actions = await list_actions(engine, tenants.kutim)
    assert [action.text for action in actions] == [usual.text for usual in USUAL_ACTIONS]
    for action in actions:
        await remove_action(engine, tenants.kutim, action.id, actor=BY)
    assert await list_actions(engine, tenants.kutim) == []


async def test_lines_for_the_topic_come_first_and_inactive_ones_not_at_all(
    engine: AsyncEngine, tenants: Tenants
) -> None:
    line = await add_action(engine, tenants.kutim, "sosial", "bencana", "Buka dapur umum.", actor=BY)
    other = await add_action(engine, tenants.kutim, "agama", "bencana", "Hubungi MUI.", actor=BY)
    found = await actions_for(engine, tenants.kutim, ["sosial", "bencana"], ["bencana"])
    assert found[0] == line
    assert len(found) > 1
    assert other not in found
    await change_action(engine, tenants.kutim, replace(line, active=False), actor=BY)
    assert line.id not in [
        action.id for action in await actions_for(engine, tenants.kutim, ["sosial"], ["bencana"])
    ]


async def test_a_line_of_another_tenant_is_not_there(engine: AsyncEngine, tenants: Tenants) -> None:
    foreign = await add_action(engine, tenants.berau, "", "hoaks", "Periksa dahulu.", actor=BY)
    with pytest.raises(UnknownEntry):
        await get_action(engine, tenants.kutim, foreign.id)
    with pytest.raises(UnknownEntry):
        await change_action(engine, tenants.kutim, replace(foreign, text="Diubah"), actor=BY)
    with pytest.raises(UnknownEntry):
        await remove_action(engine, tenants.kutim, foreign.id, actor=BY)
    assert foreign in await list_actions(engine, tenants.berau)
    assert foreign not in await list_actions(engine, tenants.kutim)
