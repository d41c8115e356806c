"""The internal HTTP API of imports: take a file, look at it first, and tell what became of it."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

import httpx
from fastapi import APIRouter, File, Form, HTTPException, Query, Request, UploadFile
from pydantic import ValidationError

from services.crawler.crawler import Crawler
from services.crawler.imports import lookup
from services.crawler.imports.errors import UnusableFile
from services.crawler.imports.lookup import UnknownImport
from services.crawler.imports.undoing import StillOnTheWay
from shared.contracts.imports import (
    Import,
    ImportOrder,
    ImportPage,
    ImportPreview,
    RefusalPage,
    UndoneImport,
)

router = APIRouter(prefix="/imports")
Upload = Annotated[UploadFile, File()]
Order = Annotated[str, Form(description="ImportOrder as JSON")]


def _crawler(request: Request) -> Crawler:
    crawler: Crawler = request.app.state.crawler
    return crawler


@router.post("", status_code=202)
async def new_import(request: Request, file: Upload, order: Order) -> Import:
    """Take a file in; 422 names what makes it unusable."""
    try:
        return await _crawler(request).take_import(file.file, _order(order))
    except UnusableFile as error:
        raise _refused(error) from error


@router.post("/preview")
async def preview_import(request: Request, file: Upload, order: Order) -> ImportPreview:
    """What an import of the file would do; nothing is kept."""
    try:
        return await _crawler(request).preview_import(file.file, _order(order))
    except UnusableFile as error:
        raise _refused(error) from error


@router.get("")
async def imports(
    request: Request,
    tenant_id: str,
    limit: int = Query(20, ge=1, le=100),
    after_time: datetime | None = None,
    after_id: str = "",
) -> ImportPage:
    """A tenant's imports, newest first."""
    after = (after_time, after_id) if after_time else None
    async with _crawler(request).engine.connect() as connection:
        return await lookup.listed(connection, tenant_id, limit, after)


@router.get("/{import_id}")
async def one_import(request: Request, import_id: str, tenant_id: str) -> Import:
    """A tenant's import; 404 for that of another."""
    async with _crawler(request).engine.connect() as connection:
        try:
            return await lookup.get(connection, tenant_id, import_id)
        except UnknownImport as error:
            raise HTTPException(404, "no such import") from error


@router.get("/{import_id}/refusals")
async def refusals(
    request: Request,
    import_id: str,
    tenant_id: str,
    limit: int = Query(20, ge=1, le=100),
    after: int = 0,
) -> RefusalPage:
    """Rows that were not taken, in the order of the file."""
    async with _crawler(request).engine.connect() as connection:
        try:
            return await lookup.refusals_of(connection, tenant_id, import_id, limit, after)
        except UnknownImport as error:
            raise HTTPException(404, "no such import") from error


@router.delete("/{import_id}")
async def remove_import(request: Request, import_id: str, tenant_id: str) -> dict[str, Any]:
    """Stop an import and forget it; articles that it made stay."""
    async with _crawler(request).engine.begin() as connection:
        try:
            await lookup.remove(connection, tenant_id, import_id)
        except UnknownImport as error:
            raise HTTPException(404, "no such import") from error
    return {}


@router.post("/{import_id}/undo")
async def undo_import(request: Request, import_id: str, tenant_id: str) -> UndoneImport:
    """Forget an import with the articles that it brought; 409 while rows of it are on their way."""
    try:
        gone = await _crawler(request).undo_import(tenant_id, import_id)
    except UnknownImport as error:
        raise HTTPException(404, "no such import") from error
    except StillOnTheWay as error:
        raise HTTPException(409, "rows of the import are on their way") from error
    except httpx.HTTPError as error:
        raise HTTPException(503, "the search service does not answer") from error
    return UndoneImport(articles=gone)


def _order(given: str) -> ImportOrder:
    try:
        return ImportOrder.model_validate_json(given)
    except ValidationError as error:
        raise HTTPException(422, {"name": "order", "message": str(error.errors()[0]["msg"])}) from error


def _refused(error: UnusableFile) -> HTTPException:
    return HTTPException(422, {"name": error.name, "message": str(error)})
