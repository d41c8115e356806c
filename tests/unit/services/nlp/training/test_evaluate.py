"""The model card tells what the shipped file does on the shipped articles."""

import json
from typing import Any

import pytest

from services.nlp.encoder import MODEL_DIRECTORY, Encoder
from services.nlp.training.card import render
from services.nlp.training.data import evaluation_examples
from services.nlp.training.evaluate import DEMO_DIRECTORY, compared, measure, read

TOLERANCE = 0.03
"""int8 kernels differ between processors: a few of 275 articles may change sides."""


@pytest.fixture(scope="module")
def recorded() -> dict[str, Any]:
    scores: dict[str, Any] = json.loads((MODEL_DIRECTORY / "scores.json").read_text(encoding="utf-8"))
    return scores


def test_the_card_is_written_from_the_recorded_scores(recorded: dict[str, Any]) -> None:
    assert (MODEL_DIRECTORY / "MODEL_CARD.md").read_text(encoding="utf-8") == render(recorded)


@pytest.mark.timeout(300)
def test_the_recorded_scores_are_what_the_file_does(recorded: dict[str, Any]) -> None:
    examples = evaluation_examples(DEMO_DIRECTORY)
    card = recorded["evaluation"]
    assert len(examples) == card["items"]
    measured = measure(examples, read(Encoder.load(threads=2), examples), recorded["same_event_threshold"])
    for task, figure in (
        ("tone", "macro_f1"),
        ("topic", "accuracy"),
        ("topic", "accuracy_with_alternatives"),
    ):
        assert measured[task][figure]["value"] == pytest.approx(card[task][figure]["value"], abs=TOLERANCE)
    for figure in ("precision", "recall"):
        pairs = card["same_event_within_days"][figure]
        assert measured["same_event_within_days"][figure] == pytest.approx(pairs, abs=2 * TOLERANCE)
    assert any(line.startswith("tone macro_f1") for line in compared(measured, card))
