"""``gaung announce``: what was on its way when a broker was lost is sent again, as after a restore."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Annotated

import sqlalchemy as sa
import typer

from services.cli.console import out, print_json, run
from services.cli.databases import database_of
from services.crawler.announce import announce_again
from services.crawler.tables import LONG_AGO
from services.notifier.tables import deliveries
from services.search.tables import alerts, articles, revisions

# Counted back from the last alert that was sent: what nobody had for longer is no news.
LATE = timedelta(days=1)


def announce(
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object on stdout.")] = False,
) -> None:
    """Send again what the databases show was lost with a broker; part of `gaung restore`."""
    found = {"announced": run(articles_again()), "alerts": run(alerts_again())}
    if as_json:
        print_json(found)
    else:
        out.print(f"{found['announced']} articles and {found['alerts']} alerts are sent again")


async def articles_again() -> int:
    """Let the crawler announce what the search service does not have; how many revisions.

    Nothing from before the month of the oldest article there: those were forgotten on purpose.
    """
    async with database_of("crawler") as crawler, database_of("search") as search:

        async def arrived(ids: Sequence[str]) -> set[tuple[str, int]]:
            key = (revisions.c.article_id, revisions.c.revision)
            async with search.connect() as connection:
                rows = await connection.execute(sa.select(*key).where(key[0].in_(ids)))
                return {(row.article_id, row.revision) for row in rows}

        async with search.connect() as connection:
            oldest = await connection.scalar(sa.select(articles.c.seen_at).order_by("seen_at").limit(1))
        since = LONG_AGO
        if oldest is not None:
            since = datetime(oldest.year, oldest.month, 1, tzinfo=UTC)
        return await announce_again(crawler, arrived, since)


async def alerts_again() -> int:
    """Mark the last day's alerts as not sent whose message the notifier has not delivered; how many messages.

    A message that it had is known to it, and no place gets it twice.
    """
    async with database_of("search") as search, database_of("notifier") as notifier:
        async with search.connect() as connection:
            newest = await connection.scalar(
                sa.select(alerts.c.sent_at)
                .where(alerts.c.sent_at.is_not(None))
                .order_by(sa.desc("sent_at"))
                .limit(1)
            )
            if newest is None:
                return 0
            late = sa.select(alerts.c.message_id).where(
                alerts.c.sent_at >= newest - LATE, alerts.c.message_id.is_not(None)
            )
            sent = set((await connection.execute(late)).scalars())
        rows = sa.select(deliveries.c.alert_id, deliveries.c.state).where(
            deliveries.c.created_at >= newest - 2 * LATE
        )
        async with notifier.connect() as connection:
            states = (await connection.execute(rows)).all()
        done = {row.alert_id for row in states} - {row.alert_id for row in states if row.state == "waiting"}
        again = sorted(sent - done)
        async with search.begin() as connection:
            for message_id in again:
                await connection.execute(
                    sa.update(alerts).where(alerts.c.message_id == message_id).values(sent_at=None)
                )
        return len(again)
