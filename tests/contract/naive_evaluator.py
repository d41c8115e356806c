"""What a query finds and in which order, by reading every article: the meaning of the query language in the
plainest code, against which both indices are tested.

It shares with them how text is cut into words and stemmed, and the table of other names; nothing else.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from services.search.index.abbreviations import other_names
from services.search.index.analysis import STOP_WORDS, stem, words
from services.search.index.document import Document
from tests.contract.query_strategies import All, Any, Beginning, Close, Exactly, Field, Plain, Query, Without


@dataclass(frozen=True)
class Read:
    """An article as the evaluator reads it."""

    document: Document

    @property
    def id(self) -> str:
        return self.document.article.id

    @cached_property
    def title(self) -> list[str]:
        return words(self.document.article.title)

    @cached_property
    def text(self) -> list[str]:
        return words(self.document.article.text)

    @cached_property
    def title_stems(self) -> list[str]:
        return [stem(word) for word in self.title if word not in STOP_WORDS]

    @cached_property
    def text_stems(self) -> list[str]:
        return [stem(word) for word in self.text if word not in STOP_WORDS]


def passes(query: Query, seen_from: datetime | None, article: Read) -> bool:
    """Whether the query finds the article, and it was first seen at or after `seen_from`."""
    seen = article.document.article.seen_at
    return (seen_from is None or seen >= seen_from) and finds(query, article)


def finds(query: Query, article: Read) -> bool:
    """Whether the query finds the article."""
    match query:
        case Plain():
            return _finds_all([query], article)
        case Exactly(quoted, title):
            wanted = words(" ".join(quoted))
            return bool(wanted) and any(_has_run(part, wanted) for part in _exact(article, title))
        case Beginning(letters, title):
            return any(word.startswith(letters.lower()) for part in _exact(article, title) for word in part)
        case Close(quoted, distance, title):
            units = [unit for unit in (words(part) for part in " ".join(quoted).split()) if unit]
            return any(_are_close(part, units, distance) for part in _exact(article, title))
        case Field(name, values):
            return any(_has_value(article.document, name, value) for value in values)
        case Without(inner):
            return not finds(inner, article)
        case All():
            return _finds_all(list(_flat(query)), article)
        case Any(queries):
            return any(finds(part, article) for part in queries)


def _flat(query: Query) -> Iterator[Query]:
    if isinstance(query, All):
        for part in query.queries:
            yield from _flat(part)
    else:
        yield query


def _finds_all(queries: Sequence[Query], article: Read) -> bool:
    conditions = _conditions(queries)
    if _stop_words_are_meant(conditions):
        return all(
            any(condition.word in part for part in _exact(article, condition.title))
            if condition.says_nothing
            else condition.holds(article)
            for condition in conditions
        )
    return all(condition.holds(article) for condition in conditions if not condition.says_nothing)


def _stop_words_are_meant(conditions: Sequence[_Condition]) -> bool:
    """Whether beside stop words nothing is wanted, only excluded."""
    return all(condition.says_nothing or isinstance(condition.query, Without) for condition in conditions)


@dataclass(frozen=True)
class _Condition:
    """A query within an All; or a word, or the words of a name or short form that has others."""

    query: Query | None = None
    name: tuple[str, ...] = ()
    title: bool = False

    @property
    def word(self) -> str:
        return self.name[0]

    @property
    def says_nothing(self) -> bool:
        return self.query is None and len(self.name) == 1 and self.name[0] in STOP_WORDS

    def holds(self, article: Read) -> bool:
        if self.query is not None:
            return finds(self.query, article)
        stems = [article.title_stems] if self.title else [article.title_stems, article.text_stems]
        wanted = [stem(word) for word in self.name if word not in STOP_WORDS]
        if all(any(one in part for part in stems) for one in wanted):
            return True
        return any(
            _has_run(part, other) for other in other_names(self.name) for part in _exact(article, self.title)
        )


def _conditions(queries: Sequence[Query]) -> list[_Condition]:
    found: list[_Condition] = []
    run: list[tuple[str, bool]] = []
    for query in [*queries, None]:
        if isinstance(query, Plain):
            run += [(word, query.title) for word in words(query.text)]
            continue
        while run:
            length = next(
                length for length in range(min(6, len(run)), 0, -1) if length == 1 or _is_name(run[:length])
            )
            found.append(_Condition(None, tuple(word for word, _ in run[:length]), run[0][1]))
            run = run[length:]
        if query is not None:
            found.append(_Condition(query))
    return found


def _is_name(run: Sequence[tuple[str, bool]]) -> bool:
    return len({title for _, title in run}) == 1 and bool(other_names(tuple(word for word, _ in run)))


def _exact(article: Read, title: bool) -> list[list[str]]:
    return [article.title] if title else [article.title, article.text]


def _has_run(found: Sequence[str], wanted: Sequence[str]) -> bool:
    return any(list(found[start : start + len(wanted)]) == list(wanted) for start in range(len(found)))


def _are_close(found: Sequence[str], units: Sequence[Sequence[str]], distance: int) -> bool:
    size = distance + sum(len(unit) for unit in units)
    return any(
        all(_has_run(found[start : start + size], unit) for unit in units) for start in range(len(found))
    )


def _has_value(document: Document, name: str, value: str) -> bool:
    article, enrichment = document.article, document.enrichment
    match name:
        case "tone":
            return enrichment.tone is not None and enrichment.tone.label == value
        case "topic":
            return value in [topic.id for topic in enrichment.topics]
        case "source":
            return article.source.id == value
        case "lang":
            return enrichment.lang == value
        case "kind":
            return article.kind == value
        case "region":
            codes = [region.code for region in enrichment.regions]
            return value == "ID" or any(code == value or code.startswith(f"{value}.") for code in codes)
        case "person":
            return any(_has_run(words(person.name), words(value)) for person in enrichment.people)
    raise ValueError(name)


def scores(query: Query, corpus: Sequence[Read]) -> dict[str, float]:
    """The relevance of every article of the corpus for the query (BM25F, see services.search.index.relevance)."""
    terms = dict.fromkeys(_terms(query))
    total = dict.fromkeys((article.id for article in corpus), 0.0)
    for kind, term in terms:
        columns = [_columns(kind, article) for article in corpus]
        if kind == "prefix":
            for article, (title, text) in zip(corpus, columns, strict=True):
                total[article.id] += 2.0 * any(word.startswith(term) for word in title)
                total[article.id] += 1.0 * any(word.startswith(term) for word in text)
            continue
        having = max(sum(term in title for title, _ in columns), sum(term in text for _, text in columns))
        idf = math.log(1 + (len(corpus) - having + 0.5) / (having + 0.5))
        lengths = [2 * len(title) + len(text) for title, text in columns]
        average = sum(lengths) / len(lengths)
        for article, (title, text), length in zip(corpus, columns, lengths, strict=True):
            frequency = 2 * title.count(term) + text.count(term)
            if frequency:
                total[article.id] += (
                    idf * 2.2 * frequency / (frequency + 1.2 * (0.25 + 0.75 * length / average))
                )
    return total


def _columns(kind: str, article: Read) -> tuple[list[str], list[str]]:
    return (article.title_stems, article.text_stems) if kind == "stem" else (article.title, article.text)


def _terms(query: Query) -> Iterator[tuple[str, str]]:
    """The terms that weigh, each with how it is looked for; nothing of what is excluded."""
    match query:
        case Exactly(quoted, _) | Close(quoted, _, _):
            yield from (("exact", word) for word in words(" ".join(quoted)))
        case Beginning(letters, _):
            yield "prefix", letters.lower()
        case Any(queries):
            for part in queries:
                yield from _terms(part)
        case All() | Plain():
            conditions = _conditions(list(_flat(query)))
            meant = _stop_words_are_meant(conditions)
            for condition in conditions:
                if condition.query is not None:
                    yield from _terms(condition.query)
                elif condition.says_nothing:
                    yield from [("exact", condition.word)] * meant
                else:
                    yield from (("stem", stem(word)) for word in condition.name if word not in STOP_WORDS)
                    yield from (("exact", word) for other in other_names(condition.name) for word in other)
