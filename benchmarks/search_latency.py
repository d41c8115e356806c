"""Asks raw engine, index port and API the same questions in turns; prints p50, p95 and their ratios."""

from __future__ import annotations

import asyncio
import statistics
import sys
import time
from collections.abc import Sequence

from benchmarks.search_questions import Ask, Question, questions

# Questions of a kind in all, and the rounds into which they are cut: each asks raw, ours and API in turn.
QUESTIONS, ROUNDS = 200, 10
CLIENTS = (1, 16)
RATIO, P95 = 1.3, 50.0


def heading() -> str:
    """The head of the table; times in milliseconds."""
    return (
        f"\n{'':10}{'clients':>8} |{'raw p50':>8}{'p95':>8} |{'ours p50':>9}{'p95':>8}{'ratio':>7} |"
        f"{'api p50':>8}{'p95':>8}{'ratio':>7}\n"
    )


async def compare(kind: str, articles: int, raw: Ask, ours: Ask, api: Ask) -> None:
    """One line for each number of clients; the ratios are of the medians."""
    asked = list(questions(kind, QUESTIONS, articles))
    for clients in CLIENTS:
        taken: dict[str, list[float]] = {"raw": [], "ours": [], "api": []}
        for number in range(ROUNDS):
            part = asked[number::ROUNDS]
            for name, ask in (("raw", raw), ("ours", ours), ("api", api)):
                taken[name] += await _round(ask, kind, part, clients)
        sys.stdout.write(_line(kind, clients, taken))
        sys.stdout.flush()


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


def _line(kind: str, clients: int, taken: dict[str, list[float]]) -> str:
    p50 = {name: statistics.median(times) for name, times in taken.items()}
    p95 = {name: statistics.quantiles(times, n=20)[-1] for name, times in taken.items()}
    missed = [
        f"ratio above {RATIO}" if p50["ours"] / p50["raw"] > RATIO else "",
        f"p95 above {P95:.0f} ms" if clients == 1 and p95["ours"] > P95 else "",
    ]
    ours, api = (p50[name] / p50["raw"] for name in ("ours", "api"))
    return (
        f"{kind:10}{clients:>8} |{p50['raw']:>8.1f}{p95['raw']:>8.1f}"
        f" |{p50['ours']:>9.1f}{p95['ours']:>8.1f}{ours:>7.2f}"
        f" |{p50['api']:>8.1f}{p95['api']:>8.1f}{api:>7.2f}"
        f"  {', '.join(filter(None, missed))}\n"
    )
