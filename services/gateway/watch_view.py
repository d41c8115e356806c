"""Watches as the API shows them: the rule as it was written, and how the watch and its channels fare."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Literal
from urllib.parse import urlsplit

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, TypeAdapter

from services.gateway.roles import Role, at_least
from services.gateway.watch_input import (
    AnyRule,
    DigestBody,
    QuietHoursBody,
    WatchFilter,
    duration_of,
)
from shared.contracts.alert import Evidence, Figures, HeldFor
from shared.contracts.deliveries import ChannelHealth
from shared.contracts.messages import Delivery
from shared.contracts.watch import Watch

# A refusal may be an accident; five of them in a row are not.
FAILING_AFTER = 5
_RULE: TypeAdapter[AnyRule] = TypeAdapter(AnyRule)


class ChannelView(BaseModel):
    """Where alerts go, and how that went lately."""

    type: Literal["webhook", "email", "telegram"]
    target: str = Field(description="Of a webhook viewers see the host alone: addresses may hold secrets")
    state: Literal["ok", "failing"] | None = Field(
        description="failing: the last five messages or more did not arrive; null: the notifier is away"
    )
    last_error: str | None = None
    last_sent_at: AwareDatetime | None = None


class WatchView(BaseModel):
    """A saved search with its rule."""

    id: str
    name: str
    filter: WatchFilter
    when: AnyRule
    cooldown: str
    quiet_hours: QuietHoursBody | None
    digest: DigestBody | None
    channels: list[ChannelView]
    muted_until: AwareDatetime | None
    state: Literal["active", "muted", "failing", "broken"] = Field(
        description="failing: a channel does not work; broken: the query can be read no more"
    )
    state_reason: str | None
    last_alert_at: AwareDatetime | None
    last_sent_at: AwareDatetime | None
    created_at: AwareDatetime
    updated_at: AwareDatetime


class CreatedWatchView(WatchView):
    """A new watch, with the secret that signs its webhooks; it is shown this once."""

    secret: str | None = Field(
        description="For any Standard Webhooks library; null where webhooks are not set up"
    )


class SecretView(BaseModel):
    """A new webhook secret; it is shown this once."""

    secret: str | None
    previous_until: AwareDatetime | None = Field(description="Until then the secret before signs as well")


class WouldAlertView(BaseModel):
    """An alert that would have been raised."""

    title: str
    reason: str
    figures: Figures | None
    raised_at: AwareDatetime
    sent_at: AwareDatetime | None = Field(description="null: it would still be held")
    held_for: HeldFor | None
    message: int | None = Field(description="Number of the message it would have gone out with, from 1")
    articles: list[Evidence]


class DryRunView(BaseModel):
    """What a watch would have sent over the last 30 days, oldest first."""

    model_config = ConfigDict(populate_by_name=True)

    from_: AwareDatetime = Field(alias="from")
    to: AwareDatetime
    covered_from: AwareDatetime = Field(description="Later than `from` when there was too much to read")
    alerts: list[WouldAlertView] = Field(description="The last 100")
    alerts_total: int
    messages: int
    per_week: float = Field(description="Messages a week")
    limits: list[str] = Field(description="What this answer cannot know")


def view_of_watch(
    watch: Watch, channels: Sequence[ChannelHealth] | None, role: Role, now: datetime
) -> WatchView:
    """A watch as a role sees it; `channels` is None while the notifier does not answer."""
    shown = [_channel(watch, delivery, channels, role) for delivery in watch.deliveries]
    state, reason = _state(watch, shown, now)
    return WatchView(
        id=watch.id,
        name=watch.name,
        filter=WatchFilter.model_validate(watch.given),
        when=_RULE.validate_python(watch.when.model_dump()),
        cooldown=duration_of(watch.cooldown),
        quiet_hours=QuietHoursBody(
            from_=f"{watch.quiet_hours.start:%H:%M}", to=f"{watch.quiet_hours.end:%H:%M}"
        )
        if watch.quiet_hours
        else None,
        digest=DigestBody(every=watch.digest.every, at=f"{watch.digest.at:%H:%M}") if watch.digest else None,
        channels=shown,
        muted_until=watch.muted_until,
        state=state,
        state_reason=reason,
        last_alert_at=watch.last_fired_at,
        last_sent_at=watch.last_sent_at,
        created_at=watch.created_at,
        updated_at=watch.updated_at,
    )


def shown_target(type_: str, target: str, role: Role) -> str:
    """A target as a role may see it."""
    if type_ != "webhook" or at_least(role, "analyst"):
        return target
    parts = urlsplit(target)
    return f"{parts.scheme}://{parts.hostname}/…"


def _channel(
    watch: Watch, delivery: Delivery, channels: Sequence[ChannelHealth] | None, role: Role
) -> ChannelView:
    target = shown_target(delivery.type, delivery.target, role)
    if channels is None:
        return ChannelView(type=delivery.type, target=target, state=None)
    place = (watch.id, delivery.type, delivery.target)
    found = next((each for each in channels if (each.watch_id, each.type, each.target) == place), None)
    if found is None:
        return ChannelView(type=delivery.type, target=target, state="ok")
    return ChannelView(
        type=delivery.type,
        target=target,
        state="failing" if found.failures >= FAILING_AFTER else "ok",
        last_error=found.last_error,
        last_sent_at=found.last_sent_at,
    )


def _state(
    watch: Watch, channels: Sequence[ChannelView], now: datetime
) -> tuple[Literal["active", "muted", "failing", "broken"], str | None]:
    if watch.broken is not None:
        return "broken", f"Kueri tidak dapat dibaca lagi: {watch.broken}"
    if watch.muted_until is not None and watch.muted_until > now:
        return "muted", "Dibisukan; peringatan dicatat tetapi tidak dikirim."
    failing = [channel for channel in channels if channel.state == "failing"]
    if failing:
        places = ", ".join(f"{channel.type} {channel.target} ({channel.last_error})" for channel in failing)
        return "failing", f"Pesan tidak sampai ke: {places}."
    return "active", None
