"""How a source is: in a word for the list, in a sentence with what to do for its own page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from services.gateway.dashboard.admin.drop_reasons import DropReason, drop_reason
from services.gateway.presentation.wording import number, percent
from shared.contracts.crawl import Source, SourceHealth

Look = Literal["baik", "info", "waspada", "bahaya"]
# A feed is asked at least once an hour, also after failures: a day without one success is no hiccup.
LATE = timedelta(hours=24)
# Below this share of what was fetched something is wrong with reading, not with single pages.
READ_AT_LEAST = 0.3
# Fewer pages than that say nothing about a share.
FEW_PAGES = 5


@dataclass(frozen=True)
class SourceState:
    """A word and its colour; `troubled` ones want somebody to look."""

    word: str
    look: Look
    troubled: bool = False


def source_state(source: Source, articles: int | None, now: datetime) -> SourceState:
    """The state of a source; `articles` that can be found of the last days, None when that is not known."""
    if source.paused:
        return SourceState("Dijeda", "info")
    if source.last_success_at is None:
        if source.last_error:
            return SourceState("Belum pernah berhasil", "bahaya", troubled=True)
        return SourceState("Menunggu giliran", "info")
    if now - source.last_success_at > LATE:
        return SourceState("Berhenti", "bahaya", troubled=True)
    if source.last_error:
        return SourceState("Sebagian gagal", "waspada", troubled=True)
    if articles == 0:
        return SourceState("Tanpa berita", "waspada", troubled=True)
    return SourceState("Berjalan", "baik")


@dataclass(frozen=True)
class Step:
    """One step of the way; `share` of the largest one, 0 to 100."""

    name: str
    count: int
    share: float


@dataclass(frozen=True)
class Dropped:
    """A reason with the number of pages dropped for it."""

    count: int
    reason: DropReason


@dataclass(frozen=True)
class Conclusion:
    """What the figures mean, and what to do."""

    says: str
    to_do: str
    look: Look


STEPS: tuple[tuple[str, str], ...] = (
    ("discovered", "Ditemukan"),
    ("fetched", "Diambil"),
    ("extracted", "Terbaca teksnya"),
    ("enriched", "Dibaca nada dan topiknya"),
    ("indexed", "Dapat dicari"),
)


def steps(health: SourceHealth) -> list[Step]:
    """The way from found to searchable over all days."""
    sums = [(title, sum(getattr(day, name) for day in health.days)) for name, title in STEPS]
    largest = max((count for _, count in sums), default=0)
    return [Step(title, count, round(100 * count / largest, 2) if largest else 0) for title, count in sums]


def dropped(health: SourceHealth) -> list[Dropped]:
    """Why pages were dropped, those that want somebody to act first, then the most frequent."""
    counts: Counter[str] = Counter()
    for day in health.days:
        counts.update(day.dropped)
    found = [Dropped(count, drop_reason(reason)) for reason, count in counts.items()]
    return sorted(found, key=lambda one: (one.reason.usual, -one.count))


def conclusion(health: SourceHealth, now: datetime) -> Conclusion:
    """The first thing that is wrong on the way, or that all is well."""
    source, days = health.source, number(len(health.days))
    sums: Mapping[str, int] = {name: sum(getattr(day, name) for day in health.days) for name, _ in STEPS}
    worst = next((one for one in dropped(health) if not one.reason.usual), None)
    if source.paused:
        return Conclusion(
            "Sumber ini dijeda: tidak ada yang dikumpulkan.",
            "Lanjutkan bila beritanya diperlukan lagi.",
            "info",
        )
    if source.last_success_at is None and not source.last_error:
        return Conclusion(
            "Sumber ini baru dan menunggu kunjungan pertama.",
            "Biasanya beberapa menit. Muat ulang nanti.",
            "info",
        )
    if source.last_success_at is None or now - source.last_success_at > LATE:
        return Conclusion(
            "Umpan sumber ini tidak berhasil dibuka.",
            worst.reason.to_do if worst else "Buka alamatnya di peramban; bila sudah pindah, ubah alamatnya.",
            "bahaya",
        )
    if not sums["discovered"]:
        return Conclusion(
            f"Umpannya terbuka, tetapi tidak ada berita baru dalam {days} hari.",
            "Periksa apakah medianya masih terbit, dan apakah umpan ini memang memuat berita terbarunya.",
            "waspada",
        )
    read, tried = sums["extracted"], sums["extracted"] + _all_dropped(health)
    if tried >= FEW_PAGES and read < READ_AT_LEAST * tried:
        told = f"Hanya {number(read)} dari {number(tried)} halaman yang terbaca ({percent(read, tried)})."
        if not read:
            told = f"{number(tried)} halaman ditemukan, tidak satu pun terbaca."
        return Conclusion(told, worst.reason.to_do if worst else "Lihat sebabnya di bawah.", "bahaya")
    if sums["extracted"] > sums["enriched"] + FEW_PAGES:
        return Conclusion(
            f"{number(sums['extracted'] - sums['enriched'])} berita belum dibaca nada dan topiknya.",
            "Antrean sedang panjang. Bila besok tetap begini, beri tahu operator.",
            "waspada",
        )
    if source.last_error:
        return Conclusion(
            "Berita masuk, tetapi satu umpannya gagal.", "Lihat tempat yang dikunjungi di bawah.", "waspada"
        )
    return Conclusion(
        f"Berjalan baik: {number(sums['indexed'])} berita dapat dicari dari {days} hari terakhir.", "", "baik"
    )


def _all_dropped(health: SourceHealth) -> int:
    return sum(sum(day.dropped.values()) for day in health.days)


def troubled(states: Sequence[SourceState]) -> int:
    """How many want somebody to look."""
    return sum(state.troubled for state in states)
