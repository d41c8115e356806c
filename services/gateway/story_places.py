"""Asks which story holds an article now, for whoever looks for the work of a team."""

from __future__ import annotations

from services.gateway.desk.story_work_place import StoryOfArticle
from services.gateway.internal_calls import NotFound
from services.gateway.search_client import SearchClient
from services.gateway.tenants import Tenant
from shared.contracts.query import ById


def story_places(search: SearchClient, tenant: Tenant) -> StoryOfArticle:
    """Article → the story that the tenant sees it in; each article is asked for once."""
    known: dict[str, str | None] = {}

    async def story_id(article_id: str) -> str | None:
        if article_id not in known:
            try:
                found = await search.article(ById(id=article_id, scope=list(tenant.scope)))
            except NotFound:
                known[article_id] = None
            else:
                known[article_id] = found.story.id if found.story else None
        return known[article_id]

    return story_id
