"""Watches and alerts at the edge: what is asked of the search service, and what a caller sees of the answer."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from services.gateway.watch_input import (
    EachStoryRule,
    NegativeTurnRule,
    SpikeRule,
    ThresholdRule,
    default_cooldown,
    duration_of,
    seconds_of,
)
from shared.contracts.alert import AlertPage, AlertRecord
from shared.contracts.messages import Delivery
from shared.contracts.query import Filter
from shared.contracts.watch import Watch, Watches
from tests.unit.services.gateway.conftest import Api
from tests.unit.services.gateway.test_guard import assert_problem

NOW = datetime(2026, 8, 17, 2, 0, tzinfo=UTC)
WATCH_ID, ALERT_ID = "a" * 32, "b" * 32
HOOK = "https://hook.example/kunci-rahasia"


def watch(**fields: Any) -> Watch:
    return Watch.model_validate(
        {
            "id": WATCH_ID,
            "tenant_id": "t",
            "name": "Jalan",
            "filter": Filter(scope=["64.08"]),
            "deliveries": [Delivery(type="webhook", target=HOOK)],
            "created_at": NOW,
            "updated_at": NOW,
        }
        | fields
    )


def alert(**fields: Any) -> AlertRecord:
    return AlertRecord.model_validate(
        {
            "id": ALERT_ID,
            "watch_id": WATCH_ID,
            "watch_name": "Jalan",
            "rule": "each_story",
            "title": "Jalan Rusak",
            "reason": "alasan",
            "figures": None,
            "articles": [],
            "articles_total": 0,
            "raised_at": NOW,
            "state": "sent",
            "message_id": ALERT_ID,
            "sent_at": NOW,
        }
        | fields
    )


@pytest.mark.parametrize(("text", "seconds"), [("0m", 0), ("30m", 1800), ("6h", 21_600), ("7d", 604_800)])
def test_durations_are_read_and_written_alike(text: str, seconds: int) -> None:
    assert seconds_of(text) == seconds
    assert duration_of(seconds) == text


def test_each_rule_has_a_cool_down_of_its_own() -> None:
    hour = 3600
    assert default_cooldown(EachStoryRule()) == hour
    assert default_cooldown(SpikeRule()) == default_cooldown(ThresholdRule(count=3)) == 6 * hour
    assert default_cooldown(SpikeRule(per="day")) == default_cooldown(NegativeTurnRule()) == 24 * hour


async def test_a_watch_is_asked_for_within_the_scope(api: Api) -> None:
    api.search.answers["POST /watches"] = (201, watch().model_dump(mode="json"))
    body = {"name": "Jalan", "filter": {"q": "jalan", "about": True}, "when": {"rule": "spike"}}
    answer = await api.client.post("/v1/watches", json=body, headers=await api.key("analyst"))
    assert answer.status_code == 201, answer.text
    assert answer.json()["secret"].startswith("whsec_")
    assert answer.headers["location"] == f"/v1/watches/{WATCH_ID}"
    asked = api.search.last("POST /watches")
    assert (asked["tenant_id"], asked["zone"]) == (api.kutim.id, "Asia/Makassar")
    assert (asked["filter"]["scope"], asked["filter"]["regions"]) == (["64.08"], ["64.08"])
    assert (asked["within_scope"], asked["filter"]["copies"]) == (True, "fold")
    assert asked["given"] == {"q": "jalan", "about": True}
    assert asked["cooldown"] == 6 * 3600


async def test_too_many_watches_are_a_conflict(api: Api) -> None:
    api.search.answers["POST /watches"] = (409, {"detail": "Paling banyak 100 pantauan."})
    answer = await api.client.post("/v1/watches", json={"name": "x"}, headers=await api.key("analyst"))
    assert_problem(answer, 409, "conflict")
    assert "100 pantauan" in answer.json()["detail"]


async def test_viewers_do_not_see_the_address_of_a_webhook(api: Api) -> None:
    page = Watches(items=[watch()], total=1)
    api.search.answers["POST /watches/search"] = (200, page.model_dump(mode="json"))
    api.notifier.answers["GET /channels"] = (200, {"items": []})
    for role, shown in (("viewer", "https://hook.example/…"), ("analyst", HOOK)):
        answer = await api.get("/v1/watches", role)  # type: ignore[arg-type]
        assert answer.json()["items"][0]["channels"][0]["target"] == shown


async def test_watches_and_alerts_are_shown_while_the_notifier_is_away(api: Api) -> None:
    api.notifier.answers["GET /channels"] = api.notifier.answers["GET /deliveries"] = (500, {})
    watches, alerts = Watches(items=[watch()], total=1), AlertPage(items=[alert()], total=1)
    api.search.answers["POST /watches/search"] = (200, watches.model_dump(mode="json"))
    api.search.answers["POST /alerts/search"] = (200, alerts.model_dump(mode="json"))
    (shown,) = (await api.get("/v1/watches")).json()["items"]
    assert (shown["state"], shown["channels"][0]["state"]) == ("active", None)
    (fired,) = (await api.get("/v1/alerts")).json()["items"]
    assert fired["deliveries"] is None


async def test_a_broken_watch_says_why(api: Api) -> None:
    answered = watch(broken="Tanda kutip tidak ditutup.", deliveries=[]).model_dump(mode="json")
    api.search.answers["POST /watches/get"] = (200, answered)
    shown = (await api.get(f"/v1/watches/{WATCH_ID}")).json()
    assert shown["state"] == "broken"
    assert "Tanda kutip" in shown["state_reason"]


async def test_days_of_the_alert_list_are_the_tenants(api: Api) -> None:
    api.search.answers["POST /alerts/search"] = (200, {"items": [], "total": 0})
    assert (await api.get("/v1/alerts?from=2026-08-17&to=2026-08-17&state=held")).status_code == 200
    asked = api.search.last("POST /alerts/search")
    assert (asked["from_"], asked["to"]) == ("2026-08-17T00:00:00+08:00", "2026-08-18T00:00:00+08:00")
    assert (asked["tenant_id"], asked["scope"], asked["states"]) == (api.kutim.id, ["64.08"], ["held"])
    assert_problem(await api.get("/v1/alerts?from=2026-08-18&to=2026-08-16"), 400, "invalid-parameter")
    assert_problem(await api.get("/v1/alerts?state=hilang"), 400, "invalid-parameter")


async def test_a_cursor_dies_with_the_filter_of_its_list(api: Api) -> None:
    page = AlertPage(items=[alert()], next=[NOW.isoformat(), ALERT_ID], total=2)
    api.search.answers["POST /alerts/search"] = (200, page.model_dump(mode="json"))
    api.notifier.answers["GET /deliveries"] = (200, {"items": []})
    cursor = (await api.get("/v1/alerts?state=sent")).json()["next"]
    assert (await api.get(f"/v1/alerts?state=sent&limit=5&cursor={cursor}")).status_code == 200
    assert api.search.last("POST /alerts/search")["after"] == [NOW.isoformat(), ALERT_ID]
    for other in ("state=held", "watch=x", "state=sent&from=2026-08-01"):
        assert_problem(await api.get(f"/v1/alerts?{other}&cursor={cursor}"), 400, "invalid-parameter")


@pytest.mark.parametrize("watch_id", ["x", "..%2f..%2farticles", "A" * 32, "a" * 33])
async def test_what_is_no_id_reaches_no_path(api: Api, watch_id: str) -> None:
    headers = await api.key("analyst")
    answer = await api.client.patch(f"/v1/watches/{watch_id}", json={"name": "y"}, headers=headers)
    assert_problem(answer, 404, "not-found")
    assert not [call for call, _ in api.search.asked if call.startswith("PATCH")]
