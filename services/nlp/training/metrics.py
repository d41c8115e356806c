"""Scores of a classifier, computed from labels and probabilities."""

from collections.abc import Callable, Sequence

import numpy as np


def macro_f1(truth: np.ndarray, predicted: np.ndarray, classes: int) -> float:
    """Mean F1 over the classes that occur in truth or prediction; labels are column indices (n,)."""
    scores = []
    for label in range(classes):
        hit = int(np.sum((truth == label) & (predicted == label)))
        total = int(np.sum(truth == label)) + int(np.sum(predicted == label))
        if total:
            scores.append(2 * hit / total)
    return float(np.mean(scores)) if scores else 0.0


def softmax(logits: np.ndarray, temperature: float = 1.0) -> np.ndarray:
    """(n, k) probabilities of (n, k) logits divided by the temperature."""
    scaled = logits / temperature
    scaled = scaled - scaled.max(axis=1, keepdims=True)
    exponent = np.exp(scaled)
    return np.asarray(exponent / exponent.sum(axis=1, keepdims=True))


def calibration_error(truth: np.ndarray, probabilities: np.ndarray, bins: int = 10) -> float:
    """Expected calibration error with equal-width bins over the confidence (Guo et al. 2017)."""
    confidence = probabilities.max(axis=1)
    correct = probabilities.argmax(axis=1) == truth
    bin_of = np.minimum((confidence * bins).astype(int), bins - 1)
    error = 0.0
    for index in range(bins):
        inside = bin_of == index
        if inside.any():
            error += inside.mean() * abs(correct[inside].mean() - confidence[inside].mean())
    return float(error)


def best_temperature(truth: np.ndarray, logits: np.ndarray) -> float:
    """The temperature with the lowest negative log likelihood on the given items (0.50, 0.52, … 4.00)."""

    def loss(temperature: float) -> float:
        chosen = softmax(logits, temperature)[np.arange(len(truth)), truth]
        return float(-np.log(np.maximum(chosen, 1e-9)).mean())

    grid: Sequence[float] = [round(0.5 + 0.02 * step, 2) for step in range(176)]
    return min(grid, key=loss)


def bootstrap(
    items: int, score: Callable[[np.ndarray], float], draws: int = 1000, seed: int = 7
) -> tuple[float, float]:
    """95 % percentile interval of `score(indices)` over resampled items."""
    rng = np.random.default_rng(seed)
    values = [score(rng.integers(0, items, items)) for _ in range(draws)]
    low, high = np.percentile(values, [2.5, 97.5])
    return float(low), float(high)
