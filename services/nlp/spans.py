"""Turns the tags of tokens into names: whole words, joined by IOB2 within one title or sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from services.nlp.passage import Piece, Row


@dataclass(frozen=True)
class Span:
    """A name in the title (`sentence` -1) or in a sentence: text[start:end] is its surface."""

    text: str
    type: str
    sentence: int
    start: int
    end: int


def find_spans(row: Row, logits: np.ndarray, tags: Sequence[str]) -> tuple[Span, ...]:
    """The names of a row, in the order of the text.

    logits: (tokens, tags); tags: "O", "B-PER", "I-PER" and so on. Only tokens that are part of a name are
    looked at one by one. A name that begins or ends inside a word takes the whole word.
    """
    best = logits.argmax(axis=1)
    spans: list[Span] = []
    for piece in row.pieces:
        marked = np.flatnonzero(best[piece.start : piece.end]).tolist()
        if marked:
            spans += _of_piece(piece, marked, [tags[tag] for tag in best[piece.start : piece.end]])
    return tuple(spans)


def _of_piece(piece: Piece, marked: Sequence[int], tags: Sequence[str]) -> list[Span]:
    found: list[Span] = []
    previous = -2
    for place in marked:
        mark, kind = tags[place].split("-")
        start, end = _word(piece.text, *piece.offsets[place])
        if start >= end:
            continue
        last = found[-1] if found else None
        inside = last is not None and start < last.end
        follows = mark == "I" and place == previous + 1 and last is not None and last.type == kind
        if last is not None and (inside or follows):
            found[-1] = _span(piece, last.type, last.start, max(last.end, end))
        else:
            found.append(_span(piece, kind, start, end))
        previous = place
    return found


def _span(piece: Piece, kind: str, start: int, end: int) -> Span:
    return Span(piece.text[start:end], kind, piece.index, start, end)


def _word(text: str, start: int, end: int) -> tuple[int, int]:
    """A token's place without blanks, widened to the letters and figures around it."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end and text[start].isalnum():
        while start > 0 and text[start - 1].isalnum():
            start -= 1
    if start < end and text[end - 1].isalnum():
        while end < len(text) and text[end].isalnum():
            end += 1
    return start, end
