"""The crawler as the gateway sees it: sources, pushed articles, pages to fetch now."""

from __future__ import annotations

import re

from pydantic import BaseModel

from services.gateway.internal_calls import Model, NotFound, Refused, call
from shared.contracts.crawl import Accepted, CrawlRequest, PushedArticle, Source, SourceHealth
from shared.runtime.clients import Clients

# The largest page that the internal API gives.
_PAGE = 500
# As in the Source contract: anything else is no id, and none of it may reach the path of a request.
_SOURCE_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")


class SourcePage(BaseModel):
    """Sources in order of id, and the id after which the next page begins."""

    items: list[Source]
    next: str | None = None


class CrawlerClient:
    """Every method raises Refused for bad values and ServiceUnavailable when the crawler does not answer."""

    def __init__(self, clients: Clients) -> None:
        self._clients = clients

    async def sources(self) -> list[Source]:
        """All sources of the installation in order of id; the caller applies the scope."""
        found: list[Source] = []
        after: str | None = None
        while True:
            params = {"limit": str(_PAGE)} | ({"after": after} if after else {})
            page = await self._call("GET", "/sources", SourcePage, params=params)
            found += page.items
            if page.next is None:
                return found
            after = page.next

    async def source(self, source_id: str) -> Source:
        """One source. Raises NotFound."""
        return await self._call("GET", _path_of(source_id), Source, may_miss=True)

    async def health(self, source_id: str, days: int) -> SourceHealth:
        """What happened to a source over the last `days` days (UTC). Raises NotFound."""
        path = f"{_path_of(source_id)}/health"
        return await self._call("GET", path, SourceHealth, may_miss=True, params={"days": str(days)})

    async def push(self, article: PushedArticle) -> Accepted:
        """Give a document to the pipeline."""
        return await self._post("/articles", article)

    async def crawl(self, request: CrawlRequest) -> Accepted:
        """Fetch a page now; the crawler refuses private networks."""
        return await self._post("/crawls", request)

    async def _post(self, path: str, body: BaseModel) -> Accepted:
        try:
            return await self._call(
                "POST",
                path,
                Accepted,
                content=body.model_dump_json(),
                headers={"Content-Type": "application/json"},
            )
        except Refused as refusal:
            if refusal.name != "body":
                raise
            # Without naming a field the crawler refuses nothing but the address.
            raise Refused("url", str(refusal)) from refusal

    async def _call(
        self,
        method: str,
        path: str,
        answer: type[Model],
        *,
        may_miss: bool = False,
        params: dict[str, str] | None = None,
        content: str | None = None,
        headers: dict[str, str] | None = None,
    ) -> Model:
        return await call(
            self._clients.to("crawler"),
            "crawler",
            method,
            path,
            answer,
            may_miss=may_miss,
            params=params,
            content=content,
            headers=headers,
        )


def _path_of(source_id: str) -> str:
    if not _SOURCE_ID.fullmatch(source_id):
        raise NotFound(f"{source_id!r} is no id of a source")
    return f"/sources/{source_id}"
