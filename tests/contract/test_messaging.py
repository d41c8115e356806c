"""The promises of the broker port, asked of both adapters.

Each test gets queues of its own: a fresh SQLite file, or a RabbitMQ namespace that is deleted afterwards.
Timers are real but tiny (see messaging_world); "killed" means a subprocess and SIGKILL.
"""

from __future__ import annotations

import asyncio
import itertools
import sys
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest

from shared.contracts.messages import ArticleStored
from shared.messaging.decode import handling
from shared.messaging.port import Ack, Answer, Broker, Message, Quarantine, Retry
from tests.contract.messaging_world import (
    ALONE,
    ALONE_CHANNEL,
    BOTH_CHANNEL,
    COPY,
    DELAYS,
    DELIVERY_LIMIT,
    MANY_DELIVERIES,
    PATIENT_DELAYS,
    SILENT_CHANNEL,
    WORK,
    WORK_CHANNEL,
    World,
    depth_is,
    message,
    until,
)

ROOT = Path(__file__).parents[2]


@pytest.fixture(params=["sqlite", "rabbitmq"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    if request.param == "sqlite":
        # The lease is how long a killed consumer's message stays away; above a busy machine's hiccups.
        return f"sqlite:///{tmp_path / 'broker.db'}?lease=1.5"
    address: str = request.getfixturevalue("require_rabbitmq")
    return address


@pytest.fixture
async def world(url: str) -> AsyncIterator[World]:
    world = World(url)
    yield world
    await world.close()


@pytest.fixture
async def broker(world: World) -> Broker:
    return await world.connect()


class Log:
    """A handler that notes what it gets, takes its time or waits at a gate, and answers as it was told."""

    def __init__(
        self,
        answer: Answer | Exception | None = None,
        *,
        seconds: float = 0,
        gate: asyncio.Event | None = None,
    ) -> None:
        self.subjects: list[str] = []
        self.attempts: list[int] = []
        self.messages: list[Message] = []
        self._answer = answer or Ack()
        self._seconds = seconds
        self._gate = gate

    async def __call__(self, message: Message) -> Answer:
        self.subjects.append(message.subject)
        self.attempts.append(message.attempt)
        self.messages.append(message)
        await asyncio.sleep(self._seconds)
        if self._gate is not None:
            await self._gate.wait()
        if isinstance(self._answer, Exception):
            raise self._answer
        return self._answer


async def test_a_message_arrives_whole(broker: Broker) -> None:
    sent = Message(
        type=ArticleStored.TYPE,
        source="gaung/suite",
        subject="jembatan",
        data='{"judul":"Jembatan Pulau Balang — dibuka"}'.encode(),
        traceparent="00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
    )
    await broker.publish(WORK_CHANNEL, sent)
    log = Log()
    async with broker.consume(WORK, log):
        await until(lambda: len(log.messages) == 1)
    assert log.messages == [sent]
    await depth_is(broker, WORK)


async def test_a_channel_reaches_every_queue_that_listens(broker: Broker) -> None:
    await broker.publish(BOTH_CHANNEL, message("a"))
    await depth_is(broker, WORK, ready=1)
    await depth_is(broker, COPY, ready=1)


async def test_a_channel_without_queues_takes_and_forgets(broker: Broker) -> None:
    await broker.publish(SILENT_CHANNEL, message("nobody"))
    await depth_is(broker, WORK)


async def test_competing_consumers_share_the_work(world: World, broker: Broker) -> None:
    other = await world.connect()
    first, second = Log(seconds=0.01), Log(seconds=0.01)
    async with broker.consume(WORK, first, prefetch=2), other.consume(WORK, second, prefetch=2):
        for number in range(40):
            await broker.publish(WORK_CHANNEL, message(str(number)))
        await until(lambda: len(first.subjects) + len(second.subjects) >= 40)
    assert sorted(first.subjects + second.subjects, key=int) == [str(n) for n in range(40)]
    assert first.subjects
    assert second.subjects
    await depth_is(broker, WORK)


async def test_prefetch_bounds_what_is_in_hand(broker: Broker) -> None:
    for number in range(9):
        await broker.publish(WORK_CHANNEL, message(str(number)))
    gate = asyncio.Event()
    log = Log(gate=gate)
    async with broker.consume(WORK, log, prefetch=3):
        await until(lambda: len(log.subjects) == 3)
        await asyncio.sleep(0.1)
        assert log.subjects == ["0", "1", "2"]
        await depth_is(broker, WORK, ready=6)
        gate.set()


async def test_a_killed_consumer_loses_nothing(world: World, broker: Broker) -> None:
    await broker.publish(WORK_CHANNEL, message("precious"))
    victim = await _victim(world, "work")
    assert await _line(victim) == "precious"
    await depth_is(broker, WORK)  # in the victim's hand
    victim.kill()
    await victim.wait()
    log = Log()
    async with broker.consume(WORK, log):
        await until(lambda: log.subjects == ["precious"])
    assert log.attempts == [0]
    await depth_is(broker, WORK)


async def test_a_step_killed_again_and_again_hands_everything_on(world: World) -> None:
    world.delivery_limit = MANY_DELIVERIES
    broker = await world.connect()
    subjects = {str(number) for number in range(200)}
    await asyncio.gather(*(broker.publish(WORK_CHANNEL, message(subject)) for subject in subjects))
    arrived = Log()
    async with broker.consume(COPY, arrived):
        for fraction in (0.2, 0.5, 0.8):
            victim = await _victim(world, "work", "forward")
            await until(lambda share=fraction: len(set(arrived.subjects)) >= share * 200)  # type: ignore[misc]
            victim.kill()
            await victim.wait()
        victim = await _victim(world, "work", "forward")
        await until(lambda: set(arrived.subjects) == subjects)
        await depth_is(broker, WORK)
        victim.terminate()
        await victim.wait()
    await depth_is(broker, COPY)


async def test_a_slow_handler_keeps_its_message(world: World, broker: Broker) -> None:
    other = await world.connect()
    await broker.publish(WORK_CHANNEL, message("slow"))
    slow, other_log = Log(seconds=2.5), Log()  # longer than the lease of the SQLite adapter
    async with broker.consume(WORK, slow):
        await until(lambda: slow.subjects == ["slow"])
        async with other.consume(WORK, other_log):
            await asyncio.sleep(2)
    assert (slow.subjects, other_log.subjects) == (["slow"], [])
    await depth_is(broker, WORK)


async def test_a_message_that_kills_its_consumers_is_set_aside(world: World, broker: Broker) -> None:
    await broker.publish(WORK_CHANNEL, message("poison"))
    for _ in range(DELIVERY_LIMIT):
        victim = await _victim(world, "work", "poison")
        assert await _line(victim) == "poison"
        assert await victim.wait() == -9
    log = Log()
    async with broker.consume(WORK, log):
        await depth_is(broker, WORK, quarantined=1)
    assert log.subjects == []
    [letter] = await broker.dead_letters(WORK)
    assert letter.message.subject == "poison"
    assert "without an answer" in letter.reason
    assert letter.stack is None


async def test_a_retry_waits_and_comes_back_as_the_next_attempt(broker: Broker) -> None:
    times: list[float] = []

    async def handle(message: Message) -> Answer:
        times.append(asyncio.get_running_loop().time())
        return Retry("not yet") if message.attempt < len(DELAYS) else Ack()

    await broker.publish(WORK_CHANNEL, message("later"))
    async with broker.consume(WORK, handle):
        await until(lambda: len(times) == 3)
    waited = [later - earlier for earlier, later in itertools.pairwise(times)]
    assert all(pause >= delay * 0.9 for pause, delay in zip(waited, DELAYS, strict=True)), waited
    await depth_is(broker, WORK)


async def test_a_waiting_message_is_counted_as_delayed_and_holds_up_nobody(world: World) -> None:
    patient = await world.connect(delays=PATIENT_DELAYS)
    log = Log()

    async def handle(message: Message) -> Answer:
        await log(message)
        return Retry("not yet") if message.subject == "later" else Ack()

    async with patient.consume(WORK, handle):
        await patient.publish(WORK_CHANNEL, message("later"))
        await depth_is(patient, WORK, delayed=1)
        await patient.publish(WORK_CHANNEL, message("now"))
        await until(lambda: log.subjects == ["later", "now"])
    await depth_is(patient, WORK, delayed=1)


async def test_retry_without_end_is_set_aside(broker: Broker) -> None:
    log = Log(Retry("the other service is away"))
    await broker.publish(WORK_CHANNEL, message("stubborn"))
    async with broker.consume(WORK, log):
        await depth_is(broker, WORK, quarantined=1)
    assert log.attempts == [0, 1, 2]
    [letter] = await broker.dead_letters(WORK)
    assert letter.reason == "the other service is away (gave up after 2 retries)"


async def test_an_exception_is_retried_then_set_aside_with_its_stack(broker: Broker) -> None:
    log = Log(ValueError("boom"))
    sent = message("broken")
    await broker.publish(WORK_CHANNEL, sent)
    async with broker.consume(WORK, log):
        await depth_is(broker, WORK, quarantined=1)
    assert log.attempts == [0, 1, 2]
    [letter] = await broker.dead_letters(WORK)
    assert letter.reason == "ValueError: boom (gave up after 2 retries)"
    assert letter.stack is not None
    assert "test_messaging.py" in letter.stack
    assert (letter.id, letter.queue, letter.message.data) == (sent.id, "work", sent.data)


async def test_quarantine_keeps_message_and_reason_until_replayed(broker: Broker) -> None:
    sent = message("strange")
    await broker.publish(WORK_CHANNEL, sent)
    async with broker.consume(WORK, Log(Quarantine("no such region 99.99"))):
        await depth_is(broker, WORK, quarantined=1)
    [letter] = await broker.dead_letters(WORK)
    assert (letter.reason, letter.stack, letter.message) == ("no such region 99.99", None, sent)
    assert abs((letter.dead_at - sent.time).total_seconds()) < 60
    assert await broker.dead_letters(WORK) == [letter]  # looking does not take
    assert await broker.replay(WORK) == 1
    log = Log()
    async with broker.consume(WORK, log):
        await until(lambda: log.messages == [sent])
    await depth_is(broker, WORK)


async def test_replay_and_drop_touch_only_what_was_named(broker: Broker) -> None:
    sent = [message(str(number)) for number in range(4)]
    for one in sent:
        await broker.publish(WORK_CHANNEL, one)
    async with broker.consume(WORK, Log(Quarantine("bad")), prefetch=1):
        await depth_is(broker, WORK, quarantined=4)
    assert await broker.replay(WORK, ["unknown"]) == 0
    assert await broker.replay(WORK, [sent[2].id]) == 1
    assert await broker.drop(WORK, [sent[0].id, "unknown"]) == 1
    await depth_is(broker, WORK, ready=1, quarantined=2)
    assert [letter.id for letter in await broker.dead_letters(WORK)] == [sent[1].id, sent[3].id]
    assert [letter.id for letter in await broker.dead_letters(WORK, limit=1)] == [sent[1].id]


async def test_everything_survives_a_restart(world: World, broker: Broker) -> None:
    await broker.publish(WORK_CHANNEL, message("bad"))
    async with broker.consume(WORK, Log(Quarantine("bad"))):
        await depth_is(broker, WORK, quarantined=1)
    await broker.publish(WORK_CHANNEL, message("kept"))
    await broker.close()
    again = await world.connect()
    await depth_is(again, WORK, ready=1, quarantined=1)
    log = Log()
    async with again.consume(WORK, log):
        await until(lambda: log.subjects == ["kept"])


async def test_one_consumer_at_a_time_where_steps_must_not_race(world: World, broker: Broker) -> None:
    other = await world.connect()
    first, second = Log(), Log()
    async with broker.consume(ALONE, first, prefetch=1):
        await broker.publish(ALONE_CHANNEL, message("0"))
        await until(lambda: first.subjects == ["0"])
        async with other.consume(ALONE, second, prefetch=1):
            for number in range(1, 20):
                await broker.publish(ALONE_CHANNEL, message(str(number)))
            await until(lambda: len(first.subjects) == 20)
            assert second.subjects == []
    async with other.consume(ALONE, second, prefetch=1):
        await broker.publish(ALONE_CHANNEL, message("20"))
        await until(lambda: second.subjects == ["20"])
    assert first.subjects == [str(number) for number in range(20)]


async def test_the_next_consumer_takes_over_from_a_killed_one(world: World, broker: Broker) -> None:
    await broker.publish(ALONE_CHANNEL, message("0"))
    victim = await _victim(world, "alone")
    assert await _line(victim) == "0"
    await broker.publish(ALONE_CHANNEL, message("1"))
    log = Log()
    async with broker.consume(ALONE, log, prefetch=1):
        await asyncio.sleep(0.3)
        assert log.subjects == []
        victim.kill()
        await victim.wait()
        await until(lambda: sorted(log.subjects) == ["0", "1"])


async def test_a_body_of_two_mebibytes(broker: Broker) -> None:
    sent = message("large", data=bytes(range(256)) * 8192)
    await broker.publish(WORK_CHANNEL, sent)
    log = Log(Quarantine("large"))
    async with broker.consume(WORK, log):
        await depth_is(broker, WORK, quarantined=1)
    assert log.messages == [sent]
    [letter] = await broker.dead_letters(WORK)
    assert letter.message.data == sent.data


@pytest.mark.parametrize(
    ("bad", "reason"),
    [
        (
            Message(type="id.gaung.article.unheard.v1", source="x", subject="s", data=b"{}"),
            "unknown message type 'id.gaung.article.unheard.v1', expected 'id.gaung.article.stored.v1'",
        ),
        (message("s", data=b"\xff\xfenot json"), "body does not decode: body: Invalid JSON"),
        (message("s", data=b'{"article_id":"a"}'), "body does not decode: revision: Field required"),
    ],
)
async def test_what_does_not_decode_is_set_aside_at_once(broker: Broker, bad: Message, reason: str) -> None:
    async def never(event: ArticleStored, message: Message) -> Answer:
        raise AssertionError("reached the handler")

    await broker.publish(WORK_CHANNEL, bad)
    async with broker.consume(WORK, handling(ArticleStored, never)):
        await depth_is(broker, WORK, quarantined=1)
    [letter] = await broker.dead_letters(WORK)
    assert letter.reason.startswith(reason)
    assert letter.message.data == bad.data


async def test_batches_come_in_order_and_up_to_their_size(broker: Broker) -> None:
    for number in range(10):
        await broker.publish(WORK_CHANNEL, message(str(number)))
    batches: list[list[str]] = []

    async def handle(messages: Sequence[Message]) -> Sequence[Answer]:
        batches.append([one.subject for one in messages])
        return [Ack()] * len(messages)

    async with broker.consume_batches(WORK, handle, size=4, wait=0.2):
        await until(lambda: sum(map(len, batches)) == 10)
    assert [subject for batch in batches for subject in batch] == [str(number) for number in range(10)]
    assert len(batches[0]) == 4
    assert max(map(len, batches)) == 4
    await depth_is(broker, WORK)


async def test_a_batch_answers_for_each_message(broker: Broker) -> None:
    for subject in ("good", "bad", "later"):
        await broker.publish(WORK_CHANNEL, message(subject))
    answers = {"good": Ack(), "bad": Quarantine("bad"), "later": Retry("later")}
    seen: list[tuple[str, int]] = []

    async def handle(messages: Sequence[Message]) -> Sequence[Answer]:
        seen.extend((one.subject, one.attempt) for one in messages)
        return [answers[one.subject] if one.attempt == 0 else Ack() for one in messages]

    async with broker.consume_batches(WORK, handle, size=3):
        await until(lambda: ("later", 1) in seen)
    assert seen == [("good", 0), ("bad", 0), ("later", 0), ("later", 1)]
    await depth_is(broker, WORK, quarantined=1)


@pytest.mark.parametrize("short", [False, True])
async def test_an_exception_counts_for_the_whole_batch(broker: Broker, short: bool) -> None:
    for subject in ("a", "b"):
        await broker.publish(WORK_CHANNEL, message(subject))

    async def handle(messages: Sequence[Message]) -> Sequence[Answer]:
        if short:
            return []  # an answer is missing
        raise RuntimeError("boom")

    async with broker.consume_batches(WORK, handle, size=2):
        await depth_is(broker, WORK, quarantined=2)
    letters = await broker.dead_letters(WORK)
    assert sorted(letter.message.subject for letter in letters) == ["a", "b"]
    assert all(letter.stack for letter in letters)


async def test_leaving_finishes_what_is_in_hand_and_returns_the_rest(broker: Broker) -> None:
    for number in range(5):
        await broker.publish(WORK_CHANNEL, message(str(number)))
    gate = asyncio.Event()
    log = Log(gate=gate)
    async with broker.consume(WORK, log, prefetch=2):
        await until(lambda: len(log.subjects) == 2)
        asyncio.get_running_loop().call_later(0.2, gate.set)  # while it is leaving
    assert log.subjects == ["0", "1"]
    await depth_is(broker, WORK, ready=3)


async def _victim(world: World, *arguments: str) -> asyncio.subprocess.Process:
    victim = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "tests.contract.messaging_victim",
        world.url,
        *arguments,
        stdout=asyncio.subprocess.PIPE,
        cwd=ROOT,
    )
    world.victims.append(victim)
    assert await _line(victim) == "consuming"
    return victim


async def _line(victim: asyncio.subprocess.Process) -> str:
    assert victim.stdout is not None
    return (await asyncio.wait_for(victim.stdout.readline(), 30)).decode().strip()
