"""Fits the weights of the region scorer: `python -m services.nlp.fit_regions FILE…` over labelled JSON lines.

Each line has `title`, `text` and `regions` (the codes it is about). Prints F1 in five-fold cross-validation
and writes the weights beside the scorer.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from services.nlp.stages.document import read_document
from services.nlp.stages.regions import score
from services.nlp.stages.regions.features import PROVINCE_FEATURES, REGENCY_FEATURES
from services.nlp.stages.regions.mentions import find_mentions
from services.nlp.stages.regions.resolve import resolve
from shared.regions import load_regions

Vector = NDArray[np.float64]
Example = tuple[set[str], dict[str, list[float]]]
FOLDS = 5
# Ridge penalty; anything from 0.3 to 3 gives the same F1 within 0.002.
RIDGE = 1.0


def logistic(x: Vector, y: Vector) -> Vector:
    """Weights of a ridge logistic regression by Newton's method; the first is the bias."""
    x = np.c_[np.ones(len(x)), x]
    penalty = np.diag(np.r_[1e-6, np.full(x.shape[1] - 1, RIDGE)])
    weights = np.zeros(x.shape[1])
    for _ in range(50):
        p = 1 / (1 + np.exp(-x @ weights))
        step = np.linalg.solve(
            (x * (p * (1 - p))[:, None]).T @ x + penalty, x.T @ (p - y) + penalty @ weights
        )
        weights -= step
        if np.abs(step).max() < 1e-6:
            break
    return weights


def read_examples(paths: list[str]) -> list[Example]:
    """The labelled subjects and the features of every candidate, for each text."""
    table = load_regions()
    examples = []
    for path in paths:
        for line in Path(path).read_text(encoding="utf-8").splitlines():
            item = json.loads(line)
            document = read_document(item["title"], item["text"])
            found = resolve(document, find_mentions(document, table), table, None)
            examples.append((set(item["regions"]), score.rows(document, found)))
    return examples


def fit(examples: list[Example]) -> tuple[Vector, Vector]:
    """The weights for regencies and for provinces."""
    fitted = []
    for province in (False, True):
        pairs = [
            (row, float(code in want))
            for want, rows in examples
            for code, row in rows.items()
            if (len(code) == 2) == province
        ]
        fitted.append(logistic(np.array([row for row, _ in pairs]), np.array([label for _, label in pairs])))
    return fitted[0], fitted[1]


def f1(examples: list[Example], weights: tuple[Vector, Vector]) -> tuple[int, int, int]:
    """Hits, false alarms and misses of these weights."""
    hits = alarms = misses = 0
    for want, rows in examples:
        odds = {code: float(weights[len(code) == 2] @ np.r_[1.0, row]) for code, row in rows.items()}
        scores = {code: float(1 / (1 + np.exp(-value))) for code, value in odds.items()}
        got = score.subjects(scores, score.least_likely(rows))
        hits += len(want & got)
        alarms += len(got - want)
        misses += len(want - got)
    return hits, alarms, misses


def main() -> None:
    """Cross-validate, fit on everything, write the weights."""
    examples = read_examples(sys.argv[1:])
    fold = np.random.default_rng(0).integers(0, FOLDS, len(examples))
    counts = np.zeros(3)
    for k in range(FOLDS):
        weights = fit([e for e, f in zip(examples, fold, strict=True) if f != k])
        counts += f1([e for e, f in zip(examples, fold, strict=True) if f == k], weights)
    hits, alarms, misses = counts
    print(f"{len(examples)} texts, cross-validated F1 {2 * hits / (2 * hits + alarms + misses):.3f}")
    regency, province = fit(examples)
    data = {
        "regency": {n: round(float(w), 3) for n, w in zip(("bias", *REGENCY_FEATURES), regency, strict=True)},
        "province": {
            n: round(float(w), 3) for n, w in zip(("bias", *PROVINCE_FEATURES), province, strict=True)
        },
    }
    target = Path(score.__file__).with_name("weights.json")
    target.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
