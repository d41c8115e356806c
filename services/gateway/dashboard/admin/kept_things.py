"""Everything that is kept, how long, and how an operator changes that."""

from __future__ import annotations

from dataclasses import dataclass

from services.gateway.presentation.wording import number
from services.gateway.sessions import SESSION_LENGTH
from shared.contracts.retention import Retention
from shared.runtime.settings import Settings


@dataclass(frozen=True)
class Kept:
    """A kind of thing, how long it is kept, and the setting that changes that; `here` when this page does."""

    what: str
    how_long: str
    afterwards: str
    change: str = ""
    here: bool = False


def kept_for(months: int | None) -> str:
    """``24 bulan``; None is without limit."""
    return "tanpa batas" if months is None else f"{number(months)} bulan"


def kept_things(settings: Settings, articles: Retention | None) -> list[Kept]:
    """Everything that is kept, as set in this installation; `articles` is None while that is not known."""
    return [
        _articles(articles),
        Kept(
            "Peringatan",
            f"{number(settings.search_alert_days)} hari",
            "Terhapus sendiri, sudah ditanggapi atau belum.",
            "GAUNG_SEARCH_ALERT_DAYS",
        ),
        Kept(
            "Catatan pengiriman peringatan",
            f"{number(settings.notifier_delivery_days)} hari",
            "Terhapus sendiri, dihitung sejak percobaan terakhir.",
            "GAUNG_NOTIFIER_DELIVERY_DAYS",
        ),
        Kept(
            "Catatan, klarifikasi, laporan, OPD, dan panduan",
            "tanpa batas",
            "Milik tim Anda; hanya hilang bila tim menghapusnya.",
        ),
        Kept(
            "Berkas yang diimpor",
            "tidak disimpan",
            "Hanya barisnya yang disimpan, setelah data pribadi disamarkan.",
        ),
        Kept("Jejak audit", "tanpa batas", "Tidak dapat diubah atau dihapus dari sini."),
        Kept(
            "Masuknya pengguna",
            f"{number(int(SESSION_LENGTH.total_seconds() // 3600))} jam",
            "Setelah itu setiap perangkat keluar dengan sendirinya.",
        ),
    ]


def _articles(kept: Retention | None) -> Kept:
    what = "Berita dan hasil bacaannya"
    history = "cerita, peringatan, dan koreksi tetap tinggal sebagai riwayat."
    if kept is None:
        return Kept(what, "belum diketahui", "Layanan pencarian belum menjawab.")
    if kept.months is None:
        return Kept(what, kept_for(None), f"Hanya hilang bila operator menghapusnya; {history}", here=True)
    return Kept(what, kept_for(kept.months), f"Terhapus sendiri per bulan utuh; {history}", here=True)
