"""The playbook: lines of action by topic and situation, from which a telaah proposes what to do.

A tenant that has none is proposed the lines of usual_actions.py, once; from then on the team edits them.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from sqlalchemy import Row, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from services.gateway import audit
from services.gateway.desk import office_tables as tables
from services.gateway.desk.errors import UnknownEntry
from services.gateway.desk.seeds import first_time
from services.gateway.desk.usual_actions import USUAL_ACTIONS

Situation = Literal["negatif", "lonjakan", "pengaduan", "hoaks", "keliru_kutip", "bencana", "apresiasi"]
SITUATIONS: tuple[Situation, ...] = get_args(Situation)
SITUATION_NAMES: dict[str, str] = {
    "negatif": "Pemberitaan negatif",
    "lonjakan": "Lonjakan pemberitaan",
    "pengaduan": "Pengaduan warga",
    "hoaks": "Kabar yang tidak benar",
    "keliru_kutip": "Kutipan atau data keliru",
    "bencana": "Bencana atau keadaan darurat",
    "apresiasi": "Pemberitaan positif",
}


@dataclass(frozen=True)
class Action:
    """A line of action; without a `topic` it holds for every one. Lines stand in order of `position`."""

    id: str
    topic: str
    situation: str
    text: str
    position: int
    active: bool = True


async def list_actions(engine: AsyncEngine, tenant_id: str) -> list[Action]:
    """All lines of a tenant in their order."""
    await _propose(engine, tenant_id)
    actions = tables.playbook.c
    query = select(tables.playbook).where(actions.tenant_id == tenant_id)
    async with engine.connect() as connection:
        rows = await connection.execute(query.order_by(actions.position, actions.id))
        return [_action_of_row(row) for row in rows]


async def get_action(engine: AsyncEngine, tenant_id: str, action_id: str) -> Action:
    """One line. Raises UnknownEntry."""
    actions = tables.playbook.c
    query = select(tables.playbook).where(actions.tenant_id == tenant_id, actions.id == action_id)
    async with engine.connect() as connection:
        row = (await connection.execute(query)).first()
    if row is None:
        raise UnknownEntry(action_id)
    return _action_of_row(row)


async def actions_for(
    engine: AsyncEngine, tenant_id: str, topics: Collection[str], situations: Collection[str]
) -> list[Action]:
    """The active lines for these situations, those written for one of the topics before the general ones."""
    return fitting(await list_actions(engine, tenant_id), topics, situations)


def fitting(actions: Sequence[Action], topics: Collection[str], situations: Collection[str]) -> list[Action]:
    """Of these lines the active ones that fit, those of a topic first, each kind in its order."""
    found = [
        action
        for action in actions
        if action.active and action.situation in situations and (not action.topic or action.topic in topics)
    ]
    return sorted(found, key=lambda action: (not action.topic, action.position))


async def add_action(
    engine: AsyncEngine, tenant_id: str, topic: str, situation: Situation, text: str, *, actor: str
) -> Action:
    """Enter a line after all others."""
    await _propose(engine, tenant_id)
    actions = tables.playbook.c
    async with engine.begin() as connection:
        highest = await connection.scalar(
            select(func.max(actions.position)).where(actions.tenant_id == tenant_id)
        )
        action = Action(secrets.token_hex(8), topic, situation, text, (highest or 0) + 1)
        await _insert(connection, tenant_id, action)
        await _record(connection, tenant_id, actor, "playbook.create", action.id)
    return action


async def change_action(engine: AsyncEngine, tenant_id: str, action: Action, *, actor: str) -> None:
    """Write a line as it is now. Raises UnknownEntry."""
    actions = tables.playbook.c
    async with engine.begin() as connection:
        changed = await connection.execute(
            update(tables.playbook)
            .where(actions.tenant_id == tenant_id, actions.id == action.id)
            .values(
                topic=action.topic,
                situation=action.situation,
                text=action.text,
                position=action.position,
                active=action.active,
            )
        )
        if changed.rowcount == 0:
            raise UnknownEntry(action.id)
        await _record(connection, tenant_id, actor, "playbook.change", action.id)


async def remove_action(engine: AsyncEngine, tenant_id: str, action_id: str, *, actor: str) -> None:
    """Delete a line. Raises UnknownEntry."""
    actions = tables.playbook.c
    async with engine.begin() as connection:
        removed = await connection.execute(
            delete(tables.playbook).where(actions.tenant_id == tenant_id, actions.id == action_id)
        )
        if removed.rowcount == 0:
            raise UnknownEntry(action_id)
        await _record(connection, tenant_id, actor, "playbook.remove", action_id)


async def _propose(engine: AsyncEngine, tenant_id: str) -> None:
    async with first_time(engine, tenant_id, "playbook") as connection:
        if connection is None:
            return
        for position, usual in enumerate(USUAL_ACTIONS, start=1):
            action = Action(secrets.token_hex(8), usual.topic, usual.situation, usual.text, position)
            await _insert(connection, tenant_id, action)


async def _insert(connection: AsyncConnection, tenant_id: str, action: Action) -> None:
    await connection.execute(
        insert(tables.playbook).values(
            id=action.id,
            tenant_id=tenant_id,
            topic=action.topic,
            situation=action.situation,
            text=action.text,
            position=action.position,
            active=action.active,
        )
    )


async def _record(connection: AsyncConnection, tenant_id: str, actor: str, action: str, subject: str) -> None:
    await audit.record(connection, actor=actor, action=action, subject=subject, tenant_id=tenant_id)


def _action_of_row(row: Row[Any]) -> Action:
    return Action(row.id, row.topic, row.situation, row.text, row.position, row.active)
