"""Counts key terms over a sample of articles: hashes are read and counted in bulk, terms looked up last."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from hashlib import blake2b

import numpy as np
import numpy.typing as npt

from services.search.index.criteria import Criterion
from services.search.index.significance import (
    MOST_CANDIDATES,
    Sample,
    least_candidate_count,
    lots_of,
    significant,
)
from services.search.index.sqlite.compile import condition
from services.search.index.sqlite.pages import count, rows
from shared.contracts.terms import SignificantTerms

Hashes = npt.NDArray[np.uint64]
_STORED = np.dtype("<u8")


def hashes_of(terms: Sequence[str]) -> Hashes:
    """64 bits of each term: among ten million terms two that share them are as unlikely as one in 300,000."""
    digests = b"".join(blake2b(term.encode(), digest_size=8).digest() for term in terms)
    return np.frombuffer(digests, dtype=_STORED)


class _DrawnTerms:
    """The key terms of all articles drawn out of `articles`, one after the other."""

    def __init__(self, articles: int, numbers: Sequence[int], blobs: Sequence[bytes]) -> None:
        self.sample = Sample(articles, len(numbers))
        self._numbers = numbers
        self._lengths = [len(blob) // _STORED.itemsize for blob in blobs]
        self._hashes: Hashes = np.frombuffer(b"".join(blobs), dtype=_STORED)

    def candidates(self) -> tuple[Hashes, list[int]]:
        """The most frequent terms, ascending by hash, with the number of articles that have each."""
        found, counts = np.unique(self._hashes, return_counts=True)
        greatest = np.sort(counts)[: -MOST_CANDIDATES - 2 : -1]
        enough = counts >= least_candidate_count(greatest.tolist())
        return found[enough], counts[enough].tolist()

    def counts(self, wanted: Hashes) -> list[int]:
        """How many articles have each of these terms, given ascending."""
        if not len(wanted):
            return []
        places = np.minimum(np.searchsorted(wanted, self._hashes), len(wanted) - 1)
        hits = places[wanted[places] == self._hashes]
        counted: list[int] = np.bincount(hits, minlength=len(wanted)).tolist()
        return counted

    def articles_with(self, wanted: Hashes) -> list[int]:
        """Articles (their numbers) that together have all of these terms."""
        places = np.flatnonzero(np.isin(self._hashes, wanted))
        _, first = np.unique(self._hashes[places], return_index=True)
        owners = np.repeat(np.asarray(self._numbers, dtype=np.int64), self._lengths)
        numbers: list[int] = np.unique(owners[places[first]]).tolist()
        return numbers


def _terms_of_those_drawn(connection: sqlite3.Connection, wanted: Criterion) -> _DrawnTerms:
    """The key terms of the articles that pass and are drawn."""
    articles = count(connection, wanted)
    where, parameters = condition(wanted)
    sql = (
        "SELECT k.number, k.hashes FROM article AS a CROSS JOIN article_term AS k ON k.number = a.number"  # noqa: S608 - values are parameters
        f" WHERE a.lot < ? AND ({where})"
    )
    found = rows(connection, sql, [lots_of(articles), *parameters])
    return _DrawnTerms(articles, [row[0] for row in found], [row[1] for row in found])


def significant_terms(
    connection: sqlite3.Connection,
    wanted: Criterion,
    background: Criterion,
    size: int,
) -> SignificantTerms:
    """The terms that set the articles of `wanted` apart from the rest of `background`."""
    inside = _terms_of_those_drawn(connection, wanted)
    hashes, counts = inside.candidates()
    outside = _terms_of_those_drawn(connection, background)
    everywhere = outside.counts(hashes)
    names = _terms_by_hash(connection, inside.articles_with(hashes))
    terms = [names[each] for each in hashes.tolist()]
    return significant(
        dict(zip(terms, counts, strict=True)),
        dict(zip(terms, everywhere, strict=True)),
        inside.sample,
        outside.sample,
        size,
    )


def _terms_by_hash(connection: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, str]:
    """The key terms of some articles by their hash."""
    marks = ", ".join(str(int(number)) for number in numbers)
    sql = f"SELECT hashes, terms FROM article_term WHERE number IN ({marks})"  # noqa: S608 - whole numbers
    found: dict[int, str] = {}
    for hashes, terms in rows(connection, sql, ()):
        if hashes:
            found.update(zip(np.frombuffer(hashes, dtype=_STORED).tolist(), terms.split("\n"), strict=True))
    return found
