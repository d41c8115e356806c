"""Watches from the public API to the receiver: gateway, search and notifier, on both sets of servers."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy.ext.asyncio import AsyncEngine

from services.gateway.keys import issue_key
from services.gateway.roles import Role
from services.gateway.service import open_gateway
from services.gateway.tenants import create_tenant
from services.notifier.service import open_notifier
from services.search.index.document import Document
from services.search.index.port import ArticleIndex
from services.search.service import open_search
from services.search.watches import scheduler
from shared.contracts.channels import channel_of
from shared.contracts.enrichment import Tone, ToneLabel
from shared.contracts.messages import ArticleEnriched
from shared.contracts.webhook import verify
from shared.messaging.connect import connect
from shared.messaging.port import Broker, Message
from shared.runtime.clients import Clients
from shared.runtime.settings import Service, Settings
from tests.search_world import article_id, enriched
from tests.unit.services.notifier.receivers import HttpReceiver, http_receiver

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
NOW = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)


@dataclass
class World:
    """The running services, a client for the public API, and a receiver of webhooks."""

    client: httpx.AsyncClient
    engine: AsyncEngine
    broker: Broker
    index: ArticleIndex
    receiver: HttpReceiver

    async def tenant(self, name: str, region: str) -> str:
        """A new tenant."""
        return (await create_tenant(self.engine, name, [region])).id

    async def key(self, tenant_id: str, role: Role = "analyst") -> dict[str, str]:
        """The headers of a key."""
        return {"Authorization": f"Bearer {(await issue_key(self.engine, tenant_id, role)).key}"}

    async def ask(self, method: str, path: str, headers: dict[str, str], status: int, **body: Any) -> Any:
        """The body of an answer with this status."""
        answer = await self.client.request(method, path, headers=headers, json=body or None)
        assert answer.status_code == status, answer.text
        return answer.json() if answer.content else None

    async def send(self, event: ArticleEnriched) -> None:
        """Hand an article to the search service."""
        await self.broker.publish(channel_of(event.TYPE), Message.of(event, source="nlp"))

    async def fill(self, articles: list[tuple[datetime, ToneLabel, str]]) -> None:
        """Put articles of Kutai Timur, each of (published, tone, story), into the index."""
        documents = []
        for number, (moment, label, story) in enumerate(articles):
            event = enriched(f"https://a.example/{number}", text="Jembatan.", published_at=moment)
            tone = Tone.model_validate({"label": label, "scores": {label: 1.0}})
            enrichment = event.enrichment.model_copy(update={"tone": tone, "embedding": None})
            documents.append(Document(event.article, enrichment, story_id=story))
        for at in range(0, len(documents), 200):
            await self.index.put(documents[at : at + 200])
        await self.index.refresh()


async def until(condition: Callable[[], Awaitable[bool]], seconds: float = 30) -> None:
    """Wait until something is so; fails after a while."""
    async with asyncio.timeout(seconds):
        while not await condition():
            await asyncio.sleep(0.1)


@pytest.fixture(params=["embedded", "servers"])
def settings(request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    common: dict[str, Any] = {
        "data_dir": tmp_path,
        "internal_token": "t",
        "secret_key": "kunci-instalasi",
        "rate_limit": 100_000,
        "notifier_allow_networks": "127.0.0.0/8",
    }
    if request.param == "servers":
        common |= {
            "broker_url": request.getfixturevalue("require_rabbitmq"),
            "database_url": request.getfixturevalue("require_postgres"),
            "index_url": request.getfixturevalue("require_index"),
        }
    return Settings(**common)


@pytest.fixture
async def world(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[World]:
    monkeypatch.setattr(scheduler, "TICK_SECONDS", 0.3)
    apps: dict[Service, FastAPI] = {}
    async with AsyncExitStack() as stack:
        receiver = await stack.enter_async_context(http_receiver())
        broker = await connect(settings.broker())
        stack.push_async_callback(broker.close)
        clients = Clients(settings, apps)
        stack.push_async_callback(clients.close)
        apps["notifier"] = await stack.enter_async_context(open_notifier(settings, broker, clients))
        apps["search"] = await stack.enter_async_context(open_search(settings, broker, clients))
        gateway = await stack.enter_async_context(open_gateway(settings, broker, clients))
        client = await stack.enter_async_context(
            httpx.AsyncClient(
                transport=httpx.ASGITransport(app=gateway.public), base_url="http://gaung.example"
            )
        )
        yield World(
            client,
            gateway.public.state.gateway.engine,
            broker,
            apps["search"].state.search.index,
            receiver,
        )


async def test_from_an_article_to_a_signed_webhook_and_an_acknowledgement(world: World) -> None:
    kutim, tegal = await world.tenant("Kutai Timur", "64.08"), await world.tenant("Tegal", "33.28")
    analyst, viewer = await world.key(kutim), await world.key(kutim, "viewer")
    stranger = await world.key(tegal, "admin")
    body = {
        "name": "Jembatan",
        "filter": {"q": "jembatan", "about": True},
        "channels": [{"type": "webhook", "target": f"{world.receiver.url}/rahasia"}],
    }
    await world.ask("POST", "/v1/watches", viewer, 403, **body)
    watch = await world.ask("POST", "/v1/watches", analyst, 201, **body)
    secret = watch.pop("secret")
    assert (watch["cooldown"], watch["state"], watch["filter"]["copies"]) == ("1h", "active", "fold")

    first = "https://kabar-pesisir.example/1"
    await world.send(enriched(first))
    await world.send(enriched("https://jateng.example/1", regions=["33.28"], about="lain"))
    await until(lambda: _delivered(world, 1))
    (request,) = world.receiver.requests
    headers = request["headers"]
    stamp = int(headers["webhook-timestamp"])
    assert verify(
        secret, headers["webhook-id"], stamp, request["body"], headers["webhook-signature"], time.time()
    )
    assert json.loads(request["body"])["article_ids"] == [article_id(first)]

    async def logged() -> bool:
        page = await world.ask("GET", "/v1/alerts", viewer, 200)
        return bool(page["items"]) and bool(page["items"][0]["deliveries"][0]["attempts"])

    await until(logged)
    page = await world.ask("GET", f"/v1/alerts?watch={watch['id']}", viewer, 200)
    (alert,) = page["items"]
    assert page["total"] == {"value": 1, "relation": "eq"}
    assert alert["watch"] == {"id": watch["id"], "name": "Jembatan"}
    assert alert["articles"][0]["title"] == "Jembatan Gantung Putus di Muara Pantun"
    (delivery,) = alert["deliveries"]
    assert (delivery["state"], delivery["target"]) == ("sent", "http://127.0.0.1/…")
    assert [each["outcome"] for each in delivery["attempts"]] == ["sent"]
    await world.ask("POST", f"/v1/alerts/{alert['id']}/ack", viewer, 403)
    seen = await world.ask("POST", f"/v1/alerts/{alert['id']}/ack", analyst, 200, note="Diteruskan")
    assert seen["acknowledged"]["note"] == "Diteruskan"
    assert seen["deliveries"][0]["target"].endswith("/rahasia")
    assert (await world.ask("GET", "/v1/alerts?acknowledged=false", viewer, 200))["items"] == []

    for method, path in (
        ("GET", f"/v1/watches/{watch['id']}"),
        ("PATCH", f"/v1/watches/{watch['id']}"),
        ("DELETE", f"/v1/watches/{watch['id']}"),
        ("POST", f"/v1/watches/{watch['id']}/test"),
        ("POST", f"/v1/watches/{watch['id']}/secret"),
        ("GET", f"/v1/alerts/{alert['id']}"),
        ("POST", f"/v1/alerts/{alert['id']}/ack"),
    ):
        answer = await world.client.request(
            method, path, headers=stranger, json={"name": "x"} if method == "PATCH" else None
        )
        assert answer.status_code == 404, (method, path, answer.text)
    for path in ("/v1/watches", "/v1/alerts", f"/v1/alerts?watch={watch['id']}"):
        assert (await world.ask("GET", path, stranger, 200))["total"]["value"] == 0
    await world.ask("DELETE", f"/v1/watches/{watch['id']}", analyst, 204)
    await world.ask("GET", f"/v1/watches/{watch['id']}", analyst, 404)
    assert (await world.ask("GET", "/v1/alerts", viewer, 200))["items"] == []


async def test_a_watch_is_shown_as_it_was_written_and_changed_in_part(world: World) -> None:
    analyst = await world.key(await world.tenant("Kutai Timur", "64.08"))
    body: dict[str, Any] = {
        "name": "Air",
        "filter": {"q": '"air bersih"', "tone": ["negatif"], "copies": "include"},
        "when": {"rule": "threshold", "per": "day", "count": 5, "only_negative": True},
        "cooldown": "90m",
        "quiet_hours": {"from": "22:00", "to": "06:00"},
        "digest": {"every": "day", "at": "07:30"},
    }
    made = await world.ask("POST", "/v1/watches", analyst, 201, **body)
    path = f"/v1/watches/{made['id']}"
    shown = await world.ask("GET", path, analyst, 200)
    assert {name: shown[name] for name in body if name != "filter"} == {
        name: value for name, value in body.items() if name != "filter"
    }
    assert {k: v for k, v in shown["filter"].items() if v not in (None, [])} == body["filter"]
    # What is shown can be sent back.
    again = {name: shown[name] for name in body}
    assert (await world.ask("POST", "/v1/watches", analyst, 201, **again))["filter"] == shown["filter"]
    until_tomorrow = (datetime.now(UTC) + DAY).isoformat()
    changed = await world.ask(
        "PATCH", path, analyst, 200, name="Air bersih", digest=None, muted_until=until_tomorrow
    )
    assert (changed["name"], changed["digest"], changed["state"]) == ("Air bersih", None, "muted")
    assert (changed["cooldown"], changed["when"]) == ("90m", body["when"])
    page = await world.ask("GET", "/v1/watches?limit=1", analyst, 200)
    assert (page["total"]["value"], page["items"][0]["id"]) == (2, made["id"])
    rest = await world.ask("GET", f"/v1/watches?cursor={page['next']}", analyst, 200)
    assert len(rest["items"]) == 1
    old = await world.ask("POST", f"{path}/secret", analyst, 200)
    assert old["secret"] != made["secret"]


@pytest.mark.parametrize(
    ("change", "name", "position"),
    [
        ({"filter": {"q": "(air"}}, "filter.q", 4),
        ({"filter": {"region": ["99.99"]}}, "filter.region", None),
        ({"filter": {"from": "kemarin"}}, "filter.from", None),
        ({"filter": {"kata": "air"}}, "filter.kata", None),
        ({"when": {"rule": "threshold"}}, "when.threshold.count", None),
        ({"when": {"rule": "bulan"}}, "when", None),
        ({"cooldown": "8d"}, "cooldown", None),
        ({"quiet_hours": {"from": "25:00", "to": "06:00"}}, "quiet_hours.from", None),
        ({"channels": [{"type": "webhook", "target": "http://10.1.2.3/x"}]}, "channels.0.target", None),
        ({"channels": [{"type": "webhook", "target": "http://8.8.8.8:99999/"}]}, "channels.0.target", None),
        ({"channels": [{"type": "telegram", "target": "-100"}]}, "channels.0.target", None),
    ],
)
async def test_what_cannot_be_is_refused_by_name(
    world: World, change: dict[str, Any], name: str, position: int | None
) -> None:
    analyst = await world.key(await world.tenant("Kutai Timur", "64.08"))
    for path in ("/v1/watches", "/v1/watches/test"):
        if path.endswith("test") and "channels" in change:
            continue
        problem = await world.ask("POST", path, analyst, 400, **({"name": "Air"} | change))
        assert problem["errors"][0]["in"] == "body"
        assert problem["errors"][0]["name"] == name
        if position is not None:
            assert problem["errors"][0]["position"] is not None


def month() -> list[tuple[datetime, ToneLabel, str]]:
    """Ten weeks of three calm articles a day; six days ago twelve in one hour, all negative."""
    articles: list[tuple[datetime, ToneLabel, str]] = [
        (NOW - days * DAY - hours * HOUR, "netral", f"s{days}")
        for days in range(1, 70)
        for hours in (0, 3, 7)
    ]
    articles += [
        (NOW - 6 * DAY + timedelta(minutes=minute), "negatif", "besar") for minute in range(0, 60, 5)
    ]
    return articles


async def test_dry_runs_say_what_would_have_been_sent(world: World) -> None:
    analyst = await world.key(await world.tenant("Kutai Timur", "64.08"))
    await world.fill(month())

    async def tried(when: dict[str, Any], **more: Any) -> dict[str, Any]:
        body = {"name": "Jembatan", "filter": {"copies": "include"}, "when": when} | more
        found: dict[str, Any] = await world.ask("POST", "/v1/watches/test", analyst, 200, **body)
        return found

    spike = await tried({"rule": "spike"})
    (alert,) = spike["alerts"]
    assert alert["message"] == 1
    assert alert["figures"]["count"] in range(12, 16)  # in one hour, or with the few of the five before it
    raised = datetime.fromisoformat(alert["raised_at"])
    assert raised - (NOW - 6 * DAY) <= HOUR
    assert len(alert["articles"]) == 10
    assert alert["figures"]["p"] < 1e-4
    assert spike["per_week"] == pytest.approx(7 / 30, abs=0.02)
    assert spike["limits"]

    reached = await tried({"rule": "threshold", "per": "hour", "count": 10, "only_negative": True})
    assert [alert["figures"]["count"] for alert in reached["alerts"]] == [12]
    assert (await tried({"rule": "threshold", "per": "hour", "count": 14}))["alerts"] == []
    turned = await tried({"rule": "negative_turn"})
    assert turned["alerts_total"] == 1
    assert turned["alerts"][0]["figures"]["negative"] == 12

    each = await tried({"rule": "each_story"}, cooldown="0m")
    assert each["alerts_total"] == 30
    assert {alert["title"] for alert in each["alerts"]} == {"Jembatan Gantung Putus di Muara Pantun"}
    assert each["messages"] == 30
    daily = await tried({"rule": "each_story"}, digest={"every": "day", "at": "07:00"})
    assert daily["messages"] < daily["alerts_total"] or daily["messages"] <= 30
    assert all(alert["held_for"] in (None, "digest") for alert in daily["alerts"])
    quiet = await tried({"rule": "each_story"}, cooldown="0m", quiet_hours={"from": "00:00", "to": "23:59"})
    assert all(alert["held_for"] == "quiet_hours" for alert in quiet["alerts"])
    assert quiet["messages"] <= 31

    # A saved watch gives the same, and nothing of all this was sent or kept.
    body = {"name": "Jembatan", "filter": {"copies": "include"}, "when": {"rule": "spike"}}
    saved = await world.ask("POST", "/v1/watches", analyst, 201, **body)
    again = await world.ask("POST", f"/v1/watches/{saved['id']}/test", analyst, 200)
    assert again["alerts"] == spike["alerts"]
    assert (await world.ask("GET", "/v1/alerts", analyst, 200))["items"] == []
    assert world.receiver.requests == []


async def test_a_spike_is_told_by_the_clock_once(world: World) -> None:
    analyst = await world.key(await world.tenant("Kutai Timur", "64.08"))
    now = datetime.now(UTC)
    articles = [entry for entry in month() if entry[2] != "besar"]
    await world.fill([*articles, *((now - timedelta(seconds=5 * k), "netral", "kini") for k in range(12))])
    body = {
        "name": "Jembatan",
        "filter": {"copies": "include"},
        "when": {"rule": "spike"},
        "channels": [{"type": "webhook", "target": f"{world.receiver.url}/x"}],
    }
    watch = await world.ask("POST", "/v1/watches", analyst, 201, **body)
    await until(lambda: _delivered(world, 1))
    page = await world.ask("GET", "/v1/alerts", analyst, 200)
    (alert,) = page["items"]
    assert alert["watch"]["id"] == watch["id"]
    assert alert["figures"]["count"] >= 6
    assert len(alert["articles"]) >= 6
    assert "biasanya sekitar" in alert["reason"]
    # Run again at once: it keeps silent.
    await world.ask("PATCH", f"/v1/watches/{watch['id']}", analyst, 200, name="Jembatan lagi")
    await asyncio.sleep(1.5)
    assert len(world.receiver.requests) == 1


async def test_a_channel_that_refuses_five_times_is_shown(world: World) -> None:
    analyst = await world.key(await world.tenant("Kutai Timur", "64.08"))
    world.receiver.status = 410
    body = {
        "name": "Jembatan",
        "cooldown": "0m",
        "channels": [{"type": "webhook", "target": f"{world.receiver.url}/gone"}],
    }
    watch = await world.ask("POST", "/v1/watches", analyst, 201, **body)
    for number in range(5):
        event = enriched(
            f"https://o{number}.example/1",
            about=f"topik {number}",
            title=f"Judul {number}",
            text=f"Isi {number} " * 9,
        )
        await world.send(event)
        await until(lambda seen=number + 1: _delivered(world, seen))  # type: ignore[misc]

    async def failing() -> bool:
        shown = await world.ask("GET", f"/v1/watches/{watch['id']}", analyst, 200)
        return bool(shown["state"] == "failing")

    await until(failing)
    shown = await world.ask("GET", f"/v1/watches/{watch['id']}", analyst, 200)
    assert shown["channels"][0]["last_error"] == "HTTP 410"
    assert "HTTP 410" in shown["state_reason"]


async def _delivered(world: World, number: int) -> bool:
    return len(world.receiver.requests) >= number
