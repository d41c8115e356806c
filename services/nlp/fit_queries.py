"""Fits the mean of queries: `python -m services.nlp.fit_queries` writes `services/nlp/model/queries.npz`.

Embeddings are centred on the mean of news texts. Queries are short and lie elsewhere, so that all of them
lean towards the same few articles; taking their own mean off undoes that. Stand-ins for queries are made of
the training articles (never of those that the modes are judged on): the title in lower case, its key phrases,
and a stretch of two to six words of it.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from services.nlp.encoder import MODEL_DIRECTORY, QUERIES_FILE, Encoder
from services.nlp.stages.document import read_document
from services.nlp.stages.keyphrases import find_keyphrases

ARTICLES = Path(__file__).parent / "training" / "articles"
JUDGED = ("k", "p")
"""Files that no model is trained on; the evaluation reads them."""


def stand_ins(folder: Path = ARTICLES) -> Iterator[str]:
    """Texts like those that people type, three for each training article."""
    draws = np.random.default_rng(0)
    for file in sorted(folder.glob("*.jsonl")):
        if file.stem in JUDGED:
            continue
        for row in map(json.loads, file.read_text(encoding="utf-8").splitlines()):
            title = str(row["title"]).lower()
            yield title
            yield " ".join(find_keyphrases(read_document(row["title"], row["text"]), [])[:2]).lower()
            words = title.split()
            length = int(draws.integers(2, 7))
            start = int(draws.integers(0, max(len(words) - length, 0) + 1))
            yield " ".join(words[start : start + length])


def main() -> int:
    """Read the stand-ins, write their mean."""
    target = MODEL_DIRECTORY / QUERIES_FILE
    # One of another model would be refused, and is replaced anyway.
    target.unlink(missing_ok=True)
    encoder = Encoder.load(threads=2)
    texts = [text for text in stand_ins() if text]
    mean = encoder.embed(texts).mean(axis=0)
    np.savez(target, model=encoder.labels.model, mean=mean)
    sys.stdout.write(f"{len(texts)} stand-ins, length of their mean {np.linalg.norm(mean):.3f}\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
