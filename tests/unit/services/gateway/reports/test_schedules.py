"""Schedules and the clockwork: once a slot, missed ones caught up once, by one process, never another tenant's."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import structlog
from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from services.gateway.desk.errors import UnknownEntry
from services.gateway.desk.report_tables import report_schedules
from services.gateway.internal_calls import Refused
from services.gateway.notifier_client import NotifierClient, RecipientRefused
from services.gateway.reports import clockwork as clockwork_module
from services.gateway.reports.clipping import clipping_key
from services.gateway.reports.clockwork import AWAY, FAILED, MAIL_NOT_SET_UP, NO_ADDRESS, Clockwork
from services.gateway.reports.document import Document
from services.gateway.reports.edition_changes import ChangedMeanwhile, edit_edition, keep_edition, note_sent
from services.gateway.reports.editions import find_edition, list_editions
from services.gateway.reports.edits import Edit
from services.gateway.reports.letterheads import Letterhead
from services.gateway.reports.schedules import (
    Plan,
    Schedule,
    add_schedule,
    change_schedule,
    claim,
    get_schedule,
    let_go,
    list_schedules,
    remove_schedule,
)
from services.gateway.search_client import SearchClient
from services.gateway.tables import tenants as tenant_table
from shared.contracts.deliveries import Refusal
from shared.contracts.messages import ReportReady
from shared.runtime.clients import Clients, ServiceUnavailable
from shared.runtime.settings import Settings
from tests.unit.services.gateway.reports.conftest import Tenants
from tests.unit.services.gateway.reports.documents import report

WITA = ZoneInfo("Asia/Makassar")
# Monday to Friday at 06.30, the draft half an hour before.
PLAN = Plan("day", "", (1, 2, 3, 4, 5), 6 * 60 + 30, 30, ("bupati@kutaitimur.example",))
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def wita(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment in November 2026; the 26th is a Thursday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=WITA)


def at(day: int, hour: int, minute: int = 0, second: int = 0) -> Callable[[], datetime]:
    """A clock that stands still at that moment."""
    return lambda: wita(day, hour, minute).replace(second=second)


class Mailbox(NotifierClient):
    """A notifier that keeps what it is given; a message that it has is not kept twice.

    `away`: it is not there; `refused`: what it answers instead of taking a report.
    """

    def __init__(self) -> None:
        self.reports: dict[str, ReportReady] = {}
        self.taken = 0
        self.away = False
        self.refused: Exception | None = None

    async def send_report(self, report: ReportReady) -> None:
        if self.away:
            raise ServiceUnavailable("notifier does not answer")
        if self.refused is not None:
            raise self.refused
        self.taken += 1
        self.reports.setdefault(report.message_id, report)


@pytest.fixture
def mailbox(monkeypatch: pytest.MonkeyPatch) -> Mailbox:
    async def made(making: Any, key: Any) -> Document:
        await asyncio.sleep(0)
        return clipping(key.last_day, making.now)

    # What a clipping says is another test's matter.
    monkeypatch.setattr(clockwork_module, "make_clipping", made)
    return Mailbox()


@pytest.fixture
async def clock(engine: AsyncEngine, mailbox: Mailbox) -> AsyncIterator[Clockwork]:
    async def names() -> dict[str, str]:
        return {}

    clients = Clients(Settings(internal_token="t"))
    yield Clockwork(engine, SearchClient(clients), mailbox, names, "https://gaung.example")
    await clients.close()


async def planned(engine: AsyncEngine, tenant_id: str, plan: Plan = PLAN) -> str:
    """A schedule that exists since long ago."""
    schedule_id = await add_schedule(engine, tenant_id, plan, actor="user:a")
    async with engine.begin() as connection:
        await connection.execute(update(report_schedules).values(created_at=LONG_AGO))
    return schedule_id


def clipping(day: date, made_at: datetime) -> Document:
    """The clipping of a day, made at that time."""
    return report(f"Kliping {day.isoformat()}", formal=False).model_copy(
        update={"kind": "kliping", "made_at": made_at}
    )


def schedule(prepared: datetime | None = None, sent: datetime | None = None) -> Schedule:
    return Schedule("s", "t", PLAN, LONG_AGO, prepared, sent, "")


def test_a_slot_is_prepared_before_it_is_sent_and_weekends_are_free() -> None:
    friday = wita(27, 6, 30)
    assert schedule().due(wita(27, 5, 59), WITA) == (wita(26, 6, 30), wita(26, 6, 30))
    done = schedule(prepared=wita(26, 6, 30), sent=wita(26, 6, 30))
    assert done.due(wita(27, 5, 59), WITA) == (None, None)
    assert done.due(wita(27, 6, 0), WITA) == (friday, None)
    assert schedule(friday, wita(26, 6, 30)).due(wita(27, 6, 30), WITA) == (None, friday)
    assert schedule(friday, friday).due(wita(29, 23, 0), WITA) == (None, None)
    assert PLAN.next_slot(wita(27, 6, 30), WITA) == wita(30, 6, 30)


def test_a_new_schedule_begins_with_its_next_time() -> None:
    fresh = Schedule("s", "t", PLAN, wita(26, 9), None, None, "")
    assert fresh.due(wita(26, 10), WITA) == (None, None)


@pytest.mark.parametrize(("minute", "last_moment"), [(0, wita(26, 23, 59)), (60, wita(26, 23, 30))])
def test_no_day_is_prepared_before_it_is_over(minute: int, last_moment: datetime) -> None:
    early = replace(PLAN, minute=minute, lead_minutes=120)
    slot = wita(26, minute // 60)
    planned = Schedule("s", "t", early, LONG_AGO, slot, slot, "")
    assert planned.due(last_moment, WITA) == (None, None)
    prepare, _ = planned.due(wita(27, 0), WITA)
    assert prepare == wita(27, minute // 60)


async def test_a_clipping_of_an_unfinished_day_is_made_again_before_it_is_sent(
    engine: AsyncEngine, tenants: Tenants, clock: Clockwork, mailbox: Mailbox
) -> None:
    await planned(engine, tenants.kutim)
    await clock.work_off(at(26, 7))
    mailbox.reports.clear()
    key = clipping_key("day", date(2026, 11, 26), "")
    half = clipping(key.last_day, wita(26, 14))
    kept = await keep_edition(engine, tenants.kutim, key, half, actor="user:a")
    edits = {"kalimat": Edit(text="Sudah kami periksa.")}
    await edit_edition(engine, tenants.kutim, kept.id, edits, version=kept.version, actor="user:a")
    assert await clock.work_off(at(27, 6, 30)) == 1
    [mail] = mailbox.reports.values()
    assert mail.made_at == wita(27, 6, 30)
    assert "Sudah kami periksa." in mail.text


async def test_the_draft_is_made_edited_and_sent_as_edited_once(
    engine: AsyncEngine, tenants: Tenants, clock: Clockwork, mailbox: Mailbox
) -> None:
    await planned(engine, tenants.kutim)
    await clock.work_off(at(25, 23))
    mailbox.reports.clear()
    assert await clock.work_off(at(26, 6, 0)) == 1
    key = clipping_key("day", date(2026, 11, 25), "")
    draft = await find_edition(engine, tenants.kutim, key)
    assert draft is not None
    assert (draft.state, mailbox.reports) == ("draf", {})
    edits = {"kalimat": Edit(text="Sudah kami periksa.")}
    await edit_edition(engine, tenants.kutim, draft.id, edits, version=draft.version, actor="user:a")
    assert await clock.work_off(at(26, 6, 30)) == 1
    assert await clock.work_off(at(26, 6, 31)) == 0
    [mail] = mailbox.reports.values()
    assert "Sudah kami periksa." in mail.text
    assert "Sudah kami periksa." in mail.html
    assert mail.recipients == ["bupati@kutaitimur.example"]
    assert [file.media_type for file in mail.attachments] == ["application/pdf", "image/png"]
    sent = await find_edition(engine, tenants.kutim, key)
    assert sent is not None
    assert (sent.state, sent.number) == ("terkirim", "002/KLIPING/XI/2026")


async def test_missed_times_are_caught_up_once_with_the_newest(
    engine: AsyncEngine, tenants: Tenants, clock: Clockwork, mailbox: Mailbox
) -> None:
    await planned(engine, tenants.kutim)
    await clock.work_off(at(23, 7))
    # Three days without power.
    assert await clock.work_off(at(26, 11)) == 1
    assert await clock.work_off(at(26, 12)) == 0
    assert [one.title for one in mailbox.reports.values()] == ["Kliping 2026-11-22", "Kliping 2026-11-25"]


async def test_two_processes_send_one_mail(
    engine: AsyncEngine, tenants: Tenants, clock: Clockwork, mailbox: Mailbox
) -> None:
    await planned(engine, tenants.kutim)
    done = await asyncio.gather(clock.work_off(at(26, 7)), clock.work_off(at(26, 7)))
    assert sorted(done) == [0, 1]
    assert mailbox.taken == 1


async def test_killed_between_sending_and_noting_it_sends_the_same_message(
    engine: AsyncEngine, tenants: Tenants, clock: Clockwork, mailbox: Mailbox
) -> None:
    await planned(engine, tenants.kutim)
    await clock.work_off(at(26, 7))
    async with engine.begin() as connection:
        forgotten = {"sent_slot": None, "prepared_slot": None, "claimed_until": wita(26, 7, 5)}
        await connection.execute(update(report_schedules).values(**forgotten))
    assert await clock.work_off(at(26, 7, 1)) == 0  # still in the other one's hand
    assert await clock.work_off(at(26, 7, 6)) == 1
    assert len(mailbox.reports) == 1


async def test_while_the_notifier_is_away_the_mail_waits_and_says_why(
    engine: AsyncEngine, tenants: Tenants, clock: Clockwork, mailbox: Mailbox
) -> None:
    schedule_id = await planned(engine, tenants.kutim)
    mailbox.away = True
    assert await clock.work_off(at(26, 7)) == 0
    assert (await get_schedule(engine, tenants.kutim, schedule_id)).last_error == AWAY
    mailbox.away = False
    assert await clock.work_off(at(26, 7, 1)) == 1
    assert (await get_schedule(engine, tenants.kutim, schedule_id)).last_error == ""
    [head] = (await list_editions(engine, tenants.kutim))[0]
    assert head.state == "terkirim"


async def test_missing_mail_a_bad_address_and_a_refused_question_are_told_apart(
    engine: AsyncEngine,
    tenants: Tenants,
    clock: Clockwork,
    mailbox: Mailbox,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def refuse(*_: Any) -> Document:
        raise Refused("q", "malformed")

    schedule_id = await planned(engine, tenants.kutim)
    address, told = "bupati@kutaitimur.example", []
    cases: list[tuple[int, Refusal | None]] = [(25, "not_set_up"), (26, "malformed"), (27, None)]
    for day, refusal in cases:
        if refusal is None:
            monkeypatch.setattr(clockwork_module, "make_clipping", refuse)
        mailbox.refused = RecipientRefused(address, refusal) if refusal else None
        assert await clock.work_off(at(day, 7)) == 0
        told.append((await get_schedule(engine, tenants.kutim, schedule_id)).last_error)
    assert told == [MAIL_NOT_SET_UP, f"{NO_ADDRESS} {address}", FAILED]


async def test_the_pause_after_a_failure_grows_to_ten_minutes_and_a_changed_schedule_does_not_wait(
    engine: AsyncEngine, tenants: Tenants, clock: Clockwork, mailbox: Mailbox
) -> None:
    schedule_id = await planned(engine, tenants.kutim)
    mailbox.away, now, pauses = True, wita(26, 7), []
    for _ in range(6):
        await clock.work_off(at(now.day, now.hour, now.minute, now.second))
        until = await claimed_until(engine)
        assert until is not None
        pauses.append((until - now).total_seconds())
        now = until.astimezone(WITA)
    assert pauses == [30, 60, 120, 240, 480, 600]
    await change_schedule(engine, tenants.kutim, schedule_id, PLAN, actor="user:a")
    assert await claimed_until(engine) is None


async def test_one_broken_schedule_stops_no_other(
    engine: AsyncEngine, tenants: Tenants, clock: Clockwork, mailbox: Mailbox
) -> None:
    earlier = replace(PLAN, minute=PLAN.minute - 30)
    await planned(engine, tenants.berau, earlier)
    await planned(engine, tenants.kutim)
    nowhere = update(tenant_table).where(tenant_table.c.id == tenants.berau).values(timezone="Asia/Antah")
    async with engine.begin() as connection:
        await connection.execute(nowhere)
    assert await clock.work_off(at(26, 7)) == 1
    assert [mail.tenant_id for mail in mailbox.reports.values()] == [tenants.kutim]


async def test_an_unforeseen_fault_is_logged_and_the_clock_goes_on(
    engine: AsyncEngine,
    clock: Clockwork,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rounds, third = 0, asyncio.Event()

    async def faulty(_: AsyncEngine) -> list[Schedule]:
        nonlocal rounds
        rounds += 1
        if rounds == 3:
            third.set()
        raise KeyError("unforeseen")

    monkeypatch.setattr(clockwork_module, "list_schedules", faulty)
    monkeypatch.setattr(clockwork_module, "PAUSE_SECONDS", 0.0)
    with structlog.testing.capture_logs() as said:
        async with clockwork_module.running(clock):
            await asyncio.wait_for(third.wait(), 10)
    assert {(line["event"], line["log_level"]) for line in said} == {("schedules failed", "error")}


async def test_a_long_round_reads_the_clock_for_every_schedule(
    engine: AsyncEngine, tenants: Tenants, clock: Clockwork, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(2):
        await planned(engine, tenants.kutim)
    readings = iter([wita(26, 7), wita(26, 7, 10)])
    taken: list[datetime] = []

    async def none(_engine: AsyncEngine, _schedule: Schedule, now: datetime) -> None:
        taken.append(now)

    monkeypatch.setattr(clockwork_module, "claim", none)
    assert await clock.work_off(lambda: next(readings)) == 0
    assert taken == [wita(26, 7), wita(26, 7, 10)]


async def test_who_took_too_long_puts_back_nothing_that_is_in_other_hands(
    engine: AsyncEngine, tenants: Tenants
) -> None:
    schedule_id = await planned(engine, tenants.kutim)
    read = await get_schedule(engine, tenants.kutim, schedule_id)
    slow = await claim(engine, read, wita(26, 7))
    assert slow is not None
    other = await claim(engine, read, wita(26, 7, 6))
    await let_go(engine, schedule_id, slow, prepared=wita(26, 6, 30), sent=wita(26, 6, 30))
    assert await claimed_until(engine) == other
    assert (await get_schedule(engine, tenants.kutim, schedule_id)).sent_slot is None


async def test_an_edition_that_was_sent_while_a_slow_process_made_it_stays_sent(
    engine: AsyncEngine, tenants: Tenants
) -> None:
    key = clipping_key("day", date(2026, 11, 25), "")
    document = clipping(key.last_day, wita(26, 6))
    made = await keep_edition(engine, tenants.kutim, key, document, actor="schedule:s", version=0)
    assert await note_sent(
        engine,
        tenants.kutim,
        made.id,
        version=made.version,
        actor="a",
        detail="",
        letterhead=Letterhead(),
    )
    for seen in (0, made.version):
        with pytest.raises(ChangedMeanwhile):
            await keep_edition(engine, tenants.kutim, key, document, actor="schedule:s", version=seen)
    kept = await find_edition(engine, tenants.kutim, key)
    assert kept is not None
    assert kept.state == "terkirim"


async def claimed_until(engine: AsyncEngine) -> datetime | None:
    """Until when the only schedule is taken."""
    async with engine.connect() as connection:
        return (await connection.execute(select(report_schedules.c.claimed_until))).scalar_one()


async def test_a_stopped_schedule_rests_and_a_stranger_finds_none(
    engine: AsyncEngine, tenants: Tenants, clock: Clockwork, mailbox: Mailbox
) -> None:
    schedule_id = await planned(engine, tenants.kutim)
    stopped = Plan(PLAN.period, "", PLAN.weekdays, PLAN.minute, 0, PLAN.recipients, active=False)
    await change_schedule(engine, tenants.kutim, schedule_id, stopped, actor="user:a")
    assert await clock.work_off(lambda: wita(26, 7) + timedelta(days=365)) == 0
    assert await list_schedules(engine, tenants.berau) == []
    with pytest.raises(UnknownEntry):
        await change_schedule(engine, tenants.berau, schedule_id, PLAN, actor="user:b")
    with pytest.raises(UnknownEntry):
        await remove_schedule(engine, tenants.berau, schedule_id, actor="user:b")
    await remove_schedule(engine, tenants.kutim, schedule_id, actor="user:a")
    assert await list_schedules(engine, tenants.kutim) == []
