"""What a program that asks an engine by hand does with the answers itself: fuse two rankings, mark words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import TypeVar

# Candidates of each ranking, and articles of a page.
WINDOW, PAGE = 200, 20
_FRAGMENTS, _FRAGMENT_LENGTH = 3, 160

Key = TypeVar("Key", str, int)


def fused(*rankings: Sequence[Key]) -> list[Key]:
    """The first page of several rankings by reciprocal rank."""
    sums: dict[Key, float] = defaultdict(float)
    for ranking in rankings:
        for place, key in enumerate(ranking, start=1):
            sums[key] += 1 / (60 + place)
    return sorted(sums, key=lambda key: -sums[key])[:PAGE]


def pattern_of(kind: str, words: str) -> re.Pattern[str] | None:
    """What to mark in the texts of a page: the phrase, or each of the words, as they are written."""
    if not words:
        return None
    parts = [re.escape(word) for word in words.split()]
    joined = r"\s+".join(parts) if kind == "phrase" else "|".join(parts)
    return re.compile(rf"\b(?:{joined})\b", re.IGNORECASE)


def marked(pattern: re.Pattern[str] | None, title: str, text: str) -> list[str]:
    """The title and up to three pieces of the text around what was found, marked."""
    if pattern is None:
        return []
    pieces, end = [title], 0
    for found in pattern.finditer(text):
        if found.start() < end:
            continue
        start = max(found.start() - _FRAGMENT_LENGTH // 2, 0)
        end = start + _FRAGMENT_LENGTH
        pieces.append(text[start:end])
        if len(pieces) > _FRAGMENTS:
            break
    return [pattern.sub(r"<em>\g<0></em>", piece) for piece in pieces]
