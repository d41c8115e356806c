"""/pantauan and /peringatan, ready to be included in the dashboard."""

from __future__ import annotations

from fastapi import APIRouter

from services.gateway.dashboard.watch import alert_routes, watch_routes

router = APIRouter()
router.include_router(watch_routes.router)
router.include_router(alert_routes.router)
