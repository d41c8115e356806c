"""Alerts: what fired, why, where it went, and who has seen to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from pydantic import ConfigDict, Field

from services.gateway.access import Caller, caller_of
from services.gateway.alert_view import AlertView, view_of_alert
from services.gateway.cursors import list_of
from services.gateway.no_nul import NoNul
from services.gateway.noted import noted
from services.gateway.paging import Page, PageParams
from services.gateway.problems import InvalidValue, invalid, refused
from services.gateway.state import GatewayState, gateway_state
from services.gateway.tenants import Tenant
from services.gateway.times import BadTime, lower_bound, upper_bound
from shared.contracts.alert import Acknowledge, AlertRecord, AlertSearch, AlertState, OneAlert
from shared.contracts.deliveries import DeliveryRecord
from shared.contracts.query import Total
from shared.runtime.clients import ServiceUnavailable

router = APIRouter(prefix="/v1/alerts", tags=["alerts"])
Who = Annotated[Caller, Depends(caller_of)]
State = Annotated[GatewayState, Depends(gateway_state)]


class AlertListParams(PageParams):
    """Which alerts."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    watch: str | None = Field(None, max_length=64, description="Id of a watch")
    from_: str | None = Field(
        None, alias="from", description="Raised at or after: a day in the tenant's zone, or an RFC 3339 time"
    )
    to: str | None = Field(
        None,
        description="Raised until the end of this day in the tenant's zone, or before this RFC 3339 time",
    )
    state: AlertState | None = Field(None, description="held, sent or muted")
    acknowledged: bool | None = Field(None, description="false: those that nobody has seen to")


class AlertList(Page[AlertView]):
    """A page of alerts."""


class AckBody(NoNul):
    """A word to whoever looks at the alert later."""

    model_config = ConfigDict(extra="forbid")

    note: str | None = Field(None, max_length=500)


@router.get("", summary="Alerts")
async def list_alerts(params: Annotated[AlertListParams, Query()], caller: Who, state: State) -> AlertList:
    """The alerts of the tenant's watches, newest first."""
    wanted = _search(params, caller.tenant)
    bound_to = list_of(caller.tenant, "alerts", wanted.model_dump_json(exclude={"limit", "after"}))
    after = state.cursors.read(params.cursor, bound_to)
    page = await state.watches.alerts(wanted.model_copy(update={"after": after}))
    deliveries = await _deliveries(state, page.items)
    return AlertList(
        items=[view_of_alert(alert, deliveries, caller.key.role) for alert in page.items],
        next=state.cursors.write(page.next, bound_to),
        total=Total(value=page.total),
    )


@router.get("/{alert_id}", summary="One alert")
async def get_alert(alert_id: str, caller: Who, state: State) -> AlertView:
    """One alert with every try to deliver it. Another tenant's: 404."""
    one = OneAlert(tenant_id=caller.tenant.id, scope=list(caller.tenant.scope), id=alert_id)
    return await _view(caller, state, await state.watches.alert(one))


@router.post("/{alert_id}/ack", summary="Acknowledge an alert")
async def acknowledge_alert(
    alert_id: str, caller: Who, state: State, body: AckBody | None = None
) -> AlertView:
    """Say that somebody sees to it; needs the role analyst. The first acknowledgement stays."""
    seen = Acknowledge(
        tenant_id=caller.tenant.id,
        scope=list(caller.tenant.scope),
        id=alert_id,
        by=caller.actor,
        note=body.note if body else None,
    )
    alert = await state.watches.acknowledge(seen)
    if alert.acknowledged_by == caller.actor:
        await noted(caller, state, "alert.acknowledge", alert.id, alert.title)
    return await _view(caller, state, alert)


def _search(params: AlertListParams, tenant: Tenant) -> AlertSearch:
    errors: list[InvalidValue] = []

    def bound(name: str, text: str | None) -> datetime | None:
        if not text or not text.strip():
            return None
        try:
            return (lower_bound if name == "from" else upper_bound)(text.strip(), tenant.zone)
        except BadTime as error:
            errors.append(refused("query", name, str(error)))
            return None

    start, end = bound("from", params.from_), bound("to", params.to)
    if start is not None and end is not None and start >= end:
        errors.append(refused("query", "from", "harus lebih awal daripada `to`"))
    if errors:
        raise invalid(*errors)
    return AlertSearch(
        tenant_id=tenant.id,
        scope=list(tenant.scope),
        watch_id=params.watch,
        from_=start,
        to=end,
        states=[params.state] if params.state else [],
        acknowledged=params.acknowledged,
        limit=params.limit,
    )


async def _view(caller: Caller, state: GatewayState, alert: AlertRecord) -> AlertView:
    return view_of_alert(alert, await _deliveries(state, [alert]), caller.key.role)


async def _deliveries(state: GatewayState, alerts: Sequence[AlertRecord]) -> list[DeliveryRecord] | None:
    """Where the messages went; None while the notifier does not answer: alerts are shown all the same."""
    messages = list(dict.fromkeys(alert.message_id for alert in alerts if alert.message_id))
    try:
        return await state.notifier.deliveries(messages)
    except ServiceUnavailable:
        return None
