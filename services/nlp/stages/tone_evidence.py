"""Chooses the sentence that shows an article's tone: few candidates by their words, the encoder decides."""

from __future__ import annotations

import csv
import re
from functools import lru_cache
from importlib.resources import files

from services.nlp.stages.document import Document

# Two candidates of at most 16 words are some 55 tokens: less than 10 ms of the encoder's time.
CANDIDATES = 2
_WORDS_READ = 16
# The second is weighed only when its words lean at least this much as strongly as the first's.
_CLOSE = 0.7
_SHORTEST = 5
_WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=1)
def _weights() -> dict[str, float]:
    """Word → log-odds of positive against negative texts, from the project's labelled corpora."""
    text = files("services.nlp.stages").joinpath("data", "tone_words.csv").read_text(encoding="utf-8")
    return {word: float(weight) for word, weight in list(csv.reader(text.splitlines()))[1:]}


def _leaning(sentence: str) -> float:
    weights = _weights()
    found = [weights[word] for word in _WORD.findall(sentence.lower()) if word in weights]
    return sum(found) / (len(found) + 2)


def candidates(document: Document, label: str) -> list[str]:
    """Up to two sentences that may show the tone `label`, the likeliest first.

    A neutral text needs no proof: its first sentence stands for it.
    """
    usable = [s.text for s in document.sentences if len(s.text.split()) >= _SHORTEST]
    if label == "netral" or not usable:
        return usable[:1] or [document.title]
    sign = 1.0 if label == "positif" else -1.0
    leanings = {text: sign * _leaning(text) for text in usable}
    first, *others = sorted(leanings, key=lambda text: -leanings[text])[:CANDIDATES]
    return [first, *(text for text in others if leanings[text] >= _CLOSE * leanings[first])]


def shortened(sentence: str) -> str:
    """The part of a sentence that the encoder reads when it weighs it."""
    return " ".join(sentence.split()[:_WORDS_READ])
