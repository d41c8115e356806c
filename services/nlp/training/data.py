"""Reads the labelled articles that the model learns from and is measured on."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from services.nlp.training.labels import NO_ASPIRATION

HERE = Path(__file__).parent
BERITA_FILES = ("labelled.jsonl", "labelled-2.jsonl")
TULIS_TRAINING = ("a", "b", "d", "e", "f")
TULIS_EVALUATION = ("c", "g")
"""Kept out of training and development: the demo's articles and the figures of the model card."""
OWN_TRAINING = ("h", "i", "j", "l", "m", "n", "o")
OWN_EVALUATION = ("k", "p")
"""Articles written for this project, shipped in `articles/`; no model learns from k and p."""


@dataclass(frozen=True)
class SecondReading:
    """What a second reader said who did not know the first one's labels."""

    tone: str
    sure: bool
    topic: str
    aspiration: str


@dataclass(frozen=True)
class Example:
    """One labelled article. `group` names the corpus; only written articles know `outlet`, `event` and
    `published`. `entities` are (surface, type) pairs, None where nobody marked them.
    """

    id: str
    group: str
    title: str
    text: str
    tone: str
    tone_sure: bool
    topic: str
    topic_alt: tuple[str, ...]
    aspiration: str
    outlet: str | None = None
    event: str | None = None
    published: datetime | None = None
    second: SecondReading | None = None
    entities: tuple[tuple[str, str], ...] | None = None

    @property
    def tone_agreed(self) -> bool:
        """Whether two readers agree on the tone; without a second one, whether the first is sure."""
        return self.second.tone == self.tone if self.second else self.tone_sure


def read_examples(path: Path, group: str) -> list[Example]:
    """All articles of one JSON Lines file, in file order.

    The project's own articles come as scraped; what is marked in them as page furniture is taken out, as the
    crawler does before the model reads.

    Raises OSError when the file is missing, KeyError or ValueError when a line lacks a label.
    """
    with path.open(encoding="utf-8") as lines:
        return [_example(json.loads(line), group) for line in lines if line.strip()]


def _example(row: dict[str, Any], group: str) -> Example:
    text = row["text"]
    for junk in row.get("lead_noise", ()) if group == "own" else ():
        text = text.replace(junk, "", 1)
    return Example(
        id=row["id"],
        group=group,
        title=row["title"],
        text=text,
        tone=row["tone"],
        tone_sure=row.get("tone_sure", True),
        topic=row["topic"],
        topic_alt=tuple(alt for alt in row.get("topic_alt") or () if alt != row["topic"]),
        aspiration=row.get("aspiration") or NO_ASPIRATION,
        outlet=row.get("outlet"),
        event=row.get("event"),
        published=datetime.fromisoformat(row["published"]) if row.get("published") else None,
    )


def training_examples(directory: Path) -> list[Example]:
    """`berita` (real articles), the written articles of `tulis` without c and g, and the project's own."""
    examples = [ex for name in BERITA_FILES for ex in read_examples(directory / "berita" / name, "berita")]
    examples += _written(directory, TULIS_TRAINING)
    for part in OWN_TRAINING:
        examples += read_examples(HERE / "articles" / f"{part}.jsonl", "own")
    return with_second_readings(examples)


def evaluation_examples(directory: Path) -> list[Example]:
    """Files c and g: `tulis/c.jsonl` of a data directory, or `articles-c.jsonl` where the demo ships them."""
    shipped = [directory / f"articles-{part}.jsonl" for part in TULIS_EVALUATION]
    if all(path.exists() for path in shipped):
        return with_second_readings([ex for path in shipped for ex in read_examples(path, "tulis")])
    return with_second_readings(_written(directory, TULIS_EVALUATION))


def judged_examples() -> list[Example]:
    """Files k and p: articles of all 38 provinces with page furniture, written to be judged on."""
    parts = [HERE / "articles" / f"{part}.jsonl" for part in OWN_EVALUATION]
    return with_second_readings([example for path in parts for example in read_examples(path, "own")])


def _written(directory: Path, parts: Iterable[str]) -> list[Example]:
    return [ex for part in parts for ex in read_examples(directory / "tulis" / f"{part}.jsonl", "tulis")]


def with_second_readings(examples: list[Example]) -> list[Example]:
    """The examples with what the second reader said of them and the entities marked in them, where
    shipped."""
    seconds = second_readings()
    entities = {row["id"]: row["entities"] for row in _rows(HERE / "readings" / "entities.jsonl")}
    found = []
    for example in examples:
        if second := seconds.get(example.id):
            example = replace(example, second=second)
        if example.id in entities:
            marked = tuple((item["text"], item["type"]) for item in entities[example.id])
            example = replace(example, entities=marked)
        found.append(example)
    return found


def second_readings() -> dict[str, SecondReading]:
    """What the second reader said, by the article's id."""
    return {
        row["id"]: SecondReading(row["tone"], row["sure"], row["topic"], row["aspiration"] or NO_ASPIRATION)
        for row in _rows(HERE / "readings" / "second.jsonl")
    }


def _rows(path: Path) -> list[dict[str, Any]]:
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
