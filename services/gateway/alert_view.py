"""Alerts as the API shows them: what fired, why, where it went, and who has seen to it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from pydantic import AwareDatetime, BaseModel, Field

from services.gateway.roles import Role
from services.gateway.watch_view import shown_target
from shared.contracts.alert import AlertRecord, AlertState, Evidence, Figures, HeldFor
from shared.contracts.deliveries import DeliveryAttempt, DeliveryRecord, DeliveryState


class WatchRef(BaseModel):
    """The watch that fired."""

    id: str
    name: str


class DeliveryView(BaseModel):
    """Where the message with this alert went, and every try."""

    type: Literal["webhook", "email", "telegram"]
    target: str
    state: DeliveryState = Field(
        description="waiting: will be tried again; failed: refused for good; exhausted: never answered"
    )
    attempts: list[DeliveryAttempt] = Field(description="Every try, oldest first")
    last_error: str | None
    updated_at: AwareDatetime


class AcknowledgementView(BaseModel):
    """Who has seen to an alert."""

    at: AwareDatetime
    by: str
    note: str | None


class AlertView(BaseModel):
    """A watch fired."""

    id: str
    watch: WatchRef
    rule: Literal["each_story", "negative_turn", "spike", "threshold"]
    title: str
    reason: str = Field(description="One sentence with the figures")
    figures: Figures | None = Field(description="The figures; null for alerts of the first version")
    articles: list[Evidence] = Field(description="Evidence that your scope sees, ten at most")
    articles_total: int
    raised_at: AwareDatetime
    state: AlertState = Field(
        description="held: waits for the end of cool-down, quiet hours or digest; muted: not to be sent"
    )
    due_at: AwareDatetime | None = Field(description="When a held alert will be sent")
    held_for: HeldFor | None
    sent_at: AwareDatetime | None
    message_id: str | None = Field(description="Alerts that went out together share it")
    deliveries: list[DeliveryView] | None = Field(description="null while the notifier does not answer")
    acknowledged: AcknowledgementView | None


def view_of_alert(alert: AlertRecord, deliveries: Sequence[DeliveryRecord] | None, role: Role) -> AlertView:
    """An alert as a role sees it; `deliveries` are those of all messages on the page."""
    acknowledged = None
    if alert.acknowledged_at is not None:
        acknowledged = AcknowledgementView(
            at=alert.acknowledged_at, by=alert.acknowledged_by or "", note=alert.note
        )
    return AlertView.model_validate(
        {
            "id": alert.id,
            "watch": WatchRef(id=alert.watch_id, name=alert.watch_name),
            "rule": alert.rule,
            "title": alert.title,
            "reason": alert.reason,
            "figures": alert.figures,
            "articles": alert.articles,
            "articles_total": alert.articles_total,
            "raised_at": alert.raised_at,
            "state": alert.state,
            "due_at": alert.due_at if alert.state == "held" else None,
            "held_for": alert.held_for,
            "sent_at": alert.sent_at,
            "message_id": alert.message_id,
            "deliveries": None
            if deliveries is None
            else [_delivery(each, role) for each in deliveries if each.alert_id == alert.message_id],
            "acknowledged": acknowledged,
        }
    )


def _delivery(record: DeliveryRecord, role: Role) -> DeliveryView:
    return DeliveryView(
        type=record.type,
        target=shown_target(record.type, record.target, role),
        state=record.state,
        attempts=record.log,
        last_error=record.last_error,
        updated_at=record.updated_at,
    )
