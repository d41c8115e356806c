"""Asks the search service which of the imported articles can be found by now."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta

import httpx
import sqlalchemy as sa
from pydantic import ValidationError
from sqlalchemy.ext.asyncio import AsyncEngine

from services.crawler.imports.store import hold
from services.crawler.tables import import_rows, imports
from shared.contracts.imports import ArticleIds, KnownRevisions

# As many ids as one question takes.
ASKED = 500
# What is not found by then lies in quarantine; the counts go on saying so.
PATIENCE = timedelta(days=7)


class Finding:
    """Walks through the rows that are in the pipeline, again and again, until each is found."""

    def __init__(self, engine: AsyncEngine, search: httpx.AsyncClient) -> None:
        self._engine = engine
        self._search = search
        self._after = ("", 0)

    async def look(self, now: datetime) -> int | None:
        """Ask about the next rows: how many were found; None when none is left to ask about.

        Raises httpx.HTTPError when the search service does not answer.
        """
        async with self._engine.connect() as connection:
            taken = import_rows.c.revision.is_not(None)
            place = sa.tuple_(import_rows.c.import_id, import_rows.c.row) > sa.tuple_(
                *map(sa.literal, self._after)
            )
            rows = (
                await connection.execute(
                    sa.select(import_rows)
                    .where(taken, place)
                    .order_by(import_rows.c.import_id, import_rows.c.row)
                    .limit(ASKED)
                )
            ).all()
        if not rows:
            began_anew = self._after == ("", 0)
            self._after = ("", 0)
            return None if began_anew else 0
        self._after = (rows[-1].import_id, rows[-1].row)
        known = await self._known([row.article_id for row in rows])
        found = [row for row in rows if known.get(row.article_id, 0) >= row.revision]
        if found:
            await self._settle([(row.import_id, row.row) for row in found])
        return len(found)

    async def give_up(self, now: datetime) -> None:
        """Forget the rows of imports that ended long ago."""
        old = sa.select(imports.c.id).where(imports.c.finished_at < now - PATIENCE)
        async with self._engine.begin() as connection:
            await connection.execute(sa.delete(import_rows).where(import_rows.c.import_id.in_(old)))

    async def _known(self, ids: list[str]) -> dict[str, int]:
        answer = await self._search.post("/articles/revisions", json=ArticleIds(ids=ids).model_dump())
        answer.raise_for_status()
        try:
            return KnownRevisions.model_validate_json(answer.content).revisions
        except ValidationError as error:
            raise httpx.DecodingError("search answers with another body than agreed") from error

    async def _settle(self, rows: list[tuple[str, int]]) -> None:
        """Rows that were found are gone; what another process has counted meanwhile is not counted again."""
        async with self._engine.begin() as connection:
            await hold(connection, {identity for identity, _ in rows})
            gone = await connection.execute(
                sa.delete(import_rows)
                .where(sa.tuple_(import_rows.c.import_id, import_rows.c.row).in_(rows))
                .returning(import_rows.c.import_id)
            )
            for identity, number in sorted(Counter(gone.scalars()).items()):
                this = sa.update(imports).where(imports.c.id == identity)
                await connection.execute(this.values(found=imports.c.found + number))
