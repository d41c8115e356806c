"""``gaung dead``: the messages set aside: what they are, why, and back into the queue or away."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated

import typer

from services.cli.console import CommandError, out, print_json, print_rows, run
from shared.contracts.channels import CHANNELS, Queue, queue_named
from shared.messaging.connect import connect
from shared.messaging.port import Broker, DeadLetter
from shared.runtime.settings import load_settings

app = typer.Typer(help="Messages set aside: list, show, replay, drop.", no_args_is_help=True)

QueueOption = Annotated[str | None, typer.Option("--queue", help="Only this queue, e.g. nlp.articles.")]
JsonOption = Annotated[bool, typer.Option("--json", help="JSON lines on stdout.")]


@asynccontextmanager
async def _broker() -> AsyncIterator[Broker]:
    broker = await connect(load_settings().broker())
    try:
        yield broker
    finally:
        await broker.close()


def _queues(name: str | None) -> list[Queue]:
    if name is None:
        return [queue for channel in CHANNELS for queue in channel.queues]
    try:
        return [queue_named(name)]
    except KeyError:
        known = ", ".join(queue.name for queue in _queues(None))
        raise CommandError(f"no queue {name!r}; there are {known}") from None


async def _find(broker: Broker, id: str) -> tuple[Queue, DeadLetter]:
    for queue in _queues(None):
        for letter in await broker.dead_letters(queue, limit=10_000):
            if letter.id == id:
                return queue, letter
    raise CommandError(f"no message {id!r} is set aside; see `gaung dead list`")


def _row(letter: DeadLetter) -> dict[str, object]:
    return {
        "id": letter.id,
        "queue": letter.queue,
        "type": letter.message.type,
        "subject": letter.message.subject,
        "reason": letter.reason,
        "at": letter.dead_at.isoformat(timespec="seconds"),
    }


@app.command("list")
def list_(queue: QueueOption = None, as_json: JsonOption = False) -> None:
    """What was set aside, oldest first."""

    async def rows() -> list[dict[str, object]]:
        async with _broker() as broker:
            return [
                _row(letter) for q in _queues(queue) for letter in await broker.dead_letters(q, limit=1000)
            ]

    columns = ("id", "queue", "subject", "reason", "at")
    print_rows(run(rows()), columns, as_json=as_json, empty="Nothing is set aside.")


@app.command()
def show(
    id: Annotated[str, typer.Argument(help="Id from `gaung dead list`.")], as_json: JsonOption = False
) -> None:
    """One message with its headers, body, reason and stack."""

    async def find() -> DeadLetter:
        async with _broker() as broker:
            return (await _find(broker, id))[1]

    letter = run(find())
    body = letter.message.data.decode(errors="replace")
    full = {**_row(letter), "message_id": letter.message.id, "stack": letter.stack, "body": body}
    if as_json:
        print_json(full)
        return
    for name, value in full.items():
        if name == "body":
            try:
                value = json.dumps(json.loads(body), ensure_ascii=False, indent=2)
            except ValueError:
                value = body
        out.print(f"{name}: {value}", markup=False)


@app.command()
def replay(
    queue: QueueOption = None,
    id: Annotated[str | None, typer.Option("--id", help="Only this message.")] = None,
    as_json: JsonOption = False,
) -> None:
    """Put messages back into their queue with a clean count of attempts; all of them without options."""

    async def move() -> int:
        async with _broker() as broker:
            if id is not None:
                found, _ = await _find(broker, id)
                return await broker.replay(found, [id])
            return sum([await broker.replay(q) for q in _queues(queue)])

    _say("replayed", run(move()), as_json=as_json)


@app.command()
def drop(
    id: Annotated[str, typer.Argument(help="Id from `gaung dead list`.")], as_json: JsonOption = False
) -> None:
    """Delete one message for good."""

    async def delete() -> int:
        async with _broker() as broker:
            found, _ = await _find(broker, id)
            return await broker.drop(found, [id])

    _say("dropped", run(delete()), as_json=as_json)


def _say(done: str, count: int, *, as_json: bool) -> None:
    if as_json:
        print_json({done: count})
    else:
        out.print(f"{count} {done}")
