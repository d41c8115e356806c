"""Proposals that a tenant is given once: whoever deletes or changes them is not given them again."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Literal

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from services.gateway.desk.office_tables import desk_seeds

SeedKind = Literal["offices", "playbook"]


@asynccontextmanager
async def first_time(
    engine: AsyncEngine, tenant_id: str, kind: SeedKind
) -> AsyncIterator[AsyncConnection | None]:
    """A transaction in which to enter the proposals; None when this tenant was given them before.

    Of two requests at once one enters them; the other one waits for it and finds them there.
    """
    seeds = desk_seeds.c
    query = select(desk_seeds).where(seeds.tenant_id == tenant_id, seeds.kind == kind)
    async with engine.connect() as connection:
        given = (await connection.execute(query)).first() is not None
    if given:
        yield None
        return
    async with engine.connect() as connection:
        try:
            await connection.execute(insert(desk_seeds).values(tenant_id=tenant_id, kind=kind))
        except IntegrityError:
            await connection.rollback()
            yield None
            return
        yield connection
        await connection.commit()
