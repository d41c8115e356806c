"""Separates development articles from training articles so that no story, outlet or copy is on both sides."""

import random
from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from services.nlp.training.data import Example

NEAR_DUPLICATE_COSINE = 0.70
"""Cosine of centred base-encoder embeddings from which two articles stay on one side of the split.
Near-copies lie at 0.9, 99.9 % of the pairs of different events below 0.41; events are known by name."""


def clusters(examples: Sequence[Example], embeddings: np.ndarray) -> list[list[int]]:
    """Indices of the examples grouped by shared outlet (written articles), event, or near-duplicate text.

    embeddings: (n, d) float32, centred and L2-normalised.
    """
    parent = list(range(len(examples)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    first_with: dict[tuple[str, str], int] = {}
    for index, example in enumerate(examples):
        for key in (("outlet", example.outlet), ("event", example.event)):
            if key[1] is None:
                continue
            other = first_with.setdefault((key[0], key[1]), index)
            parent[root(index)] = root(other)
    similar = np.triu(embeddings @ embeddings.T >= NEAR_DUPLICATE_COSINE, k=1)
    for left, right in np.argwhere(similar).tolist():
        parent[root(right)] = root(left)
    grouped: dict[int, list[int]] = defaultdict(list)
    for index in range(len(examples)):
        grouped[root(index)].append(index)
    return list(grouped.values())


def split(
    examples: Sequence[Example], embeddings: np.ndarray, dev_share: float, seed: int
) -> tuple[list[int], list[int]]:
    """(training indices, development indices): whole clusters, drawn until each corpus gives `dev_share`.

    A cluster larger than a tenth of the development set stays in training, so that one story cannot decide
    the measured scores.
    """
    pieces = clusters(examples, embeddings)
    random.Random(seed).shuffle(pieces)
    sizes: dict[str, int] = defaultdict(int)
    for example in examples:
        sizes[example.group] += 1
    largest = max(1, round(len(examples) * dev_share / 10))
    taken: dict[str, int] = defaultdict(int)
    dev: list[int] = []
    for piece in pieces:
        group = examples[piece[0]].group
        if len(piece) > largest or taken[group] + len(piece) > sizes[group] * dev_share:
            continue
        taken[group] += len(piece)
        dev += piece
    chosen = set(dev)
    return [index for index in range(len(examples)) if index not in chosen], sorted(dev)
