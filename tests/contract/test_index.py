"""Writing to the article index: versions, revisions, refusals, deletion, what survives; over both adapters."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from services.search.index.errors import IndexMisconfigured, IndexUnavailable
from services.search.index.open import open_index
from services.search.index.port import ArticleIndex
from shared.contracts.query import ArticleSearch, Revision, StoryRef
from tests.contract.index_documents import DOCUMENTS, SEEN, article_id, document
from tests.contract.index_world import empty, filter_, found, index, index_url, names, names_of

__all__ = ["empty", "index", "index_url"]

_FIRST = document("berita", "Judul pertama", "Isi pertama.", "2026-11-03T09:00:00+08:00", about=["64.08"])
_SECOND = document(
    "berita",
    "Judul kedua",
    "Isi kedua.",
    "2026-11-03T09:00:00+08:00",
    about=["64.08"],
    revision=2,
    revisions=(
        Revision(revision=1, seen_at=SEEN, title="Judul pertama"),
        Revision(revision=2, seen_at=SEEN, title="Judul kedua"),
    ),
)


async def _outcomes(index: ArticleIndex, *documents: object) -> list[str]:
    return [result.outcome for result in await index.put(documents)]  # type: ignore[arg-type] # any document


async def test_put_and_get_give_the_article_back_whole(empty: ArticleIndex) -> None:
    original = DOCUMENTS[0]
    assert await _outcomes(empty, original) == ["written"]
    [item] = await empty.get([original.article.id])
    assert item.article == original.article
    assert item.article.published_at.utcoffset() == original.article.published_at.utcoffset()
    assert item.enrichment.embedding == pytest.approx(original.enrichment.embedding, abs=1e-6)
    assert item.enrichment.model_copy(update={"embedding": None}) == original.enrichment.model_copy(
        update={"embedding": None}
    )
    assert item.revisions == list(original.revisions)
    assert item.story == StoryRef(id="story-jembatan", size=1)
    assert item.highlights == {}


async def test_get_sees_what_was_just_written_without_refresh(empty: ArticleIndex) -> None:
    await empty.put([_FIRST])
    await empty.refresh()
    await empty.put([replace(_FIRST, story_id="story-baru")])
    [item] = await empty.get([article_id("berita")])
    assert item.story is not None
    assert item.story.id == "story-baru"


async def test_get_keeps_the_order_leaves_out_unknown_ids_and_obeys_the_scope(index: ArticleIndex) -> None:
    wanted = [article_id(name) for name in ("pangkalpinang", "unbekannt", "jembatan", "banjir-samarinda")]
    everything = await index.get(wanted)
    assert names(item.article.id for item in everything) == ["pangkalpinang", "jembatan", "banjir-samarinda"]
    scoped = await index.get(wanted, ["64.08"])
    assert names(item.article.id for item in scoped) == ["jembatan"]
    assert await index.get([]) == []


async def test_a_new_revision_replaces_the_old_one(empty: ArticleIndex) -> None:
    assert await _outcomes(empty, _FIRST) == ["written"]
    assert await _outcomes(empty, _SECOND) == ["written"]
    await empty.refresh()
    page = await empty.search(ArticleSearch(filter=filter_(q="kedua")))
    assert [item.article.revision for item in page.items] == [2]
    assert [revision.title for revision in page.items[0].revisions] == ["Judul pertama", "Judul kedua"]
    assert (await empty.search(ArticleSearch(filter=filter_(q="pertama")))).items == []
    assert (await empty.search(ArticleSearch(filter=filter_()))).total.value == 1


async def test_a_stale_revision_changes_nothing(empty: ArticleIndex) -> None:
    await empty.put([_SECOND])
    assert await _outcomes(empty, _FIRST) == ["stale"]
    [item] = await empty.get([article_id("berita")])
    assert item.article.revision == 2


async def test_the_same_version_is_written_again(empty: ArticleIndex) -> None:
    assert await _outcomes(empty, _FIRST) == ["written"]
    assert await _outcomes(empty, _FIRST) == ["written"]
    await empty.refresh()
    assert (await empty.search(ArticleSearch(filter=filter_()))).total.value == 1


async def test_a_revision_without_story_does_not_undo_the_same_one_with_it(empty: ArticleIndex) -> None:
    with_story = replace(_FIRST, story_id="story-1")
    assert await _outcomes(empty, _FIRST, with_story, _FIRST) == ["written", "written", "stale"]
    assert await _outcomes(empty, _SECOND) == ["written"]


async def test_a_document_that_cannot_be_indexed_is_refused_and_the_others_get_through(
    empty: ArticleIndex,
) -> None:
    short = document("pendek", "Vektor pendek", "Isi.", "2026-11-03T09:00:00+08:00", embedding=[1.0, 2.0])
    null = document("nol", "Vektor nol", "Isi.", "2026-11-03T09:00:00+08:00", embedding=[0.0] * 384)
    results = await empty.put([short, _FIRST, null])
    assert [result.outcome for result in results] == ["rejected", "written", "rejected"]
    assert [result.id for result in results] == [
        article_id("pendek"),
        article_id("berita"),
        article_id("nol"),
    ]
    assert "2 values" in (results[0].reason or "")
    assert await empty.get([article_id("pendek"), article_id("nol")]) == []


async def test_an_article_without_embedding_is_fine(empty: ArticleIndex) -> None:
    bare = replace(_FIRST, enrichment=_FIRST.enrichment.model_copy(update={"embedding": None}))
    assert await _outcomes(empty, bare) == ["written"]
    [item] = await empty.get([article_id("berita")])
    assert item.enrichment.embedding is None


async def test_nothing_to_put_is_nothing_done(empty: ArticleIndex) -> None:
    assert await empty.put([]) == []


async def test_what_was_deleted_may_come_again_in_any_version(empty: ArticleIndex) -> None:
    """An import that was taken back and is imported again: its articles begin without a story."""
    before = replace(DOCUMENTS[0], story_id="s", story_seq=7)
    again = replace(DOCUMENTS[0], story_id=None, story_seq=0)
    assert again.version < before.version
    await empty.put([before])
    await empty.delete([before.article.id])
    # At once whatever the next decision on stories numbers higher, and the rest with the next refresh.
    async with asyncio.timeout(20):
        while [result.outcome for result in await empty.put([again])] != ["written"]:
            await empty.refresh()
            await asyncio.sleep(0.1)
    assert [found.article.id for found in await empty.get([again.article.id])] == [again.article.id]


async def test_deleted_articles_are_gone(index: ArticleIndex) -> None:
    await index.delete([article_id("jembatan"), article_id("serentak-00"), article_id("unbekannt")])
    await index.refresh()
    assert await index.get([article_id("jembatan")]) == []
    assert "jembatan" not in await found(index, q="jembatan")
    assert len(await found(index)) == len(DOCUMENTS) - 2


async def test_what_was_written_survives_reopening(index_url: str) -> None:
    first = open_index(index_url)
    await first.prepare()
    await first.put(DOCUMENTS)
    await first.refresh()
    await first.close()
    second = open_index(index_url)
    await second.prepare()
    assert len(await found(second)) == len(DOCUMENTS)
    assert await found(second, q="pembangunan") >= {"jembatan"}
    await second.close()


async def test_two_processes_prepare_and_write_at_the_same_time(index_url: str) -> None:
    one, two = open_index(index_url), open_index(index_url)
    await asyncio.gather(one.prepare(), two.prepare())
    half = len(DOCUMENTS) // 2
    await asyncio.gather(
        *(one.put([item]) for item in DOCUMENTS[: half + 3]), *(two.put([item]) for item in DOCUMENTS[half:])
    )
    await one.refresh()
    page = await two.search(ArticleSearch(filter=filter_(), limit=100))
    assert len(set(names_of(page))) == page.total.value == len(DOCUMENTS)
    await asyncio.gather(one.close(), two.close())


async def test_an_index_that_answers_can_be_pinged(empty: ArticleIndex) -> None:
    await empty.ping()


@pytest.mark.parametrize("url", ["http://127.0.0.1:9", "sqlite:////proc/nowhere/index.db"])
async def test_an_index_that_does_not_answer_is_unavailable(url: str) -> None:
    index = open_index(url)
    try:
        with pytest.raises((IndexUnavailable, IndexMisconfigured)) as raised:
            await index.ping()
        assert raised.value.__cause__ is not None
    finally:
        await index.close()


@pytest.mark.parametrize(
    "url", ["postgresql://x/y", "sqlite://", "sqlite:///:memory:", "http:///", "index.db"]
)
def test_an_address_of_another_kind_is_refused(url: str) -> None:
    with pytest.raises(IndexMisconfigured):
        open_index(url)
