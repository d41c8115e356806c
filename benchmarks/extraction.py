"""Measures the extract step against bare trafilatura with metadata, on the same generated portal pages.

``python -m benchmarks.extraction [--pages 60] [--rounds 5] [--json]``. Both read the same bytes in turn, page
by page, so that a busy machine slows both. The target is a ratio of 1.25 or less.
"""

from __future__ import annotations

import argparse
import json
import logging
from collections.abc import Callable
from datetime import UTC, datetime
from statistics import median
from time import perf_counter

from trafilatura import bare_extraction

from benchmarks.portal_pages import PortalPage, portal_pages
from services.crawler.extract import Hints, extract
from shared.contracts.article import SourceRef

TARGET = 1.25
SOURCE = SourceRef(id="kabar-pesisir", name="Kabar Pesisir", domain="kabar-pesisir.example")
NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


def _ours(page: PortalPage) -> object:
    return extract(page.html, page.url, hints=Hints(), source=SOURCE, now=NOW)


def _bare(page: PortalPage) -> object:
    return bare_extraction(page.html, url=page.url, with_metadata=True)


def _seconds(read: Callable[[PortalPage], object], page: PortalPage) -> float:
    started = perf_counter()
    read(page)
    return perf_counter() - started


def measure(pages: int, rounds: int) -> dict[str, float]:
    """Median milliseconds per page of both, their ratio, and kilobytes per page."""
    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    made = portal_pages(pages)
    _ours(made[0]), _bare(made[0])
    ours: list[float] = []
    bare: list[float] = []
    for _ in range(rounds):
        ours.append(0.0)
        bare.append(0.0)
        for number, page in enumerate(made):
            # Who goes first alternates: the second finds the page in the caches.
            if number % 2:
                ours[-1] += _seconds(_ours, page)
                bare[-1] += _seconds(_bare, page)
            else:
                bare[-1] += _seconds(_bare, page)
                ours[-1] += _seconds(_ours, page)
    return {
        "pages": pages,
        "rounds": rounds,
        "kilobytes_per_page": round(sum(len(page.html) for page in made) / pages / 1000, 1),
        "extract_ms": round(median(ours) / pages * 1000, 2),
        "trafilatura_with_metadata_ms": round(median(bare) / pages * 1000, 2),
        "ratio": round(median(ours) / median(bare), 3),
        "target": TARGET,
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Extract step against bare trafilatura with metadata.")
    parser.add_argument("--pages", type=int, default=60)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", action="store_true", help="one JSON object instead of text")
    given = parser.parse_args()
    figures = measure(given.pages, given.rounds)
    if given.json:
        print(json.dumps(figures))
        return
    size = figures["kilobytes_per_page"]
    print(f"{given.pages} pages of {size} kB, median of {given.rounds} rounds, one core")
    print(f"extract step                    {figures['extract_ms']:6.2f} ms a page")
    bare = figures["trafilatura_with_metadata_ms"]
    print(f"bare trafilatura with metadata  {bare:6.2f} ms a page")
    print(f"ratio                           {figures['ratio']:6.3f}    (target: at most {TARGET})")


if __name__ == "__main__":
    main()
