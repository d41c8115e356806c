"""Fictional reports of citizens of Kutai Timur, as a complaints system exports them; one tries to run a script."""

from __future__ import annotations

import csv
import io
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

SOURCE = "Lapor Kutim"
HEADER = (
    "Nomor Tiket",
    "Nama Pelapor",
    "Isi Laporan",
    "Tanggal Laporan",
    "Kecamatan",
    "Status",
    "Instansi Terdisposisi",
)
HOSTILE = "<script>document.title='diretas'</script>"

# Text, days ago, district, status, office.
_REPORTS = (
    ("Jalan poros di Kilometer 48 rusak parah, truk sayur saya terguling. Hubungi saya di 0812-5550-1234.", 12,
     "Bengalon", "Belum Terverifikasi", ""),
    ("Jalan poros Sangatta–Bengalon putus lagi, mohon segera diperbaiki karena ambulans tidak bisa lewat.", 1,
     "Bengalon", "Belum Terverifikasi", ""),
    ("Lampu jalan di depan pasar rusak sejak bulan lalu, gelap dan rawan begal.", 26, "Sangatta Utara",
     "Belum Ditindaklanjuti", "Dinas Perhubungan"),
    ("Puskesmas belum punya dokter umum, pasien selalu dirujuk ke kota.", 41, "Sandaran", "Sedang Diproses",
     "Dinas Kesehatan"),
    ("Sampah di belakang pasar belum diangkut dua minggu, baunya sampai ke sekolah.", 6, "Sangatta Selatan",
     "Sedang Diproses", "Dinas Lingkungan Hidup"),
    ("KTP elektronik saya belum jadi setelah tiga bulan, alasannya blangko habis.", 19, "Muara Wahau", "Selesai",
     "Dinas Kependudukan dan Pencatatan Sipil"),
    ("Usul agar jam buka perpustakaan daerah ditambah sampai malam pada akhir pekan.", 9, "Sangatta Utara",
     "Sedang Diproses", ""),
    ("Mohon informasi syarat bantuan pupuk untuk kelompok tani baru.", 3, "Kaliorang", "Belum Terverifikasi", ""),
    ("Terima kasih, petugas pemadam datang sepuluh menit setelah kami menelepon.", 15, "Teluk Pandan", "Selesai", ""),
    ("Gaji honorer kementerian belum dibayar, mengapa pemkab diam saja?", 22, "", "Bukan Kewenangan", ""),
    ("Banjir merendam dua RT, saluran belum dikeruk sejak kami keluhkan bulan lalu.", 0, "Sangatta Utara",
     "Belum Terverifikasi", ""),
    (f"Kolom komentar saya berisi {HOSTILE} dan tetap saja rusak.", 5, "Bengalon", "Belum Terverifikasi", ""),
    ("Jembatan kayu di RT 4 rusak, anak sekolah menyeberang dengan perahu.", 33, "Rantau Pulung",
     "Belum Ditindaklanjuti", "Dinas Pekerjaan Umum dan Penataan Ruang"),
)  # fmt: skip
# What an import refuses: no text, and a day that there is not.
_REFUSED = (("", 2, "Bengalon"), ("Atap sekolah rusak diterpa angin.", None, "Kongbeng"))


def complaints_csv(now: datetime) -> bytes:
    """A file as Excel in Indonesia saves it: semicolons, a byte order mark, days before months."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";")
    writer.writerow(HEADER)
    number = 8812000
    for said, days, place, status, office in _REPORTS:
        number += 1
        writer.writerow((number, "Ibu Sulastri Fiktif", said, _day(now, days), place, status, office))
    for said, missing, place in _REFUSED:
        number += 1
        writer.writerow(
            (number, "", said, "31/02/2026" if missing is None else _day(now, missing), place, "", "")
        )
    return ("\ufeff" + text.getvalue()).encode()


def _day(now: datetime, days: int) -> str:
    return f"{now.astimezone(ZoneInfo('Asia/Makassar')) - timedelta(days=days):%d/%m/%Y %H:%M}"
