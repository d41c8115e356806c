"""What the notifier answers about its deliveries: the bodies of its internal HTTP API."""

from __future__ import annotations

from typing import Literal

from pydantic import AwareDatetime, Field

from shared.contracts.article import Contract
from shared.contracts.messages import Delivery

DeliveryState = Literal["waiting", "sent", "failed", "exhausted"]
AttemptOutcome = Literal["sent", "later", "never"]
Refusal = Literal["malformed", "private_network", "not_set_up"]


class DeliveryAttempt(Contract):
    """One try to hand a message over."""

    at: AwareDatetime
    outcome: AttemptOutcome = Field(description="later: the receiver was away; never: it refused for good")
    error: str | None = None
    milliseconds: int = Field(ge=0, description="How long the try took")


class DeliveryRecord(Contract):
    """One message on its way to one place."""

    id: str
    alert_id: str = Field(description="Id of the message; a message with one alert has the alert's id")
    tenant_id: str
    watch_id: str | None = None
    type: Literal["webhook", "email", "telegram"]
    target: str
    state: DeliveryState = Field(
        description="waiting: will be tried again; failed: refused for good; exhausted: never answered"
    )
    attempts: int = Field(ge=0, description="Tries so far")
    last_error: str | None = None
    created_at: AwareDatetime
    updated_at: AwareDatetime
    log: list[DeliveryAttempt] = Field([], description="Every try, oldest first")


class Deliveries(Contract):
    """Deliveries of messages, oldest first."""

    items: list[DeliveryRecord]


class ChannelHealth(Contract):
    """How a watch's deliveries to one place went lately."""

    watch_id: str
    type: Literal["webhook", "email", "telegram"]
    target: str
    failures: int = Field(ge=0, description="Newest deliveries that failed one after the other")
    last_error: str | None
    last_sent_at: AwareDatetime | None = None


class Channels(Contract):
    """The places that a tenant's watches deliver to."""

    items: list[ChannelHealth]


class ChannelCheck(Contract):
    """Whether a place can be delivered to, as far as that can be said without sending anything."""

    delivery: Delivery


class ChannelVerdict(Contract):
    """Why a place would be refused; None when nothing speaks against it."""

    refusal: Refusal | None = None
