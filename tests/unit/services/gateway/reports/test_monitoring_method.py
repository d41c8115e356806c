"""What a report says of the machine's errors is what docs/evaluation.md measured."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from services.gateway.reports.monitoring_method import MEASURED, TONE_ON_REAL_NEWS, Measured

EVALUATION = Path(__file__).parents[5] / "docs" / "evaluation.md"
SETS = ("c and g", "k", "p")
_ROW = re.compile(
    r"\| (?P<task>[^|]+) \| (?P<set>[^|]+) \| [^|]+ \| (?P<measure>[^|]+) \| \*\*(?P<score>[\d.]+)\*\*"
)


@pytest.mark.parametrize("one", MEASURED, ids=lambda one: one.task)
def test_scores_are_those_of_the_evaluation(one: Measured) -> None:
    found = [
        float(row["score"])
        for row in _ROW.finditer(EVALUATION.read_text())
        if row["task"] == one.task and row["measure"] == one.measure and row["set"] in SETS
    ]
    assert len(found) == len(SETS)
    assert (min(found), max(found)) == (one.lowest, one.highest)


def test_the_score_on_real_news_is_that_of_the_evaluation() -> None:
    text = " ".join(EVALUATION.read_text().split())
    assert f"real news is harder: {TONE_ON_REAL_NEWS:.2f}".replace("0.", ".") in text
