"""An extractive summary: at most three sentences of the text itself, in their order."""

from __future__ import annotations

import math
import re
from typing import Final

import numpy as np

from services.nlp.stages.document import Document
from services.nlp.stages.words import function_words

SENTENCES: Final = 3
READ: Final = 200
"""Sentences weighed: what stands later in a long text is never its summary."""
_SHORTEST = 4
_WORD = re.compile(r"[^\W\d_]{3,}")

FEATURES: Final = (
    "among the first four",
    "log of place",
    "begins its paragraph",
    "log of paragraph",
    "shorter than eight words",
    "longer than 45 words",
    "share of words in the first sentence",
    "share of words said before",
    "begins with a quotation",
    "holds a quotation",
    "has no end mark",
    "names a related article",
)
WEIGHTS: Final = np.array(
    [
        0.66,  # among the first four
        -0.90,  # log of place
        0.40,  # begins its paragraph
        -0.96,  # log of paragraph
        -0.42,  # shorter than eight words
        -0.59,  # longer than 45 words
        -0.35,  # share of words in the first sentence
        0.26,  # share of words said before
        -0.84,  # begins with a quotation
        -0.98,  # holds a quotation
        0.72,  # has no end mark
        -3.12,  # names a related article
    ]
)
"""By services/nlp/fit_summary.py on dev.01 to dev.03 of IndoSum; docs/evaluation.md measures them on
dev.04."""


def features(document: Document) -> np.ndarray:
    """(sentences, features) of the first READ sentences."""
    rows = []
    sentences = document.sentences[:READ]
    lead = _content(sentences[0].text) if sentences else set()
    said: set[str] = set()
    paragraph = -1
    for sentence in sentences:
        text = sentence.text
        content = _content(text)
        length = len(text.split())
        rows.append(
            (
                sentence.index <= 3,
                math.log1p(sentence.index),
                sentence.paragraph != paragraph,
                math.log1p(sentence.paragraph),
                length < 8,
                length > 45,
                len(content & lead) / (len(content) + 1),
                len(content & said) / (len(content) + 1),
                text[0] in '"“',
                any(mark in text for mark in '"“'),
                text.rstrip()[-1] not in '.!?"”',
                text.lower().startswith(("baca juga", "simak juga", "lihat juga")),
            )
        )
        said |= content
        paragraph = sentence.paragraph
    return np.array(rows, dtype=np.float64).reshape(len(rows), len(FEATURES))


def summarize(document: Document) -> list[str]:
    """Up to three sentences that most probably stand in an editor's summary; all of four words or more when
    there are no more."""
    score = features(document) @ WEIGHTS
    usable = [s.index for s in document.sentences[:READ] if len(s.text.split()) >= _SHORTEST]
    best = sorted(usable, key=lambda index: (-score[index], index))[:SENTENCES]
    return [document.sentences[index].text for index in sorted(best)]


def _content(text: str) -> set[str]:
    return {word for word in _WORD.findall(text.lower()) if word not in function_words()}
