"""What the notifier answers about its deliveries: the bodies of its internal HTTP API."""

from __future__ import annotations

from typing import Literal

from pydantic import AwareDatetime, Field

from shared.contracts.article import Contract

DeliveryState = Literal["waiting", "sent", "failed"]


class DeliveryRecord(Contract):
    """One alert on its way to one place."""

    id: str
    alert_id: str
    tenant_id: str
    type: Literal["webhook", "email", "telegram"]
    target: str
    state: DeliveryState = Field(description="waiting will be tried again; failed will not")
    attempts: int = Field(ge=0, description="Tries so far")
    last_error: str | None = None
    created_at: AwareDatetime
    updated_at: AwareDatetime


class Deliveries(Contract):
    """Deliveries of one alert, oldest first."""

    items: list[DeliveryRecord]
