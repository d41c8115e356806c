"""All routes of the dashboard, ready to be included in the public app."""

from __future__ import annotations

from fastapi import APIRouter
from fastapi.responses import Response

from services.gateway.dashboard import error_pages, home, reading, sign_in
from services.gateway.dashboard.assets import FOREVER, asset
from services.gateway.dashboard.headers import SECURITY_HEADERS
from services.gateway.dashboard.page_route import PageRoute

router = APIRouter(route_class=PageRoute, include_in_schema=False)


@router.get("/aset/{version}/{name}")
async def static_file(version: str, name: str) -> Response:
    """The stylesheet or the icon. An address of an older version gets the present file, uncached."""
    try:
        found = asset(name)
    except KeyError:
        return error_pages.not_found()
    cache = FOREVER if version == found.version else {"Cache-Control": "no-cache"}
    return Response(found.content, media_type=found.media_type, headers=SECURITY_HEADERS | cache)


for part in (sign_in, home, reading):
    router.include_router(part.router)
