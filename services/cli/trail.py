"""What an operator does to other services from the command line goes into the gateway's audit trail."""

from __future__ import annotations

from services.cli.databases import database_of
from services.gateway.audit import note


async def noted(action: str, subject: str, detail: str = "") -> None:
    """Write one line of the trail, about the whole installation."""
    async with database_of("gateway") as engine:
        await note(engine, actor="cli", action=action, subject=subject, detail=detail)
