"""Opens the index that an address names."""

from __future__ import annotations

from services.search.index.errors import IndexMisconfigured
from services.search.index.port import ArticleIndex
from services.search.index.upkeep import Upkeep


def open_index(url: str) -> ArticleIndex:
    """The adapter for ``sqlite:///PATH`` or ``http(s)://[user:password@]host[:port][?prefix=articles]``.

    Nothing is contacted yet: `prepare` or `ping` does. IndexMisconfigured for any other address.
    """
    scheme = url.partition(":")[0]
    if scheme == "sqlite":
        from services.search.index.sqlite.adapter import SqliteIndex

        return SqliteIndex.from_url(url)
    if scheme in ("http", "https"):
        from services.search.index.elastic.adapter import ElasticIndex

        return ElasticIndex.from_url(url)
    raise IndexMisconfigured(f"GAUNG_INDEX_URL must begin with sqlite:/// or http(s)://, not {scheme!r}")


def open_upkeep(url: str) -> Upkeep:
    """The same index for its upkeep. IndexMisconfigured as above."""
    if url.startswith("sqlite:"):
        from services.search.index.sqlite.adapter import SqliteIndex

        return SqliteIndex.from_url(url)
    from services.search.index.elastic.adapter import ElasticIndex

    return ElasticIndex.from_url(url)
