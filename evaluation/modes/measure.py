"""Scores of every mode on SQLite, and on an Elasticsearch node where one is named."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import httpx
import numpy as np

from evaluation.modes.judged import Judged, load
from evaluation.modes.rankings import rankings
from evaluation.modes.tables import scores
from evaluation.sets import Item
from services.nlp.pipeline import Reader

JUDGED_SET = "c and g"
"""The set of articles that the queries were judged on."""


def measure(
    items: Sequence[Item], reader: Reader, node: str | None = None
) -> dict[str, dict[str, np.ndarray]]:
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
