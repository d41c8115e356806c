"""Telaah isu: one story in three parts (substansi, telaah, saran); every fact carries its source."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from contextlib import suppress
from datetime import date

from services.gateway.desk.errors import UnknownEntry
from services.gateway.desk.offices import Office, get_office, proposed_office
from services.gateway.desk.playbook import list_actions
from services.gateway.desk.story_work import WorkedStory
from services.gateway.desk.story_work_place import work_on
from services.gateway.internal_calls import NotFound
from services.gateway.reports.citing import Citing
from services.gateway.reports.document import Document, Section
from services.gateway.reports.editions import EditionKey
from services.gateway.reports.issue_analysis import analysis_blocks
from services.gateway.reports.issue_proposal import proposal_blocks
from services.gateway.reports.issue_reading import Reading
from services.gateway.reports.issue_substance import substance_blocks
from services.gateway.reports.kind import Kind
from services.gateway.reports.making import Making, sees_region
from services.gateway.story_places import story_places
from services.gateway.tenants import Tenant
from shared.contracts.query import ArticleSearch, ById, Filter, IndexedArticle
from shared.contracts.story import StoryDetail, StoryQuestion

# Two pages of the search service: no sheet quotes more, and the figures come from the story itself.
MOST_ARTICLES = 200


def sheet_key(story_id: str, today: date, region: str) -> EditionKey:
    """The sheet of a story as it stands today, kept under a region of it (sheet_regions)."""
    return EditionKey("telaah", region, today, today, story_id)


def sheet_regions(tenant: Tenant, regions: Sequence[str]) -> list[str]:
    """The regions of a story under which its sheet may be kept, the one it tells most of first.

    A sheet is read as long as the tenant sees its region: when the scope is made smaller, it goes with it.
    A story of no region in the scope is kept under "", as whoever sees all the country finds it.
    """
    return [code for code in regions if sees_region(tenant, code)] or [""]


async def make_sheet(making: Making, key: EditionKey) -> Document:
    """Read the story and write the sheet. Raises NotFound and ServiceUnavailable."""
    reading = await read_story(making, key.subject)
    actions = await list_actions(making.engine, making.tenant.id)
    citing = Citing(making)
    sections = [
        Section(key="substansi", title="A. Substansi", blocks=substance_blocks(reading, citing)),
        Section(key="telaah", title="B. Telaah", blocks=analysis_blocks(reading, citing)),
        Section(key="saran", title="C. Saran", blocks=proposal_blocks(reading, actions, citing)),
    ]
    return Document(
        kind="telaah",
        title=f"Telaah isu: {reading.story.headline}",
        subtitle=", ".join(region.name for region in reading.story.regions[:3]),
        region_name=reading.story.regions[0].name if reading.story.regions else "",
        first_day=key.first_day,
        last_day=key.last_day,
        timezone=making.tenant.timezone,
        sections=sections,
        sources=citing.sources,
        made_at=making.now,
        formal=True,
        foot="Disusun dari isi berita yang bernomor; nada dan kutipan dibaca oleh mesin dan perlu diperiksa.",
    )


async def read_story(making: Making, story_id: str) -> Reading:
    """The story with its articles, earliest first, and the office that answers for it."""
    question = StoryQuestion(
        id=story_id,
        scope=list(making.tenant.scope),
        tenant_id=making.tenant.id,
        timezone=making.tenant.timezone,
    )
    story, (articles, cut) = await asyncio.gather(
        making.search.story_detail(question), _articles(making, story_id)
    )
    if cut and story.first.article_id not in {item.article.id for item in articles}:
        articles = [*await _first(making, story), *articles]
    office = await _chosen_office(making, story, story_id)
    chosen = office is not None
    if office is None:
        topics = [value.value for value in story.topics]
        office = await proposed_office(making.engine, making.tenant.id, topics)
    return Reading(making, story, articles, office, chosen, cut)


async def _chosen_office(making: Making, story: StoryDetail, asked_for: str) -> Office | None:
    """The office that the team chose for the story, as the page of the story names it."""
    team = await work_on(
        making.engine,
        making.tenant.id,
        WorkedStory(story.id, story.headline, story.article_ids),
        {*story.history.former_ids, asked_for},
        story_places(making.search, making.tenant),
    )
    if team.office_id is not None:
        # An office may be gone since it was chosen.
        with suppress(UnknownEntry):
            return await get_office(making.engine, making.tenant.id, team.office_id)
    return None


async def _articles(making: Making, story_id: str) -> tuple[list[IndexedArticle], bool]:
    """The newest articles, earliest first, and whether there are older ones."""
    wanted = Filter(scope=list(making.tenant.scope), story=story_id)
    found: list[IndexedArticle] = []
    after = None
    while len(found) < MOST_ARTICLES:
        page = await making.search.articles(
            ArticleSearch(filter=wanted, limit=100, after=after, highlight=False)
        )
        found += page.items
        after = page.next
        if after is None:
            break
    in_order = sorted(found, key=lambda item: (item.article.published_at, item.article.id))
    return in_order, after is not None


async def _first(making: Making, story: StoryDetail) -> list[IndexedArticle]:
    """The article that had the story first; empty when it was taken out meanwhile."""
    wanted = ById(id=story.first.article_id, scope=list(making.tenant.scope))
    with suppress(NotFound):
        return [await making.search.article(wanted)]
    return []


ISSUE_SHEET = Kind(
    id="telaah",
    name="Telaah isu",
    code="TELAAH",
    describe="Satu cerita dalam tiga bagian, substansi, telaah, dan saran, dengan sumber pada setiap fakta.",
    path="/laporan/telaah",
    make=make_sheet,
)
