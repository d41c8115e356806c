"""Tries: what nobody foresaw at one place is logged as a try of it, and leaves the other places alone."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from services.notifier.outcome import Outcome, Sent
from services.notifier.store import DeliveryStore
from services.notifier.tries import Tries
from shared.contracts.deliveries import DeliveryRecord
from shared.contracts.messages import Delivery
from shared.messaging.port import Ack, Retry
from shared.runtime.database import create_engine, migrate

PLACES = [Delivery(type="email", target=f"{name}@opd.example") for name in ("camat", "humas", "sekda")]


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[DeliveryStore]:
    engine = create_engine(f"sqlite:///{tmp_path / 'gaung.db'}", "notifier")
    await migrate(engine, "notifier")
    yield DeliveryStore(engine)
    await engine.dispose()


class Places:
    """Takes messages; the mailboxes in `broken` raise."""

    def __init__(self) -> None:
        self.broken = {"humas@opd.example"}
        self.had: list[str] = []

    async def send(self, record: DeliveryRecord) -> Outcome:
        if record.target in self.broken:
            raise OverflowError("sandi rahasia")
        self.had.append(record.target)
        return Sent()


async def test_a_fault_at_one_place_is_a_logged_try_and_the_others_get_the_message(
    store: DeliveryStore,
) -> None:
    places = Places()
    answer = await Tries(store, places.send, last=False).make(await store.open_places("m1", "t1", PLACES))
    (broken,) = [each for each in await store.of(["m1"]) if each.target in places.broken]
    assert answer == Retry("kesalahan di dalam Gaung: OverflowError")
    assert sorted(places.had) == ["camat@opd.example", "sekda@opd.example"]
    assert (broken.state, broken.attempts, len(broken.log)) == ("waiting", 1, 1)
    assert broken.last_error == "kesalahan di dalam Gaung: OverflowError"
    # Nobody has it in hand any more.
    assert await store.claim(broken.id, datetime.now(UTC))


async def test_a_fault_to_the_last_ends_the_delivery_and_one_that_passes_does_not(
    store: DeliveryStore,
) -> None:
    places = Places()
    for last, state in ((False, "waiting"), (True, "exhausted")):
        await Tries(store, places.send, last).make(await store.open_places("m1", "t1", PLACES))
        assert {each.target: each.state for each in await store.of(["m1"])}["humas@opd.example"] == state
    places.broken.clear()
    assert (
        await Tries(store, places.send, last=True).make(await store.open_places("m1", "t1", PLACES)) == Ack()
    )
    assert [(each.state, each.attempts) for each in await store.of(["m1"])].count(("sent", 1)) == 2
    assert sorted(places.had) == [place.target for place in PLACES]


async def test_a_try_that_cannot_be_noted_leaves_the_others_their_turn(
    store: DeliveryStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    places = Places()
    places.broken.clear()
    records = await store.open_places("m1", "t1", PLACES)
    claim = store.claim

    async def away(delivery_id: str, now: datetime) -> bool:
        if delivery_id == records[0].id:
            raise OSError("the database went away")
        return await claim(delivery_id, now)

    monkeypatch.setattr(store, "claim", away)
    assert await Tries(store, places.send, last=False).make(records) == Retry(
        "OSError: the database went away"
    )
    assert set(places.had) == {record.target for record in records[1:]}
