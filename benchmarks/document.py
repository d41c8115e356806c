"""Keeps the figures in docs/benchmarks.md: a section for each thing measured, replaced the next time."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

DOCUMENT = Path(__file__).resolve().parent.parent / "docs" / "benchmarks.md"


class Section:
    """What a benchmark says: printed at once, and put into the document on `write`."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._lines: list[str] = []

    def say(self, text: str = "") -> None:
        """Print some lines, and keep them."""
        self._lines.append(text)
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()

    def write(self, path: Path = DOCUMENT) -> None:
        """Replace this section of the document, or add it at the end; the others stay as they are."""
        begin, end = f"<!-- figures of {self._name} -->", f"<!-- end of {self._name} -->"
        text = path.read_text(encoding="utf-8")
        before, found, rest = text.partition(begin)
        after = rest.partition(end)[2] if found else "\n"
        body = "\n".join(self._lines).strip("\n")
        before = before if found else f"{before.rstrip()}\n\n"
        path.write_text(f"{before}{begin}\n\n{body}\n\n{end}{after}", encoding="utf-8")


def circumstances(command: Sequence[str], *versions: str) -> str:
    """When, where and how something was measured: date, machine, versions, the command that does it again."""
    gigabytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    machine = f"{os.cpu_count()} cores ({_processor()}), {gigabytes:.0f} GB, {platform.system()}"
    software = ", ".join([f"Python {platform.python_version()}", f"numpy {version('numpy')}", *versions])
    return f"{datetime.now(UTC):%Y-%m-%d}; {machine}; {software}; `{' '.join(command)}`"


def _processor() -> str:
    try:
        described = Path("/proc/cpuinfo").read_text(encoding="utf-8")
    except FileNotFoundError:
        return platform.machine()
    names = [line.partition(": ")[2] for line in described.splitlines() if line.startswith("model name")]
    return names[0] if names else platform.machine()
