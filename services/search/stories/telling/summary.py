"""A summary out of all articles of a story: the sentences that say what most of them say.

SumBasic (Nenkova & Vanderwende 2005, "The impact of frequency on summarization", MSR-TR-2005-101): a sentence
weighs the mean probability of its words; the words of a chosen sentence then count the square of theirs, so
that the next one says something else. Candidates are the sentences that the language service chose for each
article's own summary.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from services.search.index.analysis import stems
from services.search.index.story import Member

SENTENCES = 3
# What the first articles say is what the story is about; 60 of them give 180 sentences and take 3 ms.
_ARTICLES = 60
# Shorter ones are exclamations and captions.
_LEAST_WORDS = 4
# Two sentences that share so much (Jaccard) say the same.
_SAME = 0.5


def summary_of(members: Sequence[Member]) -> list[str]:
    """Up to three sentences, in the order in which they were published. `members`: earliest first."""
    originals = [member for member in members if member.copy_of is None] or list(members)
    if len(originals) == 1:
        return list(originals[0].summary)[:SENTENCES]
    candidates: list[tuple[str, frozenset[str]]] = []
    for member in originals[:_ARTICLES]:
        for sentence in member.summary:
            words = frozenset(stems(sentence))
            if len(words) >= _LEAST_WORDS:
                candidates.append((sentence, words))
    counts = Counter(word for _, words in candidates for word in words)
    total = counts.total()
    weights = {word: count / total for word, count in counts.items()}
    chosen: list[int] = []
    open_ = set(range(len(candidates)))
    while open_ and len(chosen) < SENTENCES:
        # Equals by age: the one that was published first.
        best = max(open_, key=lambda place: (_weight(candidates[place][1], weights), -place))
        words = candidates[best][1]
        chosen.append(best)
        weights |= {word: weights[word] ** 2 for word in words}
        open_ = {place for place in open_ if _likeness(words, candidates[place][1]) < _SAME}
    return [candidates[place][0] for place in sorted(chosen)]


def _weight(words: frozenset[str], weights: dict[str, float]) -> float:
    return sum(weights[word] for word in words) / len(words)


def _likeness(one: frozenset[str], other: frozenset[str]) -> float:
    return len(one & other) / len(one | other)
