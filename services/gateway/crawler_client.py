"""The crawler as the gateway sees it: sources, pushed articles, imported files, pages to fetch now."""

from __future__ import annotations

import re
from typing import Any, BinaryIO

from pydantic import BaseModel

from services.gateway.internal_calls import Model, NotFound, Refused, call
from shared.contracts.crawl import (
    Accepted,
    CrawlRequest,
    LookOrder,
    Source,
    SourceHealth,
    SourceLook,
    SourcePolls,
    TenantPush,
)
from shared.contracts.imports import (
    Import,
    ImportOrder,
    ImportPage,
    ImportPreview,
    RefusalPage,
    UndoneImport,
)
from shared.runtime.clients import Clients

# The largest page that the internal API gives.
_PAGE = 500
# As in the Source contract: anything else is no id, and none of it may reach the path of a request.
_SOURCE_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")


# As the crawler makes them.
_IMPORT_ID = re.compile(r"[0-9a-f]{32}")
# The largest file allowed takes a minute here; a busy machine takes some times as long.
_READING_SECONDS = 600.0
# The largest import is a hundred parts, each forgotten by index and database within some seconds.
_UNDOING_SECONDS = 600.0
# The crawler gives up a look at an outlet after 75 seconds, and waits for its turn before.
_LOOKING_SECONDS = 180.0


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

    async def polls(self, source_id: str) -> SourcePolls:
        """Where a source is asked for news, and when next. Raises NotFound."""
        return await self._get(f"{_path_of(source_id)}/polls", SourcePolls, {}, may_miss=True)

    async def look(self, url: str) -> SourceLook:
        """What would be collected from an outlet; takes up to a minute. Raises Refused for no address."""
        return await call(
            self._clients.to("crawler"),
            "crawler",
            "POST",
            "/sources/look",
            SourceLook,
            json=LookOrder(url=url).model_dump(),
            timeout=_LOOKING_SECONDS,
        )

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

    async def take_import(self, file: BinaryIO, order: ImportOrder) -> Import:
        """Take a file in; comes back when every row was read. Raises Refused for an unusable file."""
        return await self._upload("/imports", file, order, Import)

    async def preview_import(self, file: BinaryIO, order: ImportOrder) -> ImportPreview:
        """What an import of a file would do. Raises Refused for an unusable file."""
        return await self._upload("/imports/preview", file, order, ImportPreview)

    async def imports(self, tenant_id: str, limit: int, after: list[Any] | None) -> ImportPage:
        """A tenant's imports, newest first."""
        params = {"tenant_id": tenant_id, "limit": str(limit)}
        if after:
            params |= {"after_time": after[0], "after_id": after[1]}
        return await self._get("/imports", ImportPage, params)

    async def one_import(self, tenant_id: str, import_id: str) -> Import:
        """An import of this tenant. Raises NotFound."""
        return await self._get(_path_of_import(import_id), Import, {"tenant_id": tenant_id}, may_miss=True)

    async def refusals(
        self, tenant_id: str, import_id: str, limit: int, after: list[Any] | None
    ) -> RefusalPage:
        """Refused rows of an import of this tenant. Raises NotFound."""
        params = {"tenant_id": tenant_id, "limit": str(limit), "after": str(after[0] if after else 0)}
        return await self._get(f"{_path_of_import(import_id)}/refusals", RefusalPage, params, may_miss=True)

    async def undo_import(self, tenant_id: str, import_id: str) -> int:
        """Forget an import of this tenant and the articles that it brought; how many.

        Raises NotFound, and Conflict while rows of it are on their way.
        """
        undone = await call(
            self._clients.to("crawler"),
            "crawler",
            "POST",
            f"{_path_of_import(import_id)}/undo",
            UndoneImport,
            may_miss=True,
            params={"tenant_id": tenant_id},
            timeout=_UNDOING_SECONDS,
        )
        return undone.articles

    async def remove_import(self, tenant_id: str, import_id: str) -> None:
        """Stop and forget an import of this tenant. Raises NotFound."""
        await call(
            self._clients.to("crawler"),
            "crawler",
            "DELETE",
            _path_of_import(import_id),
            _Nothing,
            may_miss=True,
            params={"tenant_id": tenant_id},
        )

    async def _upload(self, path: str, file: BinaryIO, order: ImportOrder, answer: type[Model]) -> Model:
        file.seek(0)
        return await call(
            self._clients.to("crawler"),
            "crawler",
            "POST",
            path,
            answer,
            data={"order": order.model_dump_json()},
            files={"file": ("file", file, "application/octet-stream")},
            timeout=_READING_SECONDS,
        )

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


class _Nothing(BaseModel):
    """An answer that says nothing."""


def _path_of_import(import_id: str) -> str:
    if not _IMPORT_ID.fullmatch(import_id):
        raise NotFound(f"{import_id!r} is no id of an import")
    return f"/imports/{import_id}"


def _path_of(source_id: str) -> str:
    if not _SOURCE_ID.fullmatch(source_id):
        raise NotFound(f"{source_id!r} is no id of a source")
    return f"/sources/{source_id}"
