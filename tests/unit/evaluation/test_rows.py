"""Counting, intervals and the document that they are written into."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from evaluation.document import BEGIN, END, table, write
from evaluation.rows import Counts, Row, counts, f1_row, interval, mean_row, micro_f1
from evaluation.summary import rouge

ROW = Row("tone", "k", 95, "macro-F1", 0.8123, 0.7, 0.9, "the commonest label", 0.2)


def test_micro_f1_counts_over_articles() -> None:
    found = [counts({"a", "b"}, {"a"}), counts(set(), {"c"}), counts({"d"}, {"d"})]
    assert found == [Counts(1, 0, 1), Counts(0, 1, 0), Counts(1, 0, 0)]
    assert micro_f1(found) == pytest.approx(2 * 2 / (2 * 2 + 2))
    assert micro_f1([]) == 0.0


def test_an_interval_holds_the_score_and_narrows_with_more_items() -> None:
    few = np.array([0.0, 1.0] * 10)
    many = np.array([0.0, 1.0] * 500)

    def width(values: np.ndarray) -> float:
        low, high = interval(len(values), lambda at: float(values[at].mean()))
        assert low < 0.5 < high
        return high - low

    assert width(many) < width(few) / 3
    assert interval(0, lambda _: 1.0) == (0.0, 0.0)


def test_rows_carry_their_baseline() -> None:
    good, bad = [Counts(3, 0, 1)] * 4, [Counts(1, 2, 3)] * 4
    row = f1_row("people", "k", good, "capitals", bad)
    assert (row.value, row.baseline_value) == (pytest.approx(6 / 7), pytest.approx(2 / 7))
    assert row.low == row.value == row.high  # every article is alike
    assert mean_row("x", "k", "share", [1, 0, 1, 1], "none", [0, 0, 0, 0]).value == 0.75


def test_rouge_counts_shared_runs_of_words() -> None:
    assert rouge(["Banjir di Tegal."], ["banjir di tegal"], 2) == 1
    assert rouge(["Banjir di Tegal"], ["Tegal di banjir"], 1) == 1
    assert rouge(["Banjir di Tegal"], ["Tegal di banjir"], 2) == 0
    assert rouge([], [], 1) == 0


def test_only_the_table_of_the_document_is_replaced(tmp_path: Path) -> None:
    file = tmp_path / "evaluation.md"
    file.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n", encoding="utf-8")
    write(file, [ROW])
    text = file.read_text(encoding="utf-8")
    assert text.startswith("before\n")
    assert text.endswith("\nafter\n")
    assert "old" not in text
    assert "| tone | k | 95 | macro-F1 | **0.812** | 0.700 to 0.900 | the commonest label | 0.200 |" in text
    write(file, [ROW])
    assert file.read_text(encoding="utf-8") == text
    assert table([ROW, ROW]).count("\n") == 3


def test_rows_of_sets_that_were_not_measured_stay(tmp_path: Path) -> None:
    file = tmp_path / "evaluation.md"
    file.write_text(f"{BEGIN}\n{END}", encoding="utf-8")
    other = replace(ROW, set="NERGrit valid", value=0.5)
    write(file, [ROW, other])
    write(file, [replace(ROW, value=0.9)])
    text = file.read_text(encoding="utf-8")
    assert text.count("| tone | k |") == 1
    assert "**0.900**" in text
    assert "| tone | NERGrit valid | 95 | macro-F1 | **0.500**" in text
    assert text.count("| task |") == 1


def test_a_document_without_a_place_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "evaluation.md"
    file.write_text("nothing here", encoding="utf-8")
    with pytest.raises(ValueError, match="no place for the table"):
        write(file, [ROW])
    assert file.read_text(encoding="utf-8") == "nothing here"
