"""`python -m evaluation.modes`: measures the modes on SQLite, and on the Elasticsearch node of --index.

With --write the tables go into docs/search-modes.md.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import uuid
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
import numpy as np

from evaluation.modes.judged import Judged, load
from evaluation.modes.rankings import rankings
from evaluation.modes.tables import document, scores, write
from evaluation.sets import ROOT, SHIPPED, Item, read
from evaluation.sets import load as load_articles
from services.nlp.encoder import Encoder
from services.nlp.pipeline import Reader
from shared.runtime.logs import configure_logs
from shared.runtime.settings import load_settings


def measure(items: Sequence[Item], reader: Reader, node: str | None) -> dict[str, dict[str, np.ndarray]]:
    """Index → mode → nDCG@10 of each query."""
    queries = load()
    with TemporaryDirectory() as folder:
        path = Path(folder)
        measured = {"SQLite": _scores(f"sqlite:///{path / 'index.db'}", path, items, reader, queries)}
        if node:
            prefix = f"evaluation{uuid.uuid4().hex[:8]}"
            try:
                measured["Elasticsearch"] = _scores(f"{node}?prefix={prefix}", path, items, reader, queries)
            finally:
                _remove(node, prefix)
    return measured


def _scores(
    url: str, folder: Path, items: Sequence[Item], reader: Reader, queries: Sequence[Judged]
) -> dict[str, np.ndarray]:
    return scores(asyncio.run(rankings(url, folder, items, reader, queries)), queries)


def _remove(node: str, prefix: str) -> None:
    """Remove the indices of one measurement by their names, and their template."""
    for row in httpx.get(f"{node}/_cat/indices/{prefix}*?format=json&h=index", timeout=30).json():
        httpx.delete(f"{node}/{row['index']}", timeout=30)
    httpx.delete(f"{node}/_index_template/{prefix}*", timeout=30)


def main() -> int:
    """Measure, print, and write where asked."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.modes", description=__doc__)
    parser.add_argument("--index", help="an Elasticsearch node, http://host:9200")
    parser.add_argument("--write", action="store_true", help="write docs/search-modes.md")
    arguments = parser.parse_args()
    configure_logs(load_settings().model_copy(update={"log_level": "error"}))
    encoder = Encoder.load(threads=2)
    reader = Reader(encoder, encoder.labels.model)
    items = read(load_articles(SHIPPED["c and g"]), reader)
    tables = document(measure(items, reader, arguments.index), load())
    sys.stdout.write(tables + "\n")
    if arguments.write:
        write(ROOT / "docs" / "search-modes.md", tables)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
