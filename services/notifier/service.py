"""Opens the notifier (database, consumer, internal API) and closes it in order."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, FastAPI, HTTPException, Query
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from services.notifier.deliver import Deliverer
from services.notifier.forgetting import forgetting
from services.notifier.mail import Mail
from services.notifier.report import ReportDeliverer
from services.notifier.store import DeliveryStore
from services.notifier.telegram import API, Telegram
from services.notifier.webhook import Webhook
from shared.contracts.channels import NOTIFIER_ALERTS, NOTIFIER_REPORTS, channel_of
from shared.contracts.deliveries import ChannelCheck, Channels, ChannelVerdict, Deliveries
from shared.contracts.messages import AlertRaised, ReportReady
from shared.messaging.decode import handling
from shared.messaging.port import RETRY_DELAYS, Broker, Message, MessagingError
from shared.runtime.clients import Clients
from shared.runtime.database import create_engine, migrate
from shared.runtime.internal_api import Check, internal_app
from shared.runtime.settings import Settings


@asynccontextmanager
async def open_notifier(
    settings: Settings,
    broker: Broker,
    clients: Clients,
    *,
    telegram_api: str = API,
    retries: int = len(RETRY_DELAYS),
) -> AsyncIterator[FastAPI]:
    """Yield the internal app while alerts are delivered; leaving waits for deliveries in hand.

    `retries`: how often this broker brings a message again.

    Raises SettingsError and DatabaseUnavailable.
    """
    async with AsyncExitStack() as stack:
        mail = Mail(settings.notifier_smtp_url, settings.notifier_smtp_from)
        engine = create_engine(settings.database(), "notifier")
        stack.push_async_callback(engine.dispose)
        await migrate(engine, "notifier")
        webhook = Webhook(settings.notifier_allow_networks)
        stack.push_async_callback(webhook.close)
        telegram = Telegram(settings.notifier_telegram_token, base_url=telegram_api)
        stack.push_async_callback(telegram.close)
        await stack.enter_async_context(forgetting(engine, timedelta(days=settings.notifier_delivery_days)))
        store = DeliveryStore(engine)
        deliverer = Deliverer(
            store, webhook, mail, telegram, settings.public_url, settings.secret_key, retries
        )
        await stack.enter_async_context(
            broker.consume(NOTIFIER_ALERTS, handling(AlertRaised, deliverer.handle))
        )
        reports = ReportDeliverer(store, mail, retries)
        await stack.enter_async_context(
            broker.consume(NOTIFIER_REPORTS, handling(ReportReady, reports.handle))
        )
        app = internal_app("notifier", settings, _checks(engine, broker))
        app.include_router(_routes(store, deliverer, broker), dependencies=[app.state.token_required])
        yield app


def _routes(store: DeliveryStore, deliverer: Deliverer, broker: Broker) -> APIRouter:
    router = APIRouter()

    @router.get("/deliveries")
    async def deliveries(alert_id: Annotated[list[str], Query(max_length=100)]) -> Deliveries:
        """Where messages went, and how each try ended."""
        return Deliveries(items=await store.of(alert_id))

    @router.get("/channels")
    async def channels(tenant_id: str) -> Channels:
        """How the places that a tenant's watches deliver to fared lately."""
        return Channels(items=await store.channels(tenant_id))

    @router.post("/channels/check")
    async def check(request: ChannelCheck) -> ChannelVerdict:
        """Whether a place can be delivered to."""
        return ChannelVerdict(refusal=await deliverer.refusal(request.delivery))

    @router.post("/reports", status_code=202)
    async def send_report(report: ReportReady) -> Deliveries:
        """Take a report for its recipients; once this is answered it is not lost. 422: mail is not set up."""
        for recipient in report.recipients:
            refusal = deliverer.mail.refusal(recipient)
            if refusal is not None:
                problem = {"name": "recipients", "message": f"{recipient}: {refusal}"}
                raise HTTPException(422, detail=problem)
        await broker.publish(channel_of(ReportReady.TYPE), Message.of(report, source="notifier"))
        return Deliveries(items=await store.of([report.message_id]))

    return router


def _checks(engine: AsyncEngine, broker: Broker) -> dict[str, Check]:
    async def database() -> str | None:
        try:
            async with engine.connect() as connection:
                await connection.execute(text("SELECT 1"))
        except (OSError, DBAPIError) as error:
            return f"the database does not answer: {error}"
        return None

    async def queue() -> str | None:
        try:
            await broker.depth(NOTIFIER_ALERTS)
        except MessagingError as error:
            return str(error)
        return None

    return {"database": database, "broker": queue}
