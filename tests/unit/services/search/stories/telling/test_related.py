"""Related stories: near by meaning, sharing a region or a person, within the scope, and not the story itself."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.ext.asyncio import AsyncEngine

from services.search import store
from services.search.index.port import ArticleIndex
from services.search.stories.assign import Assigner
from services.search.stories.telling.related import related_to
from shared.contracts.enrichment import Person
from shared.contracts.messages import ArticleEnriched
from shared.contracts.story import RelatedStory
from tests.search_world import NOW, article_id, enriched

HERE = "https://jembatan.example/1"


def named(event: ArticleEnriched) -> ArticleEnriched:
    """The same, naming somebody."""
    people = [Person(name="Rahmadi Saleh", role="Camat")]
    return event.model_copy(update={"enrichment": event.enrichment.model_copy(update={"people": people})})


async def related(
    engine: AsyncEngine, index: ArticleIndex, scope: str, *events: ArticleEnriched
) -> list[RelatedStory]:
    """What is related to the story of HERE when these came, too."""
    every = [named(enriched(HERE)), *events]
    await store.keep(engine, every)
    for event in every:
        await Assigner(engine).assign([event.article.id])
    documents = await store.documents(engine, [event.article.id for event in every])
    await index.put(documents)
    await index.refresh()
    story = next(str(each.story_id) for each in documents if each.article.id == article_id(HERE))
    members = (await index.members([story], [scope]))[story]
    return await related_to(index, engine, story, members, [scope])


def near(url: str, *, regions: list[str], days: float = 30) -> ArticleEnriched:
    """Something like HERE, but so long ago that it is another event."""
    return enriched(
        url,
        title="Jembatan lama",
        text=f"Jembatan lain {url}.",
        regions=regions,
        published_at=NOW - timedelta(days=days),
    )


async def test_near_stories_that_share_something(engine: AsyncEngine, index: ArticleIndex) -> None:
    found = await related(
        engine,
        index,
        "64",
        near("https://a.example/1", regions=["64.08"]),
        named(near("https://b.example/1", regions=["64.72"], days=20)),
        # Near, but neither of this region nor of these people; shared region, but long ago; another subject.
        near("https://c.example/1", regions=["64.71"], days=25),
        near("https://d.example/1", regions=["64.08"], days=90),
    )
    shared = {tuple(each.shared_regions): each.shared_people for each in found}
    assert shared == {("64.08",): [], (): ["Rahmadi Saleh"]}
    assert all(each.score > 0.5 for each in found)
    assert [each.score for each in found] == sorted((each.score for each in found), reverse=True)


async def test_nothing_outside_the_scope(engine: AsyncEngine, index: ArticleIndex) -> None:
    other = named(near("https://b.example/1", regions=["64.72"]))
    assert await related(engine, index, "64.08", other) == []


async def test_a_story_without_meaning_is_related_to_nothing(
    engine: AsyncEngine, index: ArticleIndex
) -> None:
    event = enriched("https://e.example/1")
    blind = event.model_copy(update={"enrichment": event.enrichment.model_copy(update={"embedding": None})})
    await store.keep(engine, [blind])
    await Assigner(engine).assign([event.article.id])
    (document,) = await store.documents(engine, [event.article.id])
    await index.put([document])
    members = (await index.members([str(document.story_id)], ["64"]))[str(document.story_id)]
    assert await related_to(index, engine, str(document.story_id), members, ["64"]) == []
