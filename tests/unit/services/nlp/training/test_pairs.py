"""Pairs of articles of one event, and the threshold that finds them."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np

from services.nlp.training.data import Example
from services.nlp.training.pairs import all_pairs, best_pair_threshold, score_pairs


def article(name: str, event: str | None) -> Example:
    return Example(name, "tulis", "", "", "netral", True, "lainnya", (), "tidak_ada", event=event)


EXAMPLES = [article("a", "flood"), article("b", "flood"), article("c", None), article("d", None)]
# b lies at cosine .8 of a; c at .6 of a; d across from all of them.
EMBEDDINGS = np.array([[1, 0, 0], [0.8, 0.6, 0], [0.6, 0, 0.8], [0, 0, 1]], dtype=np.float32)


def test_articles_without_an_event_match_nothing() -> None:
    cosine, same = all_pairs(EXAMPLES, EMBEDDINGS)
    assert len(cosine) == 6
    assert same.tolist() == [True, False, False, False, False, False]


def test_precision_and_recall_at_a_threshold() -> None:
    score = score_pairs(*all_pairs(EXAMPLES, EMBEDDINGS), threshold=0.55)
    # a-b (.8) is right; a-c (.6) and c-d (.8) are not.
    assert (score.precision, score.recall) == (1 / 3, 1.0)


def test_the_threshold_separates_where_it_can() -> None:
    cosine, same = np.array([0.9, 0.7, 0.4, 0.3]), np.array([True, True, False, False])
    score = best_pair_threshold(cosine, same)
    assert 0.4 < score.threshold <= 0.7
    assert (score.precision, score.recall) == (1.0, 1.0)


def test_pairs_too_far_apart_in_time_are_left_out() -> None:
    start = datetime(2026, 7, 1, tzinfo=UTC)
    dated = [replace(ex, published=start + timedelta(days=2 * day)) for day, ex in enumerate(EXAMPLES)]
    cosine, same = all_pairs(dated, EMBEDDINGS, days=3)
    assert len(cosine) == 3  # a-b, b-c, c-d
    assert same.tolist() == [True, False, False]
