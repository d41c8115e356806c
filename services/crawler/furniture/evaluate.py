"""Measures the cleaning against articles whose furniture is labelled.

``python -m services.crawler.furniture.evaluate FILE…``: JSON Lines with `title`, `text`, `outlet` and
`lead_noise` (the pieces of furniture, each a substring of `text`). `--show` lists what was missed and lost.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from services.crawler.furniture.clean import clean

SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[\"“‘A-Z0-9(])|\n+")
# The outlet may go from a dateline ("KUPANG, MC – "): the sentence is what follows.
DATELINE = re.compile(r"^[^!?\"“”–—|]{2,60}?\s*[–—|-]+\s+(?=[\"“A-Z0-9])")
# Fewer words are no sentence but a name, a signature or what is left between two pieces of furniture.
SHORTEST_SENTENCE = 4


@dataclass
class Score:
    """Counts over a file; the percentages are what the project's aims are set in."""

    articles: int = 0
    pieces: int = 0
    sentences: int = 0
    left: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    ends_lost: list[str] = field(default_factory=list)

    @property
    def junk_left(self) -> float:
        """Share of labelled pieces that are still in the cleaned text, in percent."""
        return _percent(len(self.left), self.pieces)

    @property
    def sentences_lost(self) -> float:
        """Share of the article's sentences that are gone or damaged, in percent."""
        return _percent(len(self.lost), self.sentences)

    @property
    def body_ends_lost(self) -> float:
        """Share of articles whose last sentence is gone or damaged, in percent."""
        return _percent(len(self.ends_lost), self.articles)


def evaluate(rows: Iterable[dict[str, Any]]) -> Score:
    """Clean every row's text and compare it with the labels. Letters and digits count, the rest does not."""
    score = Score()
    for row in rows:
        text = row["text"]
        for piece in row.get("lead_noise", ()):
            text = text.replace(piece, "\n", 1)
        sentences = [one for one in SENTENCE_END.split(text) if len(one.split()) >= SHORTEST_SENTENCE]
        cleaned = clean(row["text"], title=row["title"], outlet=row.get("outlet")).text
        letters = _letters(cleaned)
        lost = [one for one in sentences if _letters(DATELINE.sub("", one)) not in letters]
        score.articles += 1
        score.pieces += len(row.get("lead_noise", ()))
        score.sentences += len(sentences)
        score.left += [
            p for p in row.get("lead_noise", ()) if " ".join(p.split()) in " ".join(cleaned.split())
        ]
        score.lost += lost
        score.ends_lost += [one for one in sentences[-1:] if one in lost]
    return score


def main() -> int:
    """Print one line per file."""
    parser = argparse.ArgumentParser(
        prog="python -m services.crawler.furniture.evaluate", description=__doc__
    )
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--show", action="store_true", help="list the pieces left and the sentences lost")
    arguments = parser.parse_args()
    out = sys.stdout.write
    out(f"{'file':20} {'articles':>8} {'pieces':>7} {'junk left %':>12}")
    out(f" {'sentences lost %':>17} {'body ends lost %':>17}\n")
    for file in arguments.files:
        score = evaluate(json.loads(line) for line in file.open(encoding="utf-8") if line.strip())
        out(f"{file.name:20} {score.articles:8} {score.pieces:7} {score.junk_left:12.2f}")
        out(f" {score.sentences_lost:17.2f} {score.body_ends_lost:17.2f}\n")
        if arguments.show:
            out("".join(f"    left: {piece}\n" for piece in score.left))
            out("".join(f"    lost: {sentence}\n" for sentence in score.lost))
    return 0


def _percent(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 0.0


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


if __name__ == "__main__":
    sys.exit(main())
