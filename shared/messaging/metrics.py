"""Prometheus figures of messaging: what was published and what handlers answered, by channel and queue."""

from __future__ import annotations

from prometheus_client import Counter, Histogram

PUBLISHED = Counter("gaung_messages_published", "Messages confirmed by the broker", ["channel"])
HANDLED = Counter("gaung_messages_handled", "Messages answered, by answer", ["queue", "answer"])
# From a cache hit to the 20 seconds a handler has when its process must leave.
HANDLING_SECONDS = Histogram(
    "gaung_message_handling_seconds",
    "Time a handler took for one call (one message, or one batch)",
    ["queue"],
    buckets=(0.001, 0.005, 0.02, 0.1, 0.5, 2, 5, 20),
)
