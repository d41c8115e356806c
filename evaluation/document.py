"""Writes docs/evaluation.md: the measured table between what was measured how and what goes wrong."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from evaluation.rows import Row

BEGIN, END = "<!-- table: written by make evaluate -->", "<!-- end of table -->"


def write(path: Path, rows: Sequence[Row]) -> None:
    """Replace the table of the document; the prose around it is written by hand.

    Raises ValueError when the document has no place for the table.
    """
    text = path.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, found, after = rest.partition(END)
    if not found:
        raise ValueError(f"{path} has no place for the table: {BEGIN} … {END}")
    path.write_text(f"{before}{BEGIN}\n\n{table(rows)}\n\n{END}{after}", encoding="utf-8")


def table(rows: Sequence[Row]) -> str:
    """The rows as a Markdown table."""
    lines = [
        "| task | set | items | measure | score | 95 % interval | baseline | its score |",
        "|---|---|---|---|---|---|---|---|",
    ]
    lines += [
        f"| {row.task} | {row.set} | {row.items:,} | {row.measure} | **{row.value:.3f}** | "
        f"{row.low:.3f} to {row.high:.3f} | {row.baseline} | {row.baseline_value:.3f} |"
        for row in rows
    ]
    return "\n".join(lines)
