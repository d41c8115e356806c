"""Judged queries and their score: by hand, and against the articles they were judged on."""

from __future__ import annotations

from math import log2
from pathlib import Path

import numpy as np
import pytest

from evaluation.modes.judged import Judged, load, ndcg
from evaluation.modes.measure import JUDGED_SET
from evaluation.modes.tables import BEGIN, END, NAMES, document, rows, scores, write
from evaluation.sets import SHIPPED
from evaluation.sets import load as load_articles


def test_gains_are_discounted_by_place() -> None:
    grades = {"a": 2, "b": 1, "c": 2}
    assert ndcg(["a", "c", "b"], grades) == 1.0
    ideal = 2 + 2 / log2(3) + 1 / log2(4)
    assert ndcg(["x", "a", "b"], grades) == pytest.approx((2 / log2(3) + 1 / log2(4)) / ideal)
    assert ndcg([], grades) == ndcg(["x"], grades) == 0.0


def test_only_the_first_ten_count() -> None:
    grades = {f"r{number}": 1 for number in range(20)}
    assert ndcg([f"r{number}" for number in range(10)], grades) == 1.0
    assert ndcg([f"x{number}" for number in range(10)] + ["r0"], grades) == 0.0


def test_every_query_is_judged_on_articles_that_exist() -> None:
    queries = load()
    articles = {row["id"] for row in load_articles(SHIPPED[JUDGED_SET])}
    assert len(queries) >= 40
    assert len({judged.query for judged in queries}) == len(queries)
    for judged in queries:
        assert set(judged.grades) <= articles, judged.id
        assert set(judged.grades.values()) <= {1, 2}, judged.id
        assert 2 in judged.grades.values(), judged.id
    assert {judged.kind for judged in queries} == {
        "word", "name", "abbreviation", "topic", "paraphrase", "complaint",
    }  # fmt: skip


QUERIES = [Judged("q1", "word", "banjir", {"a": 2}), Judged("q2", "name", "Sebatik", {"b": 1})]


def test_rows_compare_with_words_alone() -> None:
    found = {name: [["a"], ["b"]] if name == "hybrid" else [["a"], ["x"]] for name in NAMES}
    measured = scores(found, QUERIES)
    by_measure = {row.measure: row for row in rows("c and g", measured)}
    hybrid = by_measure["nDCG@10, hybrid"]
    assert (hybrid.value, hybrid.items, hybrid.baseline_value) == (1.0, 2, 0.5)
    assert hybrid.low <= hybrid.value <= hybrid.high


def test_tables_are_put_between_their_marks(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n", encoding="utf-8")
    values = {name: np.array([1.0, 0.5]) for name in NAMES}
    write(page, document({"SQLite": values}, QUERIES))
    text = page.read_text(encoding="utf-8")
    assert text.startswith("before\n")
    assert text.endswith("after\n")
    assert "| hybrid | **0.750** (" in text
    assert "old" not in text
    page.write_text("no marks", encoding="utf-8")
    with pytest.raises(ValueError, match="no place"):
        write(page, "x")
