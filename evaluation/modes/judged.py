"""The judged queries, and the score of a ranking against them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log2
from pathlib import Path

QUERIES = Path(__file__).with_name("queries.jsonl")
"""One query a line: `kind` (word, name, abbreviation, topic, paraphrase, complaint) and `grades` by article:
2 is about what was asked, 1 touches it; an article that is not named has grade 0. One reader, who read title
and opening (650 characters or more) of all 275 articles, so that what no mode finds counts as well, and then
looked once more at what stood among the first ten of every mode."""
DEPTH = 10


@dataclass(frozen=True)
class Judged:
    """A query with the grade of every article that has to do with it."""

    id: str
    kind: str
    query: str
    grades: Mapping[str, int]


def load(path: Path = QUERIES) -> list[Judged]:
    """The judged queries."""
    return [Judged(**json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines()]


def ndcg(ranking: Sequence[str], grades: Mapping[str, int], depth: int = DEPTH) -> float:
    """Normalised discounted cumulated gain of the first `depth` (Järvelin & Kekäläinen 2002).

    The gain is the grade, the discount log2(1 + place); 1 is the best order there is, 0 none of the graded.
    """
    ideal = _gain(sorted(grades.values(), reverse=True)[:depth])
    return _gain([grades.get(article, 0) for article in ranking[:depth]]) / ideal if ideal else 0.0


def _gain(grades: Sequence[int]) -> float:
    return sum(grade / log2(1 + place) for place, grade in enumerate(grades, start=1))
