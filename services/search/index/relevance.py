"""What weighs in relevance, decided once for both adapters.

The score of an article is the sum over the distinct terms that a query wants, wherever in the query they
stand: a plain word by its stem, the words of phrases and of nearness in exactly their form. Each term gives
BM25F [Robertson, Zaragoza 2009, section 3.6] over title and text as one field: idf · (k1 + 1) · tf / (tf + K)
with tf = 2 · (times in the title) + (times in the text), K = k1 · (1 − b + b · length / average length),
k1 = 1.2 and b = 0.75. idf = ln(1 + (N − n + 0.5) / (n + 0.5)) as in Lucene, where n counts the articles with
the term in the title, or those with it in the text, whichever are more. A prefix gives 2 for the title and 1
for the text. What is excluded, and what is asked of fields, weighs nothing.

The length of an article counts the words of its title twice, those with a stem or all of them as the term
asks. Elasticsearch rounds it to a byte: two scores whose ratio is below about 1.3 may come in either order.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from services.search.index.analysis import stem
from services.search.index.criteria import HasNear, HasPhrase, HasPrefix, HasWord, TextCriterion

K1, B = 1.2, 0.75
TITLE_WEIGHT = 2.0
# Beyond as many terms, which only a list of a hundred regions has, more tell nothing.
_MOST_TERMS = 200


@dataclass(frozen=True)
class Term:
    """One term that weighs: a folded word by its stem or in exactly its form, or the beginning of words."""

    kind: Literal["stem", "exact", "prefix"]
    word: str


def terms(texts: Sequence[TextCriterion]) -> list[Term]:
    """The distinct terms of what a query wants; of words with one stem the first."""
    found: dict[tuple[str, str], Term] = {}
    for text in texts:
        for term in _terms_of(text):
            key = stem(term.word) if term.kind == "stem" else term.word
            found.setdefault((term.kind, key), term)
    return list(found.values())[:_MOST_TERMS]


def _terms_of(text: TextCriterion) -> Iterable[Term]:
    match text:
        case HasWord(word):
            yield Term("stem", word)
        case HasPhrase(words):
            yield from (Term("exact", word) for word in words)
        case HasNear(units):
            yield from (Term("exact", word) for unit in units for word in unit)
        case HasPrefix(prefix):
            yield Term("prefix", prefix)
