"""The words and phrases that carry a text, against what news usually says."""

from __future__ import annotations

import re
from collections import defaultdict
from math import log

from services.nlp.stages.document import Document
from services.nlp.stages.people import Someone
from services.nlp.stages.people.lexicon import REPORTING, SAYING, words
from services.nlp.stages.words import document_frequency, function_words

_TOKEN = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*|[^\w\s]|\d\S*")
_SPOKEN = words(SAYING) | words(REPORTING)
_LONGEST = 3
PHRASES = 8
# A phrase in the title counts as if it stood twice more in the body.
_TITLE_BONUS = 2.0
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
        ):
            runs.append([])
        else:
            runs[-1].append(word)
    return [run for run in runs if run]


def _weight(phrase: tuple[str, ...]) -> float:
    frequency = document_frequency()
    rarity = sum(log(10_000 / frequency.get(word, _UNSEEN)) for word in phrase) / len(phrase)
    # Two words say more than one, three little more than two.
    return rarity * (1.0, 1.35, 1.45)[len(phrase) - 1]


def find_keyphrases(document: Document, people: list[Someone]) -> list[str]:
    """Up to eight phrases of one to three words, the weightiest first, none part of another."""
    skipped = {part.lower() for person in people for part in person.name.split()}
    counts: dict[tuple[str, ...], float] = defaultdict(float)
    for text, bonus in [(document.title, _TITLE_BONUS), *((s.text, 1.0) for s in document.sentences)]:
        for run in _runs(text, skipped):
            for length in range(1, _LONGEST + 1):
                for start in range(len(run) - length + 1):
                    counts[tuple(run[start : start + length])] += bonus
    scored = {
        phrase: count * _weight(phrase)
        for phrase, count in counts.items()
        if count >= 2 and len(set(phrase)) == len(phrase)
    }
    chosen: list[tuple[str, ...]] = []
    for phrase in sorted(scored, key=lambda p: (-scored[p], p)):
        if not any(set(phrase) & set(other) for other in chosen):
            chosen.append(phrase)
        if len(chosen) == PHRASES:
            break
    return [" ".join(phrase) for phrase in chosen]
