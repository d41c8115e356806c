"""`python -m evaluation.modes`: measures the modes on SQLite, and on the Elasticsearch node of --index.

With --write the tables go into docs/search-modes.md.
"""

from __future__ import annotations

import argparse
import sys

from evaluation.modes.judged import load
from evaluation.modes.measure import JUDGED_SET, measure
from evaluation.modes.tables import document, write
from evaluation.sets import ROOT, SHIPPED, read
from evaluation.sets import load as load_articles
from services.nlp.encoder import Encoder
from services.nlp.pipeline import Reader
from shared.runtime.logs import configure_logs
from shared.runtime.settings import load_settings


def main() -> int:
    """Measure, print, and write where asked."""
    parser = argparse.ArgumentParser(prog="python -m evaluation.modes", description=__doc__)
    parser.add_argument("--index", help="an Elasticsearch node, http://host:9200")
    parser.add_argument("--write", action="store_true", help="write docs/search-modes.md")
    arguments = parser.parse_args()
    configure_logs(load_settings().model_copy(update={"log_level": "error"}))
    encoder = Encoder.load(threads=2)
    reader = Reader(encoder, encoder.labels.model)
    items = read(load_articles(SHIPPED[JUDGED_SET]), reader)
    tables = document(measure(items, reader, arguments.index), load())
    sys.stdout.write(tables + "\n")
    if arguments.write:
        write(ROOT / "docs" / "search-modes.md", tables)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
