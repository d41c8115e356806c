"""Makes the first question about meaning as fast as the others."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from services.search.index.criteria import EVERYTHING
from services.search.index.errors import ArticleIndexError
from services.search.index.fields import EMBEDDING_SIZE
from services.search.index.port import ArticleIndex


@asynccontextmanager
async def warmed(index: ArticleIndex) -> AsyncIterator[None]:
    """While inside, the index reads its embeddings beside other work; on leaving that is cut short."""
    reading = asyncio.create_task(_read(index))
    try:
        yield
    finally:
        reading.cancel()
        with suppress(asyncio.CancelledError):
            await reading


async def _read(index: ArticleIndex) -> None:
    # An index that does not answer now is told of by its health check.
    with suppress(ArticleIndexError):
        await index.nearest([1.0] + [0.0] * (EMBEDDING_SIZE - 1), EVERYTHING, 1)
