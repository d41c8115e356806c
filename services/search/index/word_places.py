"""Finds words in a text by their letters, so that a text of 200 words need not be cut to mark two of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import islice

from services.search.index.analysis import STOP_WORDS, Token, is_folded_by_case_alone, stem, tokens

_PLAIN_LETTERS = re.compile("[a-z0-9]+")
# Shorter letters stand in every other word: then cutting the text is quicker.
_LEAST_LETTERS = 2


class WordPlaces:
    """The words of one text, cut only where they are asked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lowered = text.lower() if is_folded_by_case_alone(text) else None

    @cached_property
    def all(self) -> list[Token]:
        """Every word in order."""
        return list(tokens(self._text))

    def inflected(self, word: str) -> Iterator[Token]:
        """The words with the stem of a folded word, stop words apart."""
        wanted = stem(word)
        # Stemming takes letters away on both sides, and in one case each puts s or p before what is left
        # (menyapu → sapu, memukul → pukul): all but the first letter stand in the word.
        for token in self._with(wanted[1:]):
            if token.form not in STOP_WORDS and stem(token.form) == wanted:
                yield token

    def beginning(self, prefix: str) -> Iterator[Token]:
        """The words that begin with folded letters."""
        return (token for token in self._with(prefix) if token.form.startswith(prefix))

    def side_by_side(self, words: tuple[str, ...]) -> Iterator[tuple[Token, Token]]:
        """First and last word of each place where folded words stand in this order."""
        rest = words[1:]
        for first in self._with(words[0]):
            if first.form != words[0]:
                continue
            following = list(islice(tokens(self._text, first.end), len(rest)))
            if tuple(token.form for token in following) == rest:
                yield first, (following or [first])[-1]

    def _with(self, letters: str) -> Iterator[Token]:
        """At least the words that hold these letters; all words where letters cannot tell."""
        text, lowered = self._text, self._lowered
        if lowered is None or len(letters) < _LEAST_LETTERS or not _PLAIN_LETTERS.fullmatch(letters):
            yield from self.all
            return
        place = lowered.find(letters)
        while place >= 0:
            # No word goes across a blank or the end of a line.
            start = 1 + max(text.rfind(" ", 0, place), text.rfind("\n", 0, place))
            token = next(token for token in tokens(text, start) if token.end > place)
            yield token
            place = lowered.find(letters, token.end)
