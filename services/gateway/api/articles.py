"""Articles: the list, one of them, and pushing one into the pipeline."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from services.gateway.access import Caller, caller_of
from services.gateway.addresses import WebAddress
from services.gateway.article_view import ArticleView, view_of_article
from services.gateway.cursors import list_of
from services.gateway.filters import FilterParams, build_filter
from services.gateway.no_nul import NoNul
from services.gateway.paging import PageParams
from services.gateway.problems import invalid, refused
from services.gateway.pushing import within_scope
from services.gateway.ranked_list import ArticleList, article_list
from services.gateway.state import GatewayState, gateway_state
from shared.contracts.crawl import PushedArticle
from shared.contracts.query import ArticleSearch, ById, Mode, Sort

router = APIRouter(prefix="/v1/articles", tags=["articles"])


class ArticleListParams(FilterParams, PageParams):
    """Which articles, in which order."""

    sort: Sort | None = Field(
        None,
        description="published and seen: newest first; relevance: best first. Without it `published`, and "
        "`relevance` in the modes semantic and hybrid, which know no other order",
    )
    mode: Mode | None = Field(
        None,
        description="How q is matched. text: by its words; semantic: by the meaning of its words; hybrid: "
        "both rankings fused. Operators and fields of q are conditions in every mode. Rankings end after 200 "
        "candidates each. Without it `hybrid` where `sort=relevance` and q has words, else `text`",
    )


class PushArticle(PushedArticle, NoNul):
    """A document for the pipeline."""

    model_config = ConfigDict(extra="forbid")

    url: WebAddress | None = None


class Given(BaseModel):
    """The id under which the article can be read once it went through the pipeline."""

    id: str


def order_of(params: ArticleListParams) -> Sort:
    """The order that was asked for, or that goes with the mode. Problem (400) when both contradict."""
    if params.mode not in ("semantic", "hybrid"):
        return params.sort or "published"
    if params.sort not in (None, "relevance"):
        message = f"mode={params.mode} hanya mengurutkan menurut kedekatan; hapus sort, atau pakai mode=text"
        raise invalid(refused("query", "sort", message))
    return "relevance"


@router.get("", summary="Articles")
async def list_articles(
    params: Annotated[ArticleListParams, Query()],
    caller: Annotated[Caller, Depends(caller_of)],
    state: Annotated[GatewayState, Depends(gateway_state)],
) -> ArticleList:
    """Articles that match the filter, newest first; or a ranking: see `mode` and `sort`."""
    wanted = build_filter(params, caller.tenant)
    sort = order_of(params)
    bound_to = list_of(caller.tenant, "articles", sort, params.mode, wanted.model_dump_json())
    page = await state.search.articles(
        ArticleSearch(
            filter=wanted,
            sort=sort,
            mode=params.mode,
            limit=params.limit,
            after=state.cursors.read(params.cursor, bound_to),
            highlight=wanted.q is not None,
        )
    )
    return article_list(page, state.cursors.write(page.next, bound_to))


@router.get("/{article_id}", summary="One article")
async def get_article(
    article_id: str,
    caller: Annotated[Caller, Depends(caller_of)],
    state: Annotated[GatewayState, Depends(gateway_state)],
) -> ArticleView:
    """One article with everything read in it and its revisions. Outside the scope: 404."""
    found = await state.search.article(ById(id=article_id, scope=list(caller.tenant.scope)))
    return view_of_article(found)


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
