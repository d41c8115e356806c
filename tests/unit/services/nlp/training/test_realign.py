"""The closed-form map undoes what a linear change did to the embeddings."""

import numpy as np

from services.nlp.training.realign import cosine, ridge_map


def test_a_linear_change_is_undone() -> None:
    rng = np.random.default_rng(5)
    base = rng.normal(size=(400, 12)).astype(np.float32)
    tuned = base @ (np.eye(12) + 0.4 * rng.normal(size=(12, 12))) + 3.0
    centred = tuned - tuned.mean(axis=0)
    goal = base - base.mean(axis=0)
    assert cosine(centred, goal) < 0.85
    assert cosine(centred @ ridge_map(tuned, base), goal) > 0.97
