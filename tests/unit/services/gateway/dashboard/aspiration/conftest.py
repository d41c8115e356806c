"""Fixtures of citizens' reports: the search service also scans and finds what is alike, the crawler imports."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from fastapi import FastAPI, Form, HTTPException, UploadFile

from services.gateway.crawler_client import CrawlerClient
from shared.contracts.article import Report
from shared.contracts.imports import (
    Import,
    ImportCounts,
    ImportFormat,
    ImportOrder,
    ImportPage,
    ImportPreview,
    PreviewRow,
    Refusal,
    RefusalPage,
    UndoneImport,
)
from shared.contracts.query import (
    ArticlePage,
    ArticleScan,
    IndexedArticle,
    ScannedArticles,
    SimilarSearch,
    Total,
)
from shared.runtime.clients import Clients
from tests.unit.services.gateway.dashboard.browsing import Gateway
from tests.unit.services.gateway.dashboard.fakes import article

IMPORT_ID = "2f6d0c81b9a74e55a0c3d7e19b5f4826"


def complaint(number: int, *, aspiration: str | None = "pengaduan", **fields: Any) -> IndexedArticle:
    """A report; `ticket`, `status` and `office` are what the system of its origin says."""
    facts = {name: fields.pop(name) for name in ("ticket", "status", "office") if name in fields}
    found = article(number, **({"kind": "aspirasi", "report": Report(**facts)} | fields))
    return found.model_copy(
        update={"enrichment": found.enrichment.model_copy(update={"aspiration": aspiration})}
    )


@pytest.fixture
def gateway(gateway: Gateway) -> Gateway:
    """The gateway, before a search service that scans: in parts of two, so that a walk has several."""
    search = gateway.search
    ours = ("/articles/scan", "/articles/similar")
    routes = search.app.router.routes
    routes[:] = [route for route in routes if getattr(route, "path", "") not in ours]

    @search.app.post("/articles/scan")
    def scan(query: ArticleScan) -> ScannedArticles:
        found = [one for one in search._matching(query.filter) if one.article.kind in query.filter.kinds]
        start = int(query.after[0]) if query.after else 0
        following = [start + 2] if start + 2 < len(found) else None
        return ScannedArticles(items=[search._sized(one) for one in found[start : start + 2]], next=following)

    @search.app.post("/articles/similar")
    def similar(query: SimilarSearch) -> ArticlePage:
        others = [one for one in search._matching(query.filter) if one.article.id != query.id]
        scored = [one for one in others if one.score is not None]
        return ArticlePage(items=scored, next=None, total=Total(value=len(scored)), mode_used="semantic")

    return gateway


class FakeImports:
    """The crawler's API of imports: a file has the columns that its first line names; one import at a time."""

    def __init__(self) -> None:
        self.orders: list[ImportOrder] = []
        self.found: Import | None = None
        self.undone = False
        # The search service went away amid an undo.
        self.cut_off = False
        self.app = FastAPI()
        self.app.get("/sources")(lambda: {"items": [], "next": None})
        self.app.post("/imports/preview")(self._preview)
        self.app.post("/imports")(self._take)
        self.app.get("/imports")(self._list)
        self.app.get("/imports/{import_id}")(self._one)
        self.app.get("/imports/{import_id}/refusals")(self._refusals)
        self.app.post("/imports/{import_id}/undo")(self._undo)

    async def _preview(self, file: UploadFile, order: str = Form()) -> ImportPreview:
        wanted = ImportOrder.model_validate_json(order)
        lines = (await file.read()).decode().splitlines()
        columns = lines[0].split(";")
        if "text" not in wanted.mapping.values() and "Isi" not in columns:
            message = f"tidak ada kolom yang dikenali sebagai isi; sebutkan di mapping. Kolom yang ada: {columns[0]}"
            raise HTTPException(422, {"name": "mapping", "message": message})
        guessed = {name: "text" if name == "Isi" else None for name in columns}
        return ImportPreview(
            format=ImportFormat(type="csv", encoding="utf-8", delimiter=";", header_row=1, columns=columns),
            mapping=guessed | wanted.mapping,
            counts=ImportCounts(rows=2, accepted=1, refused=1, waiting=1),
            masked={"[nomor telepon]": 1},
            notes=["Satu kolom kosong."],
            rows=[PreviewRow(row=2, title="<b>Jalan</b> rusak", text="Jalan rusak [nomor telepon]")],
            refusals=[Refusal(row=3, column="Isi", reason="isi kosong", excerpt="=1+1")],
        )

    async def _take(self, file: UploadFile, order: str = Form()) -> Import:
        wanted = ImportOrder.model_validate_json(order)
        self.orders.append(wanted)
        self.found = Import(
            id=IMPORT_ID,
            state="running",
            kind=wanted.kind,
            source=wanted.source,
            filename=wanted.filename,
            created_at=datetime.now(UTC),
            format=ImportFormat(type="csv", columns=["Isi"]),
            mapping={"Isi": "text"},
            counts=ImportCounts(rows=2, accepted=1, refused=1, waiting=1),
        )
        return self.found

    def _own(self, tenant_id: str) -> Import:
        if self.found is None or self.undone or self.orders[-1].tenant_id != tenant_id:
            raise HTTPException(404)
        return self.found

    def _list(self, tenant_id: str) -> ImportPage:
        items = [self.found] if self.found and not self.undone else []
        return ImportPage(items=items, next=None, total=len(items))

    def _one(self, import_id: str, tenant_id: str) -> Import:
        return self._own(tenant_id)

    def _refusals(self, import_id: str, tenant_id: str, after: int = 0) -> RefusalPage:
        self._own(tenant_id)
        rows = [
            Refusal(row=3, column="Isi", reason="isi kosong", excerpt="=1+1"),
            Refusal(row=4, reason="kembar"),
        ]
        return RefusalPage(items=rows[:1] if not after else rows[1:], next=None if after else [3], total=2)

    def _undo(self, import_id: str, tenant_id: str) -> UndoneImport:
        if self._own(tenant_id).state != "done":
            raise HTTPException(409, "rows of the import are on their way")
        if self.cut_off:
            raise HTTPException(503, "the search service does not answer")
        self.undone = True
        return UndoneImport(articles=1)

    def finish(self) -> None:
        """The import that was taken in is over, and everything of it is found."""
        assert self.found is not None
        counts = ImportCounts(rows=2, accepted=1, refused=1, new=1, found=1)
        over = {"state": "done", "counts": counts, "finished_at": datetime.now(UTC)}
        self.found = self.found.model_copy(update=over)


@pytest.fixture
def imports(gateway: Gateway) -> FakeImports:
    """A crawler that takes imports, in the place of the one that has none."""
    fake = FakeImports()
    state = gateway.app.state.gateway
    clients = Clients(gateway.settings, {"crawler": fake.app})
    object.__setattr__(state, "crawler", CrawlerClient(clients))
    return fake
