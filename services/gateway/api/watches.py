"""Watches: saved searches that tell you when something happens."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from services.gateway.access import Caller, caller_of
from services.gateway.channels import must_be_deliverable
from services.gateway.cursors import list_of
from services.gateway.internal_calls import Refused
from services.gateway.noted import noted
from services.gateway.paging import Page, PageParams
from services.gateway.state import GatewayState, gateway_state
from services.gateway.watch_input import WatchBody, WatchChangeBody, new_watch, watch_change
from services.gateway.watch_view import (
    CreatedWatchView,
    DryRunView,
    SecretView,
    WatchView,
    view_of_watch,
)
from shared.contracts.alert import DryRunRequest
from shared.contracts.deliveries import ChannelHealth
from shared.contracts.query import Total
from shared.contracts.watch import NewWatch, TenantWatch, Watch, WatchChange, WatchSearch
from shared.contracts.webhook import secret_of
from shared.runtime.clients import ServiceUnavailable

router = APIRouter(prefix="/v1/watches", tags=["watches"])
Who = Annotated[Caller, Depends(caller_of)]
State = Annotated[GatewayState, Depends(gateway_state)]


class WatchList(Page[WatchView]):
    """A page of watches."""


@router.get("", summary="Watches")
async def list_watches(params: Annotated[PageParams, Query()], caller: Who, state: State) -> WatchList:
    """The watches of the tenant, oldest first, with how they and their channels fare."""
    bound_to = list_of(caller.tenant, "watches")
    after = state.cursors.read(params.cursor, bound_to)
    page = await state.watches.search(
        WatchSearch(tenant_id=caller.tenant.id, limit=params.limit, after=after)
    )
    channels = await _channels(caller, state, page.items)
    now = datetime.now(UTC)
    return WatchList(
        items=[view_of_watch(watch, channels, caller.key.role, now) for watch in page.items],
        next=state.cursors.write(page.next, bound_to),
        total=Total(value=page.total),
    )


@router.post("", status_code=201, summary="Make a watch")
async def create_watch(body: WatchBody, response: Response, caller: Who, state: State) -> CreatedWatchView:
    """Save a search with its rule; needs the role analyst. At most 100 for a tenant, then 409.

    The answer shows this once the secret that signs the watch's webhooks.
    """
    wanted = new_watch(body, caller.tenant)
    await must_be_deliverable(state.notifier, wanted.deliveries)
    try:
        watch = await state.watches.create(wanted)
    except Refused as refusal:
        raise _in_filter(refusal) from refusal
    await noted(caller, state, "watch.create", watch.id, watch.name)
    response.headers["Location"] = f"/v1/watches/{watch.id}"
    view = view_of_watch(watch, [], caller.key.role, datetime.now(UTC))
    return CreatedWatchView(**dict(view), secret=_secret(state, watch))


@router.post("/test", summary="Try a watch before it is made")
async def try_watch(body: WatchBody, caller: Who, state: State) -> DryRunView:
    """What this watch would have sent over the last 30 days; nothing is saved or sent. Needs analyst."""
    return await _dry_run(state, new_watch(body, caller.tenant))


@router.get("/{watch_id}", summary="One watch")
async def get_watch(watch_id: str, caller: Who, state: State) -> WatchView:
    """One watch. Another tenant's: 404."""
    return await _view(caller, state, await _own(caller, state, watch_id))


@router.patch("/{watch_id}", summary="Change a watch")
async def change_watch(watch_id: str, body: WatchChangeBody, caller: Who, state: State) -> WatchView:
    """Change the given fields; null ends quiet hours, digest and muting. Needs the role analyst."""
    change = watch_change(body, caller.tenant)
    if change.deliveries:
        known = (await _own(caller, state, watch_id)).deliveries
        await must_be_deliverable(state.notifier, change.deliveries, known)
    changed = await _changed(caller, state, watch_id, change)
    await noted(caller, state, "watch.change", changed.id, ", ".join(sorted(body.model_fields_set)))
    return await _view(caller, state, changed)


@router.delete("/{watch_id}", status_code=204, summary="Delete a watch")
async def delete_watch(watch_id: str, caller: Who, state: State) -> Response:
    """Delete a watch and its alerts. Needs the role analyst."""
    await state.watches.remove(caller.tenant.id, watch_id)
    await noted(caller, state, "watch.delete", watch_id)
    return Response(status_code=204)


@router.post("/{watch_id}/test", summary="Try a watch")
async def test_watch(watch_id: str, caller: Who, state: State) -> DryRunView:
    """What this watch would have sent over the last 30 days; nothing is sent. Needs the role analyst."""
    watch = await _own(caller, state, watch_id)
    return await _dry_run(state, NewWatch.model_validate(watch.model_dump()))


@router.post("/{watch_id}/secret", summary="Rotate the webhook secret")
async def rotate_secret(watch_id: str, caller: Who, state: State) -> SecretView:
    """A new secret for the watch's webhooks, shown this once. For a day the one before signs as well."""
    watch = await state.watches.rotate(TenantWatch(tenant_id=caller.tenant.id, id=watch_id))
    await noted(caller, state, "watch.rotate", watch.id, _previous(watch))
    return SecretView(secret=_secret(state, watch), previous_until=watch.previous_secret_until)


async def _own(caller: Caller, state: GatewayState, watch_id: str) -> Watch:
    return await state.watches.get(TenantWatch(tenant_id=caller.tenant.id, id=watch_id))


async def _changed(caller: Caller, state: GatewayState, watch_id: str, change: WatchChange) -> Watch:
    try:
        return await state.watches.change(caller.tenant.id, watch_id, change)
    except Refused as refusal:
        raise _in_filter(refusal) from refusal


async def _dry_run(state: GatewayState, watch: NewWatch) -> DryRunView:
    try:
        found = await state.watches.dry_run(DryRunRequest(watch=watch))
    except Refused as refusal:
        raise _in_filter(refusal) from refusal
    return DryRunView.model_validate(found.model_dump())


async def _view(caller: Caller, state: GatewayState, watch: Watch) -> WatchView:
    channels = await _channels(caller, state, [watch])
    return view_of_watch(watch, channels, caller.key.role, datetime.now(UTC))


async def _channels(
    caller: Caller, state: GatewayState, watches: Sequence[Watch]
) -> list[ChannelHealth] | None:
    """How the channels fare; None while the notifier does not answer: watches are shown all the same."""
    if not any(watch.deliveries for watch in watches):
        return []
    try:
        return await state.notifier.channels(caller.tenant.id)
    except ServiceUnavailable:
        return None


def _secret(state: GatewayState, watch: Watch) -> str | None:
    master = state.settings.secret_key
    return secret_of(master, watch.id, watch.secret_version) if master else None


def _previous(watch: Watch) -> str:
    until = watch.previous_secret_until
    return f"the secret before ends at {until.isoformat(timespec='seconds')}" if until else ""


def _in_filter(refusal: Refused) -> Refused:
    """What the search service refuses of a watch is its query."""
    return Refused(f"filter.{refusal.name}", str(refusal), refusal.position, refusal.hint)
