"""The service as a whole: alerts in, deliveries out, and what it tells about them."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest
from fastapi import FastAPI

from services.notifier.service import open_notifier
from shared.contracts.channels import NOTIFIER_ALERTS, channel_of
from shared.contracts.deliveries import Deliveries, DeliveryRecord
from shared.contracts.messages import AlertRaised, Delivery
from shared.messaging.connect import connect
from shared.messaging.port import Broker, Depth, Message
from shared.runtime.clients import Clients
from shared.runtime.settings import Settings, load_settings
from tests.contract.messaging_world import depth_is, until
from tests.unit.services.notifier.receivers import HttpReceiver, SmtpReceiver, http_receiver, smtp_receiver

TOKEN = "internal"


class Notifier:
    """The running service with its receivers."""

    def __init__(self, app: FastAPI, broker: Broker, http: HttpReceiver, smtp: SmtpReceiver) -> None:
        self.broker = broker
        self.http = http
        self.smtp = smtp
        self.api = httpx.AsyncClient(transport=httpx.ASGITransport(app=app), base_url="http://notifier")

    async def raise_alert(self, *deliveries: Delivery) -> AlertRaised:
        alert = AlertRaised(
            alert_id="a1",
            tenant_id="t1",
            watch_id="w1",
            title="Nada negatif",
            reason="7 berita",
            article_ids=["0" * 32],
            deliveries=list(deliveries),
            raised_at=datetime.now(UTC),
        )
        await self.broker.publish(channel_of(AlertRaised.TYPE), Message.of(alert, source="search"))
        return alert

    async def deliveries(self) -> list[DeliveryRecord]:
        answer = await self.api.get(
            "/deliveries", params={"alert_id": "a1"}, headers={"Authorization": f"Bearer {TOKEN}"}
        )
        return Deliveries.model_validate_json(answer.raise_for_status().content).items

    async def states(self) -> dict[str, str]:
        return {record.type: record.state for record in await self.deliveries()}

    async def idle(self) -> bool:
        return await self.broker.depth(NOTIFIER_ALERTS) == Depth(0, 0, 0)

    async def settled(self) -> bool:
        states = (await self.states()).values()
        return bool(states) and "waiting" not in states


@pytest.fixture(params=["sqlite", "postgres"])
def database(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'gaung.db'}"
    address: str = request.getfixturevalue("require_postgres")
    return address


@pytest.fixture
async def notifier(database: str, tmp_path: Path) -> AsyncIterator[Notifier]:
    async with AsyncExitStack() as stack:
        http = await stack.enter_async_context(http_receiver())
        smtp = await stack.enter_async_context(smtp_receiver())
        settings: Settings = load_settings(
            database_url=database,
            internal_token=TOKEN,
            notifier_allow_networks="127.0.0.0/8",
            secret_key="rahasia",
            notifier_smtp_url=f"smtp://127.0.0.1:{smtp.port}",
            notifier_telegram_token="123:token",
        )
        broker = await connect(f"sqlite:///{tmp_path / 'broker.db'}", retry_delays=(0.1, 0.1))
        stack.push_async_callback(broker.close)
        app = await stack.enter_async_context(
            open_notifier(settings, broker, Clients(settings), telegram_api=http.url, retries=2)
        )
        yield Notifier(app, broker, http, smtp)


async def test_one_alert_reaches_every_place_once(notifier: Notifier) -> None:
    places = (
        Delivery(type="webhook", target=f"{notifier.http.url}/hook"),
        Delivery(type="email", target="humas@opd.example"),
        Delivery(type="telegram", target="-1001"),
    )
    await notifier.raise_alert(*places)
    await until(notifier.settled)
    await notifier.raise_alert(*places)  # the broker may deliver a message twice
    await until(notifier.idle)
    assert await notifier.states() == {"webhook": "sent", "email": "sent", "telegram": "sent"}
    assert [record.attempts for record in await notifier.deliveries()] == [1, 1, 1]
    assert sorted(request["path"] for request in notifier.http.requests) == [
        "/bot123:token/sendMessage",
        "/hook",
    ]
    assert len(notifier.smtp.mails) == 1


async def test_a_place_that_is_away_gets_it_later_the_others_only_once(notifier: Notifier) -> None:
    notifier.http.status = 503
    await notifier.raise_alert(
        Delivery(type="webhook", target=f"{notifier.http.url}/hook"),
        Delivery(type="email", target="humas@opd.example"),
    )
    await until(lambda: len(notifier.http.requests) == 1)
    notifier.http.status = 200
    await until(notifier.settled)
    by_type = {record.type: record for record in await notifier.deliveries()}
    assert (by_type["webhook"].state, by_type["webhook"].attempts) == ("sent", 2)
    assert by_type["webhook"].last_error is None
    assert (by_type["email"].attempts, len(notifier.smtp.mails)) == (1, 1)


async def test_a_place_that_stays_away_ends_in_quarantine_and_can_be_replayed(notifier: Notifier) -> None:
    notifier.http.status = 503
    await notifier.raise_alert(Delivery(type="webhook", target=f"{notifier.http.url}/hook"))
    await depth_is(notifier.broker, NOTIFIER_ALERTS, quarantined=1)
    [letter] = await notifier.broker.dead_letters(NOTIFIER_ALERTS)
    assert letter.reason.startswith("HTTP 503")
    [record] = await notifier.deliveries()
    assert (record.state, record.last_error) == ("exhausted", "HTTP 503")
    assert [(each.outcome, each.error) for each in record.log] == [("later", "HTTP 503")] * 3
    notifier.http.status = 200
    assert await notifier.broker.replay(NOTIFIER_ALERTS) == 1
    await until(notifier.idle)
    assert await notifier.states() == {"webhook": "sent"}


async def test_a_refusal_is_noted_and_not_repeated(notifier: Notifier) -> None:
    notifier.http.status = 410
    await notifier.raise_alert(Delivery(type="webhook", target=f"{notifier.http.url}/gone"))
    await until(notifier.settled)
    await depth_is(notifier.broker, NOTIFIER_ALERTS)
    [record] = await notifier.deliveries()
    assert (record.state, record.last_error, record.attempts) == ("failed", "HTTP 410", 1)
    headers = {"Authorization": f"Bearer {TOKEN}"}
    channels = (await notifier.api.get("/channels?tenant_id=t1", headers=headers)).json()["items"]
    assert [(each["watch_id"], each["failures"], each["last_error"]) for each in channels] == [
        ("w1", 1, "HTTP 410")
    ]
    assert (await notifier.api.get("/channels?tenant_id=t2", headers=headers)).json() == {"items": []}


async def test_a_message_in_two_hands_is_sent_once(notifier: Notifier) -> None:
    """Two processes that got the same message at the same time."""
    notifier.http.seconds = 0.05
    place = Delivery(type="webhook", target=f"{notifier.http.url}/hook")
    await asyncio.gather(notifier.raise_alert(place), notifier.raise_alert(place))
    await until(notifier.settled)
    await until(notifier.idle)
    assert len(notifier.http.requests) == 1


async def test_places_are_judged_before_a_watch_names_them(notifier: Notifier) -> None:
    headers = {"Authorization": f"Bearer {TOKEN}"}
    for type_, target, refusal in (
        ("webhook", f"{notifier.http.url}/hook", None),
        ("webhook", "http://10.0.0.8/hook", "private_network"),
        ("webhook", "ftp://hook.example/", "malformed"),
        ("email", "humas@opd.example", None),
        ("email", "humas", "malformed"),
        ("telegram", "-1001", None),
        ("telegram", "@diskominfo_kutim", None),
        ("telegram", "grup humas", "malformed"),
    ):
        body = {"delivery": {"type": type_, "target": target}}
        answer = await notifier.api.post("/channels/check", json=body, headers=headers)
        assert answer.json() == {"refusal": refusal}, target
    assert notifier.http.requests == []


async def test_the_api_needs_the_token_and_health_does_not(notifier: Notifier) -> None:
    assert (await notifier.api.get("/deliveries?alert_id=a1")).status_code == 401
    assert (await notifier.api.get("/healthz")).status_code == 200
    ready = await notifier.api.get("/readyz")
    assert (ready.status_code, ready.json()["checks"]) == (200, {"database": "ok", "broker": "ok"})
    await notifier.raise_alert(Delivery(type="telegram", target="1"))
    await until(notifier.settled)
    figures = (await notifier.api.get("/metrics")).text
    assert 'gaung_messages_handled_total{answer="ack",queue="notifier.alerts"}' in figures
