"""All routes of the dashboard, ready to be included in the public app."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.gateway.dashboard import error_pages, reading, sign_in
from services.gateway.dashboard.account import routes as account
from services.gateway.dashboard.admin import routes as admin
from services.gateway.dashboard.aspiration import routes as aspiration
from services.gateway.dashboard.assets import FOREVER, asset
from services.gateway.dashboard.chart_library import JAVASCRIPT, ChartLibrary, chart_library_version
from services.gateway.dashboard.headers import SECURITY_HEADERS
from services.gateway.dashboard.home import routes as home
from services.gateway.dashboard.map import routes as region_map
from services.gateway.dashboard.media import routes as media
from services.gateway.dashboard.page_route import PageRoute
from services.gateway.dashboard.report import routes as report
from services.gateway.dashboard.search import routes as search
from services.gateway.dashboard.story import routes as stories
from services.gateway.dashboard.watch import routes as watch

router = APIRouter(route_class=PageRoute, include_in_schema=False)


@router.get("/aset/{version}/vega.js")
async def chart_library(request: Request, version: str) -> Response:
    """Vega for the browser, asked for when somebody touches a chart."""
    app_state = request.app.state
    if not hasattr(app_state, "chart_library"):
        app_state.chart_library = ChartLibrary()
    script = await app_state.chart_library.script()
    cache = FOREVER if version == chart_library_version() else {"Cache-Control": "no-cache"}
    return Response(script, media_type=JAVASCRIPT, headers=SECURITY_HEADERS | cache)


@router.get("/aset/{version}/{name}")
async def static_file(version: str, name: str) -> Response:
    """A file of ours. An address of an older version gets the present file, uncached."""
    try:
        found = asset(name)
    except KeyError:
        return error_pages.not_found()
    cache = FOREVER if version == found.version else {"Cache-Control": "no-cache"}
    return Response(found.content, media_type=found.media_type, headers=SECURITY_HEADERS | cache)


for part in (
    sign_in,
    home,
    region_map,
    stories,
    reading,
    account,
    search,
    aspiration,
    media,
    admin,
    watch,
    report,
):
    router.include_router(part.router)
