"""An extractive summary: at most three sentences of the text itself, in their order."""

from __future__ import annotations

from services.nlp.stages.document import Document, Sentence

SENTENCES = 3
_SHORTEST, _LONGEST = 6, 60
# News says first what matters: the lead is worth two key phrases, and every sentence down a little less.
_LEAD = 2.0
_DECAY = 0.12
_FURNITURE = (
    "baca juga",
    "editor:",
    "foto:",
    "penulis:",
    "reporter:",
    "advertisement",
    "scroll ",
    "bagikan",
    "dibaca ",
)


def _score(sentence: Sentence, keyphrases: list[str]) -> float:
    text = sentence.text.lower()
    score = sum(1.0 for phrase in keyphrases if phrase in text)
    score += _LEAD if sentence.index == 0 else -_DECAY * sentence.index
    if sentence.text[0] in '"“':
        score -= 1.0
    return score


def summarize(document: Document, keyphrases: list[str]) -> list[str]:
    """Up to three sentences that hold most of the key phrases and stand early; all when there are no more."""
    usable = [
        sentence
        for sentence in document.sentences
        if _SHORTEST <= len(sentence.text.split()) <= _LONGEST
        and not sentence.text.lower().startswith(_FURNITURE)
    ]
    best = sorted(usable, key=lambda sentence: (-_score(sentence, keyphrases), sentence.index))[:SENTENCES]
    return [sentence.text for sentence in sorted(best, key=lambda sentence: sentence.index)]
