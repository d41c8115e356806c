"""All pages of the administration."""

from __future__ import annotations

from fastapi import APIRouter

from services.gateway.dashboard.admin import (
    keeping,
    keys,
    offices,
    overview,
    people,
    playbook,
    sources,
    tenants,
    trail,
)

router = APIRouter(include_in_schema=False)

router.include_router(overview.router)
for part in (people, keys, sources, offices, playbook, keeping, trail, tenants):
    router.include_router(part.router, prefix="/admin")
router.include_router(sources.adding, prefix="/admin")
