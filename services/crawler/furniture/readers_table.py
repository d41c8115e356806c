"""The habits of sites around what readers write: columns, letters, listeners' messages, complaint forms.

What names the region of a complaint ("Lokasi:", "Terlapor:", "Instansi:") is no furniture.
"""

# One rule, one line, as in the table of the other habits.
# ruff: noqa: E501

from __future__ import annotations

from services.crawler.furniture.rule import Kind, Rule, Where
from services.crawler.furniture.words import CLOCK, DATE, MONTH, STATE

L, N = Where.LINE, Where.NOTICE
E, H, OUT = Where.EDGE, Where.HEAD, Where.OUTERMOST

# A line with one of these words is somebody speaking, not a label.
_NO_SPEECH = (
    r"(?!.*\b(?:saya|kami|kita|aku|tapi|tetapi|padahal|tidak|belum|nggak|gak|karena|sudah|kenapa|mengapa|kapan"
    r"|katanya|malah|cuma|itu)\b)"
)
_COLUMN = (
    r"(?:kolom|opini|esai|essay|perspektif|tajuk(?: rencana)?|editorial|surat (?:pembaca|warga|terbuka|anda)"
    r"|(?:suara|pojok|mimbar|sudut|ruang|bilik|rubrik|tulisan|kiriman|kontribusi|cerita|dari|kata|curhat|forum|artikel)"
    r" (?:pembaca|warga|pendengar|netizen|redaksi|konsumen)"
    r"|catatan (?:pinggir|redaksi|akhir pekan|kaki|perjalanan|harian|editor|pembaca)|refleksi|renungan|sudut pandang"
    r"|gagasan|wacana|analisis|resensi|letters?(?: to the editor)?|op-?ed|column|opinion|guest column|your letters)"
)
_TEXT = r"(?:tulisan|opini|artikel|kolom|naskah|esai|surat|rubrik|pendapat|pandangan|konten|materi|gagasan|catatan|isi)"
_SIDE = r"(?:penulis(?:nya)?|redaksi|media(?: ini)?|pengirim(?:nya)?|pribadi|institusi|lembaga|instansi|portal|situs|pembuat|kami)"
_WHAT = r"(?:tanggung jawab|mewakili|mencerminkan|menggambarkan|pendapat|pandangan|opini|sikap|kebijakan)"
_TRADE = (
    r"(?:dosen|guru|mahasiswa|mahasiswi|pemerhati|pegiat|penggiat|aktivis|wartawan|jurnalis|peneliti|pengamat|warga (?:desa|kota|kabupaten|kelurahan|kecamatan|dusun|kampung|rt|asal)|alumn\w+"
    r"|ketua|sekretaris|anggota|staf|kepala|direktur|pengurus|petani|nelayan|praktisi|akademisi|pensiunan|advokat|dokter"
    r"|bidan|perawat|sastrawan|budayawan|asn|pns|widyaiswara|analis|pustakawan|tokoh|pendiri|relawan|pekerja|penyuluh|santri"
    r"|pendamping|fasilitator|pelajar|penikmat|konsultan|kandidat|magister|guru besar|ibu rumah tangga|editor|kontributor"
    r"|(?:tinggal|berdomisili|lahir|bekerja|mengajar|bermukim|menetap|aktif|bergiat|menulis) (?:di|pada|sebagai|dari))"
)
_CODE = r"(?=[\w./-]*\d)[a-z0-9]{1,12}(?:[./-][\w.-]{1,14}){0,6}"
_FORM = (
    r"(?:tracking|tiket|aduan|laporan|pengaduan|registrasi|register|reg|antrean|antrian|formulir|form|surat(?: masuk)?|agenda"
    r"|berkas|kasus|permohonan|referensi|ref|arsip|resi|disposisi|lembar|pertanyaan|pesan)"
)
_MESSAGE = (
    r"(?:pesan(?: suara)?|surat|aduan|laporan|pengaduan|keluhan|kiriman|curhat\w*|cerita|formulir|transkrip|rekaman|telepon|sesi|tanya jawab|wawancara|percakapan|obrolan|komentar|jawaban|diskusi"
    r"|voice note|vn|chat|sms|pertanyaan|usulan|tulisan|unek-unek|aspirasi|(?:nama|identitas|alamat|data) (?:pelapor|pengirim|penulis))"
)
_RECORDED = (
    r"(?:dicatat|diketik(?: ulang)?|ditulis ulang|ditranskrip(?:si|sikan)?|disalin|disamarkan|diterima|dibacakan|disiarkan"
    r"|diteruskan|direkam|disunting|diringkas|dirangkum|disarikan|disusun|diterjemahkan|dikirim(?:kan)?|diinput|dientri|diarsipkan|distempel"
    r"|dipindai|disampaikan|dibaca|masuk|ditutup|diverifikasi|diunggah)"
)
_RECORDER = (
    r"(?:petugas|penyiar|admin\w*|operator|humas|moderator|redaksi|relawan|loket|kotak (?:saran|pengaduan|aspirasi)|acara|siaran|program"
    r"|sp4n\S*|lapor!?|sistem|rekaman|asli\w*|otomatis|whats?app|wa|aplikasi|situs|website|portal|formulir|hotline"
    r"|call ?center|sms|instagram|dm|e-?mail|kanal|meja|segmen|on ?air|telepon|resepsionis|satpam|piket|langsung|studio|(?:instansi|dinas|opd|unit|pihak) (?:terkait|berwenang)"
    rf"|(?:tanggal |pada |pukul )?(?:{DATE}|{CLOCK}|\d{{1,2}} {MONTH}))"
)
_PHONE = r"(?:\+?62|0)\d{2,3}[-\dx .]{5,16}"

# fmt: off
READER_RULES: tuple[Rule, ...] = (
    # Columns and letters
    Rule(Kind.NAVIGATION, H, _COLUMN, "Surat Pembaca"),
    Rule(Kind.NAVIGATION, H, r"(?:ruang|pojok|suara|surat|kiriman|rubrik|mimbar) (?:pembaca|pendengar|netizen)\s*[:：].{3,60}", "Ruang Pembaca: kiriman dari Tenggarong"),
    Rule(Kind.NAVIGATION, H, rf"{_COLUMN}(?:\s[\w.'’]{{2,20}}){{0,3}}\s*(?:[|–—•·]|\s-)\s*.{{3,90}}", "SURAT PEMBACA — Anda menulis, kami memuat"),
    Rule(Kind.LEGAL, L, r"catatan (?:redaksi|editor)\s*[:：].{3,200}|editor[’']s note\s*[:：].{3,200}", "Catatan Redaksi: Artikel ini disunting untuk kejelasan"),
    Rule(Kind.LEGAL, OUT, rf"(?:seluruh |semua |segala )?{_TEXT}(?: (?:dalam|di|pada|dari|ini|yang|dimuat|tulisan|opini|artikel|kolom|kanal|rubrik|surat|pembaca|tersebut|situs|laman|penulis)){{0,6}}(?: (?:sepenuhnya|menjadi|merupakan|adalah|bukan|tidak|selalu|serta-merta|mutlak|murni|harus|sebagai|berarti|di luar)){{0,4}} {_WHAT}(?: [\w-]+){{0,4}}? {_SIDE}\b.{{0,80}}", "Pendapat dalam tulisan ini sepenuhnya tanggung jawab penulis."),
    Rule(Kind.LEGAL, L, rf"{_TEXT}(?: ini| di atas| tersebut)? (?:telah |sudah )?(?:mengalami|melalui|melewati)(?: proses)? (?:penyuntingan|pengeditan|suntingan|perubahan|peringkasan)\b.{{0,80}}", "Tulisan ini telah mengalami penyuntingan seperlunya tanpa mengubah maksud."),
    Rule(Kind.LEGAL, OUT, rf"(?:seluruh |semua |segala )?{_TEXT}(?: (?:opini|tulisan|kolom|artikel|ini|di|pada|dalam))* (?:bersifat pribadi|(?:tidak|bukan)(?: selalu)? (?:mewakili|mencerminkan) (?:pandangan|sikap|pendapat|kebijakan|opini)|(?:telah |sudah )?(?:disunting|diedit|diringkas|dipersingkat) (?:oleh )?(?:redaksi|editor|tanpa|seperlunya))\b.{{0,100}}", "Semua pendapat di kolom ini bersifat pribadi dan bukan sikap lembaga."),
    Rule(Kind.LEGAL, L, r"(?:the )?(?:views?|opinions?)(?: and opinions?)? (?:expressed|in this)\b.{5,160}|we publish (?:in|letters)\b.{3,100}", "The views expressed here are the author's own."),
    Rule(Kind.LEGAL, OUT, rf"(?:\*+\)?\s*)?penulis(?:nya)? (?:adalah|merupakan|ialah) (?:seorang )?{_TRADE}\b(?! yang\b)[^.]{{0,120}}(?:\. ?{_TEXT}\b.{{5,120}})?|\*+\)?\s*penulis\b.{{3,160}}", "Penulis adalah dosen di Universitas Lembah Hijau. Tulisan merupakan pandangan pribadi."),
    # Complaint portals, counters and hotlines
    Rule(Kind.REPORT, L, rf"(?:no(?:mor|\.)?|kode|id)\s?{_FORM}(?:\s*[:：.#]\s*|\s+#?){_CODE}(?:(?:\s*[–—|·•]\s*|\s+[/-]\s+).{{1,60}})?", "Kode aduan: RSUD-0081"),
    Rule(Kind.REPORT, L, rf"#?{_FORM}\s*(?:no(?:mor|\.)?\s*[:：.]?\s*|[:：#]\s*){_CODE}(?:(?:\s*[–—|·•]\s*|\s+[/-]\s+).{{1,60}})?", "Pengaduan No. 088/MP/2026 – dicatat petugas loket"),
    Rule(Kind.REPORT, L, rf"#?(?:tiket|aduan|laporan|pengaduan|id)\s+#?{_CODE}(?:\s*[–—|·•-]\s*[^.]{{1,40}}){{1,4}}", "#Tiket 7731 · Pendidikan · Terjawab"),
    Rule(Kind.REPORT, L, rf"(?:id|ref|resi)\s*[:：#]\s*#?{_CODE}|(?:kategori|jenis|klasifikasi|bidang) (?:aduan|laporan|pengaduan|pertanyaan|layanan)\s*[:：].{{2,60}}|(?:stempel|paraf)(?: \w+){{0,2}}\s*[:：].{{2,60}}|(?:rating|nilai|skor) (?:layanan|pelayanan|jawaban|tanggapan)\s*[:：]\s*[\d★☆⭐].{{0,20}}", "Kategori aduan: Penerangan jalan"),
    Rule(Kind.REPORT, L, r"(?:[\w /()]{2,40}[:：]\s*[_.…·-]{3,}\s*){1,4}", "Tanda tangan pelapor: ............"),
    Rule(Kind.REPORT, L, r"(?:prioritas|urgensi)\s*[:：]\s*(?:sangat )?(?:tinggi|sedang|rendah|normal|biasa|mendesak|darurat|segera|penting|kritis|urgent|high|medium|low|[1-5a-c])\b.{0,15}|(?:sla|tenggat|tenggat tanggapan|batas waktu(?: tanggapan)?)\s*[:：].{0,12}?\d.{0,30}", "Tenggat tanggapan: 5 hari kerja"),
    Rule(Kind.REPORT, E, r"(?:verifikator|asal laporan|sumber laporan|media pelaporan|tingkat kepuasan|unit penerima)\s*[:：].{1,60}", "Asal laporan: call center 112"),
    Rule(Kind.REPORT, L, rf"status (?:tindak lanjut|aduan|tiket|penanganan|pengaduan|permohonan|publikasi|verifikasi)\s*[:：]\s*{STATE}|beri(?:kan)? (?:nilai|rating|penilaian|ulasan)(?: untuk)? (?:jawaban|layanan|tanggapan|petugas)(?: ini| kami)?|(?:balasan|jawaban|pesan) otomatis\s*[:：].{{3,120}}", "Status tindak lanjut: dalam proses"),
    Rule(Kind.REPORT, L, rf"(?:diterima|masuk|waktu lapor|tanggal (?:masuk|terima|lapor|diterima|aduan|laporan)|dilaporkan)(?: pada)?\s*[:：]\s*(?:{DATE}|\d{{1,2}} {MONTH}).{{0,30}}", "Tanggal lapor: 12 Agustus 2026"),
    Rule(Kind.REPORT, L, r"(?:tanggapan|jawaban|balasan)(?: [\w/]{2,20}){0,2}\s*[:：]\s*\(?(?:belum ada|nihil|kosong|menunggu|-)\b[^.]{0,40}", "Tanggapan dinas: (belum ada)"),
    Rule(Kind.REPORT, E, r"(?:(?:belum|sudah|telah|sedang|menunggu) )?(?:di|ter)?(?:jawab|tanggapi|proses|verifikasi|teruskan|tangani|disposisi|tindaklanjuti|jawaban|tanggapan|disposisi)", "Menunggu jawaban"),
    Rule(Kind.REPORT, E, rf"{_NO_SPEECH}(?:laporan|aduan|pengaduan) (?:publik|rahasia|anonim|pribadi|terbuka)(?:[,·|–—-] ?[^.]{{1,40}})?|belum ada (?:tindak lanjut|tanggapan|jawaban)(?: (?:instansi|petugas|admin|opd))?", "Laporan publik, tampil sebagai anonim"),
    Rule(Kind.REPORT, H, rf"{_NO_SPEECH}(?:formulir|form|lembar|kartu|kotak|buku)(?: (?:online|daring|layanan))? (?:pengaduan|keluhan|aspirasi|aduan|kesan|saran|permohonan|kritik|masukan|laporan|layanan|survei|kepuasan|pelaporan|disposisi|tamu)\b[^.]{{0,80}}", "Formulir Pengaduan Masyarakat – salinan"),
    Rule(Kind.REPORT, E, rf"{_NO_SPEECH}{_MESSAGE}(?: [\w-]{{2,20}}){{0,4}}?[\s,–—|:(-]+{_RECORDED}\b(?: [\w-]{{1,20}}){{0,4}}? {_RECORDER}(?!\w)[^.]{{0,50}}", "Pesan pendengar dibacakan dalam acara Kareba Pagi"),
    Rule(Kind.REPORT, E, rf"{_NO_SPEECH}{_RECORDED}(?: [\w-]{{1,20}}){{0,4}}? {_RECORDER}(?!\w)[^.]{{0,50}}", "Diketik ulang dari kotak saran puskesmas"),
    Rule(Kind.REPORT, H, rf"{_NO_SPEECH}(?:transkrip(?:si)?|salinan|rekaman|petikan|kutipan) (?:dari )?(?:{_MESSAGE}|hotline|call ?center|siaran|percakapan|pendengar|obrolan|asli)\b[^.]{{0,80}}", "Transkrip hotline 112, disamarkan oleh petugas"),
    Rule(Kind.REPORT, E, r"(?:lembar|salinan|tembusan|halaman)(?: ke-?)?\s?\d? ?(?:untuk|:) (?:arsip|pelapor|petugas|pemohon|loket)[^.]{0,30}|salinan (?:sesuai|ini)[^.]{0,40}", "Lembar 2 untuk arsip"),
    Rule(Kind.REPORT, N, r"dokumen ini (?:telah )?(?:ditandatangani|dicetak|dibuat)(?: \w+)? (?:secara )?(?:elektronik|otomatis|digital)\b.{0,200}", "Dokumen ini telah ditandatangani secara elektronik menggunakan sertifikat dari BSrE."),
    Rule(Kind.REPORT, L, r"(?:laporan|aduan|tiket|topik|percakapan|sesi|pengaduan|diskusi)(?: ini| anda)? (?:akan |telah |sudah )?(?:ditutup|tertutup|dihapus|kedaluwarsa|dianggap selesai|dinyatakan selesai)(?: otomatis| secara otomatis| oleh sistem)*(?: (?:dalam|jika|bila|apabila|setelah|oleh|pada) .{0,100})?", "Laporan akan ditutup otomatis jika tidak ditanggapi dalam 7 hari kerja"),
    Rule(Kind.REPORT, E, r"(?:laporan|aduan|tiket|pengaduan|pertanyaan|pesan)(?: ini| anda)? akan (?:diverifikasi|ditindaklanjuti|diproses|dijawab|ditanggapi|dibalas)\b.{0,20}(?:dalam|maksimal|paling lambat|selambat\w*|otomatis|\d+ ?(?:x ?24|hari|jam)).{0,60}", "Laporan akan diverifikasi maksimal 3 hari kerja"),
    Rule(Kind.REPORT, E, rf"{_NO_SPEECH}terima kasih (?:telah|atas) (?:menghubungi|mengunjungi|berkunjung|membaca|mendengarkan|kunjungan|partisipasi)\w*\b[^.,]{{0,50}}", "Terima kasih telah menghubungi call center 112"),
    # Groups and threads
    Rule(Kind.COMMENT, E, r"(?:postingan|kiriman|unggahan|foto|video) ini (?:telah |sudah )?(?:(?:dibagikan|diunggah|diposting) (?:ke|di|oleh) (?:grup|group|publik|halaman|akun|admin|anggota)\b[^.]{0,50}|disematkan[^.]{0,30}|dihapus)", "Postingan ini telah dibagikan ke grup publik"),
    Rule(Kind.COMMENT, E, r"(?:kiriman\w*|asal|dari|sumber|repost?|via|diambil dari)\s*[:：]\s*(?:grup |group |akun |halaman )?(?:facebook|fb|grup|group|ig|instagram|wa|whats?app|twitter|telegram|tiktok|threads)\b.{0,60}", "Kiriman: Facebook Grup Warga Pesisir"),
    Rule(Kind.COMMENT, L, r"(?:beberapa )?(?:komentar|balasan)(?: yang)? (?:paling relevan|terbaik|teratas)\b.{0,100}|beberapa (?:komentar|balasan)(?: mungkin)?(?: telah| sudah)? (?:difilter|disembunyikan|dihapus).{0,60}|anda (?:hanya |mungkin )?(?:melihat|tidak melihat) (?:sebagian|semua|beberapa) (?:komentar|balasan).{0,40}", "Komentar paling relevan dipilih, jadi beberapa balasan mungkin telah difilter"),
    Rule(Kind.COMMENT, L, r"(?:(?:admin|moderator|pemilik|penulis)\w*(?: grup| postingan)? )?(?:telah |sudah )?(?:menonaktifkan|mematikan|membatasi|menutup) (?:kolom )?komentar\b.{0,60}|(?:kolom )?komentar(?: telah| sudah| untuk (?:kiriman|postingan) ini)? (?:dinonaktifkan|dibatasi|dimatikan|disembunyikan|ditutup)(?: (?:untuk|oleh|bagi|sementara|pada|di)\b.{0,50})?|comments (?:are|have been|were)(?: now)? (?:closed|turned off|disabled|off|limited).{0,50}", "Admin menonaktifkan komentar untuk postingan ini"),
    Rule(Kind.COMMENT, E, r"(?:anggota|peserta|kiriman|postingan) anonim(?: \d+)?|(?:grup|group) (?:publik|privat|pribadi|umum)\b[^.]{0,40}|(?:anggota baru|penggemar (?:berat|terbaik|setia)|kontributor (?:grup|terbaik)|admin grup|top contributor)(?: [·•] .{1,40})?|dilihat oleh \d[\d.,]*.{0,20}|pesan ini (?:telah )?dihapus|pesan dan panggilan terenkripsi.{0,100}", "Anggota anonim"),
    # What sites ask of their readers
    Rule(Kind.FOLLOW, L, rf"(?:untuk |info )?(?:ber)?langganan\b[^.:]{{0,40}}(?:[:：]|hubungi|\bwa\b).{{0,20}}(?:{_PHONE}|@\w{{2,30}}|rp\s?\d|klik|agen|redaksi|sirkulasi).{{0,60}}", "Berlangganan koran ini: 0823-xxxx-707"),
    Rule(Kind.FOLLOW, E, r"harga eceran\b.{0,30}rp.{0,20}\b(?:langganan|eksemplar|edisi)\b.{0,40}|harga langganan\s*[:：]?\s*rp.{0,60}|terbit (?:tiap|setiap) (?:hari|senin|jumat|sabtu|minggu|pekan|bulan)[^.]{0,40}", "Harga eceran Rp5.000, langganan Rp120.000/bulan"),
    Rule(Kind.FOLLOW, L, r"(?:liputan|jurnalisme|media|situs|tulisan|artikel|karya|kanal|portal|laporan)(?: (?:ini|kami|independen|warga|lokal|mendalam))+ (?:didukung|dibiayai|didanai|hidup|bertahan|terselenggara|terbit|gratis|disokong)(?: \w+){0,4} (?:pembaca|donasi|donatur|publik|sumbangan|dukungan|iuran|anda|hibah|beasiswa|yayasan|program)\b.{0,100}", "Liputan ini didukung pembaca. Donasi di sini"),
    Rule(Kind.FOLLOW, E, rf"{_NO_SPEECH}(?:donasi|sumbangan|berdonasi|traktir|saweria|trakteer|dukung(?:an)?|sokong)\b.{{0,60}}?\b(?:redaksi|penulis(?:nya)?|liputan|jurnalis\w*|(?:kanal|media|situs|portal|blog|tulisan|radio|pers) (?:ini|lokal|independen|warga)|saweria|trakteer|karyakarsa|di ?sini)\b.{{0,80}}", "Traktir kopi redaksi lewat QRIS"),
    Rule(Kind.FOLLOW, L, rf"(?:dukung|donasi)\w* (?:untuk )?kami (?:lewat|via|melalui|di|dengan)\b.{{0,20}}\b(?:saweria|trakteer|karyakarsa|qris|sini|rekening)\b.{{0,60}}|donasi untuk (?:liputan|redaksi|media|radio) (?:kami|ini|independen)\b.{{0,100}}|(?:donasi|dukungan)\s*[:：]\s*(?:{_PHONE}|saweria|trakteer|qris|bri|bca|bni|mandiri)\b.{{0,60}}", "Donasi untuk liputan kami: rekening BRI a.n. Yayasan Pena Pesisir"),
    Rule(Kind.FOLLOW, L, r"(?:konten|artikel|berita|liputan) (?:premium|eksklusif|khusus pelanggan|berbayar)\b.{0,80}|(?:artikel|berita|konten) ini (?:khusus|hanya)(?: tersedia)?(?: untuk| bagi)? (?:pelanggan|member|anggota).{0,60}|sudah (?:punya akun|berlangganan|menjadi pelanggan|jadi pelanggan)\b.{0,40}|(?:sisa|anda telah membaca) .{0,20}artikel gratis.{0,40}", "Konten premium. Login untuk melanjutkan."),
    Rule(Kind.FOLLOW, E, rf"{_NO_SPEECH}(?:kirim(?:kan)?|sampaikan|titip) (?:curhat\w*|pesan|salam|info\w*|cerita|kabar|keluhan|aduan|laporan|pertanyaan|foto|video|tulisan|opini|komentar|saran|kritik|request|lagu|berita|rilis|naskah|puisi|surat|aspirasi)\b[^.]{{0,30}}\b(?:ke|via|lewat|melalui|di)\b.{{0,25}}(?:{_PHONE}|@\w{{2,40}}).{{0,60}}|kirim(?:kan)? [^.:]{{2,30}}[:：] ?(?:wa|whats?app|sms|dm)?\.? ?{_PHONE}.{{0,40}}", "Kirim curhatan Anda ke 0813-xxxx-101, dibacakan tiap Senin"),
)
# fmt: on
