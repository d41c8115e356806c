"""What the language service counts: articles read, seconds of each stage, stages that failed."""

from __future__ import annotations

from prometheus_client import Counter, Histogram

ARTICLES_READ = Counter("gaung_nlp_articles_read_total", "Article revisions enriched and published")
STAGE_SECONDS = Histogram(
    "gaung_nlp_stage_seconds",
    "Seconds of one stage on one article",
    ["stage"],
    # From a rule that reads in 0.1 ms to an encoder that takes a tenth of a second on a busy core.
    buckets=(0.0001, 0.0003, 0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1.0),
)
STAGE_FAILURES = Counter("gaung_nlp_stage_failures_total", "Stages that raised on an article", ["stage"])
