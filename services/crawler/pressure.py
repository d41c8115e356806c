"""Backpressure: the crawler stops fetching while the queue behind it, or its own outbox, is too long."""

from __future__ import annotations

from time import monotonic

from services.crawler.metrics import PAUSED
from services.crawler.relay import Relay
from shared.contracts.channels import NLP_ARTICLES
from shared.messaging.port import Broker, MessagingError
from shared.runtime.logs import get_logger

log = get_logger("crawler.pressure")

# Articles that wait while the broker is away: a morning of a province (some 2000 a day), a few MB.
OUTBOX_BOUND = 2_000
# Asking costs a round trip; in a second some ten articles pass.
ASK_SECONDS = 1.0


class Pressure:
    """Whether to fetch, asked once a second at most."""

    def __init__(self, broker: Broker, relay: Relay) -> None:
        self._broker = broker
        self._relay = relay
        self._asked_at = -ASK_SECONDS
        self._reason: str | None = None

    async def reason(self) -> str | None:
        """Why to pause, in one line; None: go on."""
        if monotonic() - self._asked_at < ASK_SECONDS:
            return self._reason
        before, self._reason = self._reason, await self._ask()
        self._asked_at = monotonic()
        PAUSED.set(1 if self._reason else 0)
        if self._reason != before:
            log.info("crawling paused" if self._reason else "crawling goes on", reason=self._reason or before)
        return self._reason

    async def _ask(self) -> str | None:
        if await self._relay.length() > OUTBOX_BOUND:
            return "the outbox is full"
        try:
            depth = await self._broker.depth(NLP_ARTICLES)
        except MessagingError:
            # The outbox takes what comes until it is full.
            return None
        return f"queue {NLP_ARTICLES.name} is full" if depth.ready > NLP_ARTICLES.bound else None
