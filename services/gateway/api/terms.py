"""Significant terms: the words and phrases that set a filter's articles apart."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import AwareDatetime, BaseModel, Field

from services.gateway.access import Caller, caller_of
from services.gateway.filters import Copies, FilterParams, build_filter
from services.gateway.state import GatewayState, gateway_state
from services.gateway.terms_background import Against, with_background
from shared.contracts.query import Filter
from shared.contracts.terms import SampledCount, TermsQuery

router = APIRouter(prefix="/v1/terms", tags=["figures"])


class TermsParams(FilterParams):
    """Which articles, and how many terms of them."""

    copies: Copies = Field(
        "fold",
        description="fold: an article and its copies count once, or a text of thirty copies would make its "
        "every phrase significant",
    )
    size: int = Field(30, ge=1, le=100, description="Terms")


class TermView(BaseModel):
    """A word or phrase; counted are the articles that are in good part about it."""

    term: str
    count: int = Field(description="Matching articles")
    background: int = Field(description="Articles of the background, the matching ones among them")
    score: float = Field(description="Log-likelihood ratio G² (Dunning 1993); 15.13 is p = 0.0001")
    ratio: float | None = Field(description="Times as frequent as in the rest; null: the rest has none")


class SideOfTerms(BaseModel):
    """Articles of a side, and when they were published."""

    from_: AwareDatetime | None = Field(alias="from")
    to: AwareDatetime | None
    articles: int
    read: float = Field(description="Part of them that was read; below 1 the counts are estimates")


class TermsView(BaseModel):
    """Terms by score, highest first."""

    copies: Copies = Field(description="Whether copies were counted (include) or folded (fold)")
    against: Against = Field(
        description="same-period: all that the tenant saw meanwhile; earlier: that and the 90 days before"
    )
    terms: list[TermView]
    foreground: SideOfTerms
    background: SideOfTerms


@router.get("", summary="Significant words and phrases")
async def get_terms(
    params: Annotated[TermsParams, Query()],
    caller: Annotated[Caller, Depends(caller_of)],
    state: Annotated[GatewayState, Depends(gateway_state)],
) -> TermsView:
    """Terms that are far more frequent in the matching articles than in their background.

    The background is all that the tenant saw in the same period; for a filter by time alone the 90 days
    before as well; without any filter the terms of the last 7 days. A phrase stands for the words that are
    mostly its own. Function words, figures, dates, reported speech and the outlet's own name are no terms.
    """
    wanted, background, against = with_background(
        build_filter(params, caller.tenant), caller.tenant, datetime.now(UTC)
    )
    found = await state.search.terms(TermsQuery(filter=wanted, background=background, size=params.size))
    return TermsView(
        copies=wanted.copies,
        against=against,
        terms=[TermView(**vars(term)) for term in found.terms],
        foreground=_side(wanted, found.foreground),
        background=_side(background, found.background),
    )


def _side(asked: Filter, counted: SampledCount) -> SideOfTerms:
    bounds = {"from": asked.from_, "to": asked.to}
    return SideOfTerms.model_validate({**bounds, "articles": counted.articles, "read": counted.read})
