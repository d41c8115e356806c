"""The state of a citizen's report, as SP4N-LAPOR! names it, and how long each state may last.

The limits are those that SP4N-LAPOR! promises to whoever reports: verified and handed on within 3 working
days, a first follow-up by the office within 5 more. PermenPANRB 62/2018 is the frame for complaints about
public services; the days are a choice of ours after that promise, not the wording of an article, and the page
says so.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Literal, get_args

State = Literal["verifikasi", "disposisi", "bukan_wewenang", "selesai"]
STATES: tuple[State, ...] = get_args(State)
STATE_NAMES: dict[State, str] = {
    "verifikasi": "Verifikasi",
    "disposisi": "Disposisi",
    "bukan_wewenang": "Bukan wewenang",
    "selesai": "Selesai",
}
STATE_MEANINGS: dict[State, str] = {
    "verifikasi": "Diterima, belum diteruskan ke perangkat daerah.",
    "disposisi": "Sudah diteruskan, menunggu tindak lanjut.",
    "bukan_wewenang": "Bukan urusan daerah ini, ditolak, atau diarsipkan.",
    "selesai": "Sudah dijawab dan ditutup.",
}
# Nobody waits for an answer any more.
CLOSED: frozenset[State] = frozenset({"bukan_wewenang", "selesai"})

VERIFIED_WITHIN = 3
FOLLOWED_UP_WITHIN = 5
# Working days since the report came in; when it was handed on is not known of imported reports.
LIMITS: dict[State, int] = {
    "verifikasi": VERIFIED_WITHIN,
    "disposisi": VERIFIED_WITHIN + FOLLOWED_UP_WITHIN,
}

# Words of a status in order of weight: "belum selesai" is not finished, "ditolak" closes what else it says.
# SP4N-LAPOR! itself writes Belum Terverifikasi, Belum Ditindaklanjuti, Sedang Diproses, Selesai, Tertunda,
# Diarsip.
_WORDS: tuple[tuple[str, State], ...] = (
    (
        r"bukan (?:ke|we)?wenang|di ?tolak|di ?arsip|\barsip|tidak valid|spam|duplikat",
        "bukan_wewenang",
    ),
    (r"belum (?:di ?)?(?:ter)?verifikasi|tertunda|\bbaru\b|menunggu verifikasi|\bditerima\b", "verifikasi"),
    (
        r"belum|disposisi|terdisposisi|proses|diteruskan|tindak ?lanjut|ditangani|dikerjakan|terverifikasi",
        "disposisi",
    ),
    (r"selesai|tuntas|closed|\btutup|ditutup|dijawab|resolved|done", "selesai"),
    (r"verifikasi|menunggu|open|new", "verifikasi"),
)
_STATES = tuple((re.compile(words), state) for words, state in _WORDS)
# "Selesai ditindaklanjuti" and "Tindak lanjut selesai" are finished, "Belum selesai" is not.
_FINISHED = re.compile(r"^(?!.*\b(?:belum|menunggu)\b).*\b(?:selesai|tuntas)\b")


def state_of_status(status: str | None) -> State | None:
    """The state that a status of the system of origin means; None when it says nothing we know."""
    said = " ".join((status or "").replace("_", " ").casefold().split())
    if not said:
        return None
    if _FINISHED.match(said):
        return "selesai"
    return next((state for words, state in _STATES if words.search(said)), None)


def working_days(since: date, today: date) -> int:
    """Days from Monday to Friday after `since` up to `today`; public holidays are not known and count."""
    if today <= since:
        return 0
    weeks, rest = divmod((today - since).days, 7)
    left = (since + timedelta(days=7 * weeks + number) for number in range(1, rest + 1))
    return 5 * weeks + sum(day.weekday() < 5 for day in left)


def is_late(state: State, since: date, today: date) -> bool:
    """Whether a report that came in on `since` waits longer than its state may last."""
    limit = LIMITS.get(state)
    return limit is not None and working_days(since, today) > limit
