"""Says in Indonesian what a dry run cannot know."""

from __future__ import annotations

from datetime import datetime

from services.search.watches.store import by_time
from shared.contracts.watch import NewWatch, Spike
from shared.runtime.indonesian_time import moment_text


def limits(watch: NewWatch, covered_from: datetime, start: datetime, alerts: int, shown: int) -> list[str]:
    """One sentence for each thing that may have been otherwise."""
    said = [
        "Dihitung dari berita yang sekarang ada di indeks, dengan nada dan wilayah seperti terbaca sekarang."
    ]
    if by_time(watch.when):
        said.append(
            "Dinilai tiap jam penuh, seolah setiap berita ditemukan saat terbit; aslinya peringatan dapat "
            "datang sampai satu jam lebih awal."
        )
    else:
        said.append("Berita dikelompokkan menjadi cerita seperti sekarang, bukan seperti saat itu.")
    if isinstance(watch.when, Spike):
        said.append(
            "Lonjakan baru dapat dinilai setelah dua minggu riwayat; sebelum itu tidak ada peringatan."
        )
    if covered_from > start:
        said.append(
            f"Beritanya terlalu banyak untuk diputar semua: dihitung sejak "
            f"{moment_text(covered_from, watch.zone)}."
        )
    if alerts > shown:
        said.append(f"Ditampilkan {shown} peringatan terakhir dari {alerts}.")
    if watch.muted_until is not None:
        said.append("Pembisuan pantauan diabaikan.")
    return said
