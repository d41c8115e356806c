"""The questions put to the index as the search service puts them: through its port, and through its modes."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from benchmarks.search_meaning import language_app
from benchmarks.search_questions import WORDS, ZONE, Ask, Question
from services.search.index.port import ArticleIndex
from services.search.semantic.modes import Modes
from services.search.semantic.query_vectors import QueryVectors
from shared.contracts.query import ArticleSearch, FacetQuery, StorySearch, TimelineQuery
from shared.contracts.terms import TermsQuery
from shared.runtime.clients import Clients
from shared.runtime.settings import Settings


@asynccontextmanager
async def open_ours(index: ArticleIndex) -> AsyncIterator[Ask]:
    """Answers of the index; the vectors of the queries are known already."""
    clients = Clients(Settings(internal_token="bench"), {"nlp": language_app()})
    try:
        vectors = QueryVectors(clients)
        for words in WORDS:
            await vectors.vector_of(words)
        modes = Modes(index, vectors)
        yield lambda kind, question: _ask(index, modes, kind, question)
    finally:
        await clients.close()


async def _ask(index: ArticleIndex, modes: Modes, kind: str, question: Question) -> Any:
    wanted = question.filter
    match kind:
        case "list" | "phrase":
            return await index.search(ArticleSearch(filter=wanted))
        case "words":
            return await index.search(ArticleSearch(filter=wanted, sort="relevance"))
        case "hybrid":
            return await modes.search(ArticleSearch(filter=wanted, mode="hybrid"))
        case "facets":
            return await index.facets(FacetQuery(filter=wanted))
        case "timeline":
            return await index.timeline(TimelineQuery(filter=wanted, timezone=ZONE))
        case "terms":
            return await index.terms(TermsQuery(filter=wanted, background=question.background or wanted))
        case "stories":
            return await index.stories(StorySearch(filter=wanted))
        case "story":
            return await index.story(question.story, wanted.scope)
    raise ValueError(kind)
