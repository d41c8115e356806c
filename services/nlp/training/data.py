"""Reads the labelled articles that the model learns from and is measured on."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

BERITA_FILES = ("labelled.jsonl", "labelled-2.jsonl")
TULIS_TRAINING = ("a", "b", "d", "e", "f")
TULIS_EVALUATION = ("c", "g")
"""Kept out of training and development: the demo's articles and the figures of the model card."""


@dataclass(frozen=True)
class Example:
    """One labelled article. `group` names the corpus; only written articles know `outlet`,
    `event` and `published`.
    """

    id: str
    group: str
    title: str
    text: str
    tone: str
    tone_sure: bool
    topic: str
    topic_alt: tuple[str, ...]
    outlet: str | None = None
    event: str | None = None
    published: datetime | None = None


def read_examples(path: Path, group: str) -> list[Example]:
    """All articles of one JSON Lines file, in file order.

    Raises OSError when the file is missing, KeyError or ValueError when a line lacks a label.
    """
    with path.open(encoding="utf-8") as lines:
        return [_example(json.loads(line), group) for line in lines if line.strip()]


def _example(row: dict[str, Any], group: str) -> Example:
    return Example(
        id=row["id"],
        group=group,
        title=row["title"],
        text=row["text"],
        tone=row["tone"],
        tone_sure=row.get("tone_sure", True),
        topic=row["topic"],
        topic_alt=tuple(alt for alt in row.get("topic_alt") or () if alt != row["topic"]),
        outlet=row.get("outlet"),
        event=row.get("event"),
        published=datetime.fromisoformat(row["published"]) if row.get("published") else None,
    )


def training_examples(directory: Path) -> list[Example]:
    """`berita` (real articles) and the written articles of `tulis` without c and g."""
    examples = [ex for name in BERITA_FILES for ex in read_examples(directory / "berita" / name, "berita")]
    examples += _written(directory, TULIS_TRAINING)
    return examples


def evaluation_examples(directory: Path) -> list[Example]:
    """Files c and g: `tulis/c.jsonl` of a data directory, or `articles-c.jsonl` where the demo ships them."""
    shipped = [directory / f"articles-{part}.jsonl" for part in TULIS_EVALUATION]
    if all(path.exists() for path in shipped):
        return [ex for path in shipped for ex in read_examples(path, "tulis")]
    return _written(directory, TULIS_EVALUATION)


def _written(directory: Path, parts: Iterable[str]) -> list[Example]:
    return [ex for part in parts for ex in read_examples(directory / "tulis" / f"{part}.jsonl", "tulis")]
