"""Watches, stories that fire, and a broker that remembers, for the tests of the desk."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncEngine

from services.search.index.port import ArticleIndex
from services.search.watches import alert_store, store
from services.search.watches.firing import Firing
from shared.contracts.alert import AlertRecord, AlertSearch, StoryFigures
from shared.contracts.messages import AlertRaised, Delivery
from shared.contracts.query import Filter
from shared.contracts.watch import EachStory, NewWatch, Rule, Watch
from shared.messaging.port import BrokerUnavailable

SCOPE = ["64.08"]
# Tuesday, 14 July 2026, 10:00 in Makassar.
TEN = datetime(2026, 7, 14, 2, 0, tzinfo=UTC)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


class Outbox:
    """What was published; refuses while `away`."""

    def __init__(self) -> None:
        self.events: list[AlertRaised] = []
        self.away = False

    async def publish(self, event: AlertRaised) -> None:
        if self.away:
            raise BrokerUnavailable("away")
        self.events.append(event)

    @property
    def parts(self) -> list[list[str]]:
        """Titles in each message."""
        return [[part.title for part in each.parts] or [each.title] for each in self.events]


async def saved(engine: AsyncEngine, *, rule: Rule | None = None, **fields: object) -> Watch:
    """A watch of Kutai Timur."""
    base: dict[str, object] = {
        "tenant_id": "kutim",
        "name": "Jembatan",
        "filter": Filter(scope=SCOPE),
        "when": rule or EachStory(),
        "cooldown": 0,
        "deliveries": [Delivery(type="email", target="humas@kutim.example")],
        "zone": "Asia/Makassar",
    }
    return await store.create(engine, NewWatch.model_validate(base | fields), TEN)


def stories(*names: str, aliases: Sequence[str] = ()) -> list[Firing]:
    """A firing for each story."""
    figures = StoryFigures(story_id="x", articles=1, copies=0, outlets=1, first_published_at=TEN)
    return [Firing(name, f"Judul {name}", "alasan", figures, ["0" * 32], 1, aliases) for name in names]


async def raised(engine: AsyncEngine, index: ArticleIndex, **filters: object) -> list[AlertRecord]:
    """The tenant's alerts, newest first."""
    request = AlertSearch.model_validate({"tenant_id": "kutim", "scope": SCOPE} | filters)
    return (await alert_store.search(engine, index, request)).items
