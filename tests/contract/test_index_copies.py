"""Folding: of an article and its copies the first that the filter finds, so that no event vanishes."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from services.search.index.document import Document
from services.search.index.port import ArticleIndex
from shared.contracts.query import (
    ArticleScan,
    ArticleSearch,
    FacetQuery,
    StorySearch,
    TimelineQuery,
)
from tests.contract.index_documents import article_id, document
from tests.contract.index_world import empty, filter_, index_url

__all__ = ["empty", "index_url"]

_WIRE = "Pemerintah menyalurkan bantuan pangan kepada warga terdampak."


def _wire(name: str, published: str, source: str, about: str, copy_of: str | None = None) -> Document:
    # Each is found an hour after it was published.
    seen = datetime.fromisoformat(published) + timedelta(hours=1)
    return document(
        name,
        "Bantuan pangan disalurkan",
        _WIRE,
        published,
        source=source,
        about=[about],
        copy_of=copy_of,
        seen=seen,
    )


# The original is about Pangkalpinang; each copy is about another place, a day later than the one before.
_DOCUMENTS = (
    _wire("asal", "2026-11-03T09:00:00+07:00", "kabar-pesisir", "19.71"),
    _wire("salin-kutim", "2026-11-04T09:00:00+08:00", "suara-sangatta", "64.08", "asal"),
    _wire("salin-kaltim", "2026-11-05T09:00:00+08:00", "mahakam-pos", "64.08", "asal"),
    _wire("salin-papua", "2026-11-06T09:00:00+09:00", "cenderawasih-kini", "91.71", "asal"),
    _wire("lain", "2026-11-05T10:00:00+08:00", "mahakam-pos", "64.08"),
    _wire("lain-salin", "2026-11-05T10:00:00+08:00", "suara-sangatta", "64.08", "lain"),
)
_NAMES = {each.article.id: each.article.url.rsplit("/", 1)[1] for each in _DOCUMENTS}


@pytest.fixture
async def wires(empty: ArticleIndex) -> ArticleIndex:
    """An index with two events: a wire story with three copies, another with one."""
    await empty.put(_DOCUMENTS)
    await empty.refresh()
    return empty


@pytest.mark.parametrize(
    ("scope", "fields", "expected"),
    [
        (["ID"], {}, {"asal", "lain"}),
        (["19"], {}, {"asal"}),
        # The scope does not see the original: its earliest copy there stands in.
        (["64"], {}, {"salin-kutim", "lain"}),
        (["91.71"], {}, {"salin-papua"}),
        # Nor does the period, the outlet or the region asked for find it.
        (["ID"], {"from_": "2026-11-05T00:00:00+08:00"}, {"salin-kaltim", "lain"}),
        (["ID"], {"from_": "2026-11-06T00:00:00+09:00"}, {"salin-papua"}),
        # The copy alone was seen since: it is what is new of its event.
        (["ID"], {"seen_from": "2026-11-05T10:00:00.001+08:00"}, {"salin-papua", "lain"}),
        (["ID"], {"seen_from": "2026-11-06T10:00:00+09:00"}, {"salin-papua"}),
        (["ID"], {"sources": ["suara-sangatta"]}, {"salin-kutim", "lain-salin"}),
        (["ID"], {"regions": ["64.08"]}, {"salin-kutim", "lain"}),
        (["ID"], {"q": "source:mahakam-pos OR source:cenderawasih-kini"}, {"salin-kaltim", "lain"}),
        (["ID"], {"q": '"bantuan pangan"', "to": "2026-11-05T00:00:00+08:00"}, {"asal"}),
        (["72"], {}, set()),
    ],
)
async def test_the_first_that_the_filter_finds_stays(
    wires: ArticleIndex, scope: list[str], fields: dict[str, Any], expected: set[str]
) -> None:
    folded = filter_(scope, copies="fold", **fields)
    page = await wires.search(ArticleSearch(filter=folded, limit=100))
    assert {_NAMES[item.article.id] for item in page.items} == expected
    assert page.total.value == len(expected)
    assert await wires.count(folded) == len(expected)
    facets = await wires.facets(FacetQuery(filter=folded, fields=["source"]))
    assert facets.total.value == sum(value.count for value in facets.facets["source"]) == len(expected)
    timeline = await wires.timeline(TimelineQuery(filter=folded, split="source"))
    assert timeline.total.value == sum(bucket.count for bucket in timeline.buckets) == len(expected)
    scanned = await wires.scan(ArticleScan(filter=folded))
    assert {_NAMES[item.article.id] for item in scanned.items} == expected


async def test_figures_count_all_copies_unless_told_otherwise(wires: ArticleIndex) -> None:
    facets = await wires.facets(FacetQuery(filter=filter_(["64"]), fields=["source"]))
    assert [(value.value, value.count) for value in facets.facets["source"]] == [
        ("mahakam-pos", 2),
        ("suara-sangatta", 2),
    ]


async def test_a_story_is_found_by_the_copy_that_stands_in(empty: ArticleIndex) -> None:
    await empty.put(
        [
            document("a", "Judul", "Isi.", "2026-11-03T09:00:00+08:00", about=["19.71"], story="s"),
            document("b", "Judul", "Isi.", "2026-11-04T09:00:00+08:00", about=["64"], story="s", copy_of="a"),
        ]
    )
    await empty.refresh()
    page = await empty.stories(StorySearch(filter=filter_(["64"], copies="fold")))
    assert [(story.id, story.size) for story in page.items] == [("s", 1)]


async def test_among_some_articles_only_what_is_first_in_the_whole_filter_stays(wires: ArticleIndex) -> None:
    """Rules of watches look at a batch: a copy is no news although its original is not in the batch."""
    request = ArticleSearch(filter=filter_(["64"], copies="fold"))
    for batch, expected in (
        (["salin-kaltim"], []),
        (["salin-kutim"], ["salin-kutim"]),
        (["lain-salin"], []),
        (["lain", "lain-salin", "salin-papua"], ["lain"]),
    ):
        page = await wires.search(request, ids=[article_id(name) for name in batch])
        assert [_NAMES[item.article.id] for item in page.items] == expected, batch


async def test_equal_times_are_told_apart_by_the_id(empty: ArticleIndex) -> None:
    names = [f"kembar-{n}" for n in range(6)]
    written = [_wire("hulu", "2026-11-03T09:00:00+07:00", "kabar-pesisir", "19.71")]
    written += [_wire(n, "2026-11-04T09:00:00+08:00", "mahakam-pos", "64.08", "hulu") for n in names]
    await empty.put(written)
    await empty.refresh()
    page = await empty.search(ArticleSearch(filter=filter_(["64"], copies="fold")))
    assert [item.article.id for item in page.items] == [min(article_id(name) for name in names)]
