"""Page furniture goes, every sentence of the article stays."""

from __future__ import annotations

import pytest

from services.crawler.furniture import date_lines, is_furniture, without_furniture


@pytest.mark.parametrize(
    "line",
    [
        "Baca juga: Jalan Poros Sangkulirang–Sandaran Kembali Putus",
        "Baca Juga: Stok Beras di Bulog Tanjung Redeb Aman Sampai Oktober",
        "BACA JUGA : Harga Sawit Swadaya Siak Pekan Ini",
        "Lihat Juga: Eceng Gondok Danau Limboto, Proyek yang Tumbuh Kembali",
        "Baca juga Mengapa Kuota Solar Nelayan Selalu Habis",
        "ADVERTISEMENT",
        "SCROLL TO RESUME CONTENT",
        "SCROLL TO CONTINUE WITH CONTENT",
        "Gulir untuk melanjutkan membaca",
        "Bagikan:",
        "Bagikan: Facebook | X | Telegram",
        "Bagikan ke: WhatsApp Telegram X",
        "Share this: Click to share on WhatsApp",
        "Dibaca 77 kali",
        "Dibaca 1.204 kali",
        "Dilihat: 58 kali",
        "Editor: Zulfan H",
        "Penulis: Kurnia | Editor: Dahlia",
        "Reporter: Bagas / Editor: Mbak Ris",
        "Pewarta: Sus | Editor: Rn",
        "Laporkan komentar",
        "Foto: Petambak menutup garam dengan jerami di Desa Raci, Kecamatan Batangan.",
        "Keterangan foto: Warga membuka keran pertama (Dok. Diskominfo)",
        "Ilustrasi kapal perintis bersandar. (Foto: KHI)",
        "Ikuti kami di Google News",
        "Dapatkan berita pilihan di grup WhatsApp kami",
        "37 komentar · 112 suka",
        "Balas · 6 komentar",
        "(prot/bl)",
        "Penulis: Diah Editor: Wira",
        "(Editor: Tim Warta)",
        "Rabu, 15 Juli 2026 | 18:19 WITA",
        "15 Agustus 2023 | 18:19 WIB",
        "Diterbitkan: 14/5/2024 09.30",
        "Cetak | Kirim ke teman",
        "Halaman selanjutnya: 1 2",
    ],
)
def test_furniture(line: str) -> None:
    assert is_furniture(line)


@pytest.mark.parametrize(
    "line",
    [
        "Bupati meminta warga membaca juga peraturan yang baru.",
        "Baca juga dilakukan murid di pojok baca. Sementara itu, guru menyiapkan buku untuk kelas berikutnya.",
        "Editor koran sekolah itu, Rina (15), menulis tentang sungai di kampungnya.",
        "Editor: bukan pekerjaan mudah bagi siswa yang baru belajar menulis berita",
        "Foto-foto jalan rusak itu beredar di grup warga sejak Senin.",
        "Penulis buku itu lahir di Sangatta.",
        "Laporkan kerusakan jalan ke nomor 112, kata Kepala Dinas PUPR.",
        "Iklan rokok di dekat sekolah ditertibkan Satpol PP, Selasa (14/5/2024).",
        "Komentar bupati itu menuai kritik.",
        "Sebanyak 112 warga mengungsi.",
        '"Bagikan air itu ke semua," kata Kades.',
        "Dibaca 77 kali dalam sehari, papan pengumuman itu jadi rujukan warga.",
        "SANGATTA – Sudah empat bulan Puskesmas Sandaran berjalan tanpa dokter umum.",
        "(12) rumah rusak berat.",
        "Rabu, 15 Juli 2026, warga menutup jalan.",
        "Pada 15 Juli 2026 jembatan itu putus.",
        "Editor: siapa pun yang mengirim naskah harus menunggu giliran dibaca?",
        "",
    ],
)
def test_sentences_of_the_article(line: str) -> None:
    assert not is_furniture(line)


def test_paragraphs_are_parted_by_one_blank_line_and_the_title_goes() -> None:
    text = "Judul Berita\r\nParagraf   satu.\n\n\n\nADVERTISEMENT\nParagraf dua. ADVERTISEMENT\n"
    assert without_furniture(text, title="Judul  berita") == "Paragraf satu.\n\nParagraf dua."


def test_the_title_within_the_text_stays() -> None:
    assert without_furniture("Satu.\n\nJudul\n\nDua.", title="Judul") == "Satu.\n\nJudul\n\nDua."


def test_counters_and_links_on_one_line_go_together() -> None:
    assert without_furniture("Isi berita.\n\nDibaca 2.871 kali Laporkan komentar") == "Isi berita."


def test_date_lines_are_furniture_and_still_found() -> None:
    text = "Rabu, 15 Juli 2026 | 18:19 WITA\nSANGATTA – Jalan rusak."
    assert without_furniture(text) == "SANGATTA – Jalan rusak."
    assert date_lines(text) == "Rabu, 15 Juli 2026 | 18:19 WITA"


def test_idempotent() -> None:
    once = without_furniture("A b c.\nBaca juga: X\n\nD e f.")
    assert without_furniture(once) == once
