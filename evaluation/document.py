"""Writes docs/evaluation.md: the measured table between what was measured how and what goes wrong."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from evaluation.rows import Row

BEGIN, END = "<!-- table: written by make evaluate -->", "<!-- end of table -->"


def write(path: Path, rows: Sequence[Row]) -> None:
    """Replace the rows of the document's table that were measured; those of other sets and the prose stay.

    Raises ValueError when the document has no place for the table.
    """
    text = path.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    old, found, after = rest.partition(END)
    if not found:
        raise ValueError(f"{path} has no place for the table: {BEGIN} … {END}")
    new = table(rows).splitlines()
    measured = {_key(line) for line in new}
    new += [line for line in old.splitlines() if line.startswith("|") and _key(line) not in measured]
    lines = "\n".join(new)
    path.write_text(f"{before}{BEGIN}\n\n{lines}\n\n{END}{after}", encoding="utf-8")


def _key(line: str) -> tuple[str, ...]:
    """What a line of the table measures: task, set and measure."""
    cells = line.split("|")
    return cells[1], cells[2], cells[4]


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
