"""Stories of more articles than a page of the index holds: figures are those of all of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import pytest

from services.search.index.document import Document
from services.search.index.port import ArticleIndex
from services.search.watches import replay
from services.search.watches.firing import EVIDENCE, Firing
from services.search.watches.series import HOUR
from services.search.watches.story_rules import story_firing
from shared.contracts.alert import DryRunRequest, StoryFigures, TurnFigures
from shared.contracts.enrichment import Tone
from shared.contracts.query import ArticleSearch, Filter
from shared.contracts.watch import NegativeTurn, NewWatch, Rule
from tests.search_world import NOW, enriched

MINUTE = timedelta(minutes=1)
TURN = NegativeTurn(of="story", hours=24)


def watch(rule: Rule | None = None, **filter_: Any) -> NewWatch:
    fields: dict[str, Any] = {"when": rule} if rule else {}
    filter_ = {"scope": ["64.08"]} | filter_
    return NewWatch(
        tenant_id="kutim", name="Jembatan", filter=Filter(**filter_), zone="Asia/Makassar", **fields
    )


async def put(
    index: ArticleIndex, tone: str, moments: Sequence[datetime], copy_of: str | None = None
) -> list[str]:
    """Articles of the story with a tone; their ids."""
    documents = []
    for moment in moments:
        event = enriched(
            f"https://{tone}.example/{moment.timestamp():.0f}", title=f"Jembatan {tone}", published_at=moment
        )
        said = Tone.model_validate({"label": tone, "scores": {tone: 1.0}})
        enrichment = event.enrichment.model_copy(update={"tone": said, "embedding": None})
        documents.append(Document(event.article, enrichment, story_id="s1", copy_of=copy_of))
    await index.put(documents)
    return [document.article.id for document in documents]


async def fired(index: ArticleIndex, watch: NewWatch) -> Firing | None:
    """What the watch says when the newest article of the story comes."""
    page = await index.search(ArticleSearch(filter=watch.filter, limit=1, highlight=False))
    return await story_firing(index, watch, "s1", page.items, (), NOW)


@pytest.fixture
async def large(index: ArticleIndex) -> ArticleIndex:
    """200 neutral articles, then 150 negative ones within a day."""
    await put(index, "netral", [NOW - 60 * HOUR + number * MINUTE for number in range(200)])
    await put(index, "negatif", [NOW - 20 * HOUR + number * MINUTE for number in range(150)])
    return index


async def test_a_large_story_turns(large: ArticleIndex) -> None:
    firing = await fired(large, watch(TURN))
    assert firing is not None
    figures = firing.figures
    assert isinstance(figures, TurnFigures)
    assert (figures.negative, figures.toned, figures.negative_before, figures.toned_before) == (
        150,
        150,
        0,
        200,
    )
    assert figures.p < 1e-90
    assert firing.title == "Nada berbalik negatif: Jembatan netral"
    newest = await large.search(
        ArticleSearch(filter=Filter(scope=["64.08"]), limit=EVIDENCE, highlight=False)
    )
    assert list(firing.article_ids) == [item.article.id for item in newest.items]
    assert firing.articles_total == 150


async def test_the_turn_is_that_of_what_passes_the_filter_within_its_bounds(large: ArticleIndex) -> None:
    assert await fired(large, watch(TURN, from_=NOW - 21 * HOUR)) is None  # nothing to compare with
    firing = await fired(large, watch(TURN, to=NOW - 19 * HOUR))
    assert firing is not None
    assert firing.articles_total == 60
    assert await fired(large, watch(TURN, tones=["netral"])) is None


async def test_copies_within_the_hours_of_an_article_before_them_are_no_turn(index: ArticleIndex) -> None:
    (original,) = await put(index, "negatif", [NOW - 40 * HOUR])
    await put(index, "netral", [NOW - 41 * HOUR + number * MINUTE for number in range(9)])
    await put(index, "negatif", [NOW - 5 * HOUR + number * MINUTE for number in range(9)], copy_of=original)
    assert await fired(index, watch(TURN, copies="fold")) is None
    assert await fired(index, watch(TURN, copies="include")) is not None


async def test_a_new_watch_tells_a_large_story_whole(large: ArticleIndex) -> None:
    firing = await fired(large, watch())
    assert firing is not None
    figures = firing.figures
    assert isinstance(figures, StoryFigures)
    assert (figures.articles, figures.first_published_at) == (350, NOW - 60 * HOUR)
    assert firing.title == "Jembatan netral"
    assert "350" in firing.reason


async def test_a_dry_run_tells_a_large_story_as_it_was_then(large: ArticleIndex) -> None:
    wanted = watch(tones=["negatif"])
    (alert,) = (await replay.dry_run(large, DryRunRequest(watch=wanted), NOW)).alerts
    assert isinstance(alert.figures, StoryFigures)
    assert alert.figures.first_published_at == NOW - 60 * HOUR
    # The neutral ones, and of the negative ones those that had been found when the first was.
    assert 201 <= alert.figures.articles <= 205


async def test_a_dry_run_finds_the_turn_of_a_large_story_once(large: ArticleIndex) -> None:
    (alert,) = (await replay.dry_run(large, DryRunRequest(watch=watch(TURN)), NOW)).alerts
    assert isinstance(alert.figures, TurnFigures)
    assert alert.title == "Nada berbalik negatif: Jembatan netral"
    assert alert.figures.toned_before == 200
