"""The crawler as the gateway sees it: sources, pushed articles, pages to fetch now."""

from __future__ import annotations

import re

from pydantic import BaseModel

from services.gateway.internal_calls import Model, NotFound, Refused, call
from shared.contracts.crawl import Accepted, CrawlRequest, Source, SourceHealth, TenantPush
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
            page = await self._get("/sources", SourcePage, params)
            found += page.items
            if page.next is None:
                return found
            after = page.next

    async def health(self, source_id: str, days: int) -> SourceHealth:
        """What happened to a source over the last `days` days (UTC). Raises NotFound."""
        path = f"{_path_of(source_id)}/health"
        return await self._get(path, SourceHealth, {"days": str(days)}, may_miss=True)

    async def add_source(self, fields: BaseModel) -> Source:
        """Add a source. Raises Conflict when its id is taken."""
        return await self._send("POST", "/sources", fields, Source)

    async def change_source(self, source_id: str, fields: BaseModel) -> Source:
        """Change the given fields of a source. Raises NotFound."""
        return await self._send("PATCH", _path_of(source_id), fields, Source, may_miss=True)

    async def push(self, article: TenantPush) -> Accepted:
        """Give a document to the pipeline."""
        return await self._send("POST", "/articles", article, Accepted)

    async def crawl(self, request: CrawlRequest) -> Accepted:
        """Fetch a page now; the crawler refuses private networks."""
        return await self._send("POST", "/crawls", request, Accepted)

    async def _send(
        self, method: str, path: str, body: BaseModel, answer: type[Model], *, may_miss: bool = False
    ) -> Model:
        try:
            return await call(
                self._clients.to("crawler"),
                "crawler",
                method,
                path,
                answer,
                may_miss=may_miss,
                content=body.model_dump_json(exclude_unset=True),
                headers={"Content-Type": "application/json"},
            )
        except Refused as refusal:
            if refusal.name != "body":
                raise
            # Without naming a field the crawler refuses nothing but the address.
            raise Refused("url", str(refusal)) from refusal

    async def _get(
        self, path: str, answer: type[Model], params: dict[str, str], *, may_miss: bool = False
    ) -> Model:
        return await call(
            self._clients.to("crawler"), "crawler", "GET", path, answer, may_miss=may_miss, params=params
        )


def _path_of(source_id: str) -> str:
    if not _SOURCE_ID.fullmatch(source_id):
        raise NotFound(f"{source_id!r} is no id of a source")
    return f"/sources/{source_id}"
