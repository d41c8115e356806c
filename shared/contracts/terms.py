"""Significant terms: what is asked, and which words and phrases set the articles of a filter apart."""

from __future__ import annotations

from pydantic import Field

from shared.contracts.article import Contract
from shared.contracts.query import Filter


class TermsQuery(Contract):
    """The terms of `filter` against those of `background`, which holds the articles of `filter` as well.

    With ``copies=fold`` the background counts originals alone.
    """

    filter: Filter
    background: Filter
    size: int = Field(30, ge=1, le=100)


class SignificantTerm(Contract):
    """A word or phrase with the articles that are in good part about it.

    `score` is the log-likelihood ratio G² (Dunning 1993); 15.13 is p = 0.0001 for one term looked at by
    itself. `ratio` is how many times as frequent the term is here as in the rest of the background; None
    where the rest does not use it at all.
    """

    term: str
    count: int = Field(description="Articles of the filter")
    background: int = Field(description="Articles of the background, those of the filter among them")
    score: float
    ratio: float | None


class SampledCount(Contract):
    """How many articles there are, and the part of them that was read, drawn by their id.

    Below 1 the counts of terms are estimates for all of them.
    """

    articles: int
    read: float = Field(gt=0, le=1)


class SignificantTerms(Contract):
    """Terms by score, highest first; a phrase stands for the words that it holds."""

    terms: list[SignificantTerm]
    foreground: SampledCount
    background: SampledCount
