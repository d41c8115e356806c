"""Habits of sites around columns, letters, forms, galleries and releases, and sentences that look like them.

Each case stands where a site puts it: above, within or below a text of its kind, as a paragraph of its own.
"""

from __future__ import annotations

import pytest

from services.crawler.furniture import clean

OUTLET = "Kabar Pesisir"
HOSTS = {
    "news": (
        "SANGATTA – Sudah empat bulan Puskesmas Sandaran berjalan tanpa dokter umum, kata warga, Senin (6/7/2026).",
        '"Kami rujuk lewat jalan tanah," ujar Marlina, perawat di puskesmas itu, kepada anggota dewan yang datang.',
        "Rumah dinas dokter yang dibangun dua tahun lalu masih kosong sampai rapat itu ditutup.",
    ),
    "opinion": (
        "Setiap musim hujan saya menghitung perahu yang tertambat di bawah jembatan, dan jumlahnya selalu bertambah.",
        "Dinas punya peta genangan, tetapi peta itu tidak pernah dipajang di kantor desa tempat orang bertanya.",
        "Saya kira memajang selembar peta jauh lebih murah daripada membangun posko yang terlambat setiap tahun.",
    ),
    "complaint": (
        "Selamat pagi min, saya mau lapor lampu jalan di depan SD kampung kami mati semua sejak habis Lebaran kemarin",
        "anak-anak kalau pulang mengaji gelap sekali, kemarin sudah ada yang jatuh ke parit dan dijahit tiga jahitan",
        "mohon dinas turun lihat dulu, kami siap tunjukkan tiang mana saja yang mati dan mana yang kabelnya dicuri",
    ),
}

FURNITURE = """
top opinion KOLOM | Opini ini tidak mewakili sikap redaksi
top opinion Kolom Sarman Lubis
top opinion = CATATAN PINGGIR =
top opinion SURAT PEMBACA — Anda menulis, kami memuat
top opinion Esai Akhir Pekan
top opinion [Kontribusi Pembaca]
top opinion Perspektif | Ditulis oleh kontributor lepas
top opinion Tajuk Rencana
top opinion Catatan Redaksi: Artikel ini disunting untuk kejelasan
top opinion Pojok Warga – suara Anda, halaman kami
bottom opinion Pendapat dalam tulisan ini sepenuhnya tanggung jawab penulis.
bottom opinion Penulis adalah dosen di Universitas Lembah Hijau. Tulisan merupakan pandangan pribadi.
bottom opinion *) Penulis, petani kopi, tinggal di Gumay
bottom opinion Naskah ini tidak mencerminkan kebijakan media ini.
bottom opinion Opini di kanal ini menjadi tanggung jawab masing-masing penulis.
bottom opinion Tulisan ini telah mengalami penyuntingan seperlunya tanpa mengubah maksud.
bottom opinion Disclaimer: redaksi tidak bertanggung jawab atas isi surat.
bottom opinion The views expressed here are the author's own.
top complaint No. Registrasi: 2026/09/0041 – kanal: loket
top complaint Tiket ADU-55120 · Kesehatan · Menunggu jawaban
bottom complaint Dicatat oleh petugas jaga pukul 10.20
bottom complaint Laporan akan ditutup otomatis jika tidak ditanggapi dalam 7 hari kerja
bottom complaint Tanda tangan pelapor: ............
bottom complaint Kode aduan: RSUD-0081
top complaint Formulir Pengaduan Masyarakat – salinan
top complaint Aduan ini masuk melalui WhatsApp Lapor Bupati
bottom complaint Aduan diteruskan otomatis ke SP4N-LAPOR!
top complaint Transkrip hotline 112, disamarkan oleh petugas
bottom complaint Disposisi: Kasi Pelayanan
top complaint Nomor antrean: B-027
top complaint Diketik ulang dari kotak saran puskesmas
bottom complaint Lembar 2 untuk arsip
top complaint Surat masuk no. 14/KS/VIII/2026 – distempel 12 Agustus
bottom complaint Komentar yang paling relevan ditampilkan, beberapa komentar mungkin disembunyikan
bottom complaint Admin menonaktifkan komentar untuk postingan ini
bottom complaint Anda melihat sebagian komentar
bottom complaint Lihat 4 balasan sebelumnya
bottom opinion Comments have been turned off.
bottom news Langganan versi cetak: hubungi agen 0812-xxxx-118
bottom news Jurnalisme ini dibiayai pembaca. Dukung kami di sini
bottom news Donasi untuk liputan kami: rekening BRI a.n. Yayasan Pena Pesisir
bottom opinion Harga eceran Rp5.000, langganan Rp120.000/bulan
bottom opinion Traktir kopi redaksi lewat QRIS
bottom news Konten premium. Login untuk melanjutkan.
middle news Lihat galeri: Panen Garam di Teluk Kelapa
bottom news Unduh paparan lengkap
bottom news Galeri: 14 foto
bottom news Dokumen terkait: Perbup 14/2026 (PDF)
middle news Video selengkapnya di bawah ini
middle news LIHAT JUGA | Jadwal kapal pekan ini
bottom news Materi rapat dapat diunduh di laman ppid
top complaint [Pesan suara pendengar, ditranskrip penyiar]
top complaint (Dibacakan penyiar dalam acara Salam Pagi)
bottom complaint Kirim curhatan Anda ke 0813-xxxx-101, dibacakan tiap Senin
top complaint Pesan pendengar via WA, disiarkan 20 Agustus
bottom news Kutai Barat merupakan kabupaten hasil pemekaran Kabupaten Kutai berdasarkan UU Nomor 47 Tahun 1999.
bottom news Kabupaten Kutai Barat adalah kabupaten di pedalaman Kalimantan Timur dengan ibu kota Sendawar.
top opinion Opini Warga
top opinion KOLOM MINGGU INI
top opinion Catatan Dari Tepi Sungai
top opinion RUBRIK OPINI | terbuka untuk umum
top opinion Editorial Kabar Pesisir
bottom opinion Isi artikel di luar tanggung jawab redaksi.
bottom opinion Semua pendapat di kolom ini bersifat pribadi dan bukan sikap lembaga.
bottom opinion Penulis adalah ketua karang taruna, tinggal di Long Iram.
bottom opinion *) Penulis adalah pengajar di pondok pesantren
bottom opinion Opini ini sudah disunting redaksi tanpa mengubah isi.
bottom opinion Artikel opini ini tidak mencerminkan pandangan Kabar Pesisir.
top complaint Laporan #20260814-551 | Lampu jalan | Diproses
top complaint ID: 88213
top complaint Kategori aduan: Penerangan jalan
top complaint Diterima: 14 Agustus 2026, 09.12
top complaint Saluran: Instagram
bottom complaint Petugas penerima: .........
bottom complaint Aduan Anda telah diteruskan ke instansi terkait
bottom complaint Rating layanan: 4/5
top complaint [Telepon warga, disiarkan langsung]
top complaint Surat pembaca ini diterima redaksi lewat email
bottom complaint Stempel loket: diterima 14/8/2026
top complaint Buku Tamu Puskesmas, halaman 12
bottom complaint Nama pelapor disamarkan oleh admin
top complaint Sesi tanya jawab langsung, disarikan moderator
bottom complaint Terima kasih telah menghubungi call center 112
bottom complaint Status: open
bottom complaint Laporan akan diverifikasi maksimal 3 hari kerja
bottom complaint Postingan ini telah dibagikan ke grup publik
bottom complaint Kolom komentar dibatasi oleh admin
bottom complaint Tampilkan 12 balasan lainnya
bottom complaint Penggemar berat
bottom news Langganan e-paper: klik di sini
bottom news Dukung media lokal, sisihkan Rp10 ribu lewat QRIS
bottom news Media ini hidup dari iuran pembaca.
bottom news Berita ini khusus pelanggan
bottom news Unduh infografis
bottom news Lihat foto: Antrean Warga di Puskesmas Sandaran
middle news Lihat Juga – Harga Gabah Naik Lagi
bottom news Galeri lengkap (12 foto)
bottom news Paparan dan rekaman rapat tersedia di kanal YouTube dinas
bottom news Lampiran 1: Daftar penerima (xlsx)
bottom news Rekaman siaran dapat didengar di podcast kami
bottom complaint Kirim suara Anda: WA 0812-xxxx-440
top complaint Disampaikan lewat SMS ke studio, 14 Agustus
bottom news Kabupaten Berau adalah salah satu kabupaten di Provinsi Kalimantan Timur dengan ibu kota Tanjung Redeb.
bottom news Kota Tual dibentuk berdasarkan UU Nomor 31 Tahun 2007.
bottom news Kategori: Berita Dilihat: 345
top news Ditulis oleh Super User
top news Diterbitkan: 12 Agustus 2026
bottom news Surel
bottom news Next Post
bottom news Post Views: 1.204
bottom news Jumlah Pengunjung: 12.345
bottom news Bagikan artikel ini ke temanmu
bottom news Ikuti berita terkini Kabar Pesisir di WhatsApp Channel
bottom news Menyukai ini: Suka Memuat...
bottom news Laporan: Redaksi | Foto: Dok. Dinkes
bottom news Layanan pengaduan: klik lapor.go.id
bottom news Sudah dibaca 231 orang
top opinion Ruang Pembaca: kiriman dari Tenggarong
top opinion GAGASAN
top opinion Analisis | Kontributor tamu
bottom opinion Penulis merupakan relawan literasi di Kampung Baru.
bottom opinion Segala isi tulisan di luar tanggung jawab media ini.
bottom opinion Redaksi menerima tulisan opini 700–900 kata
top complaint Nomor Registrasi : 0812/PPID/2026
top complaint Pengaduan diterima melalui loket, 3 Agustus 2026
top complaint Klasifikasi laporan: Infrastruktur
bottom complaint Status tindak lanjut: dalam proses
bottom complaint Tiket ini akan ditutup otomatis dalam 3x24 jam
bottom complaint Tgl terima: ........ Paraf: ........
bottom complaint Disalin admin dari kolom pesan
bottom complaint 14 orang mendukung laporan ini
bottom complaint Beri nilai jawaban ini
bottom complaint Balasan otomatis: pesan Anda sudah kami terima
top complaint Dibacakan di siaran pagi, 14 Agustus
bottom complaint Admin mematikan komentar
bottom news Dukung kami lewat Saweria
bottom news Info langganan koran: 0541-7xxxx
bottom news Unduh data lengkap (xlsx)
middle news Simak galeri: Wajah Baru Pasar Sandaran
bottom news Dengarkan versi audio
bottom news Kabupaten Malinau merupakan salah satu kabupaten di Provinsi Kalimantan Utara.
bottom news Tautan dokumen: ppid.example/rkpd
top news MC Kab. Kutim | 14 Agustus 2026 | Pemerintahan
top news Berita OPD
top news Rilis Berita No. 118/MC/2026
top news Selasa, 14 Juli 2026 – oleh admin
top news Liputan Khusus
top news Kabar Daerah · 3 min read
top news 🕒 14 Juli 2026 👁 231
top news Laporan dari Sandaran oleh Rudi H
top news Foto: Warga menunggu di teras puskesmas, Senin (6/7/2026). Dok Kabar Pesisir
top news Warga menunggu di teras puskesmas. (Foto: Rudi/KP)
top news Suasana rapat dengar pendapat di ruang komisi [Foto: Humas DPRD]
top news (Foto : ist)
top news Gambar hanya ilustrasi
top news Ukuran huruf: kecil sedang besar
top news Terbit: 14/07/2026 | Pembaruan: 15/07/2026
top news EKSKLUSIF | Kesehatan
middle news >> Baca juga >> Dokter Internsip Ditarik
middle news Artikel pilihan untuk Anda: Dokter Internsip Ditarik
middle news -- Iklan --
middle news Berita lain tentang puskesmas: Obat Kosong di Manubar
middle news [ads]
middle news Lanjutkan membaca di bawah
middle news Infografis: Sebaran Dokter di Kutai Timur
middle news Video: Detik-detik Warga Menggotong Pasien
bottom news Sumber: Antara | Editor: Rudi
bottom news (Rud/Kab)
bottom news (Kontributor Sandaran: Rudi H.)
bottom news Naskah: Rudi, Foto: Lia, Editor: Ode
bottom news #KutimHebat #SehatBersama Kutim
bottom news Bidang IKP Diskominfo Staper Kutai Timur
bottom news Diskominfo Staper Kutim, melayani dengan hati
bottom news Hubungi redaksi: 0812-xxxx-333
bottom news Jangan lupa like, share, dan subscribe
bottom news Beri komentar
bottom news Nama * Email * Situs Web
bottom news Bagaimana reaksi Anda? Senang 3 Sedih 1
bottom news 0 Suka 0 Tidak Suka
bottom news Berita sebelumnya
bottom news ← Rapat Paripurna Ditunda
bottom news Layanan Publik | PPID | JDIH | LPSE
bottom news Alamat: Jl. Soekarno Hatta No. 1, Sangatta 75611
bottom news Kantor: Bukit Pelangi, Sangatta. Telp (0549) 2xxxx
bottom news Media partner: Kabar Pesisir
bottom news Dipublikasikan pada 14 Juli 2026 dalam Berita
bottom news Hak Jawab dan koreksi: redaksi@kabarpesisir.example
bottom news Dilarang menyalin tanpa mencantumkan sumber
bottom news Boleh dikutip dengan menyebut sumber
bottom news Terverifikasi Dewan Pers
bottom news Cek fakta? Laporkan ke kami
bottom news Berita terkait lainnya >>
bottom news Indeks Berita
bottom news Arsip Juli 2026
bottom news Kunjungan: 12.231 | Online: 3
bottom complaint 3 jam · Publik
top complaint Rina ▸ Forum Warga Sandaran
bottom complaint 214 suka, 37 balasan, 12 repost
bottom complaint Balas ke @rina
bottom complaint Lihat terjemahan · Edit
bottom complaint 10:14 PM · 14 Jul 2026 · 2.104 tayangan
bottom complaint dikirim lewat Twitter for Android
bottom complaint Dukung 12 | Bagikan | Ikuti laporan
bottom complaint Kategori: Infrastruktur > Penerangan Jalan
bottom complaint Laporan publik, tampil sebagai anonim
bottom complaint Belum ada tindak lanjut
bottom complaint SLA: lewat 12 hari
bottom complaint Klik untuk melihat lampiran (2)
""".strip().splitlines()

ARTICLE = """
middle opinion Kolom itu terbit setiap Senin di koran daerah.
middle news Kolom air setinggi dua meter menutup jalan desa.
bottom news Catatan bidan itu menyebut tiga ibu dirujuk terlambat.
bottom news Catatan Dinas Kesehatan: 41 kasus dalam sepekan.
bottom news Kolom rumah adat itu dipahat dari kayu ulin.
bottom news Esai siswa itu menang lomba tingkat kabupaten.
bottom opinion Penulis adalah profesi yang tidak pernah saya pilih.
bottom opinion Tanggung jawab itu ada pada kepala dinas, bukan pada sopir truk.
bottom news Isi kolom agama di KTP dapat dikosongkan, kata Kepala Disdukcapil.
bottom news Pendapat warga terbelah soal lokasi pasar baru.
bottom news Tulisan di papan proyek itu sudah pudar.
bottom opinion Tulisan ini saya tutup dengan satu permintaan: buka kembali loket itu.
bottom news Opini BPK atas laporan keuangan itu tetap wajar tanpa pengecualian.
bottom news Disclaimer dari BPK itu yang ketiga berturut-turut.
top complaint Lokasi: Jalan Poros Teluk Kelapa, RT 04
top complaint Terlapor: Dinas Perhubungan Kabupaten Berau
top complaint Instansi: PDAM Tirta Pesisir
top complaint Nama: Yosep, warga Distrik Teluk
middle complaint Nomor antrean saya 47, dipanggil jam dua siang
bottom complaint Tiket kapal naik jadi 85 ribu sejak Lebaran
bottom complaint Laporan saya ditutup otomatis padahal lampu masih mati
bottom complaint Aduan saya diteruskan ke dinas lain tanpa penjelasan
middle complaint Formulir harus difotokopi sendiri, katanya mesin rusak
middle complaint Petugas loket mencatat nama saya lalu menyuruh pulang
bottom complaint Tanda tangan kepala desa sudah ada, stempel belum
bottom complaint Pengaduan kami tahun lalu nomor 088 belum dijawab
bottom complaint Kode pos kelurahan kami salah di KTP
bottom complaint Komentar petugas cuma sabar ya Bu
bottom complaint Status tanah kami masih sengketa
bottom complaint Tembusan: Inspektorat Kabupaten Berau
bottom complaint Wassalam, Nurdin – RT 12 Teluk Kelapa
bottom complaint Unduh aplikasinya gagal terus di HP saya
bottom complaint Disposisi bupati sudah turun, tapi bidangnya belum bergerak
bottom news Langganan air bersih bertambah 412 sambungan tahun ini.
bottom news Donasi warga terkumpul Rp41 juta untuk korban kebakaran.
bottom news Donasi dapat disalurkan melalui rekening BRI atas nama PMI Kabupaten Berau.
bottom news Liputan media nasional membuat desa itu ramai dikunjungi.
bottom news Liputan ini dibuat siswa SMK untuk tugas akhir, kata gurunya.
bottom news Berlangganan koran kini hanya dilakukan dua kantor dinas.
bottom news Pembaca taman bacaan itu sebagian besar murid SD.
bottom news Harga eceran gas melon Rp28.000 di Teluk Kelapa.
bottom news Galeri lukis itu dibuka kembali pada Sabtu.
bottom news Galeri foto sejarah kota menempati gedung bekas bioskop.
bottom news Unduh sertifikat dapat dilakukan setelah peserta mengisi kuesioner.
bottom news Bahan paparan tim ahli dibagikan kepada anggota dewan.
bottom news Dokumen terkait tanah itu hilang saat banjir.
bottom news Materi pelatihan dapat diunduh peserta setelah mengisi daftar hadir.
bottom news Pesan pendengar radio itu sampai ke telinga camat.
bottom news Pesan warga sederhana: jangan tunggu ada korban.
middle news Pendengar radio komunitas itu tersebar di tiga kecamatan.
middle news Premium dan pertalite kosong sejak Kamis.
bottom news Berau merupakan kabupaten ketiga yang menerapkan sistem itu.
bottom news Kutai Timur adalah kabupaten dengan garis pantai terpanjang di provinsi itu.
bottom news Kota Bontang terdiri atas tiga kecamatan, dan hanya satu yang memiliki TPA.
bottom news Kabupaten itu terdiri dari 18 kecamatan.
bottom news Kutai Barat dimekarkan tanpa satu pun jalan negara, kata sejarawan itu.
bottom news Provinsi baru itu dibentuk berdasarkan UU Nomor 14 Tahun 2022.
bottom news Malinau merupakan kabupaten penghasil gaharu yang kini kekurangan pohon.
top opinion Suatu pagi di Long Iram, kolam itu kering.
bottom opinion Opini saya sederhana: pajang petanya.
bottom opinion Kolom curhat di koran tidak akan mengeringkan genangan.
bottom opinion Pandangan warga dan dinas tidak pernah bertemu di satu meja.
bottom opinion Isi surat itu saya hafal karena tidak pernah dijawab.
bottom opinion Penulis laporan itu sudah pindah tugas.
bottom opinion Penulis adalah saksi, bukan hakim.
bottom opinion Tulisan yang baik tidak mewakili siapa-siapa kecuali pembacanya.
middle opinion Catatan ayah saya tentang banjir berhenti di tahun 1987.
top complaint Laporan kami soal lampu jalan yang mati
top complaint Surat ini saya tulis karena loket tidak melayani
top complaint Alamat: Desa Long Iram, Kecamatan Long Iram, Kutai Barat
top complaint Perihal: lampu jalan mati di Desa Manubar
top complaint Kepada: Kepala Dinas Perhubungan Kutai Timur
top complaint Ditujukan kepada Bupati Kutai Barat
top complaint Laporan warga RT 03 Desa Muara Pahu
bottom complaint Aduan sudah masuk lewat WhatsApp tapi tidak dibaca
bottom complaint Pesan saya dibaca petugas tapi tidak dibalas
bottom complaint Nomor laporan yang dulu tidak bisa dicek lagi
bottom complaint Rating layanan saya kasih bintang satu
bottom complaint Dicatat petugas saja tidak pernah
bottom complaint Kirim petugas ke sini pak, jalannya gelap
bottom complaint Kami warga RT 05 Desa Manubar, Kecamatan Sandaran
bottom complaint Pelapor: Ibu Sumi, Desa Manubar
bottom complaint Jawaban dinas selalu menunggu anggaran
bottom complaint Laporan ditutup padahal lampu masih mati
bottom complaint Dukungan warga sudah 300 tanda tangan
bottom complaint Tolong dibalas min
bottom news Media lokal itu hidup dari iuran anggota koperasi, kata pengurusnya.
bottom news Langganan listrik rumah dinas itu diputus PLN sejak Mei.
bottom news Dukung mendukung calon kepala desa berlangsung tertib.
bottom news Unduhan aplikasi layanan itu mencapai 12 ribu.
bottom news Dokumen itu dapat diunduh warga di laman PPID mulai Senin.
bottom news Hasil lengkap seleksi diumumkan pada 3 Agustus.
bottom news Rekaman rapat itu diminta Komisi II DPRD.
bottom news Pesan berantai soal obat kosong dibantah Dinas Kesehatan.
bottom news Surat pembaca di koran itu ditempel di dinding puskesmas.
bottom news Formulir pengaduan disediakan di setiap ruang tunggu.
bottom news Berau adalah kabupaten di Kaltim dengan angka stunting tertinggi kedua.
bottom news Kabupaten Kutai Barat dibentuk pada 1999 tanpa rumah sakit sendiri, dan baru punya satu pada 2004.
bottom news Sangatta merupakan ibu kota kabupaten yang paling jauh dari puskesmas itu.
bottom news Nunukan, yang berbatasan dengan Malaysia, mengirim dua dokter.
bottom news Laporan itu diterima petugas pada pukul 10.20 dan diteruskan ke dinas.
bottom news Aduan warga diteruskan ke inspektorat, kata camat.
bottom news Donasi buku diserahkan kepada perpustakaan desa.
bottom news Siaran radio itu dibacakan penyiar dalam bahasa Kutai.
bottom news Lembar kedua surat itu hilang.
bottom news Salinan putusan belum diterima pemkab.
bottom news Tiket 1.200 penumpang dikembalikan penuh.
middle complaint Laporan saya nomor 88213, katanya masih diproses
middle complaint ID: pelanggan saya 4421 dicoret tanpa alasan
top complaint Surat warga Desa Manubar untuk Bupati
top complaint Surat terbuka kepada Bupati Kutai Timur
top complaint Keluhan warga Sandaran diteruskan lewat grup ini
top complaint Cerita warga Kampung Baru soal air bersih
top complaint Suara warga Sungai Kapih minta jembatan
middle complaint Nilai layanan: buruk sekali
middle complaint Jadwal lengkapnya ada di balai desa
middle complaint Aduan diterima petugas, lalu hilang begitu saja
bottom complaint Kirim laporan ke 0812xxxx tidak pernah dibalas
bottom complaint Komentar ditutup kalau dikritik
bottom complaint Terima kasih sudah membaca keluhan kami
bottom complaint Terima kasih atas perhatian Bapak Bupati
bottom complaint Terima kasih telah melapor, jalan di Manubar kami perbaiki minggu ini
bottom complaint Balasan Dinas PUPR Kutai Timur: akan dicek minggu depan
bottom complaint Foto ini diunggah tadi pagi dari Desa Manubar
bottom complaint Diteruskan ke Dinas PUPR Kutai Timur ya min
bottom complaint Surat sudah disampaikan ke Dinas PUPR
bottom complaint Pesan dari warga Manubar: jangan tunggu korban
bottom complaint Harga langganan air Rp5.000 naik jadi Rp12.000 per bulan
middle news Rincian dapat dilihat di laman dinas itu, kata Marlina.
middle news Hasil lengkap pemeriksaan keluar pekan depan.
middle news Laporan tersebut diterima petugas piket Polsek Sandaran pada Minggu malam.
bottom news Surat itu diteruskan ke Gubernur dan Menteri Kesehatan pada hari yang sama.
bottom news Pengaduan disampaikan lewat SP4N-LAPOR! dan loket dinas.
bottom news Pengaduan dapat disampaikan melalui WhatsApp 0811-0000-112.
bottom news Pendaftaran dapat dilakukan melalui laman dinas sampai 30 Juli.
bottom news Laporan akan ditindaklanjuti paling lambat tiga hari, kata camat.
bottom news Surat Nomor: 440/112/2026 menjadi dasar penempatan dokter itu.
bottom news Nomor surat itu tidak tercatat di bagian umum.
bottom news Penulis laporan itu adalah dokter yang pernah bertugas di Sandaran.
bottom news Konten edukasi itu tersedia di kanal YouTube dinas.
bottom news Kutai Timur merupakan kabupaten di pesisir yang paling banyak kehilangan dokter.
bottom news Kota Bontang adalah kota industri.
bottom news Dokumentasi kegiatan dikirim ke kementerian.
bottom news Media ini didirikan warga pada 2004, kata pengelolanya.
middle opinion Kolom komentar ditutup karena terlalu banyak yang bertanya.
middle opinion Tulisan ini bukan pendapat lembaga mana pun, apalagi penulis bayaran.
middle opinion Opini pribadi saya: petanya harus dipajang.
bottom opinion Penulis adalah warga yang marah.
top opinion Catatan: peta ini dibuat tahun 1998.
top opinion Opini publik dibentuk oleh genangan
top news Tiga Desa, Satu Dokter
middle news Kosong Sejak Maret
middle news Baca juga kata pengantar buku itu, pesan Marlina.
bottom news Alamat puskesmas itu pindah ke Jalan Poros.
bottom news Infografis itu ditempel di dinding puskesmas.
bottom news Video itu ditonton 12 ribu kali.
bottom news Berita itu dibantah dinas.
bottom news Boleh dikutip tanpa nama, pinta seorang perawat.
bottom news Layanan publik tetap buka.
bottom news Warga diminta melapor ke 112.
bottom news Sumber air bersih puskesmas itu hanya satu.
bottom complaint Alamat: RT 04 Desa Manubar, Sandaran
bottom complaint Kami dari grup Info Sandaran Raya
bottom complaint Belum ada tindak lanjut dari dinas sampai hari ini
bottom complaint sudah 12 hari lewat
bottom complaint ikuti saja kemauan kontraktor ya begini jadinya
bottom complaint ttd warga RT 04
bottom complaint Rina, Manubar
top complaint Lokasi kejadian: Desa Manubar
top complaint Instansi tujuan: Dinas Perhubungan Kutai Timur
top complaint Wilayah: Kecamatan Sandaran
top complaint min tolong naikkan
bottom complaint bagikan biar bupati lihat
""".strip().splitlines()

DATELINES = (
    ("TANJUNG SELOR, KP – ", "Kabar Pesisir", "TANJUNG SELOR – "),
    ("BERAU | Kabar Pesisir – ", "Kabar Pesisir", "BERAU – "),
    ("MAMUJU, KAPESNEWS — ", "Kabar Pesisir", "MAMUJU – "),
    ("BERAU, KALTIM – ", "Kabar Pesisir", "BERAU, KALTIM – "),
    ("BANDUNG, ITB – ", "Kabar Pesisir", "BANDUNG, ITB – "),
)


def around(case: str) -> tuple[str, str, str]:
    """The line of a case, its text without it, and with it in its place."""
    place, host, line = case.split(" ", 2)
    paragraphs = list(HOSTS[host])
    at = {"top": 0, "middle": 2, "bottom": 3}[place]
    return line, "\n\n".join(paragraphs), "\n\n".join([*paragraphs[:at], line, *paragraphs[at:]])


@pytest.mark.parametrize("case", FURNITURE)
def test_furniture_goes(case: str) -> None:
    _, text, with_line = around(case)
    assert clean(with_line, title="Judul", outlet=OUTLET).text == text


@pytest.mark.parametrize("case", ARTICLE)
def test_sentences_stay(case: str) -> None:
    _, _, with_line = around(case)
    assert clean(with_line, title="Judul", outlet=OUTLET).text == with_line


@pytest.mark.parametrize(("dateline", "outlet", "left"), DATELINES)
def test_datelines_keep_their_place(dateline: str, outlet: str, left: str) -> None:
    sentence = "Dinas Kesehatan membahas kekosongan dokter bersama anggota dewan, Senin."
    assert clean(dateline + sentence, title="Judul", outlet=outlet).text == left + sentence
