"""Crawls: fetch a page now."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Response
from pydantic import ConfigDict

from services.gateway.access import Caller, caller_of
from services.gateway.addresses import WebAddress
from services.gateway.api.articles import Given
from services.gateway.no_nul import NoNul
from services.gateway.state import GatewayState, gateway_state
from shared.contracts.crawl import CrawlRequest

router = APIRouter(prefix="/v1/crawls", tags=["crawls"])


class CrawlNow(NoNul):
    """The page to fetch."""

    model_config = ConfigDict(extra="forbid")

    url: WebAddress


@router.post("", status_code=202, summary="Crawl a page now")
async def crawl_now(
    body: CrawlNow,
    response: Response,
    caller: Annotated[Caller, Depends(caller_of)],
    state: Annotated[GatewayState, Depends(gateway_state)],
) -> Given:
    """Fetch a page now; needs the role analyst. Private networks are refused unless allowed."""
    accepted = await state.crawler.crawl(CrawlRequest(url=body.url))
    response.headers["Location"] = f"/v1/articles/{accepted.id}"
    return Given(id=accepted.id)
