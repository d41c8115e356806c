"""Both article indices for the contract tests: empty ones, ones with the documents, and reading helpers.

`open_empty` parametrises over the adapters; the Elasticsearch half skips where no node is named.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Sequence
from pathlib import Path
from typing import Any

import pytest

from services.search.index.open import open_index
from services.search.index.port import ArticleIndex
from shared.contracts.query import ArticlePage, ArticleSearch, Filter
from tests.contract.index_documents import DOCUMENTS, article_id

NAMES = {document.article.id: document.article.url.rsplit("/", 1)[1] for document in DOCUMENTS}
ADAPTERS = ("sqlite", "elasticsearch")


@pytest.fixture(params=ADAPTERS)
def index_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an index that does not exist yet."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'index.db'}"
    address: str = request.getfixturevalue("require_index")
    return address


@pytest.fixture
async def empty(index_url: str) -> AsyncIterator[ArticleIndex]:
    """A prepared index without articles."""
    index = open_index(index_url)
    await index.prepare()
    yield index
    await index.close()


@pytest.fixture
async def index(empty: ArticleIndex) -> ArticleIndex:
    """An index that holds the documents."""
    await empty.put(DOCUMENTS)
    await empty.refresh()
    return empty


def filter_(scope: Sequence[str] = ("ID",), **fields: Any) -> Filter:
    """A filter of a scope."""
    return Filter.model_validate({"scope": list(scope), **fields})


def names(ids: Iterable[str]) -> list[str]:
    """The names of article ids."""
    return [NAMES.get(identifier, identifier) for identifier in ids]


def names_of(page: ArticlePage) -> list[str]:
    """The names of a page's articles, in order."""
    return names(item.article.id for item in page.items)


async def found(index: ArticleIndex, scope: Sequence[str] = ("ID",), **fields: Any) -> set[str]:
    """The names of all articles that pass a filter."""
    page = await index.search(ArticleSearch(filter=filter_(scope, **fields), limit=100))
    assert page.total.value == len(page.items)
    return set(names_of(page))


__all__ = ["ADAPTERS", "article_id", "empty", "filter_", "found", "index", "index_url", "names", "names_of"]
