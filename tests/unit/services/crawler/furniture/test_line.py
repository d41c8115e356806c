"""Lines as real sites write them: furniture goes, every sentence of an article stays."""

from __future__ import annotations

import pytest

from services.crawler.furniture.line import kind_of

# One line each, in the style of regency sites, release centres, portals, radio stations and complaint forms.
FURNITURE = """
Baca juga: Jalan Poros Sangkulirang–Sandaran Kembali Putus
Baca Juga: Stok Beras di Bulog Tanjung Redeb Aman Sampai Oktober
BACA JUGA : Harga Sawit Swadaya Siak Pekan Ini
BACA: Ribuan Warga Padati Alun-alun Kajen
Lihat Juga: Eceng Gondok Danau Limboto, Proyek yang Tumbuh Kembali
Baca juga Mengapa Kuota Solar Nelayan Selalu Habis
Baca Juga  Wabup Lepas Kafilah MTQ ke Tenggarong
Simak juga: Cara Cek Nomor Rangka Motor Bekas
Pilihan Editor: Warung Kopi di Stasiun yang Buka Sejak 1978
Artikel terkait: Festival Danau Dianggarkan Rp900 Juta
Berita Terkait » Camat Baru Dilantik
> Baca Juga: Kalender Pasang Surut Bontang Juni
* Lihat juga: Foto Banjir Bandang dari Udara
Halaman selanjutnya: 1 2
Halaman 1 dari 3
1 2 3 Selanjutnya
Selanjutnya
Show All
Lanjut ke halaman berikutnya
Bersambung ke halaman 2
ADVERTISEMENT
SCROLL TO RESUME CONTENT
SCROLL TO CONTINUE WITH CONTENT
Advertisement - Scroll to continue
Gulir untuk melanjutkan membaca
Iklan
(adsbygoogle = window.adsbygoogle || []).push({});
googletag.cmd.push(function() { googletag.display('div-gpt-ad-1'); });
Bagikan:
Bagikan: Facebook | X | Telegram
Bagikan ke: WhatsApp Telegram X
BAGIKAN: WhatsApp | X | Salin Tautan
Share this: Click to share on WhatsApp
Share on: WhatsApp | Telegram | X
Sebarkan artikel ini
FacebookTwitterWhatsAppTelegram
Facebook Twitter WhatsApp Telegram Copy Link
Facebook · X · Line
WhatsApp
Copy Link
Tautan berhasil disalin
Click to share on Facebook (Opens in new window)
Dibaca 77 kali
Dibaca 1.204 kali
Dibaca: 1,2 rb kali
Dilihat: 214
Dilihat: 58 kali
1.204 views
77x dilihat
Views: 331
Post Views: 149
Hits: 533
👀 Dilihat 1,9 rb kali
Berita ini 0 kali dibaca
(Visited 77 times, 1 visits today)
37 komentar · 112 suka
Balas · 6 komentar
Suka 214   Komentari 58   Bagikan 31
👍 208  💬 51  🔁 12
Editor: Zulfan H
Oleh: Rahmat Hidayat
Oleh : Tim MC Siak
Penulis: Kurnia | Editor: Dahlia
Penulis : Putri N. | Editor : Aang
Reporter: Bagas / Editor: Mbak Ris
Pewarta: Sus | Editor: Rn
Penulis: Diah Editor: Wira
(Editor: Tim Warta)
Kontributor: Riri  Editor: Mulya
Redaktur: Ade  Uploader: Ade
Teks: Nisa. Foto: dok. Kemendagri
Penulis Sandi; Penyunting Reny
Laporan Wartawan Kabar Tepian, Rina Lestari
Laporan Jurnalis Borneo Kini, Yoga
Oleh MC KAB KUTAI TIMUR, Selasa, 15 Agustus 2023 | 18:19 WIB - Redaktur: Nanda - 77
Selasa, 4 Agustus 2026 15:22 WIB | Reporter: Nindya | Editor: Toto
Diposting oleh: admin pada 15 Juli 2026
Tim Liputan
Sumber: Tim Promkes
Sumber berita: Bagian Prokopim
Sumber Foto: Diskominfo
(prot/bl)
(ANT)
(adv)
(*)
[*]
***
(*Diskominfo/rdn)
(MC Kab. Tegal/nn)
(Prokopim)
(Humas)
(MC.TMG/Aiz;Ekp)
(RH/mei)
(NKP-2)
[rin]
Rabu, 15 Juli 2026 | 18:19 WITA
15 Agustus 2023 | 18:19 WIB
Sel, 4 Agu 2026 10:15
Diterbitkan: 14/5/2024 09.30
Terakhir diperbarui: 02/10/2026 09.15
3 jam yang lalu
Foto: Petambak menutup garam dengan jerami di Desa Raci, Kecamatan Batangan.
Keterangan foto: Warga membuka keran pertama (Dok. Diskominfo)
Ilustrasi kapal perintis bersandar. (Foto: KHI)
Warga memadati pantai. (Ist)
Suasana rapat di aula kecamatan (Foto: Dok. Diskominfo)
Petugas mencari korban, Minggu (15/11/2026). Dok. Relawan
Foto: Istimewa
FOTO : Humas Setda
(Dok. Prokopim)
[Foto 1 dari 6]
Perbesar
[Gambas:Video 20detik]
Simak video "Detik-detik Warga Kejar Begal"
Tonton videonya di kanal YouTube Curup Pagi
Saksikan video pilihan berikut ini:
Tag: #jobfair #pekanbaru #loker
Tags : RSUD, Garut, obat
#BanjirKutim #Sangatta
Kategori: UKM | Dibaca: 77 kali
Pendidikan | 6 Okt 2026 | 1.204 views
Beranda / Berita / Daerah
Home » Kabar
HOME > TRANSPORTASI
Beranda › Berita › Kepegawaian
Kembali ke atas
Back to top
A A A
A+ A-
Cetak | Kirim ke teman
Cetak/PDF/Email
Print 🖨 PDF 📄 eBook 📱
2 menit baca
Waktu baca: 3 menit
Dengarkan artikel ini
Radio Gema Bahari 97,2 FM - Suare Kite Semue
Ikuti kami di Google News
Ikuti Kabar Pesisir di WhatsApp Channel
Gabung saluran WhatsApp Pena Labura untuk info terkini
Dapatkan berita pilihan di grup WhatsApp kami
Dapatkan update berita pilihan setiap hari dari Kabar Pesisir.
Cek Berita dan Artikel yang lain di Google News
Follow IG @kabarcikole
Berlangganan buletin kami
Unduh aplikasi Kabar Pesisir di Play Store
Laporkan komentar
Tulis komentar
Tulis komentar…
Komentar (0)
0 Komentar
Silakan login untuk berkomentar
Anda harus masuk untuk berkomentar.
Tinggalkan Balasan
Alamat email Anda tidak akan dipublikasikan. Ruas yang wajib ditandai *
Komentar sepenuhnya menjadi tanggung jawab komentator seperti diatur dalam UU ITE
Copyright © 2026 Suara Belawan
© 2026 Kabar Pesisir. All rights reserved
Hak cipta dilindungi undang-undang
Artikel ini telah tayang di kabarpesisir.example dengan judul Jalan Poros Putus
The post Jalan Poros Putus appeared first on Kabar Pesisir.
Dilarang keras mengambil konten untuk AI tanpa izin tertulis.
Situs ini menggunakan cookie untuk meningkatkan pengalaman Anda.
Tulisan ini tidak mewakili pandangan redaksi
Nomor tracking: #BNA-0826-11734
Status: Selesai ditindaklanjuti
Apakah jawaban ini membantu? Ya / Tidak
Apa Reaksi Anda?
Published in Berita Daerah
Lihat postingan ini di Instagram
Unduh Lampiran (PDF, 1,2 MB)
""".strip().splitlines()

ARTICLE = """
Bupati meminta warga membaca juga peraturan yang baru.
Baca juga Al-Qur'an setiap hari
Baca juga Al-Qur'an setiap hari, pesan ustaz itu kepada santri.
Baca juga dilakukan murid di pojok baca. Sementara itu, guru menyiapkan buku untuk kelas berikutnya.
Editor buku itu mengatakan naskahnya sudah rampung sejak Maret.
Editor koran sekolah itu, Rina (15), menulis tentang sungai di kampungnya.
Editor: bukan pekerjaan mudah bagi siswa yang baru belajar menulis berita
Editor: siapa pun yang mengirim naskah harus menunggu giliran dibaca?
Foto bupati dipasang di setiap kantor desa.
Foto-foto jalan rusak itu beredar di grup warga sejak Senin.
Penulis buku itu lahir di Sangatta.
Dilihat dari data BPS, angka kemiskinan turun 0,4 poin.
Dibaca 77 kali dalam sehari, papan pengumuman itu jadi rujukan warga.
Dibagikan 212 paket sembako kepada warga terdampak.
Laporkan kerusakan jalan ke nomor 112, kata Kepala Dinas PUPR.
Laporan keuangan itu diserahkan ke BPK pada Senin.
Laporan wartawan kampus itu menjadi bahan rapat dosen, kata rektor.
Iklan rokok di dekat sekolah ditertibkan Satpol PP, Selasa (14/5/2024).
Komentar bupati itu menuai kritik.
Komentar warganet terbelah: ada yang mendukung, ada yang menolak.
Sebanyak 112 warga mengungsi.
112 warga mengungsi ke balai desa.
37 rumah rusak berat, 112 rusak ringan.
"Bagikan air itu ke semua," kata Kades.
Bagikan masker kepada warga, perintah camat.
SANGATTA – Sudah empat bulan Puskesmas Sandaran berjalan tanpa dokter umum.
SANGATTA, KUTAI TIMUR – Jalan poros rusak.
(12) rumah rusak berat.
Rabu, 15 Juli 2026, warga menutup jalan.
Pada 15 Juli 2026 jembatan itu putus.
Menurut data (Sumber: BPS), inflasi mencapai 2,3 persen.
Sumber air warga mengering sejak Juli.
Sumber: mata air di lereng itu, menurut warga, tidak pernah kering sampai musim kemarau tahun lalu.
Tim Liputan khusus dibentuk humas untuk mendampingi gubernur, kata dia.
Tag harga pada karung beras itu diganti.
Topik rapat hari itu hanya satu: utang obat.
Halaman kantor bupati penuh jeriken.
Halaman 3 dokumen itu memuat tanda tangan bupati.
Cetak sawah baru di Merauke dimulai pekan ini.
Cetak KTP kini bisa dilakukan di kecamatan.
Radio komunitas itu mengudara lagi sejak Mei.
Ikuti arahan petugas dan jangan menerobos genangan, kata Kapolsek.
Ikuti pelatihan ini secara gratis di balai desa mulai 3 Agustus.
Gabung kelompok tani membuat Sumarni berani meminjam modal.
Dapatkan nomor antrean lebih dulu di loket tiga.
Simak penjelasan lengkap kepala dinas berikut.
Unduh formulir itu di kantor kecamatan lalu serahkan kepada petugas, ujar Camat.
Warga dapat menghubungi call center 112 atau WhatsApp 0811-0000-112.
Call center BPBD: 112
Hotline pengaduan: 0811-0000-112
Warga memakai tagar #SaveSungaiKelay di media sosial.
#SaveSungaiKelay menjadi seruan warga sejak pekan lalu, kata Rudi.
Hak cipta batik itu didaftarkan Pemkab tahun lalu.
Dok kapal itu roboh diterjang ombak.
Status tersangka disandang bendahara itu sejak Maret.
Status siaga darurat ditetapkan sampai 31 Oktober.
Login ke aplikasi itu gagal berkali-kali, keluh warga.
Video itu diunggah warga pada Minggu malam.
Beranda rumah panggung itu roboh.
Home industry tempe di desa itu tumbuh.
Berita acara itu ditandatangani ketua panitia.
Berita terkait banjir itu dibantah BPBD.
Artikel dalam perda itu dihapus.
Rekomendasi DPRD: tunda pembayaran termin ketiga.
1. Cabut izin galian C di hulu.
2. Bayarkan honor guru bantu sebelum Lebaran.
- Beras medium Rp14.500 per kilogram
- Cabai rawit Rp62.000 per kilogram
a. Fotokopi KTP dan KK
Cabai rawit | 42.000 | 38.000
Tuntutan Warga
Menunggu Sirene yang Tak Pernah Berbunyi
Bupati Janji Tinjau Lokasi
Assalamualaikum pak wali
tolong pak lampu jalan di gang kami mati 3 minggu
kapan diperbaiki?
Hormat kami,
Warga RT 05 Kelurahan Sumompo
Oleh karena itu, Pemkab menunda lelang.
Oleh sebab itu warga memilih bertahan
By the time the boat arrived, the clinic had closed.
Line telepon kantor desa putus.
Telegram duka datang dari gubernur.
WhatsApp grup warga ramai sejak subuh.
X menjadi saluran keluhan warga.
(Usulan itu pernah ditolak pada 2024, tetapi kini masuk prioritas.)
Terima kasih Pak Bupati.
Suka duka guru di pulau terluar
"Komentar saya singkat: bayar," ujarnya.
Kontributor terbesar inflasi adalah cabai, kata Kepala BPS.
Reporter radio itu ikut mengungsi.
Penulis, editor dan pegiat literasi hadir dalam festival itu.
Kategori utama diraih Kabupaten Siak, disusul Pelalawan.
Jadwal imunisasi: Senin dan Kamis pukul 08.00
Senin–Kamis pukul 08.30–16.00
Pukul 04.55 WIB tanah bergerak.
""".strip().splitlines()


@pytest.mark.parametrize("line", FURNITURE)
def test_furniture(line: str) -> None:
    assert kind_of(line)


@pytest.mark.parametrize("line", ["", *ARTICLE])
def test_article(line: str) -> None:
    assert kind_of(line) is None
