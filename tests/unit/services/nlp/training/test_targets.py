"""Labels as targets: two readers share a soft label, what they dispute counts less, rare classes count more."""

from __future__ import annotations

import pytest

pytest.importorskip("torch")

from services.nlp.training.data import Example, SecondReading
from services.nlp.training.labels import ASPIRATIONS, TONES, TOPICS
from services.nlp.training.targets import DISPUTED, SECOND_VOTE, class_weights, targets


def example(
    tone: str = "netral", sure: bool = True, second: SecondReading | None = None, **more: object
) -> Example:
    fields = {"topic": "agama", "topic_alt": (), "aspiration": "tidak_ada"} | more
    return Example("x", "berita", "", "", tone, sure, second=second, **fields)  # type: ignore[arg-type]


def test_one_reader_is_certain() -> None:
    goal = targets([example(), example("positif")])
    assert goal.tone[0, TONES.index("netral")] == 1
    assert goal.tone.sum(1).tolist() == [1, 1]
    assert goal.aspiration[0, ASPIRATIONS.index("tidak_ada")] == 1


def test_two_readers_share_the_label() -> None:
    second = SecondReading("negatif", True, "sosial", "pengaduan")
    goal = targets([example("netral", second=second)])
    assert goal.tone[0, TONES.index("negatif")] == pytest.approx(SECOND_VOTE)
    assert goal.tone[0, TONES.index("netral")] == pytest.approx(1 - SECOND_VOTE)
    assert goal.topic[0, TOPICS.index("sosial")] == pytest.approx(SECOND_VOTE)
    assert goal.topic.sum() == pytest.approx(1)
    assert goal.aspiration[0, ASPIRATIONS.index("pengaduan")] == pytest.approx(SECOND_VOTE)


def test_what_is_disputed_counts_less() -> None:
    agreed = SecondReading("netral", True, "agama", "tidak_ada")
    differs = SecondReading("negatif", True, "agama", "tidak_ada")
    weight = targets([example(second=agreed), example(second=differs), example(sure=False)]).tone_weight
    assert (weight[1] / weight[0]).item() == pytest.approx(DISPUTED)
    assert (weight[2] / weight[0]).item() == pytest.approx(DISPUTED)
    assert weight.mean().item() == pytest.approx(1)


def test_alternatives_share_what_the_topic_leaves() -> None:
    row = targets([example(topic_alt=("sosial", "bencana"))]).topic[0]
    assert row[TOPICS.index("agama")] > row[TOPICS.index("sosial")] == row[TOPICS.index("bencana")] > 0


def test_rare_classes_weigh_more_but_not_in_proportion() -> None:
    weights = class_weights(["a"] * 9 + ["b"])
    assert weights["b"] / weights["a"] == pytest.approx(3)
