"""Maps the trained encoder's embeddings back onto the base encoder's, in closed form."""

import logging

import numpy as np

log = logging.getLogger("gaung.training")

PENALTIES = (0.01, 0.03, 0.1, 0.3, 1.0)
HELD_OUT = 0.2


def ridge_map(tuned: np.ndarray, base: np.ndarray) -> np.ndarray:
    """(H, H) matrix W with centred `tuned @ W` nearest to centred `base`, both (n, H).

    Ridge regression; the penalty (in units of the mean variance) with the best cosine on a held-out fifth.
    Learning tone and topic moves the embeddings although a loss term holds them: this undoes the linear part.
    """
    cut = round(len(tuned) * (1 - HELD_OUT))
    tuned, base = tuned - tuned.mean(axis=0), base - base.mean(axis=0)

    def held_out_cosine(penalty: float) -> float:
        return cosine(tuned[cut:] @ _solve(tuned[:cut], base[:cut], penalty), base[cut:])

    best = max(PENALTIES, key=held_out_cosine)
    log.info("embedding cosine with the base: %.3f, mapped %.3f", cosine(tuned, base), held_out_cosine(best))
    return _solve(tuned, base, best).astype(np.float32)


def _solve(inputs: np.ndarray, goal: np.ndarray, penalty: float) -> np.ndarray:
    squares = inputs.T @ inputs
    ridge = penalty * np.trace(squares) / len(squares)
    return np.asarray(np.linalg.solve(squares + ridge * np.eye(len(squares)), inputs.T @ goal))


def cosine(left: np.ndarray, right: np.ndarray) -> float:
    """Mean cosine of the rows."""
    lengths = np.linalg.norm(left, axis=1) * np.linalg.norm(right, axis=1)
    return float(((left * right).sum(axis=1) / np.maximum(lengths, 1e-9)).mean())
