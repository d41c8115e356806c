"""The scores of articles for the terms that a query wants, as `relevance` says."""

from __future__ import annotations

import math
import sqlite3
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from services.search.index.criteria import TextCriterion
from services.search.index.relevance import K1, TITLE_WEIGHT, B, terms
from services.search.index.sqlite.lengths import LengthMemory, Lengths
from services.search.index.sqlite.passing import Passing

Scores = npt.NDArray[np.float64]


def scores(
    file: sqlite3.Connection, memory: LengthMemory, passing: Passing, texts: Sequence[TextCriterion]
) -> Scores:
    """The score of each number; 0 where no term stands."""
    articles, stems, words = file.execute("SELECT articles, stems, words FROM total").fetchone()
    of_stems, of_words = memory.stems_and_words(file, passing.size)
    found: Scores = np.zeros(passing.size, dtype=np.float64)
    for term in terms(texts):
        counts = passing.occurrences.of(term)
        if term.kind == "prefix":
            found += TITLE_WEIGHT * counts.title + counts.text
            continue
        here = np.flatnonzero(counts.title + counts.text)
        frequency = TITLE_WEIGHT * counts.title[here] + counts.text[here]
        lengths, total = (of_stems, stems) if term.kind == "stem" else (of_words, words)
        saturation = frequency + K1 * _length_norm(lengths[here], total / max(articles, 1))
        most = int(max(np.count_nonzero(counts.title), np.count_nonzero(counts.text)))
        found[here] += _idf(articles, most) * (K1 + 1) * frequency / saturation
    return found


def _length_norm(lengths: Lengths, average: float) -> Scores:
    return np.asarray(1 - B + B * lengths / max(average, 1.0), dtype=np.float64)


def _idf(articles: int, count: int) -> float:
    return math.log1p((articles - count + 0.5) / (count + 0.5))
