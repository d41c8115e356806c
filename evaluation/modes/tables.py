"""Scores of the modes as rows of the evaluation, and as the tables of docs/search-modes.md."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from evaluation.modes.judged import DEPTH, Judged, ndcg
from evaluation.modes.rankings import ANY_WORD, MODES, Rankings
from evaluation.rows import Row, interval

NAMES = (*MODES, ANY_WORD)
_BASELINE = "text, by relevance"
BEGIN, END = "<!-- tables: written by python -m evaluation.modes -->", "<!-- end of tables -->"


def scores(found: Rankings, queries: Sequence[Judged]) -> dict[str, np.ndarray]:
    """Mode → nDCG@10 of each query."""
    return {
        name: np.array([ndcg(ranking, judged.grades) for ranking, judged in zip(lists, queries, strict=True)])
        for name, lists in found.items()
    }


def rows(name: str, values: dict[str, np.ndarray]) -> list[Row]:
    """A row for each mode against words alone, with 95 % bootstrap intervals over queries."""
    baseline = float(values[_BASELINE].mean())
    return [
        Row(
            "search",
            name,
            len(each),
            f"nDCG@{DEPTH}, {mode}",
            float(each.mean()),
            *interval(len(each), lambda at, each=each: float(each[at].mean())),  # type: ignore[misc]
            _BASELINE,
            baseline,
        )
        for mode, each in values.items()
    ]


def document(measured: dict[str, dict[str, np.ndarray]], queries: Sequence[Judged]) -> str:
    """Markdown: the modes on every index, hybrid against each other mode, and the kinds of queries."""
    lines = [
        f"nDCG@{DEPTH} over {len(queries)} queries, 95 % bootstrap intervals over queries:",
        "",
        f"| mode | {' | '.join(measured)} |",
        "|---|" + "---|" * len(measured),
    ]
    for mode in NAMES:
        cells = [_with_interval(values[mode]) for values in measured.values()]
        lines.append(f"| {mode} | {' | '.join(cells)} |")
    lines += ["", "Hybrid less each other mode, query by query (paired):", ""]
    lines += [f"| hybrid less | {' | '.join(measured)} |", "|---|" + "---|" * len(measured)]
    for mode in NAMES:
        if mode != "hybrid":
            cells = [_with_interval(values["hybrid"] - values[mode]) for values in measured.values()]
            lines.append(f"| {mode} | {' | '.join(cells)} |")
    index, values = next(iter(measured.items()))
    kinds = list(dict.fromkeys(judged.kind for judged in queries))
    lines += ["", f"By kind of query ({index}):", "", f"| kind | queries | {' | '.join(NAMES)} |"]
    lines.append("|---|---|" + "---|" * len(NAMES))
    for kind in kinds:
        chosen = np.array([judged.kind == kind for judged in queries])
        means = [f"{values[mode][chosen].mean():.3f}" for mode in NAMES]
        lines.append(f"| {kind} | {chosen.sum()} | {' | '.join(means)} |")
    return "\n".join(lines)


def write(path: Path, tables: str) -> None:
    """Put the tables into the document. Raises ValueError when it has no place for them."""
    before, begin, rest = path.read_text(encoding="utf-8").partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise ValueError(f"{path} has no place for the tables: {BEGIN} … {END}")
    path.write_text(f"{before}{BEGIN}\n\n{tables}\n\n{END}{after}", encoding="utf-8")


def _with_interval(values: np.ndarray) -> str:
    low, high = interval(len(values), lambda at: float(values[at].mean()))
    return f"**{values.mean():.3f}** ({low:.3f} to {high:.3f})"
