"""A story as its pages need it: told in full, its articles, and the work of the team on it."""

from __future__ import annotations

from dataclasses import dataclass

from services.gateway.dashboard.visitor import Visitor
from services.gateway.desk.authors import Author
from services.gateway.desk.story_work import WorkedStory, open_work
from services.gateway.desk.story_work_place import StoryOfArticle, TeamWork, successor, work_on
from services.gateway.internal_calls import NotFound
from services.gateway.roles import at_least
from services.gateway.state import GatewayState
from services.gateway.story_places import story_places
from services.gateway.tenants import Tenant
from shared.contracts.query import ArticleScan, Filter, IndexedArticle
from shared.contracts.story import StoryDetail, StoryQuestion

# Some 2 MB of text. Of a larger story the first seen are left out; the figures of the story count them all.
MOST_MEMBERS = 400


@dataclass(frozen=True)
class StoryAtHand:
    """A story with its articles, newest first; `cut` when it has more than were asked for."""

    detail: StoryDetail
    members: tuple[IndexedArticle, ...]
    team: TeamWork

    @property
    def cut(self) -> bool:
        """Whether there are more articles than `members`."""
        return len(self.members) < self.detail.size

    @property
    def worked(self) -> WorkedStory:
        """The story as the desk names it."""
        return worked(self.detail.id, self.detail.headline, self.detail.article_ids)

    def member(self, article_id: str) -> IndexedArticle | None:
        """One of its articles."""
        return next((one for one in self.members if one.article.id == article_id), None)


def worked(story_id: str, headline: str, article_ids: list[str]) -> WorkedStory:
    """A story as the desk names it."""
    return WorkedStory(story_id, headline, article_ids)


def author(visitor: Visitor) -> Author:
    """The visitor as the desk names her."""
    return Author(visitor.user.id, visitor.user.email)


def story_of(state: GatewayState, tenant: Tenant) -> StoryOfArticle:
    """Asks which story holds an article that the tenant sees; each article once."""
    return story_places(state.search, tenant)


async def told(state: GatewayState, visitor: Visitor, story_id: str) -> StoryDetail:
    """The story in full. Raises NotFound."""
    tenant = visitor.tenant
    return await state.search.story_detail(
        StoryQuestion(
            id=story_id,
            scope=list(tenant.scope),
            tenant_id=tenant.id,
            of_anybody=at_least(visitor.user.role, "operator"),
            timezone=tenant.timezone,
        )
    )


async def at_hand(state: GatewayState, visitor: Visitor, story_id: str) -> StoryAtHand:
    """The story with everything that its pages show. Raises NotFound.

    The id of a story that was merged, or whose articles were grouped anew while the team worked on it, leads
    to the one that goes on.
    """
    tenant = visitor.tenant
    try:
        detail = await told(state, visitor, story_id)
    except NotFound:
        went = await successor(state.engine, tenant.id, story_id, story_of(state, tenant))
        detail = await told(state, visitor, went)
    wanted = Filter(scope=list(tenant.scope), story=detail.id)
    scanned = await state.search.scan(ArticleScan(filter=wanted, size=MOST_MEMBERS))
    newest = sorted(scanned.items, key=lambda one: (one.article.published_at, one.article.id), reverse=True)
    team = await work_on(
        state.engine,
        tenant.id,
        worked(detail.id, detail.headline, detail.article_ids),
        # What led here once, and what the visitor came by.
        {*detail.history.former_ids, story_id},
        story_of(state, tenant),
    )
    return StoryAtHand(detail, tuple(newest), team)


async def begun(state: GatewayState, visitor: Visitor, story: StoryAtHand) -> TeamWork:
    """The work on a story, opened when nobody has begun."""
    if story.team.works:
        return story.team
    return TeamWork((await open_work(state.engine, visitor.tenant.id, story.worked),))
