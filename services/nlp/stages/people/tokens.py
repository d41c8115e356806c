"""Cuts a sentence into words and marks, keeping the full stop of initials and titles."""

from __future__ import annotations

import re
from dataclasses import dataclass

from services.nlp.stages.people.lexicon import DEGREE, TITLES, words

_TOKEN = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*\.?|[^\w\s]")
INITIAL = re.compile(r"^[A-Z]\.?$|^(?:[A-Z]\.){2,3}$")
_ACTING = words("plt plh pj pjs")
SHORTENED = words("muh moh mohd md tb abd hi st dt br")
"""Given names that are written short, with a full stop: "Moh. Hasin"."""


@dataclass(frozen=True)
class Token:
    """A word or a mark with its place in the sentence."""

    text: str
    start: int
    end: int

    @property
    def plain(self) -> str:
        """Lower case without the full stop of an abbreviation."""
        return self.text.lower().rstrip(".")


def tokenize(text: str) -> list[Token]:
    """Words (abbreviations keep their full stop when one letter follows) and marks, with their places."""
    tokens = []
    for match in _TOKEN.finditer(text):
        value, end = match.group(), match.end()
        # A full stop belongs to an initial or a title, else to the sentence.
        if value.endswith(".") and len(value) > 1:
            plain = value[:-1]
            if not (INITIAL.match(value) or plain.lower() in TITLES | SHORTENED | _ACTING or "." in plain):
                tokens.append(Token(plain, match.start(), end - 1))
                tokens.append(Token(".", end - 1, end))
                continue
        tokens.append(Token(value, match.start(), end))
    return tokens


def _blank(match: re.Match[str]) -> str:
    """Blanks for a degree; its full stop stays where a sentence begins behind it."""
    opens = match.string[match.end() : match.end() + 2]
    ends = match.group().endswith(".") and opens[:1] == " " and opens[1:].isupper()
    return " " * (len(match.group()) - ends) + "." * ends


def without_degrees(text: str) -> str:
    """A sentence without the academic degrees behind names, so that commas mean what they say.

    The degrees are blanked: every other character keeps its place.
    """
    return DEGREE.sub(_blank, text)
