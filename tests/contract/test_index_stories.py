"""Stories as tenants see them: figures, order, pages, scope; over both adapters."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from services.search.index import totals
from services.search.index.elastic import stories as elastic_stories
from services.search.index.port import ArticleIndex
from services.search.index.sqlite import stories as sqlite_stories
from services.search.index.story import Said
from services.search.query.errors import BadCursor
from shared.contracts.enrichment import Person, Quote
from shared.contracts.query import StoryPage, StorySearch, ValueCount
from tests.contract.index_documents import SIMULTANEOUS, article_id, document
from tests.contract.index_world import empty, filter_, index, index_url, names

__all__ = ["empty", "index", "index_url"]


async def _stories(
    index: ArticleIndex, scope: tuple[str, ...] = ("ID",), limit: int = 50, after: Any = None, **fields: Any
) -> StoryPage:
    return await index.stories(StorySearch(filter=filter_(scope, **fields), limit=limit, after=after))


def _ids(page: StoryPage) -> list[str]:
    return [story.id for story in page.items]


async def test_a_story_has_its_figures(index: ArticleIndex) -> None:
    story = await index.story("story-jembatan", ["64"])
    assert story is not None
    assert story.headline == "Pembangunan jembatan Sangatta dimulai"
    assert story.summary == ["Pemerintah Kabupaten Kutai Timur membangun jembatan di atas Sungai Sangatta"]
    assert (story.size, story.copies) == (3, 1)
    assert story.sources == [
        ValueCount(value="mahakam-pos", count=2),
        ValueCount(value="suara-sangatta", count=1),
    ]
    assert story.first_seen == datetime.fromisoformat("2026-11-03T09:00:00+08:00")
    assert story.last_seen == datetime.fromisoformat("2026-11-03T15:00:00+08:00")
    assert story.tones == {"positif": 2, "negatif": 1}
    assert story.regions == ["64.08"]
    assert story.topics == ["infrastruktur", "keuangan_daerah"]
    assert names(story.article_ids) == ["jembatan", "jembatan-salinan", "jembatan-kritik"]


async def test_a_story_shows_only_what_the_scope_sees(index: ArticleIndex) -> None:
    story = await index.story("story-jembatan", ["64.72"])
    assert story is not None
    assert story.headline == "Warga kritik anggaran jembatan Sangatta"
    assert (story.size, story.copies, names(story.article_ids)) == (1, 0, ["jembatan-kritik"])
    assert await index.story("story-jembatan", ["19"]) is None
    assert await index.story("unbekannt", ["ID"]) is None


async def test_stories_come_newest_first_and_articles_without_story_not_at_all(index: ArticleIndex) -> None:
    page = await _stories(index, q="-topic:pemuda_olahraga")
    assert _ids(page) == ["story-banjir", "story-pasar", "story-jembatan"]
    assert page.next is None
    assert page.total.value == 3


async def test_the_filter_chooses_stories_and_the_scope_counts_their_articles(index: ArticleIndex) -> None:
    [story] = (
        await _stories(index, ("64",), q="samarinda", tones=["negatif"], topics=["infrastruktur"])
    ).items
    assert (story.id, story.size, story.copies) == ("story-jembatan", 3, 1)
    [scoped] = (await _stories(index, ("64.08",), q="banjir")).items
    assert (scoped.id, scoped.size, names(scoped.article_ids)) == ("story-banjir", 1, ["banjir-kutim"])
    assert await _stories(index, ("99",)) == StoryPage.model_validate(
        {"items": [], "next": None, "total": {"value": 0}}
    )


async def test_order_follows_the_newest_article_that_the_scope_sees(empty: ArticleIndex) -> None:
    await empty.put(
        [
            document("a1", "A", "Isi.", "2026-11-01T08:00:00+08:00", about=["64.08"], story="a"),
            document("a2", "A", "Isi.", "2026-11-09T08:00:00+08:00", about=["64.72"], story="a"),
            document("b1", "B", "Isi.", "2026-11-05T08:00:00+08:00", about=["64.08"], story="b"),
        ]
    )
    await empty.refresh()
    assert _ids(await _stories(empty, ("64",))) == ["a", "b"]
    assert _ids(await _stories(empty, ("64.08",))) == ["b", "a"]
    # The filter finds `a` through its older article only: that gives its place.
    assert _ids(await _stories(empty, ("64",), to="2026-11-06T00:00:00Z")) == ["b", "a"]


async def test_pages_give_every_story_once(index: ArticleIndex) -> None:
    whole = _ids(await _stories(index))
    assert len(whole) == len(SIMULTANEOUS) + 3
    collected: list[str] = []
    after = None
    while True:
        page = await _stories(index, limit=5, after=after)
        assert page.total.value == len(whole)
        collected += _ids(page)
        if page.next is None:
            break
        after = page.next
    assert collected == whole


async def test_no_story_is_left_out_however_deep_and_a_large_total_says_so(
    empty: ArticleIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (totals, elastic_stories, sqlite_stories):
        monkeypatch.setattr(module, "EXACT_UP_TO", 10)
    monkeypatch.setattr(elastic_stories, "_COUNTED_FIRST", 30)
    stories = [f"cerita-{number:02}" for number in range(25)]
    # The newest of all is a story of 40 articles, others have two at quite different times.
    large = [("besar", f"besar-{number}", f"2026-11-09T08:{number:02}:00+08:00") for number in range(40)]
    small = [
        (story, f"{story}-{day}", f"2026-11-{day:02}T08:{number:02}:00+08:00")
        for number, story in enumerate(stories)
        for day in (1 + number % 3, 5)
    ]
    await empty.put(
        [
            document(name, "Judul", "Isi.", at, about=["64.08"], story=story)
            for story, name, at in (*large, *small)
        ]
    )
    await empty.refresh()
    collected: list[str] = []
    after = None
    while True:
        page = await _stories(empty, limit=3, after=after)
        assert (page.total.value, page.total.relation) == (10, "gte")
        collected += _ids(page)
        if page.next is None:
            break
        after = page.next
    assert collected == ["besar", *sorted(stories, reverse=True)]
    few = await _stories(empty, to="2026-11-01T23:00:00+08:00")
    assert (few.total.value, few.total.relation, len(few.items)) == (9, "eq", 9)


async def test_members_carry_all_that_a_story_tells(empty: ArticleIndex) -> None:
    said = Quote(speaker="Siti Aminah", text="Kami tambah loket", indirect=True)
    release = document(
        "rilis-loket", "Loket ditambah", "Loket ditambah. Antrean berkurang.", "2026-11-05T08:00:00+08:00",
        about=["64.08"], mentions=["64.72"], kind="rilis", topics=["kesehatan", "bencana"], story="s",
        people=[Person(name="Siti Aminah", role="Direktur", org="RSUD")],
    )  # fmt: skip
    enrichment = release.enrichment.model_copy(update={"quotes": [said], "aspiration": "apresiasi"})
    copy = document(
        "salinan", "Loket", "Isi.", "2026-11-04T08:00:00+08:00", about=["64.72"], story="s", copy_of="x"
    )
    await empty.put([replace(release, enrichment=enrichment), copy])
    await empty.refresh()
    earlier, later = (await empty.members(["s", "tiada"], ["64"]))["s"]
    assert (earlier.id, earlier.copy_of, earlier.story_id) == (article_id("salinan"), article_id("x"), "s")
    assert later.title == "Loket ditambah"
    assert (later.source, later.source_name, later.official) == ("mahakam-pos", "Mahakam Pos", True)
    assert (later.summary, later.aspiration) == (["Loket ditambah"], "apresiasi")
    assert (later.about_codes, later.topics) == (["64.08"], ["bencana", "kesehatan"])
    assert later.people == [("Siti Aminah", "Direktur", "RSUD")]
    assert later.quotes == [Said("Siti Aminah", "Kami tambah loket", indirect=True)]
    assert list(await empty.members(["s"], ["19"])) == []
    assert [member.id for member in (await empty.members(["s"], ["64.08"]))["s"]] == [later.id]
    both = [article_id("rilis-loket"), article_id("salinan"), "0" * 32]
    assert await empty.visible(both, ["64"]) == set(both[:2])
    assert await empty.visible(both, ["64.08"]) == set(both[:1])


async def test_a_cursor_of_another_kind_is_refused(empty: ArticleIndex) -> None:
    with pytest.raises(BadCursor):
        await _stories(empty, after=["story", 1])


async def test_a_story_of_copies_alone_still_has_a_headline(empty: ArticleIndex) -> None:
    await empty.put(
        [
            document(
                "salinan", "Hanya salinan", "Isi.", "2026-11-05T08:00:00+08:00", about=["64.08"], story="s", copy_of="x"
            )
        ]
    )  # fmt: skip
    await empty.refresh()
    story = await empty.story("s", ["64.08"])
    assert story is not None
    assert (story.headline, story.size, story.copies) == ("Hanya salinan", 1, 1)


async def test_an_article_that_moves_leaves_its_old_story(empty: ArticleIndex) -> None:
    first = document("pindah", "Pindah", "Isi.", "2026-11-05T08:00:00+08:00", about=["64.08"], story="lama")
    await empty.put([first])
    await empty.put(
        [document("pindah", "Pindah", "Isi.", "2026-11-05T08:00:00+08:00", about=["64.08"], story="baru", revision=2)]
    )  # fmt: skip
    await empty.refresh()
    assert _ids(await _stories(empty)) == ["baru"]
    assert await empty.story("lama", ["ID"]) is None
    assert article_id("pindah") in (await _stories(empty)).items[0].article_ids
