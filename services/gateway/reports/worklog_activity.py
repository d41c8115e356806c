"""An activity of a work log: what was done, when, to what, and where that can be seen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Literal

from services.gateway.dashboard.dates import MONTHS
from services.gateway.dashboard.wording import number

Group = Literal["laporan", "telaah", "klarifikasi", "isu", "pantauan", "aspirasi"]
# In the order in which the log tells them.
GROUP_NAMES: dict[Group, str] = {
    "laporan": "Kliping dan laporan",
    "telaah": "Telaah isu",
    "klarifikasi": "Klarifikasi",
    "isu": "Pengelolaan isu",
    "pantauan": "Pemantauan media",
    "aspirasi": "Aspirasi warga",
}


@dataclass(frozen=True)
class Activity:
    """One act. `result` is what it was done to, `path` its page on the dashboard ("" when it is gone)."""

    at: datetime
    group: Group
    act: str
    result: str
    path: str


@dataclass(frozen=True)
class WorkLine:
    """The same act on the same thing on one day, however often; `at` is the last time, in the zone."""

    at: datetime
    group: Group
    act: str
    result: str
    path: str
    times: int

    @property
    def act_text(self) -> str:
        """``Menyunting (3 kali)``."""
        return f"{self.act} ({number(self.times)} kali)" if self.times > 1 else self.act


def work_lines(activities: Iterable[Activity], zone: tzinfo) -> list[WorkLine]:
    """The activities as lines of a log, oldest first."""
    lines: dict[tuple[object, ...], WorkLine] = {}
    for one in sorted(activities, key=lambda each: each.at):
        at = one.at.astimezone(zone)
        key = at.date(), one.group, one.act, one.result, one.path
        times = lines[key].times + 1 if key in lines else 1
        lines[key] = WorkLine(at, one.group, one.act, one.result, one.path, times)
    return sorted(lines.values(), key=lambda line: line.at)


def moment_text(at: datetime) -> str:
    """``3 November 2026 07.05``: as tables and the spreadsheet's reader know it."""
    return f"{at.day} {MONTHS[at.month - 1]} {at.year} {at:%H.%M}"


def moment_of(text: str) -> datetime | None:
    """What `moment_text` wrote, without a zone; None for anything else."""
    parts = text.split(" ")
    try:
        day, month, year, clock = parts
        hour, minute = clock.split(".")
        return datetime(int(year), MONTHS.index(month) + 1, int(day), int(hour), int(minute))
    except ValueError:
        return None
