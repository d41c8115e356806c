"""Finds what stands between quotation marks, straight or typographic, also where they never close."""

from __future__ import annotations

from dataclasses import dataclass

_CLOSING = {'"': '"', "“": "”", "„": "“”", "«": "»", "‘": "’"}
_OPENERS = frozenset(_CLOSING)


@dataclass(frozen=True)
class Marked:
    """Words between marks; `start` and `end` enclose the marks. `closed` is false for speech that runs on."""

    text: str
    start: int
    end: int
    closed: bool


def _closes(text: str, closing: str, start: int) -> int:
    """Where a quotation that opens before `start` ends, -1 when it never does."""
    place = start
    while place < len(text):
        found = min((at for mark in closing if (at := text.find(mark, place)) >= 0), default=-1)
        if found < 0:
            return -1
        # "Jum’at" and "Syafi’i" hold a mark that closes nothing.
        if text[found] != "’" or found + 1 == len(text) or not text[found + 1].isalnum():
            return found
        place = found + 1
    return -1


def _runs_on(text: str, start: int) -> bool:
    """Whether a mark that is never closed opens speech: at the head of a paragraph or behind a cue."""
    return text[:start].rstrip()[-1:] in {"", ":", ","}


def find_marked(text: str) -> list[Marked]:
    """Everything between quotation marks of a paragraph, in order; what is quoted inside is not listed."""
    found: list[Marked] = []
    unclosed: set[str] = set()
    place = 0
    while place < len(text):
        mark = text[place]
        inside_word = place > 0 and text[place - 1].isalnum()
        if mark not in _OPENERS or mark in unclosed or (mark == "‘" and inside_word):
            place += 1
            continue
        end = _closes(text, _CLOSING[mark], place + 1)
        if end >= 0:
            found.append(Marked(text[place + 1 : end].strip(), place, end + 1, closed=True))
            place = end + 1
            continue
        # One search to the end is enough for each mark: the next would find no more.
        unclosed.add(mark)
        if _runs_on(text, place) and mark != "‘":
            found.append(Marked(text[place + 1 :].strip(), place, len(text), closed=False))
            break
        place += 1
    return found
