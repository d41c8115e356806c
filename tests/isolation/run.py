"""So many calls with one seed, and the report: ``python -m tests.isolation.run --calls 100000 --seed 1``."""

from __future__ import annotations

import argparse
import asyncio
import json
import logging
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import httpx
import structlog

from tests.isolation.calls import Call, Caller, operations_of
from tests.isolation.judge import Finding, felt, is_json, judged
from tests.isolation.world import World, open_world

# How often every operation is called at least, before chance decides.
_AT_LEAST = 10
# Calls on their way at once: while one waits for the disk, others go on.
_AT_ONCE = 8
# Findings that are told in full.
_SHOWN = 40


@dataclass
class Report:
    """What a run did and found."""

    calls: dict[str, Counter[int]] = field(default_factory=lambda: defaultdict(Counter))
    findings: list[Finding] = field(default_factory=list)
    refusals: dict[str, str] = field(default_factory=dict)
    proved: set[str] = field(default_factory=set)

    def count(self, call: Call, answer: httpx.Response) -> None:
        """Count a call."""
        self.calls[call.operation.name][answer.status_code] += 1
        if answer.status_code in (400, 409, 413) and call.whose == "own":
            self.refusals[call.operation.name] = f"{call.said[:400]}: {answer.text[:400]}"

    @property
    def total(self) -> int:
        """How many calls were made."""
        return sum(sum(statuses.values()) for statuses in self.calls.values())

    def never_answered(self) -> list[str]:
        """Operations that never succeeded: a wall in front of nothing proves nothing."""
        answered = {name for name, statuses in self.calls.items() if any(code < 300 for code in statuses)}
        return sorted(set(self.calls) - answered - self.proved)

    def add(self, other: Report) -> None:
        """Take in the report of another worker."""
        for name, statuses in other.calls.items():
            self.calls[name].update(statuses)
        self.findings += other.findings
        self.refusals |= other.refusals
        self.proved |= other.proved


async def calling(
    world: World, *, calls: int, seed: int, only: Collection[str] = (), progress: bool = False
) -> Report:
    """Make the calls and judge every answer; `only` names the operations, else it is all of them."""
    document = (await world.client.get("/openapi.json")).json()
    operations = [one for one in operations_of(document) if not only or one.name in only]
    caller = Caller(world, random.Random(seed), operations)
    report = Report(proved=set(world.proved))
    first = [operation for operation in caller.operations for _ in range(_AT_LEAST)]
    started = told = time.monotonic()
    while report.total < calls:
        together = [caller.make(first.pop() if first else None) for _ in range(_AT_ONCE)]
        # Learnt from in their order, so that the next calls do not depend on which answer came first.
        answers = await asyncio.gather(*(_exchange(world, call) for call in together))
        for call, (answer, twin) in zip(together, answers, strict=True):
            report.count(call, answer)
            found = judged(world, call, answer)
            if twin is not None:
                report.count(call, twin)
                if 503 not in (answer.status_code, twin.status_code):
                    found += felt(call, answer, twin)
            report.findings += found
            for finding in found if progress else ():
                _say(f"{finding.rule}: {finding.call}\n    {finding.detail}")
            if answer.is_success and is_json(answer):
                caller.learn(call, answer.json())
        if progress and time.monotonic() - told > 5:
            told = time.monotonic()
            rate = report.total / (told - started)
            _say(f"{report.total} of {calls} calls, {rate:.0f} a second, {len(report.findings)} findings")
    return report


async def _exchange(world: World, call: Call) -> tuple[httpx.Response, httpx.Response | None]:
    """The answer to a call and, when it asks for what is foreign, to the same call for what nobody has."""
    answer = await _send(world, call, call.path)
    if call.whose != "foreign" or answer.status_code in (401, 403):
        return answer, None
    return answer, await _send(world, call, call.twin)


async def _send(world: World, call: Call, path: str) -> httpx.Response:
    target = path + call.target.removeprefix(call.path)
    return await world.client.request(
        call.operation.method.upper(), target, headers=call.headers, **call.request
    )


async def run(*, calls: int, seed: int, progress: bool = False) -> Report:
    """Open a world, make the calls, close it again."""
    with tempfile.TemporaryDirectory() as data_dir:
        async with open_world(Path(data_dir)) as world:
            return await calling(world, calls=calls, seed=seed, progress=progress)


def printed(report: Report) -> str:
    """The report for a person."""
    lines = []
    for name, statuses in sorted(report.calls.items()):
        by_status = "  ".join(f"{code}×{count}" for code, count in sorted(statuses.items()))
        lines.append(f"{sum(statuses.values()):>8}  {name:<44} {by_status}")
    lines.append(f"{report.total:>8}  calls of {len(report.calls)} operations")
    for name in report.never_answered():
        lines.append(f"never answered with success: {name}, e.g. {report.refusals.get(name)}")
    by_rule = Counter((finding.rule, finding.operation) for finding in report.findings)
    for (rule, operation), count in by_rule.most_common():
        lines.append(f"FOUND {count}×  {rule}: {operation}")
    for finding in report.findings[:_SHOWN]:
        lines.append(f"  {finding.rule}\n    {finding.call}\n    {finding.detail}")
    return "\n".join(lines)


def _say(text: str) -> None:
    sys.stderr.write(text + "\n")
    sys.stderr.flush()


def _worker(arguments: argparse.Namespace) -> None:
    """One process's part, as JSON on stdout."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL))
    report = asyncio.run(run(calls=arguments.calls, seed=arguments.seed, progress=True))
    given = {
        "calls": {name: dict(statuses) for name, statuses in report.calls.items()},
        "findings": [asdict(finding) for finding in report.findings],
        "refusals": report.refusals,
        "proved": sorted(report.proved),
    }
    sys.stdout.write(json.dumps(given))


def _read(text: str) -> Report:
    given: dict[str, Any] = json.loads(text)
    findings = [Finding(**finding) for finding in given["findings"]]
    report = Report(findings=findings, refusals=given["refusals"], proved=set(given["proved"]))
    for name, statuses in given["calls"].items():
        report.calls[name].update({int(code): count for code, count in statuses.items()})
    return report


def main() -> int:
    """Share the calls out to processes, each with a world and a seed of its own; 1 when something was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--calls", type=int, default=100_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--worker", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.worker:
        _worker(arguments)
        return 0
    each = -(-arguments.calls // arguments.workers)
    _say(f"{arguments.calls} calls, seed {arguments.seed}, {arguments.workers} processes")
    processes = [
        subprocess.Popen(
            [
                sys.executable,
                "-m",
                "tests.isolation.run",
                "--worker",
                "--calls",
                str(each),
                "--seed",
                str(seed),
            ],
            stdout=subprocess.PIPE,
            text=True,
        )
        for seed in range(arguments.seed, arguments.seed + arguments.workers)
    ]
    report = Report()
    for process in processes:
        text, _ = process.communicate()
        if process.returncode:
            return process.returncode
        report.add(_read(text))
    sys.stdout.write(printed(report) + "\n")
    return 1 if report.findings or report.never_answered() else 0


if __name__ == "__main__":
    sys.exit(main())
