"""The model card tells what the shipped file does on the shipped articles."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from services.nlp.encoder import MODEL_DIRECTORY, QUERIES_FILE, Encoder
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


def test_what_is_said_of_queries_is_what_the_documentation_says(recorded: dict[str, Any]) -> None:
    said = (Path(__file__).parents[5] / "docs" / "search-modes.md").read_text(encoding="utf-8")
    rows = {
        cells[0].removesuffix(" (shipped)"): cells[1:]
        for line in said.replace("*", "").splitlines()
        if len(cells := [cell.strip() for cell in line.strip("|").split("|")]) == 3
    }
    for name, figures in recorded["queries"]["ndcg"].items():
        assert [float(cell) for cell in rows[name]] == figures
    assert f"{recorded['queries']['judged']} queries" in said
    with np.load(MODEL_DIRECTORY / QUERIES_FILE) as fitted:
        assert np.linalg.norm(fitted["mean"]) == pytest.approx(recorded["queries"]["length"], abs=0.0005)


def test_a_model_that_was_just_trained_says_nothing_of_queries(recorded: dict[str, Any]) -> None:
    assert "queries" not in render({name: part for name, part in recorded.items() if name != "queries"})


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
