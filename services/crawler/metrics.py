"""What the crawler counts for Prometheus."""

from __future__ import annotations

from prometheus_client import Counter, Gauge, Histogram

FETCHED = Counter("gaung_crawler_fetched_total", "Pages that arrived, by kind", ["kind"])
STORED = Counter("gaung_crawler_articles_total", "Articles stored: new, revised or unchanged", ["outcome"])
DROPPED = Counter("gaung_crawler_dropped_total", "Visits without a result, by reason", ["reason"])
RELAYED = Counter("gaung_crawler_relayed_total", "Events handed to the broker")
OUTBOX = Gauge("gaung_crawler_outbox", "Events that wait for the broker")
IN_FLIGHT = Gauge("gaung_crawler_in_flight", "Visits in hand")
PAUSED = Gauge("gaung_crawler_paused", "1 while the queue behind us is too long")
EXTRACT_SECONDS = Histogram(
    "gaung_crawler_extract_seconds",
    "One page from HTML to article",
    buckets=(0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2),
)
