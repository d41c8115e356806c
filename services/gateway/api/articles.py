"""Articles: the list, one of them, and pushing one into the pipeline."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from services.gateway.access import Caller, caller_of
from services.gateway.article_view import ArticleView, view_of_article
from services.gateway.conditional import conditional_answer
from services.gateway.filters import FilterParams, build_filter
from services.gateway.no_nul import NoNul
from services.gateway.paging import Page, PageParams
from services.gateway.pushing import within_scope
from services.gateway.state import GatewayState, gateway_state
from shared.contracts.crawl import PushedArticle
from shared.contracts.query import ArticleSearch, ById, Sort

router = APIRouter(prefix="/v1/articles", tags=["articles"])


class ArticleListParams(FilterParams, PageParams):
    """Which articles, in which order."""

    sort: Sort = Field("published", description="published and seen: newest first")
    mode: Literal["text"] = Field("text", description="How q is matched: by words")


class ArticleList(Page[ArticleView]):
    """A page of articles."""


class PushArticle(PushedArticle, NoNul):
    """A document for the pipeline."""

    model_config = ConfigDict(extra="forbid")


class Given(BaseModel):
    """The id under which the article can be read once it went through the pipeline."""

    id: str


@router.get("", summary="Articles")
async def list_articles(
    params: Annotated[ArticleListParams, Query()],
    caller: Annotated[Caller, Depends(caller_of)],
    state: Annotated[GatewayState, Depends(gateway_state)],
) -> ArticleList:
    """Articles that match the filter, newest first."""
    wanted = build_filter(params, caller.tenant)
    bound_to = f"articles {caller.tenant.id} {params.sort} {wanted.model_dump_json()}"
    page = await state.search.articles(
        ArticleSearch(
            filter=wanted,
            sort=params.sort,
            limit=params.limit,
            after=state.cursors.read(params.cursor, bound_to),
            highlight=wanted.q is not None,
        )
    )
    return ArticleList(
        items=[view_of_article(item) for item in page.items],
        next=state.cursors.write(page.next, bound_to),
        total=page.total,
    )


@router.get("/{article_id}", summary="One article", response_model=ArticleView)
async def get_article(
    article_id: str,
    request: Request,
    caller: Annotated[Caller, Depends(caller_of)],
    state: Annotated[GatewayState, Depends(gateway_state)],
) -> Response:
    """One article with everything read in it and its revisions. Outside the scope: 404."""
    found = await state.search.article(ById(id=article_id, scope=list(caller.tenant.scope)))
    return conditional_answer(request, view_of_article(found))


@router.post("", status_code=202, summary="Push an article")
async def push_article(
    body: PushArticle,
    response: Response,
    caller: Annotated[Caller, Depends(caller_of)],
    state: Annotated[GatewayState, Depends(gateway_state)],
) -> Given:
    """Give a document to the pipeline; needs the role analyst. It can be read at Location soon after."""
    pushed = within_scope(body, caller.tenant, await state.crawler.sources())
    accepted = await state.crawler.push(pushed)
    response.headers["Location"] = f"/v1/articles/{accepted.id}"
    return Given(id=accepted.id)
