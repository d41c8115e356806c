"""Asks raw engine, index port and API the same questions in turns, and takes the time of every answer."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator, Mapping, Sequence

from benchmarks.search_figures import Row, Times
from benchmarks.search_questions import Ask, Question, questions

# Questions of a kind in all, and the rounds into which they are cut: each asks raw, ours and API in turn.
QUESTIONS, ROUNDS = 200, 10
CLIENTS = (1, 16)
# Asked before the clock runs: whatever is read, opened or compiled once belongs to no question.
_FIRST = 10


async def compare(kind: str, articles: int, raw: Ask, ours: Ask, api: Ask) -> list[Row]:
    """The times of a kind, for each number of clients."""
    asked = list(questions(kind, QUESTIONS, articles))
    who = {"raw": raw, "ours": ours, "api": api}
    for ask in who.values():
        await _round(ask, kind, asked[:_FIRST], _FIRST)
    rows = []
    for clients in CLIENTS:
        taken: dict[str, list[float]] = {name: [] for name in who}
        for number in range(ROUNDS):
            for name, ask in _turned(who, number):
                taken[name] += await _round(ask, kind, asked[number::ROUNDS], clients)
        times = {name: Times.of(milliseconds) for name, milliseconds in taken.items()}
        rows.append(Row(kind, clients, **times))
    return rows


def _turned(who: Mapping[str, Ask], number: int) -> Iterator[tuple[str, Ask]]:
    """Everybody, each first in a third of the rounds: whoever is first finds the caches cold."""
    names = list(who)
    for place in range(len(names)):
        name = names[(number + place) % len(names)]
        yield name, who[name]


async def _round(ask: Ask, kind: str, asked: Sequence[Question], clients: int) -> list[float]:
    """Milliseconds of each question, asked by so many clients at once."""
    waiting = list(asked)
    taken: list[float] = []

    async def client() -> None:
        while waiting:
            question = waiting.pop()
            started = time.perf_counter()
            await ask(kind, question)
            taken.append((time.perf_counter() - started) * 1000)

    await asyncio.gather(*(client() for _ in range(clients)))
    return taken
