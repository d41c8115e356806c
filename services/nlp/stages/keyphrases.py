"""The words and phrases that carry a text, against what news usually says."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from math import log

from services.nlp.stages.document import Document
from services.nlp.stages.people import Someone
from services.nlp.stages.people.lexicon import REPORTING, SAYING, words
from services.nlp.stages.words import document_frequency, function_words

_TOKEN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|[^\w\s]|\d\S*")
_SPOKEN = words(SAYING) | words(REPORTING)
_LONGEST = 3
PHRASES = 8
# A phrase of the body that stands in the title too counts as if it stood twice more.
_TITLE_BONUS = 2.0
# Verbs and possessives begin and end phrases: "memperbaiki jalan" is about the road.
_NO_NOUN = re.compile(
    r"^(?:meny|meng|mem|men)[a-z]{4,}$|^di[a-z]{3,}(?:kan|i)$|^[a-z]{3,}nya$|^ter[a-z]{2,}kan$"
)
# A single word in more texts than this ("warga", "air") says too little by itself; per 10,000.
_TOO_COMMON = 400
# A word that no text of the background holds, per 10,000.
_UNSEEN = 0.5


def _runs(text: str, skipped: set[str]) -> list[list[str]]:
    """Stretches of content words between function words, marks, figures and people's names."""
    runs: list[list[str]] = [[]]
    for token in _TOKEN.findall(text):
        word = token.lower()
        if (
            not word[0].isalpha()
            or word in function_words()
            or word in _SPOKEN
            or word in skipped
            or len(word) < 3
            or _NO_NOUN.match(word)
        ):
            runs.append([])
        else:
            runs[-1].append(word)
    return [run for run in runs if run]


def _phrases(text: str, skipped: set[str]) -> Iterator[tuple[str, ...]]:
    """Every run of one to three different content words."""
    for run in _runs(text, skipped):
        for length in range(1, _LONGEST + 1):
            for start in range(len(run) - length + 1):
                phrase = tuple(run[start : start + length])
                if len(set(phrase)) == length:
                    yield phrase


def _weight(phrase: tuple[str, ...]) -> float:
    frequency = document_frequency()
    rarity = sum(log(10_000 / frequency.get(word, _UNSEEN)) for word in phrase) / len(phrase)
    # Two words say more than one, three little more than two.
    return rarity * (1.0, 1.6, 1.8)[len(phrase) - 1]


def find_keyphrases(document: Document, people: list[Someone]) -> list[str]:
    """Up to eight phrases of one to three words, the weightiest first, none part of another."""
    skipped = {part.lower() for person in people for part in person.name.split()}
    counts: dict[tuple[str, ...], float] = defaultdict(float)
    for sentence in document.sentences:
        for phrase in _phrases(sentence.text, skipped):
            counts[phrase] += 1
    for phrase in _phrases(document.title, skipped):
        if phrase in counts:
            counts[phrase] += _TITLE_BONUS
    scored = {
        phrase: count * _weight(phrase)
        for phrase, count in counts.items()
        if count >= 2 and (len(phrase) > 1 or document_frequency().get(phrase[0], 0) <= _TOO_COMMON)
    }
    chosen: list[tuple[str, ...]] = []
    for phrase in sorted(scored, key=lambda p: (-scored[p], p)):
        if not any(set(phrase) & set(other) for other in chosen):
            chosen.append(phrase)
        if len(chosen) == PHRASES:
            break
    return [" ".join(phrase) for phrase in chosen]
