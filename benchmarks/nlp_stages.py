"""`python -m benchmarks.nlp_stages`: what every stage of reading costs on the fictional corpus, and the
whole.

Articles of the demo, as the service reads them, one thread. The times of stages are wall time; that of the
whole is processor time of the process, so that a neighbour on the machine does not count; the 95th
percentile of single articles is wall time. The baseline is the encoder of the same run. Exits with 1 where
an aim is missed: 16 articles a second on one core, 150 ms for 95 of 100 articles, 450 MB resident.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from services.nlp.encoder import Encoder
from services.nlp.metrics import STAGE_SECONDS
from services.nlp.pipeline import Reader
from services.nlp.texts import article_from_text
from services.nlp.worker import BATCH
from shared.contracts.article import Article

DEMO = Path(__file__).parents[1] / "services" / "standalone" / "demo"
PER_SECOND = 16.0
SINGLE_MS = 150.0
RESIDENT_MB = 450.0


def articles() -> list[Article]:
    """The demo's articles with their page furniture."""
    rows = [
        json.loads(line)
        for file in sorted(DEMO.glob("articles-*.jsonl"))
        for line in file.read_text(encoding="utf-8").splitlines()
    ]
    return [article_from_text(row["title"], row["text"]) for row in rows]


def stage_times() -> dict[str, tuple[float, float]]:
    """Seconds and articles of each stage since the process began."""
    times: dict[str, list[float]] = {}
    for metric in STAGE_SECONDS.collect():
        for sample in metric.samples:
            if sample.name.endswith(("_sum", "_count")):
                counted = sample.name.endswith("_count")
                times.setdefault(sample.labels["stage"], [0.0, 0.0])[counted] = sample.value
    return {stage: (seconds, count) for stage, (seconds, count) in times.items()}


def in_batches(reader: Reader, texts: Sequence[Article]) -> float:
    """Processor seconds of an article read in the service's batches."""
    started = time.process_time()
    for start in range(0, len(texts), BATCH):
        reader.read(texts[start : start + BATCH])
    return (time.process_time() - started) / len(texts)


def single(reader: Reader, texts: Sequence[Article]) -> float:
    """95th percentile of the wall seconds of one article alone."""
    taken = []
    for article in texts:
        started = time.perf_counter()
        reader.read([article])
        taken.append(time.perf_counter() - started)
    return float(np.percentile(taken, 95))


def main() -> int:
    """Measure and print one table; 1 when an aim is missed."""
    reader = Reader(Encoder.load(), "benchmark")
    texts = articles()
    in_batches(reader, texts[: 2 * BATCH])
    before = stage_times()
    each = in_batches(reader, texts)
    shares = {}
    for stage, (seconds, count) in stage_times().items():
        earlier_seconds, earlier_count = before.get(stage, (0.0, 0.0))
        counted = count - earlier_count
        # Some stages are observed once a batch with the mean of its articles.
        shares[stage] = (seconds - earlier_seconds) / counted
    words = sum(len(article.text.split()) for article in texts) / len(texts)
    out = sys.stdout.write
    out(f"{len(texts)} articles of {words:.0f} words in the mean, batches of {BATCH}, one thread\n")
    out(f"{'stage':16} {'ms':>8} {'of the encoder':>15}\n")
    for stage, seconds in sorted(shares.items(), key=lambda item: -item[1]):
        out(f"{stage:16} {1000 * seconds:8.2f} {seconds / shares['encoder']:15.2f}\n")
    slowest = single(reader, texts[:100])
    resident = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    out(f"{'all':16} {1000 * each:8.2f} {each / shares['encoder']:15.2f}\n\n")
    out(f"{1 / each:.1f} articles/s/core (aim {PER_SECOND:.0f}), ")
    out(f"95 of 100 articles alone within {1000 * slowest:.0f} ms (aim {SINGLE_MS:.0f}), ")
    out(f"{resident:.0f} MB resident at most (aim {RESIDENT_MB:.0f})\n")
    missed = 1 / each < PER_SECOND or 1000 * slowest > SINGLE_MS or resident > RESIDENT_MB
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
