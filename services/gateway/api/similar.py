"""What is like an article: the nearest by meaning."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from services.gateway.access import Caller, caller_of
from services.gateway.cursors import list_of
from services.gateway.filters import FilterParams, build_filter
from services.gateway.paging import PageParams
from services.gateway.ranked_list import ArticleList, article_list
from services.gateway.state import GatewayState, gateway_state
from shared.contracts.query import SimilarSearch

router = APIRouter(prefix="/v1/articles", tags=["articles"])


class SimilarParams(FilterParams, PageParams):
    """Among which articles."""


@router.get("/{article_id}/similar", summary="Articles like this one")
async def similar_articles(
    article_id: str,
    params: Annotated[SimilarParams, Query()],
    caller: Annotated[Caller, Depends(caller_of)],
    state: Annotated[GatewayState, Depends(gateway_state)],
) -> ArticleList:
    """The articles nearest to one by meaning, at most 200, nearest first; `score` is the cosine.

    The filter applies inside the search; `q` is matched by words. The article itself is left out, and with
    `copies=fold` its copies too. Outside the scope: 404. An article without embedding: 409.
    """
    wanted = build_filter(params, caller.tenant)
    bound_to = list_of(caller.tenant, "similar", article_id, wanted.model_dump_json())
    page = await state.search.similar(
        SimilarSearch(
            id=article_id,
            filter=wanted,
            limit=params.limit,
            after=state.cursors.read(params.cursor, bound_to),
        )
    )
    return article_list(page, state.cursors.write(page.next, bound_to))
