"""The numbers of decisions on stories: each is greater than all before it, whatever was forgotten since."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from services.search.tables import articles, forgotten


async def last_number(connection: AsyncConnection) -> int:
    """The last number given out; 0 before the first. Call it within the story turn."""
    decided = await connection.scalar(select(func.max(articles.c.story_seq)))
    return max(decided or 0, await last_forgetting(connection))


async def last_forgetting(connection: AsyncConnection) -> int:
    """The number of the last forgetting; 0 before the first."""
    return await connection.scalar(select(func.max(forgotten.c.seq))) or 0
