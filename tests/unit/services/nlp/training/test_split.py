"""No story, outlet or copy on both sides of the split."""

import numpy as np

from services.nlp.training.data import Example
from services.nlp.training.split import clusters, split


def article(number: int, outlet: str | None = None, event: str | None = None) -> Example:
    return Example(f"{number}", "tulis", "", "", "netral", True, "lainnya", (), "tidak_ada", outlet, event)


def test_outlet_event_and_copy_chain_into_one_cluster() -> None:
    examples = [
        article(0, outlet="Kabar Pesisir"),
        article(1, outlet="Kabar Pesisir", event="flood"),
        article(2, event="flood"),
        article(3),  # a copy of 2
        article(4),
    ]
    embeddings = np.eye(5, dtype=np.float32)
    embeddings[3] = embeddings[2]
    assert sorted(map(sorted, clusters(examples, embeddings))) == [[0, 1, 2, 3], [4]]


def test_split_keeps_clusters_whole_and_repeats() -> None:
    examples = [article(number, event=f"event {number // 2}") for number in range(200)]
    embeddings = np.eye(200, dtype=np.float32)
    train, dev = split(examples, embeddings, dev_share=0.1, seed=3)
    assert sorted(train + dev) == list(range(200))
    assert len(dev) == 20
    assert not {examples[i].event for i in train} & {examples[i].event for i in dev}
    assert (train, dev) == split(examples, embeddings, dev_share=0.1, seed=3)


def test_a_story_too_large_for_development_stays_in_training() -> None:
    examples = [article(number, event="one story" if number < 50 else None) for number in range(100)]
    _, dev = split(examples, np.eye(100, dtype=np.float32), dev_share=0.2, seed=1)
    assert dev
    assert min(dev) >= 50
