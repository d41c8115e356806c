"""All routes of stories, ready to be included in the dashboard's."""

from __future__ import annotations

from fastapi import APIRouter

from services.gateway.dashboard.page_route import PageRoute
from services.gateway.dashboard.story import (
    clarification_routes,
    correction_routes,
    list_routes,
    page_routes,
)

router = APIRouter(route_class=PageRoute, include_in_schema=False)

for part in (list_routes, page_routes, clarification_routes, correction_routes):
    router.include_router(part.router)
