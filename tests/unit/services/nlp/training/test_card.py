"""The model card tells what the shipped file does on the shipped articles."""

from __future__ import annotations

import json
from typing import Any

import pytest

from services.nlp.encoder import MODEL_DIRECTORY, Encoder
from services.nlp.training.card import render
from services.nlp.training.data import evaluation_examples
from services.nlp.training.measure import measure, measure_names, names_of_articles, read, stacked
from tests.unit.services.nlp.training.corpora import DEMO

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
    examples = evaluation_examples(DEMO)
    card = recorded["sets"]["tulis c and g"]
    assert len(examples) == card["items"]
    encoder = Encoder.load(threads=2)
    measured = measure(examples, stacked(read(encoder, examples)))
    for task, figure in (
        ("tone", "macro_f1"),
        ("topic", "accuracy"),
        ("topic", "accuracy_with_alternatives"),
        ("aspiration", "accuracy"),
    ):
        assert measured[task][figure]["value"] == pytest.approx(card[task][figure]["value"], abs=TOLERANCE)
    names = measure_names(names_of_articles(encoder, examples))["f1"]["value"]
    assert names == pytest.approx(recorded["names"]["tulis c and g"]["f1"]["value"], abs=TOLERANCE)
