"""The tone head on sentences of reviews (SmSA), for which it was not made: a by-product, measured in the
open."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import numpy as np

from evaluation.rows import Row, interval
from services.nlp.encoder import Encoder
from services.nlp.passage import Passage
from services.nlp.training.metrics import macro_f1
from services.nlp.verdicts import best_tone
from shared.contracts.enrichment import TONES

_LABELS = {"positive": "positif", "neutral": "netral", "negative": "negatif"}


def measure(encoder: Encoder, data: Path) -> list[Row]:
    """Macro-F1 on SmSA's validation sentences."""
    with (data / "smsa" / "valid.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    truth = np.array([TONES.index(_LABELS[label]) for _, label in rows])
    readings = encoder.read([Passage("", (text,)) for text, _ in rows])
    said = np.array([TONES.index(best_tone(reading.tone)) for reading in readings])
    plain = np.full_like(truth, Counter(truth.tolist()).most_common(1)[0][0])

    def score(at: np.ndarray) -> float:
        return macro_f1(truth[at], said[at], len(TONES))

    low, high = interval(len(rows), score)
    every = np.arange(len(rows))
    baseline = macro_f1(truth, plain, len(TONES))
    value = score(every)
    return [
        Row("reviews", "SmSA valid", len(rows), "macro-F1", value, low, high, "the commonest label", baseline)
    ]
