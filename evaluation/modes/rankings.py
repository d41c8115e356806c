"""What each mode finds for each judged query, through the product's own index, service and model."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from secrets import token_hex

from evaluation.modes.judged import DEPTH, Judged
from evaluation.sets import Item
from services.nlp.app import nlp_app
from services.nlp.pipeline import Reader
from services.nlp.worker import Worker
from services.search.index.document import Document
from services.search.index.open import open_index
from services.search.index.port import ArticleIndex
from services.search.semantic.modes import Modes, with_any_word
from services.search.semantic.query_vectors import QueryVectors
from shared.contracts.query import ArticleSearch, Filter, Mode, Sort
from shared.messaging.connect import connect
from shared.runtime.clients import Clients
from shared.runtime.settings import Settings

MODES: Mapping[str, tuple[Mode, Sort]] = {
    "text, newest first": ("text", "published"),
    "text, by relevance": ("text", "relevance"),
    "semantic": ("semantic", "relevance"),
    "hybrid": ("hybrid", "relevance"),
}
ANY_WORD = "any word (half of hybrid)"
EVERYTHING = Filter(scope=["ID"])

Rankings = dict[str, list[list[str]]]


async def rankings(
    url: str, folder: Path, items: Sequence[Item], reader: Reader, queries: Sequence[Judged]
) -> Rankings:
    """Mode → for each query the first ten, as the set calls them. The index is filled and emptied again."""
    names = {item.article.id: str(item.labels["id"]) for item in items}
    async with _filled(url, items) as index, _modes(index, folder, reader) as modes:
        found: Rankings = {name: [] for name in (*MODES, ANY_WORD)}
        for judged in queries:
            wanted = EVERYTHING.model_copy(update={"q": judged.query})
            for name, (mode, sort) in MODES.items():
                request = ArticleSearch(filter=wanted, mode=mode, sort=sort, limit=DEPTH, highlight=False)
                page = await modes.search(request)
                found[name].append([names[item.article.id] for item in page.items])
            any_word = with_any_word(await index.criteria(EVERYTHING), wanted)
            hits = await index.most_relevant(any_word, DEPTH)
            found[ANY_WORD].append([names[hit.id] for hit in hits])
    return found


@asynccontextmanager
async def _filled(url: str, items: Sequence[Item]) -> AsyncIterator[ArticleIndex]:
    index = open_index(url)
    try:
        await index.prepare()
        await index.put([Document(item.article, item.enrichment) for item in items])
        await index.refresh()
        yield index
        await index.delete([item.article.id for item in items])
    finally:
        await index.close()


@asynccontextmanager
async def _modes(index: ArticleIndex, folder: Path, reader: Reader) -> AsyncIterator[Modes]:
    settings = Settings(internal_token=token_hex(16), data_dir=folder)
    async with AsyncExitStack() as stack:
        broker = await connect(settings.broker())
        stack.push_async_callback(broker.close)
        clients = Clients(settings, {"nlp": nlp_app(settings, Worker(reader, broker), {})})
        stack.push_async_callback(clients.close)
        yield Modes(index, QueryVectors(clients))
