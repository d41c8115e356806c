"""Fictional articles for the end-to-end tests: real places, invented people and events."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from tests.e2e.outlets import Page

DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
WITA = timezone(timedelta(hours=8))


def published(days_ago: float = 0.2) -> datetime:
    """A recent moment in WITA, to the second, as pages write it."""
    return (datetime.now(WITA) - timedelta(days=days_ago)).replace(microsecond=0)


def road_in_kutai_timur() -> Page:
    """A complaint about a road in Kutai Timur (64.08), with a quote and an office."""
    return Page(
        "Jalan Poros Sangatta-Bengalon Rusak, Warga Kutai Timur Mengeluh",
        [
            "SANGATTA - Warga Kecamatan Bengalon, Kabupaten Kutai Timur, mengeluhkan jalan poros yang rusak parah "
            "sejak tiga bulan terakhir. Lubang sedalam setengah meter membuat truk sembako sering terbalik.",
            '"Kami sudah empat kali melapor ke kantor kecamatan, tetapi belum ada alat berat yang datang," '
            "kata Ketua RT 12 Desa Sepaso, Marwan Tandiola, kepada wartawan.",
            "Kepala Dinas Pekerjaan Umum Kutai Timur, Hendra Saputro Wibisana, mengatakan perbaikan menunggu "
            "pencairan anggaran perubahan. Ia meminta warga bersabar sampai lelang selesai.",
            "Akibat kerusakan itu, harga beras di pasar Bengalon naik dua ribu rupiah per kilogram dalam sepekan.",
        ],
        published(),
    )


def clinic_in_paser() -> Page:
    """Good news from Penajam Paser Utara (64.09)."""
    return Page(
        "Puskesmas Sepaku Raih Penghargaan Layanan Terbaik, Bupati PPU Apresiasi",
        [
            "PENAJAM - Puskesmas Sepaku di Kabupaten Penajam Paser Utara menerima penghargaan layanan kesehatan "
            "terbaik tingkat provinsi setelah waktu tunggu pasien turun dari dua jam menjadi dua puluh menit.",
            '"Penghargaan ini milik para perawat dan bidan yang bekerja siang malam," ujar Bupati Penajam Paser '
            "Utara, Sulastri Dewanti, di Penajam.",
            "Warga mengaku terbantu oleh layanan antar obat yang dimulai tahun lalu dan kini menjangkau semua desa.",
        ],
        published(),
    )


def numbered(number: int) -> Page:
    """One of many different short articles about Kutai Timur; the words differ, so none copies another."""
    villages = (
        "Sepaso",
        "Teluk Lingga",
        "Singa Gembara",
        "Swarga Bara",
        "Sangkima",
        "Kaliorang",
        "Batu Ampar",
    )
    works = ("posyandu", "jembatan", "pasar", "irigasi", "perpustakaan", "lampu jalan", "sumur bor", "embung")
    people = ("Marwan", "Lidya", "Burhan", "Yosef", "Ratna", "Tegar", "Wulan", "Hasbi", "Nurul")
    village, work, person = (
        villages[number % len(villages)],
        works[number % len(works)],
        people[number % len(people)],
    )
    return Page(
        f"Laporan nomor {number}: {work} {village} dibahas warga Kutai Timur",
        [
            f"Warga Desa {village} di Kabupaten Kutai Timur membahas {work} dalam musyawarah ke-{number}. "
            f"Sebanyak {number + 20} orang hadir dan {number % 7 + 2} usulan dicatat oleh panitia.",
            f'"Usulan kami nomor {number} sudah diserahkan kepada kepala desa," kata {person} Anggraini{number}.',
            f"Anggaran {work} diperkirakan {number * 13 + 90} juta rupiah dan dikerjakan {number % 5 + 1} bulan.",
        ],
        published(days_ago=0.5 + number * 0.05),
    )
