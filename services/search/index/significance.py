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
from shared.contracts.terms import SampledCount, SignificantTerm, SignificantTerms

# p < 0.0001 with one degree of freedom, the cut-off of Rayson, Berridge and Francis (2004) for word counts:
# thousands of terms are looked at, so p < 0.05 would let hundreds through by chance.
LEAST_SCORE = 15.13
# A term of one article is that article's wording.
LEAST_COUNT = 2
# Candidates are the most frequent terms of the foreground. What lies below the 2,000th is in a handful of
# articles, and G² grows with the count.
MOST_CANDIDATES = 2_000
# Articles read of each side. The standard error of a share of 1 % in 10,000 is 0.1 points; twice as many cost
# twice the time (SQLite: 90 ms) and tell nothing more.
MOST_READ = 10_000
# A phrase stands for a part of it when this share of the part's articles has the phrase: half where all its
# words are telling ("jembatan gantung"), nearly all where one of them is not ("jalan poros" for "poros", but
# not "soal aspal" for "aspal").
_MOSTLY, _NEARLY_ALWAYS = 0.5, 0.8
# Of two phrases of three words that share two, the weaker goes when the other has this part of its articles.
_OVERLAPS = 0.7


@dataclass(frozen=True)
class Sample:
    """How many articles one side has, and how many of them were drawn and read."""

    articles: int
    drawn: int

    def estimate(self, counted: int) -> int:
        """The count in all articles of a count among those drawn."""
        return round(counted * self.articles / self.drawn) if self.drawn else 0

    def as_answer(self) -> SampledCount:
        """The sample as the answer tells it."""
        read = self.drawn / self.articles if self.articles else 1
        return SampledCount(articles=self.articles, read=round(read, 4))


def lots_of(articles: int) -> int:
    """Articles with a lot below this are drawn: all up to MOST_READ, beyond that about as many."""
    return min(LOTS, ceil(LOTS * MOST_READ / articles)) if articles else LOTS


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
) -> SignificantTerms:
    """The terms that are more frequent in the foreground than in the rest, highest score first.

    `counts` and `background` are counts among the articles drawn.
    """
    scored = [
        found
        for term, counted in counts.items()
        if (found := _scored(term, here.estimate(counted), background.get(term, 0), here, there))
    ]
    scored.sort(key=lambda found: (-found.score, found.term))
    return SignificantTerms(
        terms=_telling(scored)[:size], foreground=here.as_answer(), background=there.as_answer()
    )


def _scored(term: str, count: int, counted: int, here: Sample, there: Sample) -> SignificantTerm | None:
    """The term with its score; None when it is as frequent in the rest, or nearly so."""
    rest = there.articles - here.articles
    outside = min(max(there.estimate(counted) - count, 0), rest)
    if rest <= 0 or count * rest <= outside * here.articles:
        return None
    score = log_likelihood(count, here.articles, outside, rest)
    if score < LEAST_SCORE:
        return None
    ratio = round((count / here.articles) / (outside / rest), 2) if outside else None
    return SignificantTerm(
        term=term, count=count, background=count + outside, score=round(score, 2), ratio=ratio
    )


def _telling(scored: Sequence[SignificantTerm]) -> list[SignificantTerm]:
    """Without parts that a phrase stands for, and without phrases that add nothing to their parts."""
    by_term = {found.term: found for found in scored}
    holders: dict[str, SignificantTerm] = {}
    for found in scored:
        for part in _parts(found.term):
            if part in by_term and _stands_for(found, by_term[part], by_term):
                holders[part] = max(holders.get(part, found), found, key=_by_cover)
    shown: list[SignificantTerm] = []
    pairs: dict[str, int] = {}
    for found in scored:
        words = [word for word in found.term.split(" ") if word in by_term and word != found.term]
        if found.term in holders or (words and not any(holders.get(word) == found for word in words)):
            continue
        edges = [edge for edge in _edges(found.term) if " " in edge]
        if any(pairs.get(edge, 0) >= _OVERLAPS * found.count for edge in edges):
            continue
        shown.append(found)
        pairs |= {edge: found.count for edge in edges if edge not in pairs}
    return shown


def _stands_for(phrase: SignificantTerm, part: SignificantTerm, known: Mapping[str, SignificantTerm]) -> bool:
    every_word = all(word in known for word in phrase.term.split(" "))
    return phrase.count >= (_MOSTLY if every_word else _NEARLY_ALWAYS) * part.count


def _by_cover(phrase: SignificantTerm) -> tuple[int, int, float, str]:
    return phrase.count, phrase.term.count(" "), phrase.score, phrase.term


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
