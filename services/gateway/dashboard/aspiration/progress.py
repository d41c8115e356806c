"""How far an import is, in words and figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from services.gateway.presentation.wording import number, percent
from shared.contracts.imports import Import

# Articles go through language service, index and story within seconds; what is not found by then waits for
# somebody to look into the quarantine, and the page stops asking.
PATIENCE = timedelta(minutes=15)


@dataclass(frozen=True)
class Progress:
    """`done` of `whole` rows can be found; `running` while a page should ask again."""

    done: int
    whole: int
    running: bool
    sentence: str
    # Rows that were taken and cannot be found although the patience is over.
    missing: int = 0

    @property
    def share(self) -> str:
        """``39%``."""
        return percent(self.done, self.whole)


def progress_of(found: Import, now: datetime) -> Progress:
    """How far it is, as of `now`."""
    counts = found.counts
    coming = counts.new + counts.revised
    # What we had already is found as it was.
    done = counts.found + counts.unchanged
    late = found.finished_at is not None and now - found.finished_at > PATIENCE
    running = found.state != "done" or (counts.found < coming and not late)
    if found.state == "done" and not running:
        missing = coming - counts.found
        return Progress(done, counts.accepted, False, _outcome(found), missing)
    if counts.waiting:
        said = (
            f"{number(counts.accepted - counts.waiting)} dari {number(counts.accepted)} baris sudah diolah."
        )
    else:
        said = f"Semua baris sudah diolah; {number(done)} dari {number(counts.accepted)} sudah dapat dicari."
    return Progress(done, counts.accepted, running, said)


def _outcome(found: Import) -> str:
    counts = found.counts
    if counts.accepted == 0:
        return "Tidak ada baris yang diterima. Lihat alasannya di bawah, perbaiki berkas, lalu unggah lagi."
    parts = []
    if counts.new:
        parts.append(f"{number(counts.new)} laporan baru masuk")
    if counts.revised:
        parts.append(f"{number(counts.revised)} laporan lama diperbarui")
    if counts.unchanged:
        parts.append(f"{number(counts.unchanged)} sudah ada tanpa perubahan")
    return f"{', '.join(parts)}.".capitalize()
