"""Tells the words of a page's interface from those of an article, for lines that no rule knows."""

from __future__ import annotations

import re

# Words that no sentence of the news consists of alone. The strong ones name a thing of the page.
_STRONG = frozenset(
    """
    komentar komen balasan bagikan share views view viewed hits likes like tayangan pembaca
    pengunjung dibaca dilihat unduh download print pdf tag tags label artikel terkait lainnya
    selanjutnya sebelumnya halaman beranda home menu login logout masuk daftar langganan
    berlangganan subscribe follow ikuti admin redaksi editor redaktur penulis reporter galeri google
    whatsapp facebook instagram twitter telegram tiktok youtube threads klik tautan link tampilkan
    sembunyikan simpan laporkan trending terpopuler populer terbaru terkini rekomendasi notifikasi
    aplikasi newsletter buletin cookie privasi audio dengarkan putar podcast streaming font comment
    comments reply posting posted published read more next previous page search website situs portal
    kanal channel saluran gulir scroll iklan advertisement sponsored rating bintang polling jajak
    survei copyright loading memuat terjemahan terjemahkan postingan kiriman pengikut followers
    urutkan relevan tersemat disematkan diedit edited suka balas cetak muat ulang refresh kategori
    rubrik indeks arsip topik headline sorotan pilihan banner widget infografis gambas cek lampiran
    riwayat ulasan ketuk tap promosi survey online live
    """.split()
)
_WEAK = frozenset(
    """
    berita baca lihat simak tonton cari kirim buka tutup pilih tulis beri ingin jadi kali orang
    menit jam hari minggu lalu yang ini itu di ke dari dan atau untuk oleh pada dengan anda kami
    kamu mu nya semua lagi lebih banyak lanjut lanjutkan juga ya tidak nilai skor suara teks ukuran
    kecil sedang besar video foto gambar grafis news media sosial akun grup email e-mail surel nomor
    telepon wa fb ig yt x to the of in on by this and for you your our all day days ago min minute
    minutes hour hours story stories article articles post posts photo photos videos latest sini
    bawah atas kanan kiri tanggal wib wita wit januari februari maret april mei juni juli agustus
    september oktober november desember senin selasa rabu kamis jumat sabtu jan feb mar apr jun jul
    agu sep okt nov des baru lama sekarang nanti gratis hanya total jumlah up down kembali depan
    utama daerah nasional lokal terverifikasi resmi publik anonim pesan terkirim respons tanggapan
    reaksi emoji stiker satu dua tiga dalam melalui via hub info hubungi kontak tentang kebijakan
    syarat ketentuan pedoman siber peta bantuan faq karier tim profil dulu telah sudah isi puas
    jawaban laporan
    """.split()
)
_WORDS = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
LONGEST = 90


def is_interface(line: str) -> bool:
    """Whether a line consists of the words of a page's interface, one of them a thing of the page.

    Single words are left to the table: "Tags" is a heading, "Masuk" may be one of the article.
    """
    if len(line) > LONGEST or line.endswith((".", '"', "”")):
        return False
    words = [word.lower() for word in _WORDS.findall(line)]
    if len(words) < 2:
        return False
    return any(word in _STRONG for word in words) and all(word in _STRONG or word in _WEAK for word in words)
