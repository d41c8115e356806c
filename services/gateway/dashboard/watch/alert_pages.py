"""What the pages of alerts are made of: rows with deliveries and the names of those who saw to them."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime

from services.gateway.alert_view import AlertView, view_of_alert
from services.gateway.dashboard.rendering import saying
from services.gateway.dashboard.visitor import Visitor
from services.gateway.dashboard.watch.alert_rows import AlertRow, alert_row
from services.gateway.state import GatewayState
from services.gateway.users import list_users
from shared.contracts.alert import AlertRecord
from shared.contracts.deliveries import DeliveryRecord
from shared.runtime.clients import ServiceUnavailable


async def alert_views(
    state: GatewayState, visitor: Visitor, alerts: Sequence[AlertRecord]
) -> list[AlertView]:
    """Alerts as the visitor's role sees them, with where their messages went as far as that is known."""
    messages = list(dict.fromkeys(alert.message_id for alert in alerts if alert.message_id))
    deliveries: list[DeliveryRecord] | None
    try:
        deliveries = await state.notifier.deliveries(messages)
    except ServiceUnavailable:
        deliveries = None
    return [view_of_alert(alert, deliveries, visitor.user.role) for alert in alerts]


async def alert_rows(
    state: GatewayState, visitor: Visitor, alerts: Sequence[AlertRecord], now: datetime
) -> list[AlertRow]:
    """Alerts in words, as a list shows them."""
    if not alerts:
        return []
    views, names = await asyncio.gather(alert_views(state, visitor, alerts), people(state, visitor))
    when = saying(now, visitor)["kapan"]
    return [alert_row(view, names, when) for view in views]


async def people(state: GatewayState, visitor: Visitor) -> dict[str, str]:
    """The people of the tenant: how the log calls them, and their mail address."""
    users = await list_users(state.engine, visitor.tenant.id)
    return {f"user:{user.id}": user.email for user in users}
