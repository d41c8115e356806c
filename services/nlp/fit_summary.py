"""Fits the weights of the summary stage: `python -m services.nlp.fit_summary FILE…` over IndoSum JSON Lines
(gz).

Logistic regression, by Newton's method, of the editors' choice of sentences (`gold_labels`, made by greedy
ROUGE against their summaries) on the features of `services/nlp/stages/summary.py`. Prints the weights to be
put there. A constant changes no order, so none is kept.
"""

from __future__ import annotations

import gzip
import json
import re
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from services.nlp.stages.document import Document, Sentence
from services.nlp.stages.summary import FEATURES, READ, features

RIDGE = 1.0
STEPS = 25


@dataclass(frozen=True)
class Summarised:
    """An article of IndoSum, its editors' summary, and which of its sentences make the nearest extract."""

    id: str
    document: Document
    summary: list[str]
    chosen: list[bool]


def read_indosum(path: Path) -> list[Summarised]:
    """The articles of one file; its words are joined as news is printed."""
    found = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            sentences: list[Sentence] = []
            for number, paragraph in enumerate(row["paragraphs"]):
                for words in paragraph:
                    sentences.append(Sentence(joined(words), len(sentences), number))
            chosen = [label for paragraph in row["gold_labels"] for label in paragraph]
            text = "\n\n".join(sentence.text for sentence in sentences)
            document = Document("", text, "", tuple(sentences))
            found.append(Summarised(row["id"], document, [joined(words) for words in row["summary"]], chosen))
    return found


def joined(words: list[str]) -> str:
    """Tokens as running text: no blank before a comma, none after an opening bracket."""
    return re.sub(r"([(]) ", r"\1", re.sub(r" ([,.;:!?)%])", r"\1", " ".join(words)))


def fit(articles: list[Summarised]) -> np.ndarray:
    """(features,) weights of a logistic regression with an intercept that is not returned."""
    blocks = [features(article.document) for article in articles]
    inputs = np.vstack([np.hstack([block, np.ones((len(block), 1))]) for block in blocks])
    goal = np.concatenate([np.array(article.chosen[:READ], dtype=np.float64) for article in articles])
    weights = np.zeros(inputs.shape[1])
    for _ in range(STEPS):
        probability = 1 / (1 + np.exp(-inputs @ weights))
        gradient = inputs.T @ (goal - probability) - RIDGE * weights
        curvature = (inputs * (probability * (1 - probability))[:, None]).T @ inputs
        weights = weights + np.linalg.solve(curvature + RIDGE * np.eye(len(weights)), gradient)
    return np.asarray(weights[:-1])


def main() -> None:
    """Fit on the files of the command line and print the weights."""
    articles = {article.id: article for path in sys.argv[1:] for article in read_indosum(Path(path))}
    weights = fit(list(articles.values()))
    sys.stdout.write(f"{len(articles)} articles\n")
    for name, weight in zip(FEATURES, weights, strict=True):
        sys.stdout.write(f"    {weight:6.2f},  # {name}\n")


if __name__ == "__main__":
    main()
