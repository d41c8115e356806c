"""What keeps an index in order beside its daily work: filling a new one, comparing, forgetting old months."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from typing import Protocol

from services.search.index.document import Document, PutResult


class Filling(Protocol):
    """An index while it is being written anew."""

    async def put(self, documents: Sequence[Document]) -> list[PutResult]:
        """As ArticleIndex.put."""

    async def versions(self, ids: Sequence[str]) -> dict[str, int]:
        """The versions of those of these articles that lie here already."""


class Upkeep(Filling, Protocol):
    """The same index as ArticleIndex, as `gaung index` and the forgetting see it. Raises the same."""

    def rebuilding(self) -> AbstractAsyncContextManager[Filling]:
        """An index beside this one that takes its place when the block ends; running services keep answering.

        Whatever an interrupted block left is found again by the next one. When the block raises, nothing
        changes for anybody.
        """

    async def ids(self, after: str | None, size: int) -> list[str]:
        """Ids of articles in the index in rising order, from the first one above `after`."""

    async def delete(self, ids: Sequence[str]) -> None:
        """As ArticleIndex.delete."""

    async def refresh(self) -> None:
        """As ArticleIndex.refresh."""

    async def count_before(self, month: datetime) -> int:
        """How many articles were first seen before this month began (UTC)."""

    async def drop_before(self, month: datetime) -> None:
        """Forget them; other processes may do the same meanwhile."""

    def merge_before(self, month: datetime) -> AsyncIterator[tuple[int, int]]:
        """Merge what was first seen before this month began (UTC) into as few files as the engine can.

        It hardly changes any more, and a search then looks each word up once a month and not ten times. May
        take minutes a month; after each it yields how many are done, and of how many.
        """

    async def close(self) -> None:
        """As ArticleIndex.close."""
