"""Offices (OPD) of a tenant, and which of them answers for which topic.

A tenant that has none is proposed the usual ones of a regency, once; from then on the team edits them.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, delete, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from services.gateway import audit
from services.gateway.desk import office_tables as tables
from services.gateway.desk.errors import InvalidEntry, UnknownEntry
from services.gateway.desk.seeds import first_time
from services.gateway.desk.usual_offices import USUAL_OFFICES


@dataclass(frozen=True)
class Office:
    """An office of the local government; `email` is empty when nobody entered one."""

    id: str
    name: str
    short_name: str
    email: str = ""
    active: bool = True


async def list_offices(engine: AsyncEngine, tenant_id: str, *, only_active: bool = False) -> list[Office]:
    """The offices of a tenant by name."""
    await _propose(engine, tenant_id)
    query = select(tables.offices).where(tables.offices.c.tenant_id == tenant_id)
    if only_active:
        query = query.where(tables.offices.c.active)
    async with engine.connect() as connection:
        found = [_office_of_row(row) for row in await connection.execute(query)]
    return sorted(found, key=lambda office: office.name.casefold())


async def get_office(engine: AsyncEngine, tenant_id: str, office_id: str) -> Office:
    """One office. Raises UnknownEntry."""
    offices = tables.offices.c
    query = select(tables.offices).where(offices.tenant_id == tenant_id, offices.id == office_id)
    async with engine.connect() as connection:
        row = (await connection.execute(query)).first()
    if row is None:
        raise UnknownEntry(office_id)
    return _office_of_row(row)


async def add_office(
    engine: AsyncEngine, tenant_id: str, name: str, short_name: str = "", email: str = "", *, actor: str
) -> Office:
    """Enter an office; without `short_name` it is called by its name. Raises InvalidEntry (`name` taken)."""
    await _propose(engine, tenant_id)
    office = Office(secrets.token_hex(8), name, (short_name or name)[:40], email)
    try:
        async with engine.begin() as connection:
            await _insert(connection, tenant_id, office)
            await _record(connection, tenant_id, actor, "office.create", office.id, office.name)
    except IntegrityError as error:
        raise InvalidEntry("name", f"an office named {name!r} exists already") from error
    return office


async def change_office(engine: AsyncEngine, tenant_id: str, office: Office, *, actor: str) -> None:
    """Write an office as it is now. Raises UnknownEntry and InvalidEntry (`name` taken)."""
    offices = tables.offices.c
    try:
        async with engine.begin() as connection:
            changed = await connection.execute(
                update(tables.offices)
                .where(offices.tenant_id == tenant_id, offices.id == office.id)
                .values(
                    name=office.name,
                    short_name=office.short_name or office.name[:40],
                    email=office.email,
                    active=office.active,
                )
            )
            if changed.rowcount == 0:
                raise UnknownEntry(office.id)
            await _record(connection, tenant_id, actor, "office.change", office.id, office.name)
    except IntegrityError as error:
        raise InvalidEntry("name", f"an office named {office.name!r} exists already") from error


async def topics_of_offices(engine: AsyncEngine, tenant_id: str) -> dict[str, Office]:
    """Topic → the active office that answers for it; a topic without one is absent."""
    offices = {office.id: office for office in await list_offices(engine, tenant_id, only_active=True)}
    query = select(tables.office_topics).where(tables.office_topics.c.tenant_id == tenant_id)
    async with engine.connect() as connection:
        rows = (await connection.execute(query)).all()
    return {row.topic: offices[row.office_id] for row in rows if row.office_id in offices}


async def assign_topics(
    engine: AsyncEngine, tenant_id: str, assigned: Mapping[str, str], *, actor: str
) -> None:
    """Say which office answers for which topic: topic → office id, "" for none; other topics stay.

    Raises UnknownEntry for an office that this tenant does not have; then nothing is changed.
    """
    known = {office.id for office in await list_offices(engine, tenant_id)}
    for office_id in assigned.values():
        if office_id and office_id not in known:
            raise UnknownEntry(office_id)
    topics = tables.office_topics.c
    async with engine.begin() as connection:
        await connection.execute(
            delete(tables.office_topics).where(topics.tenant_id == tenant_id, topics.topic.in_(assigned))
        )
        rows = [
            {"tenant_id": tenant_id, "topic": topic, "office_id": office_id}
            for topic, office_id in assigned.items()
            if office_id
        ]
        if rows:
            await connection.execute(insert(tables.office_topics), rows)
        await _record(connection, tenant_id, actor, "office.topics", tenant_id, f"{len(assigned)} topics")


async def proposed_office(engine: AsyncEngine, tenant_id: str, topics: list[str]) -> Office | None:
    """The office of the first of these topics that has one: topics come in order of weight."""
    offices = await topics_of_offices(engine, tenant_id)
    return next((offices[topic] for topic in topics if topic in offices), None)


async def _propose(engine: AsyncEngine, tenant_id: str) -> None:
    """Enter the usual offices of a regency, if this tenant was never given them."""
    async with first_time(engine, tenant_id, "offices") as connection:
        if connection is None:
            return
        for usual in USUAL_OFFICES:
            office = Office(secrets.token_hex(8), usual.name, usual.short_name)
            await _insert(connection, tenant_id, office)
            for topic in usual.topics:
                await connection.execute(
                    insert(tables.office_topics).values(tenant_id=tenant_id, topic=topic, office_id=office.id)
                )


async def _insert(connection: AsyncConnection, tenant_id: str, office: Office) -> None:
    await connection.execute(
        insert(tables.offices).values(
            id=office.id,
            tenant_id=tenant_id,
            name=office.name,
            short_name=office.short_name,
            email=office.email,
            active=office.active,
        )
    )


async def _record(
    connection: AsyncConnection, tenant_id: str, actor: str, action: str, subject: str, detail: str
) -> None:
    await audit.record(
        connection, actor=actor, action=action, subject=subject, tenant_id=tenant_id, detail=detail
    )


def _office_of_row(row: Row[Any]) -> Office:
    return Office(row.id, row.name, row.short_name, row.email, row.active)
