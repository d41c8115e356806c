"""Takes down an analyst's correction and wakes the story step, which applies it before its next decision.

What is written down here is all that counts: the message is sent before the transaction ends, and whoever
gets it waits for the story turn that this transaction holds, so a kill loses either both or neither.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from services.search.messages import announcement
from services.search.stories import corrections as kept
from services.search.stories import history
from services.search.stories.constraints import Correction, CorrectionKind
from services.search.stories.corrections import Filed
from services.search.tables import articles, correction_articles, corrections
from services.search.transactions import STORY_TURN, writing
from shared.contracts.channels import channel_of
from shared.contracts.messages import ArticleStored
from shared.messaging.port import Broker

NO_SIDE: frozenset[str] = frozenset()


class CorrectionError(Exception):
    """Base of what can be wrong with a correction."""


class UnknownStory(CorrectionError):
    """There is no such story, or these articles are not in it."""


class UnknownCorrection(CorrectionError):
    """There is no such correction of this tenant."""


class NothingLeft(CorrectionError):
    """A story cannot be split from all of its articles."""


@dataclass(frozen=True)
class Author:
    """Who corrects, and what they say about it."""

    tenant_id: str
    actor: str
    note: str | None = None


async def merge(engine: AsyncEngine, broker: Broker, story_id: str, other: str, author: Author) -> str | None:
    """Take down that two stories are one; the correction's id, None when they were one before.

    Asked again it is the same correction. Raises UnknownStory.
    """
    async with writing(engine, turn=STORY_TURN) as connection:
        one, two = [await history.survivor(connection, name) for name in (story_id, other)]
        asked = corrections.c.story_id.in_((story_id, one)) & corrections.c.other_story.in_((other, two))
        before = await _latest(connection, asked, author)
        if one == two or (before is not None and before.applied_seq is None):
            return None if before is None else str(before.correction_id)
        first, second = [await _articles(connection, name) for name in (one, two)]
        if not first or not second:
            raise UnknownStory
        sides = (frozenset(first), frozenset(second))
        return await _file(connection, broker, "merge", sides, (one, two), author)


async def split(
    engine: AsyncEngine, broker: Broker, story_id: str, article_ids: Collection[str], author: Author
) -> str:
    """Take down that these articles are another story; the correction's id.

    Asked again it is the same correction. Raises UnknownStory, NothingLeft.
    """
    leaving = frozenset(article_ids)
    async with writing(engine, turn=STORY_TURN) as connection:
        one = await history.survivor(connection, story_id)
        before = await _latest(connection, corrections.c.story_id.in_((story_id, one)), author, leaving)
        held = frozenset(await _articles(connection, one))
        gone = not leaving <= held
        if before is not None and (gone or before.applied_seq is None):
            return str(before.correction_id)
        if gone:
            raise UnknownStory
        if leaving == held:
            raise NothingLeft
        return await _file(connection, broker, "split", (leaving, held - leaving), (one, None), author)


async def undo(
    engine: AsyncEngine, broker: Broker, correction_id: str, author: Author, *, of_anybody: bool
) -> None:
    """Take down that a correction holds no more; asked again, nothing changes.

    Of the author's own tenant, or `of_anybody`. Raises UnknownCorrection.
    """
    this = select(corrections).where(corrections.c.correction_id == correction_id)
    async with writing(engine, turn=STORY_TURN) as connection:
        row = (await connection.execute(this)).first()
        if row is None or not (of_anybody or row.tenant_id == author.tenant_id):
            raise UnknownCorrection
        if row.undone_at is None:
            await kept.undo(connection, correction_id, f"{author.tenant_id} {author.actor}")
            await _wake(connection, broker, correction_id, "undone")


async def _latest(
    connection: AsyncConnection, which: ColumnElement[bool], author: Author, leaving: frozenset[str] = NO_SIDE
) -> Row[Any] | None:
    """The author's last correction of this kind that was not undone; of splits, with the same articles."""
    kind = "split" if leaving else "merge"
    rows = await connection.execute(
        select(corrections)
        .where(
            which,
            corrections.c.kind == kind,
            corrections.c.tenant_id == author.tenant_id,
            corrections.c.undone_at.is_(None),
        )
        .order_by(corrections.c.number.desc())
    )
    for row in rows.all():
        named = select(correction_articles.c.article_id).where(
            correction_articles.c.correction_id == row.correction_id, correction_articles.c.side == 0
        )
        if not leaving or leaving == set((await connection.execute(named)).scalars()):
            return row
    return None


async def _articles(connection: AsyncConnection, story_id: str) -> list[str]:
    rows = await connection.execute(select(articles.c.article_id).where(articles.c.story_id == story_id))
    return list(rows.scalars())


async def _file(
    connection: AsyncConnection,
    broker: Broker,
    kind: CorrectionKind,
    sides: tuple[frozenset[str], frozenset[str]],
    stories: tuple[str, str | None],
    author: Author,
) -> str:
    correction = Correction(uuid.uuid4().hex, await kept.next_number(connection), kind, sides)
    await kept.file(connection, Filed(correction, *stories, author.tenant_id, author.actor, author.note))
    await _wake(connection, broker, correction.id, "made")
    return correction.id


async def _wake(connection: AsyncConnection, broker: Broker, correction_id: str, what: str) -> None:
    """Announce one of those who stay again: the story step takes the correction before it looks at it."""
    row = (
        await connection.execute(
            select(articles.c.article_id, articles.c.revision)
            .join(correction_articles, correction_articles.c.article_id == articles.c.article_id)
            .where(correction_articles.c.correction_id == correction_id)
            .order_by(correction_articles.c.side.desc(), articles.c.article_id)
            .limit(1)
        )
    ).one()
    stored = ArticleStored(article_id=row.article_id, revision=row.revision)
    await broker.publish(channel_of(ArticleStored.TYPE), announcement(stored, f"{correction_id} {what}"))
