"""Answers in the three modes: by words, by meaning, and by both; and what is like an article."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from services.search.index.criteria import (
    EVERYTHING,
    AllOf,
    AnyOf,
    Criterion,
    Exclude,
    OneOf,
    wanted_texts,
)
from services.search.index.highlight import highlighted
from services.search.index.port import ArticleIndex, Hit
from services.search.index.selection import criteria_of, criterion_of
from services.search.semantic.errors import MeaningUnavailable, NoEmbedding, NothingMeant
from services.search.semantic.fusion import fused
from services.search.semantic.query_vectors import QueryVectors
from services.search.semantic.question import Question, read_question
from services.search.semantic.window import page_of
from shared.contracts.query import (
    ArticlePage,
    ArticleSearch,
    Filter,
    IndexedArticle,
    Mode,
    SimilarSearch,
    Total,
)
from shared.runtime.logs import get_logger

log = get_logger("search.modes")

# Candidates of each ranking. Ten pages of twenty are more than anybody reads of a ranking, and whoever wants
# everything that matches wants mode=text.
WINDOW = 200
NO_MEANING = (
    "Pencarian menurut makna sedang tidak tersedia: layanan bahasa tidak menjawab. Coba lagi sebentar lagi, "
    "atau pakai mode=hybrid atau mode=text."
)
NO_EMBEDDING = "Berita ini belum memiliki vektor makna, sehingga tidak dapat dibandingkan."
WITHOUT_MEANING = (
    "Pencarian menurut makna sedang tidak tersedia; hasil ini hanya menurut kata (mode=text, sort=relevance)."
)


class Modes:
    """Searches in every mode, within a filter and its scope."""

    def __init__(self, index: ArticleIndex, vectors: QueryVectors) -> None:
        self._index = index
        self._vectors = vectors

    async def search(self, request: ArticleSearch) -> ArticlePage:
        """A page of articles. Raises QueryError, ArticleIndexError, MeaningUnavailable (semantic alone)."""
        question = read_question(request.filter.q)
        mode = request.mode or default_mode(request, question)
        if mode == "text":
            return await self._index.search(request)
        if not question.meaning:
            raise NothingMeant(mode)
        if mode == "semantic":
            return await self._page(request, [await self._by_meaning(request.filter, question)], mode)
        try:
            vector = await self._vectors.vector_of(question.meaning)
        except MeaningUnavailable as error:
            log.warning("answered without meaning", error=str(error))
            strict = await self._index.criteria(request.filter)
            ranking = await self._index.most_relevant(strict, WINDOW)
            return await self._page(request, [ranking], "text", WITHOUT_MEANING)
        conditions = await self._conditions(request.filter, question)
        rankings = await asyncio.gather(
            self._index.most_relevant(with_any_word(conditions, request.filter), WINDOW),
            self._nearest(vector, conditions),
        )
        return await self._page(request, rankings, mode)

    async def similar(self, request: SimilarSearch) -> ArticlePage | None:
        """The articles nearest to one; None when the scope does not see it. Raises NoEmbedding."""
        found = await self._index.get([request.id], request.filter.scope)
        if not found:
            return None
        if found[0].enrichment.embedding is None:
            raise NoEmbedding(request.id)
        others: Criterion = Exclude(AnyOf("id", (request.id,)))
        if request.filter.copies == "fold":
            first = found[0].copy_of or request.id
            others = Exclude(OneOf((AnyOf("id", (request.id, first)), AnyOf("copy_of", (first,)))))
        wanted = AllOf((await self._index.criteria(request.filter), others))
        ranking = await self._nearest(found[0].enrichment.embedding, wanted)
        return await self._page(request, [ranking], "semantic")

    async def _by_meaning(self, wanted: Filter, question: Question) -> list[Hit]:
        vector = await self._vectors.vector_of(question.meaning)
        return await self._nearest(vector, await self._conditions(wanted, question))

    async def _conditions(self, wanted: Filter, question: Question) -> AllOf:
        """What must hold of every article, whichever ranking it is in."""
        asked = EVERYTHING if question.conditions is None else criterion_of(question.conditions)
        return await self._index.criteria(wanted.model_copy(update={"q": None}), asked=asked)

    async def _nearest(self, vector: Sequence[float], wanted: Criterion) -> list[Hit]:
        """The candidates by meaning. Embeddings are centred on the mean of news: an article at a cosine of 0
        is no nearer than any other, and no answer."""
        return [hit for hit in await self._index.nearest(vector, wanted, WINDOW) if hit.score > 0]

    async def _page(
        self,
        request: ArticleSearch | SimilarSearch,
        rankings: Sequence[list[Hit]],
        mode: Mode,
        notice: str | None = None,
    ) -> ArticlePage:
        ranking = fused(rankings) if len(rankings) > 1 else rankings[0]
        hits, after = page_of(ranking, request.after, request.limit)
        items = await self._articles(hits, request.filter)
        if isinstance(request, SimilarSearch) or request.highlight:
            texts = wanted_texts(criteria_of(request.filter))
            items = [highlighted(item, texts) for item in items]
        return ArticlePage(
            items=items,
            next=after,
            total=Total(
                value=len(ranking),
                relation="gte" if any(len(each) == WINDOW for each in rankings) else "eq",
            ),
            mode_used=mode,
            notice=notice,
        )

    async def _articles(self, hits: Sequence[Hit], wanted: Filter) -> list[IndexedArticle]:
        """The articles of hits in their order; once more within the scope, in case it changed meanwhile."""
        if not hits:
            return []
        ids = [hit.id for hit in hits]
        seen = Filter(scope=wanted.scope)
        page = await self._index.search(ArticleSearch(filter=seen, limit=len(ids), highlight=False), ids=ids)
        by_id = {item.article.id: item for item in page.items}
        return [
            by_id[hit.id].model_copy(update={"score": round(hit.score, 6)}) for hit in hits if hit.id in by_id
        ]


def default_mode(request: ArticleSearch, question: Question) -> Mode:
    """Both together where relevance orders (docs/search-modes.md: the best of the three); else by words.

    Only words draw an edge around what matches. An order by time needs one: a ranking by meaning goes on and
    on, and its newest articles would be those that have least to do with the question.
    """
    return "hybrid" if request.sort == "relevance" and question.meaning else "text"


def with_any_word(conditions: AllOf, wanted: Filter) -> Criterion:
    """The conditions, and at least one of the plain words: BM25 puts those with most of them first."""
    required = set(wanted_texts(conditions))
    plain = dict.fromkeys(text for text in wanted_texts(criteria_of(wanted)) if text not in required)
    return AllOf((*conditions.criteria, OneOf(tuple(plain)))) if plain else conditions
