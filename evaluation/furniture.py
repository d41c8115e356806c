"""Page furniture left in and article sentences lost when a text is pushed as it was scraped."""

from __future__ import annotations

import re
from collections.abc import Sequence

from evaluation.rows import Row, share_row
from evaluation.sets import Item
from services.crawler.furniture.evaluate import DATELINE, SENTENCE_END, SHORTEST_SENTENCE

_BASELINE = "cut at the first piece"


def measure(name: str, items: Sequence[Item]) -> list[Row]:
    """Shares, 0 is best: of labelled pieces left, of sentences lost, of articles whose last sentence is
    lost."""
    left: list[list[float]] = []
    lost: list[list[float]] = []
    ends: list[list[float]] = []
    plain_left: list[list[float]] = []
    plain_lost: list[list[float]] = []
    plain_ends: list[list[float]] = []
    for item in items:
        pieces = item.labels.get("lead_noise") or []
        sentences = _sentences(item.labels["text"], pieces)
        kept, cut = _plain(item.article.text), _plain(_cut(item.labels["text"], pieces))
        left.append([float(_plain(piece) in kept) for piece in pieces])
        plain_left.append([float(_plain(piece) in cut) for piece in pieces])
        gone = [float(not _in(sentence, kept)) for sentence in sentences]
        plain_gone = [float(not _in(sentence, cut)) for sentence in sentences]
        lost.append(gone)
        plain_lost.append(plain_gone)
        ends.append(gone[-1:])
        plain_ends.append(plain_gone[-1:])
    return [
        share_row("furniture", name, "pieces left", left, _BASELINE, plain_left),
        share_row("furniture", name, "sentences lost", lost, _BASELINE, plain_lost),
        share_row("furniture", name, "body ends lost", ends, _BASELINE, plain_ends),
    ]


def _sentences(text: str, pieces: Sequence[str]) -> list[str]:
    for piece in pieces:
        text = text.replace(piece, "\n", 1)
    return [one for one in SENTENCE_END.split(text) if len(one.split()) >= SHORTEST_SENTENCE]


def _cut(text: str, pieces: Sequence[str]) -> str:
    starts = [text.find(piece) for piece in pieces if text.find(piece) > 0]
    return text[: min(starts)] if starts else text


def _in(sentence: str, kept: str) -> bool:
    return _letters(DATELINE.sub("", sentence)) in _letters(kept)


def _plain(text: str) -> str:
    return " ".join(text.split())


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()
