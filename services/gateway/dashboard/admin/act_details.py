"""What a line of the audit trail says beside its action: the trail keeps it in English, for programs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from services.gateway.desk.story_work import STORY_STATE_NAMES
from services.gateway.presentation.region_choice import region_name
from services.gateway.presentation.wording import KIND_NAMES, ROLE_NAMES, number

_ROLE = re.compile(r"\b(" + "|".join(ROLE_NAMES) + r")\b")
# Ids are made by token_hex: they tell a reader nothing.
_ID = re.compile(r"[0-9a-f]{16,32}")
_REGION = re.compile(r"\b\d\d(?:\.\d\d)*\b")
_NUMBER = re.compile(r"\d+")

# The fields of what was changed, as the API, the dashboard and the command line name them.
WATCH_FIELDS: dict[str, str] = {
    "name": "nama",
    "filter": "saringan",
    "given": "saringan",
    "within_scope": "saringan",
    "when": "aturan",
    "cooldown": "jeda",
    "quiet_hours": "jam tenang",
    "digest": "cara mengirim",
    "channels": "tujuan kiriman",
    "deliveries": "tujuan kiriman",
    "muted_until": "pembisuan",
}
SOURCE_FIELDS: dict[str, str] = {
    "name": "nama",
    "url": "alamat",
    "feeds": "umpan RSS",
    "sitemaps": "peta situs",
    "listings": "halaman indeks",
    "region": "wilayah",
    "timezone": "zona waktu",
    "kind": "jenis",
    "interval": "selang kunjungan",
    "paused": "jeda",
    "resumed": "jeda diakhiri",
}
ASPIRATION_FIELDS: dict[str, str] = {"state": "keadaan", "office": "OPD", "note": "catatan"}
TENANT_FIELDS: dict[str, str] = {
    "name": "nama",
    "scope": "wilayah",
    "timezone": "zona waktu",
    "daily_quota": "permintaan API per hari",
}

# A moment as the page says it to its reader.
Said = Callable[[datetime], str]


def act_detail(action: str, subject: str, detail: str, names: Mapping[str, str], said: Said) -> str:
    """What was changed, and how; `names` are those of people, keys and tenants by id."""
    named = names.get(subject) or ("" if _ID.fullmatch(subject) else subject)
    if action in ("retention.change", "source.import") or action.startswith("story."):
        # What they name is no name: "articles", "sources", the id of a story.
        named = ""
    return " · ".join(part for part in (named, _how(action, detail, said)) if part)


def _how(action: str, detail: str, said: Said) -> str:
    match action:
        case "user.create" | "user.role" | "key.issue":
            return _ROLE.sub(lambda found: ROLE_NAMES[found[0]], detail).replace("role ", "peran ")
        case "user.password":
            return f"{_first_number(detail)} perangkat lain dikeluarkan"
        case "session.open" | "session.close":
            return detail.replace("from ", "dari ")
        case "session.end":
            return (
                "satu perangkat" if detail == "one device" else f"semua perangkat ({_first_number(detail)})"
            )
        case "key.rotate" | "watch.rotate":
            return _previous_secret(detail, said)
        case "tenant.create":
            return _regions(detail)
        case "tenant.change":
            return "; ".join(_tenant_field(part) for part in detail.split("; "))
        case "watch.change":
            return _fields(detail, WATCH_FIELDS)
        case "source.change":
            return _fields(detail, SOURCE_FIELDS)
        case "aspiration.change":
            return _fields(detail, ASPIRATION_FIELDS)
        case "office.topics":
            return f"{_first_number(detail)} topik"
        case "retention.change":
            return detail.replace("months", "bulan").replace("no limit", "tanpa batas")
        case "story.state":
            return " → ".join(STORY_STATE_NAMES.get(state, state) for state in detail.split(" to "))
        case "story.office":
            return "sesuai topiknya" if detail == "as the topics propose" else detail
        case "story.split":
            return f"{detail.count(',') + 1} berita dikeluarkan"
        case "import.create":
            kind = detail.rpartition(" ")[2]
            return f"{_first_number(detail)} baris {KIND_NAMES.get(kind, kind).lower()}"
        case "import.undo":
            return f"{_first_number(detail)} laporan dihapus"
        case "user.reset" | "story.merge" | "story.undo" | "clarification.create":
            # The action says it all; the rest is an id.
            return ""
    return detail


def _first_number(detail: str) -> str:
    found = _NUMBER.search(detail)
    return number(int(found[0])) if found else "beberapa"


def _fields(detail: str, words: Mapping[str, str]) -> str:
    return ", ".join(_once(words.get(name, name) for name in detail.split(", ") if name))


def _once(words: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(words))


def _previous_secret(detail: str, said: Said) -> str:
    """``"the secret before ends at 2026-11-27T02:00:00+00:00"``; empty without a time."""
    try:
        until = datetime.fromisoformat(detail.rpartition(" ")[2])
    except ValueError:
        return ""
    return f"rahasia sebelumnya berlaku sampai {said(until)}"


def _tenant_field(part: str) -> str:
    """``"scope: ('64.08',) → ['64.08', '64.03']"``: field, what it was, what it is."""
    field, _, values = part.partition(": ")
    if field == "scope":
        values = " → ".join(_regions(side) for side in values.split(" → "))
    if field == "daily_quota":
        values = values.replace("None", "seperti semua")
    return f"{TENANT_FIELDS.get(field, field)}: {values}"


def _regions(codes: str) -> str:
    return ", ".join(region_name(code) for code in _REGION.findall(codes)) or "seluruh Indonesia"
