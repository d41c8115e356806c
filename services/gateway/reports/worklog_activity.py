"""An activity of a work log: what was done, when, to what, and where that can be seen."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Literal

from services.gateway.presentation.dates import MONTHS, short_day
from services.gateway.presentation.wording import number

_MOMENT = re.compile(r"(\d{1,2})\s([A-Z][a-z]{2}), (\d{2})\.(\d{2})")

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
    """``3 Nov, 07.05``: short and the day on one line, for a phone; the year is that of the log."""
    day = short_day(at.date()).replace(" ", "\u00a0")
    return f"{day}, {at:%H.%M}"


def moment_of(text: str, year: int) -> datetime | None:
    """What `moment_text` wrote in a log of that year, without a zone; None for anything else."""
    found = _MOMENT.fullmatch(text)
    if found is None:
        return None
    month = next((n for n, name in enumerate(MONTHS, start=1) if name.startswith(found[2])), 0)
    try:
        return datetime(year, month, int(found[1]), int(found[3]), int(found[4]))
    except ValueError:
        return None
