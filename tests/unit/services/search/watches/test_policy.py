"""When an alert may be sent: cool-down, digest and quiet hours, in the tenant's zone."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest

from services.search.watches.policy import cooling, due
from shared.contracts.query import Filter
from shared.contracts.watch import Digest, NewWatch, QuietHours

NIGHT = QuietHours(start=time(22), end=time(6))
NOON_REST = QuietHours(start=time(12), end=time(13))


def watch(**fields: object) -> NewWatch:
    base: dict[str, object] = {
        "tenant_id": "t",
        "name": "n",
        "filter": Filter(scope=["64.08"]),
        "cooldown": 3600,
        "zone": "Asia/Makassar",
    }
    return NewWatch.model_validate(base | fields)


def wita(text: str) -> datetime:
    return datetime.fromisoformat(f"{text}+08:00").astimezone(UTC)


def test_nothing_holds_the_first_alert() -> None:
    now = wita("2026-07-14T10:20:00")
    assert due(watch(), None, now) == (now, None)


def test_the_cool_down_counts_from_the_last_message() -> None:
    sent = wita("2026-07-14T10:00:00")
    assert due(watch(), sent, sent + timedelta(minutes=20)) == (sent + timedelta(hours=1), "cooldown")
    after = sent + timedelta(hours=1)
    assert due(watch(), sent, after) == (after, None)
    assert due(watch(cooldown=0), sent, sent) == (sent, None)


@pytest.mark.parametrize(
    ("now", "until"),
    [
        ("2026-07-14T21:59:59", None),
        ("2026-07-14T22:00:00", "2026-07-15T06:00:00"),
        ("2026-07-15T00:30:00", "2026-07-15T06:00:00"),
        ("2026-07-15T05:59:59", "2026-07-15T06:00:00"),
        ("2026-07-15T06:00:00", None),
    ],
)
def test_quiet_hours_over_midnight_end_in_the_morning(now: str, until: str | None) -> None:
    expected = (wita(until), "quiet_hours") if until else (wita(now), None)
    assert due(watch(quiet_hours=NIGHT), None, wita(now)) == expected


def test_quiet_hours_are_those_of_the_tenants_zone() -> None:
    at_22_wita = wita("2026-07-14T22:00:00")
    jakarta = watch(quiet_hours=NIGHT, zone="Asia/Jakarta")
    assert due(jakarta, None, at_22_wita) == (at_22_wita, None)
    assert due(watch(quiet_hours=NOON_REST), None, wita("2026-07-14T12:30:00")) == (
        wita("2026-07-14T13:00:00"),
        "quiet_hours",
    )


def test_digests_go_at_the_full_hour_or_at_their_time_of_day() -> None:
    hourly, daily = watch(digest=Digest(every="hour")), watch(digest=Digest(every="day", at=time(7)))
    assert due(hourly, None, wita("2026-07-14T10:20:00")) == (wita("2026-07-14T11:00:00"), "digest")
    assert due(hourly, None, wita("2026-07-14T11:00:00")) == (wita("2026-07-14T11:00:00"), None)
    assert due(daily, None, wita("2026-07-14T06:20:00")) == (wita("2026-07-14T07:00:00"), "digest")
    assert due(daily, None, wita("2026-07-14T07:00:01")) == (wita("2026-07-15T07:00:00"), "digest")


def test_a_digest_that_falls_into_quiet_hours_waits_for_their_end() -> None:
    held = watch(digest=Digest(every="hour"), quiet_hours=NIGHT)
    assert due(held, None, wita("2026-07-14T21:30:00")) == (wita("2026-07-15T06:00:00"), "quiet_hours")


def test_a_rule_judged_by_time_keeps_silent_in_its_cool_down() -> None:
    fired = wita("2026-07-14T10:00:00")
    assert not cooling(watch(), None, fired)
    assert cooling(watch(), fired, fired + timedelta(minutes=59))
    assert not cooling(watch(), fired, fired + timedelta(minutes=60))
