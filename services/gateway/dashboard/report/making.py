"""What the pages hand to a kind of report so that it can be made."""

from __future__ import annotations

from datetime import datetime

from fastapi import Request

from services.gateway.dashboard.visitor import Visitor
from services.gateway.presentation.source_names import source_names
from services.gateway.reports.edition_changes import keep_edition
from services.gateway.reports.editions import Edition, EditionKey
from services.gateway.reports.kinds import BY_ID
from services.gateway.reports.making import Making
from services.gateway.state import gateway_state


async def making_for(request: Request, visitor: Visitor, now: datetime) -> Making:
    """A making for the tenant of this visitor."""
    state = gateway_state(request)
    return Making(
        engine=state.engine,
        search=state.search,
        tenant=visitor.tenant,
        names=await source_names(request).known(),
        now=now.astimezone(visitor.tenant.zone),
        public_url=state.settings.public_url,
    )


async def make_edition(request: Request, visitor: Visitor, now: datetime, key: EditionKey) -> Edition:
    """Make a report and keep it. Raises NotFound when its subject is gone, and ServiceUnavailable."""
    making = await making_for(request, visitor, now)
    document = await BY_ID[key.kind].make(making, key)
    return await keep_edition(making.engine, visitor.tenant.id, key, document, actor=visitor.actor)


def path_of(edition_kind: str, edition_id: str) -> str:
    """The page of an edition."""
    return f"/laporan/{edition_kind}/{edition_id}"
