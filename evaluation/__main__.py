"""`make evaluate`: prints one table of every task, and with --write makes docs/evaluation.md of it.

Sets that are shipped are always measured; published sets where --data names the folder that holds them.
Every row has its baseline from the same run.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

from evaluation import (
    cost,
    furniture,
    labels,
    language,
    names,
    people,
    regions,
    reviews,
    stories,
    summary,
)
from evaluation.document import write
from evaluation.modes import tables
from evaluation.modes.measure import JUDGED_SET, measure
from evaluation.rows import Row
from evaluation.sets import ROOT, SHIPPED, load, read
from services.nlp.encoder import Encoder
from services.nlp.pipeline import Reader
from shared.runtime.logs import configure_logs
from shared.runtime.settings import load_settings

PUBLISHED = ("nergrit", "idner", "smsa", "nusa_lid", "nusax", "indosum")
"""Folders of published sets that --data must hold."""


def rows(data: Path | None) -> Iterator[Row]:
    """Every row, as soon as it is measured."""
    encoder = Encoder.load()
    reader = Reader(encoder, encoder.labels.model)
    for name, paths in SHIPPED.items():
        items = read(load(paths), reader)
        for task in (labels, regions, people, furniture, stories):
            yield from task.measure(name, items)
        if name == JUDGED_SET:
            yield from tables.rows(name, measure(items, reader)["SQLite"])
    yield from names.shipped(encoder, SHIPPED["c and g"][0].parent)
    yield from cost.measure(encoder)
    if data:
        yield from names.published(encoder, data)
        yield from reviews.measure(encoder, data)
        yield from language.measure(data)
        yield from summary.measure(data)


def main() -> int:
    """Measure, print, and write where asked."""
    parser = argparse.ArgumentParser(prog="python -m evaluation", description=__doc__)
    parser.add_argument("--data", type=Path, help=f"folder with {', '.join(PUBLISHED)}")
    parser.add_argument("--write", action="store_true", help="write docs/evaluation.md")
    arguments = parser.parse_args()
    missing = [name for name in PUBLISHED if arguments.data and not (arguments.data / name).exists()]
    if missing:
        parser.error(f"{arguments.data} lacks {', '.join(missing)}")
    configure_logs(load_settings().model_copy(update={"log_level": "error"}))
    measured = []
    for row in rows(arguments.data):
        measured.append(row)
        sys.stdout.write(line(row) + "\n")
        sys.stdout.flush()
    if arguments.write:
        write(ROOT / "docs" / "evaluation.md", measured)
    return 0


def line(row: Row) -> str:
    """One row for the terminal."""
    score = f"{row.value:.3f} [{row.low:.3f} to {row.high:.3f}]"
    head = f"{row.task:20} {row.set:32} {row.items:5d} {row.measure:26}"
    return f"{head} {score:26} {row.baseline_value:.3f} {row.baseline}"


if __name__ == "__main__":
    raise SystemExit(main())
