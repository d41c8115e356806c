"""Which terms set some articles apart from the rest of their background, and which of them to show.

Scored with the log-likelihood ratio G² of the 2×2 table of articles with and without the term, in the
foreground and in the rest (Dunning 1993, "Accurate methods for the statistics of surprise and coincidence",
Computational Linguistics 19(1)): unlike chi-square and pointwise mutual information it stays right for rare
terms. Made from counts alone, so that both adapters rank alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, log

from services.search.index.fields import LOTS
from shared.contracts.terms import SampledCount, SignificantTerm

# p < 0.0001 with one degree of freedom, the cut-off of Rayson, Berridge and Francis (2004) for word counts:
# thousands of terms are looked at, so p < 0.05 would let hundreds through by chance.
LEAST_SCORE = 15.13
# A term of one article is that article's wording.
LEAST_COUNT = 2
# Candidates are the most frequent terms of the foreground. What lies below the 2,000th is in a handful of
# articles, and G² grows with the count.
MOST_CANDIDATES = 2_000
# Articles read of each side. The error of a share of 1 % in 20,000 is 0.07 points; twice as many cost twice
# the time and tell nothing more.
MOST_READ = 20_000
# A phrase stands for a part of it when at least half of the part's articles have the phrase.
_STANDS_FOR = 0.5
# Of two phrases that share all but a word, the weaker goes when the stronger has this part of its articles.
_OVERLAPS = 0.7


@dataclass(frozen=True)
class Sample:
    """Which articles of a side are read: those whose lot is below `lots`."""

    articles: int
    lots: int

    @property
    def read(self) -> float:
        """The part of the articles that is read, drawn evenly."""
        return self.lots / LOTS

    def estimate(self, counted: int) -> int:
        """The count in all articles of a count in the sample."""
        return min(self.articles, round(counted / self.read))

    def as_answer(self) -> SampledCount:
        """The sample as the answer tells it."""
        return SampledCount(articles=self.articles, read=round(self.read, 4))


def sample_of(articles: int) -> Sample:
    """All articles up to MOST_READ, beyond that about as many."""
    return Sample(articles, min(LOTS, ceil(LOTS * MOST_READ / articles)) if articles else LOTS)


def least_candidate_count(counts_descending: Sequence[int]) -> int:
    """The least count of a candidate, given the greatest MOST_CANDIDATES + 1 counts of the foreground.

    Equal counts are in or out together, so that no order among them matters.
    """
    if len(counts_descending) <= MOST_CANDIDATES:
        return LEAST_COUNT
    return max(LEAST_COUNT, counts_descending[MOST_CANDIDATES] + 1)


def log_likelihood(inside: int, foreground: int, outside: int, rest: int) -> float:
    """G² of a term that `inside` of `foreground` articles have, and `outside` of the `rest`; 0 when alike."""
    articles, having = foreground + rest, inside + outside
    table = (
        (inside, foreground, having),
        (foreground - inside, foreground, articles - having),
        (outside, rest, having),
        (rest - outside, rest, articles - having),
    )
    return 2 * sum(seen * log(seen * articles / (side * kind)) for seen, side, kind in table if seen)


def significant(
    counts: Mapping[str, int], background: Mapping[str, int], here: Sample, there: Sample, size: int
) -> list[SignificantTerm]:
    """The terms that are more frequent in the foreground than in the rest, highest score first.

    `counts` and `background` are counts in the samples; a term missing from `background` is in no article
    of it beside those of the foreground.
    """
    rest = there.articles - here.articles
    if rest <= 0:
        return []
    scored = []
    for term, counted in counts.items():
        count = here.estimate(counted)
        everywhere = max(count, min(there.articles, there.estimate(background.get(term, 0))))
        outside = min(everywhere - count, rest)
        if count * rest <= outside * here.articles:
            continue
        score = log_likelihood(count, here.articles, outside, rest)
        if score >= LEAST_SCORE:
            ratio = (count / here.articles) / (outside / rest) if outside else None
            scored.append(
                SignificantTerm(
                    term=term,
                    count=count,
                    background=count + outside,
                    score=round(score, 2),
                    ratio=None if ratio is None else round(ratio, 2),
                )
            )
    scored.sort(key=lambda found: (-found.score, found.term))
    return _without_parts(scored)[:size]


def _without_parts(scored: Sequence[SignificantTerm]) -> list[SignificantTerm]:
    """Without words and phrases that a longer phrase stands for, and without overlapping phrases."""
    by_term = {found.term: found for found in scored}
    stood_for = {
        part
        for found in scored
        for part in _parts(found.term)
        if part in by_term and found.count >= _STANDS_FOR * by_term[part].count
    }
    kept: list[SignificantTerm] = []
    ends: dict[str, list[SignificantTerm]] = {}
    for found in scored:
        if found.term in stood_for:
            continue
        edges = _edges(found.term)
        if any(other.count >= _OVERLAPS * found.count for edge in edges for other in ends.get(edge, ())):
            continue
        kept.append(found)
        for edge in edges:
            ends.setdefault(edge, []).append(found)
    return kept


def _parts(term: str) -> Iterable[str]:
    """The words of a phrase, and of three words the two pairs."""
    phrase = term.split(" ")
    if len(phrase) > 1:
        yield from phrase
    if len(phrase) > 2:
        yield from _edges(term)


def _edges(term: str) -> list[str]:
    """A phrase without its last and without its first word; nothing of a single word."""
    phrase = term.split(" ")
    return [" ".join(phrase[:-1]), " ".join(phrase[1:])] if len(phrase) > 1 else []
