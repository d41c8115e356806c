"""The habits of Indonesian sites that put lines into an article which nobody wrote as part of it.

A new portal's habit is one line here. Free rests are bounded: a rule never matches more than a line, and a line
longer than `line.LONGEST` is article.
"""

# One rule, one line: wrapped patterns cannot be compared with their neighbours.
# ruff: noqa: E501

from __future__ import annotations

from services.crawler.furniture.readers_table import READER_RULES
from services.crawler.furniture.rule import Kind, Rule, Where
from services.crawler.furniture.words import CLOCK, DATE, DESK, MONTH, NETWORK, NUMBER, STATE, WEEKDAY

A, L, N = Where.ANYWHERE, Where.LINE, Where.NOTICE
E, H, T = Where.EDGE, Where.HEAD, Where.TAIL

_ARTICLE = r"(?:artikel|berita|laporan|halaman|tautan|konten|posting(?:an)?|kiriman|tulisan|video|informasi)"
_OTHERS = (
    r"(?:terkait|lain(?:nya)?|terkini|terbaru|ter?populer|populer|pilihan|serupa|sebelumnya|selanjutnya|berikutnya"
    r"|rekomendasi|utama|hari ini)"
)
_SEEN = r"(?:dibaca|dilihat|dikunjungi|dibagikan|hits?|(?:post |total |page ?)?views?|viewed|pembaca|kunjungan|tayangan)"
_REACTION = (
    r"(?:views?|hits?|komen(?:tar)?(?:i)?|comments?|suka|likes?|shares?|(?:kali )?dibagikan|bagikan|balas(?:an)?"
    r"|dibalas|disukai|dibaca|dilihat|tayangan|reaksi|retweets?|reposts?|kutipan|bookmarks?|pembaca|laporkan|jawaban)"
)
_REACTIONS = rf"(?:\(?{NUMBER}\)?\s?(?:kali\s|x\s)?{_REACTION}|{_REACTION}\s?:?\s?\(?{NUMBER}\)?)"
_PLACES = (
    r"(?:grup|group|channel|kanal|saluran|google news|whats?app|telegram|instagram|facebook|twitter|tiktok|youtube"
    r"|aplikasi|buletin|newsletter|notifikasi|\big\b|\bfb\b)"
)
_SITE = r"[\w-]{2,30}(?:\.[\w-]{2,30}){1,3}"

# fmt: off
RULES: tuple[Rule, ...] = (
    # Adverts
    Rule(Kind.ADVERT, A, r"(?:advertisements?|iklan|sponsored(?: content)?|ads by google|google adsense)(?:\s*[-–—|]*\s*(?:scroll|gulir)\b.{0,60})?", "ADVERTISEMENT - GULIR UNTUK LANJUT BACA"),
    Rule(Kind.ADVERT, L, r"(?:geser|swipe)(?: ke (?:atas|bawah))? (?:untuk|to)\b[^.]{0,40}|(?:konten|artikel) (?:berbayar|promosi|sponsor)|advertising", "Geser untuk melanjutkan"),
    Rule(Kind.ADVERT, A, r"scroll (?:to|down|untuk|ke ?bawah|ke)\b[^.]{0,50}", "SCROLL TO CONTINUE WITH CONTENT"),
    Rule(Kind.ADVERT, A, r"gulir (?:ke bawah )?(?:untuk|ke)\b[^.]{0,50}", "Gulir untuk melanjutkan membaca"),
    Rule(Kind.ADVERT, L, r"(?:pasang|space|ruang) iklan(?: anda)?(?: di ?sini)?", "Pasang iklan di sini"),
    Rule(Kind.ADVERT, L, r"advertorial|adv|promoted|sponsor", "Advertorial"),
    Rule(Kind.ADVERT, A, r"(?:artikel|berita|konten)(?: ini)? (?:ber)?lanjut(?:kan)? (?:di bawah|setelah) iklan(?: ini)?", "Berita berlanjut di bawah iklan"),
    Rule(Kind.ADVERT, A, r"(?:lanjut(?:kan)? (?:mem)?baca|continue reading|read more|baca selengkapnya|selengkapnya)(?: di bawah.{0,20})?", "Baca selengkapnya"),
    Rule(Kind.ADVERT, L, r"\(?adsbygoogle\s*[=.(].{0,120}|.{0,30}googletag\.\w.{0,150}|<ins\b.{0,200}|google_ad_\w+.{0,100}", "(adsbygoogle = window.adsbygoogle || []).push({});"),
    Rule(Kind.ADVERT, L, r"ads?|(?:promoted|sponsored|paid) content|(?:tap|ketuk|klik)(?: gambar| foto| layar)? (?:untuk|to)\b[^.]{0,40}|geser foto.{0,40}|tunggu, masih ada.{0,40}|lanjut ke bawah", "Ketuk untuk memperbesar"),
    Rule(Kind.ADVERT, E, r"(?:info(?: &| dan)? iklan|pasang iklan|request(?: &| dan)? salam|sms ?/ ?wa|telepon studio|hotline iklan)\s*[:：].{3,60}", "Info & Iklan: 0812-xxxx-1234"),
    # Links to other articles
    Rule(Kind.LINK, A, r"(?:baca|lihat|simak|tonton|dengarkan|saksikan)(?: berita)? (?:juga|pula)\s*[:：»>|–—].{3,180}", "Baca juga: Jalan Poros Sangkulirang Kembali Putus"),
    Rule(Kind.LINK, A, r"baca\s*[:：](?!\s*[\"“]).{10,180}", "BACA: Harga Sawit Swadaya Siak Pekan Ini"),
    Rule(Kind.LINK, L, rf"(?:baca|simak|lihat) {_ARTICLE} {_OTHERS}\s*[:：].{{3,180}}", "Baca berita lainnya: Lampu Jalan Sinakma Diperbaiki"),
    Rule(Kind.LINK, L, r"baca opini lain(?:nya)?\s*[:：].{3,180}", "Baca opini lainnya: Jati, Jagung, dan Jalan Pulang"),
    Rule(Kind.LINK, L, rf"{_ARTICLE} {_OTHERS}\s*[:：»>].{{3,180}}", "Berita sebelumnya: Rakor Sawit Rakyat Digelar"),
    Rule(Kind.LINK, L, rf"(?:topik|tag|laporan|pengumuman|galeri) {_OTHERS}\b.{{0,100}}", "Topik serupa: KIA anak, akta nikah WNA"),
    Rule(Kind.LINK, L, r"(?:pilihan (?:editor|redaksi)|rekomendasi (?:redaksi|untuk anda)|video pilihan|trending|jangan lewatkan)\s*[:：»>].{3,180}", "Pilihan Editor: Kirab Budaya di Kanigoro"),
    Rule(Kind.LINK, A, r"(?:simak|tonton|saksikan|lihat)(?: juga)?(?: di)? (?:breaking )?video(?:nya)?\b(?:[^.]{0,160}|.{0,60})", 'Simak juga video "Detik-detik Warga Kejar Begal"'),
    Rule(Kind.LINK, A, r"\[(?:gambas|video|youtube|embed|foto|gallery|infografis|podcast)\s*[:：]?[^\[\]]{0,80}\]", "[Gambas:Video 20detik]"),
    Rule(Kind.LINK, L, r"halaman (?:selanjutnya|berikutnya)\s*[:：].{3,150}", "Halaman Selanjutnya: Cara Reaktivasi"),
    Rule(Kind.LINK, L, r"(?:read|see) also\s*[:：].{3,160}|also read\s*[:：].{3,160}|kunjungi (?:juga|pula)\s*[:：].{3,160}", "Read also: Where to eat seruit in Krui"),
    Rule(Kind.LINK, L, r"(?:previous|next|prev)(?: (?:post|article|story))?\s*[:：].{3,160}|←.{3,120}|.{3,120}→|«.{3,100}|.{3,100}»", "Previous: Rakor Sawit Rakyat Digelar"),
    Rule(Kind.LINK, L, r"(?:baca|lihat|simak|tonton) (?:juga|pula) (?:galeri|foto|video|infografis)\b[^.]{0,60}", "Lihat juga galeri foto (8)"),
    Rule(Kind.LINK, L, r"baca artikel .{3,150} selengkapnya.{0,60}|(?:berita|artikel|konten) sponsor\s*[:：].{3,120}|saksikan (?:video|live).{0,100}", "Saksikan video pilihan berikut ini:"),
    Rule(Kind.LINK, L, r"(?:saksikan|nonton) (?:juga|pula)\s*[:：].{3,150}", "Saksikan juga: Kirab Budaya di Kanigoro"),
    Rule(Kind.LINK, T, r"(?:selanjutnya|sebelumnya|berikutnya|lampiran)\s*[:：][^.]{3,120}", "Selanjutnya: Dua Dokter Mulai Bertugas"),
    Rule(Kind.LINK, L, r"(?:(?:baca|kabar|info|cerita|liputan) lain(?:nya)?|mungkin anda suka|anda mungkin (?:juga )?suka)\s*[:：].{3,150}", "Baca lainnya: Lampu Jalan Diperbaiki"),
    Rule(Kind.LINK, L, r"(?:artikel|berita|bacaan|konten|tulisan) (?:pilihan|lain(?:nya)?|menarik|terbaru|rekomendasi) (?:untuk|tentang|dari|soal|seputar|terkait) [^:]{2,40}[:：»>].{3,180}", "Artikel pilihan untuk Anda: Dokter Internsip Ditarik"),
    # Headings of lists of headlines
    Rule(Kind.LIST, L, r"(?:baca|lihat|simak|tonton)(?: berita)? (?:juga|pula)", "BACA JUGA"),
    Rule(Kind.LIST, L, r"lain(?:nya)? dari (?:kategori|rubrik|penulis).{0,30}|more in this category|more (?:from|stories|news).{0,30}|terkait|related|tautan terkait|link terkait|navigasi (?:pos|tulisan)|post navigation", "Lainnya dari kategori ini »"),
    Rule(Kind.LIST, L, rf"(?:(?:baca|simak|lihat) )?{_ARTICLE}(?: {_OTHERS}){{1,2}}", "Berita Terkait:"),
    Rule(Kind.LIST, L, r"pilihan (?:editor|redaksi)|rekomendasi (?:redaksi|untuk anda|berita)|jangan lewatkan|video pilihan", "Pilihan Editor"),
    Rule(Kind.LIST, L, r"trending(?: (?:topics?|now))?|ter?populer|terkini|(?:most )?popular|sedang tren|hot news|berita foto|related (?:posts?|articles?|news)|you may (?:also )?like|(?:mungkin )?anda mungkin (?:juga )?suka|recent posts?|pos(?:-pos)? terbaru|ter?banyak dibaca|must read", "TRENDING"),
    Rule(Kind.LIST, T, r"rekomendasi|headline|tags?|topik|label|kata kunci", "Tags"),
    # Pages and reading aids
    Rule(Kind.NAVIGATION, A, r"(?:halaman|page|laman)\s*:?\s*\d{1,2}\s*(?:dari|of|/)\s*\d{1,2}(?:\s.{0,30})?", "Halaman 1 dari 3"),
    Rule(Kind.NAVIGATION, A, r"(?:halaman|page|laman)(?: selanjutnya| berikutnya)?\s*[:：]?\s*(?:\d{1,2}\s*){1,8}(?:selanjutnya|berikutnya|next|tampilkan semua|show all|lihat semua|[»>]\s*)*", "Halaman: 1 2 Selanjutnya"),
    Rule(Kind.NAVIGATION, L, r"(?:\d{1,2}\s+){1,8}(?:selanjutnya|berikutnya|next|lihat semua|tampilkan semua|show all)", "1 2 3 Selanjutnya"),
    Rule(Kind.NAVIGATION, A, r"(?:lanjut|bersambung|berlanjut|selanjutnya|baca)(?: (?:baca|membaca))? ?(?:ke|di|:)? ?(?:halaman|laman|page) (?:\d{1,2}|selanjutnya|berikutnya|sebelah).{0,20}|lanjut ke sebelah", "Lanjut ke Halaman 2 >>"),
    Rule(Kind.NAVIGATION, L, r"\d{1,2} of \d{1,2}", "1 of 3"),
    Rule(Kind.NAVIGATION, E, r"1 2(?: 3(?: 4(?: 5)?)?)?", "1 2 3"),
    Rule(Kind.NAVIGATION, L, r"selanjutnya|berikutnya|sebelumnya|next|prev(?:ious)?|show all|(?:lihat|tampilkan) semua|view all|load more|muat lebih banyak|lihat lebih banyak|tampilkan lebih banyak|« (?:sebelumnya|prev.{0,10})|lihat lainnya", "Tampilkan Semua"),
    Rule(Kind.NAVIGATION, L, r"(?:berita |artikel |pos )?(?:sebelumnya|selanjutnya|berikutnya)(?:\s*[«»<>|]+\s*)+(?:berita |artikel |pos )?(?:sebelumnya|selanjutnya|berikutnya)", "Berita sebelumnya « » Berita selanjutnya"),
    Rule(Kind.NAVIGATION, L, r"(?:home|beranda|halaman depan|forum|you are here)\s*(?:(?:/|\\|\||[»>›→·•-])\s*[^/»>›→|]{1,60}){1,6}", "Beranda / Berita / Daerah"),
    Rule(Kind.NAVIGATION, L, r"home|beranda|skip to content|lewati ke konten|(?:back to top|kembali ke (?:atas|beranda|halaman (?:utama|depan)))|toggle navigation|main menu", "Back to top"),
    Rule(Kind.NAVIGATION, L, r"(?:a\s?[+-]?\s*){3}|a\+\s*a-|a-\s*a\+|(?:ukuran|perbesar|perkecil|font) ?(?:font|size|huruf|teks).{0,20}|font resizer|(?:ukuran|text|font) size|aa|(?:ukuran huruf|font|teks)\s*[:：]\s*(?:a\s?[+-]?\s*){2,4}", "A+ A-"),
    Rule(Kind.NAVIGATION, L, r"(?:(?:cetak|print|pdf|e-?mail|surel|kirim ke teman|unduh(?: pdf)?|download|simpan|save|bookmark)\s*[|/·,•-]?\s*){1,6}|(?:versi )?cetak(?: (?:artikel|halaman)(?: ini)?)?", "Cetak | PDF | Kirim ke teman"),
    Rule(Kind.NAVIGATION, L, r"(?:unduh|download) (?:lampiran|dokumen|pdf|risalah|file|berkas|materi|bahan|paparan|presentasi|salinan|naskah|notul\w+|infografis|brosur|buku|laporan|jadwal|rilis|draf|ringkasan|poster|hasil|juknis|juklak|peraturan|per(?:bup|wali|gub|da)|foto|rekap|data|versi|daftar|siaran pers|surat|formulir|sk|pengumuman|edaran)\b(?!.*\b(?:itu|tersebut|ini|gagal|tidak|terus|dapat|bisa|belum)\b).{0,60}", "Unduh Lampiran (PDF, 1,2 MB)"),
    Rule(Kind.NAVIGATION, L, r"(?:dokumen|berkas|file|bahan|materi|tautan|link|video|foto|unduhan) (?:terkait|pendukung|lampiran|unduhan)\s*[:：].{2,120}|[^.:]{3,40}[:：] [^.:]{3,80}\((?:pdf|docx?|xlsx?|zip)\b[^()]{0,20}\)|[^.]{3,60} (?:tersedia|(?:dapat|bisa) (?:diunduh|diakses|dilihat|disimak|disaksikan|didengar|didengarkan|ditonton))(?: (?:kembali|secara (?:lengkap|daring)))? (?:di|pada|melalui|lewat) (?:laman|situs|tautan|website|link|portal|kanal|channel|youtube|podcast|ppid|sini|bawah)\b[^.]{0,60}", "Materi rapat dapat diunduh di laman ppid"),
    Rule(Kind.NAVIGATION, L, r"(?:video|foto(?:-foto)?|cerita|kisah|hasil|jadwal|daftar|info(?:rmasi)?|berita|siaran|data) (?:lengkap|selengkap)(?:nya)?(?:,? (?:dapat |bisa |ada )?(?:dilihat |disimak |diunduh |klik |lihat |simak )?(?:di|pada) (?:bawah|sini|laman|tautan|link|video|kanal|halaman|bio|situs)\b[^.]{0,40})?", "Video selengkapnya di bawah ini"),
    Rule(Kind.NAVIGATION, L, r"lampiran\s*[:：]\s*(?:\d{1,2} (?:file|berkas|foto|dokumen|gambar|video|lampiran)|[\w -]{2,60}\.(?:jpe?g|png|webp|pdf|docx?|xlsx?|mp4)|(?:tidak|belum) ada|-).{0,40}", "Lampiran: 2 foto"),
    Rule(Kind.NAVIGATION, A, r"\d{1,2} (?:menit|min(?:utes?)?)(?: waktu)? (?:mem)?(?:baca|read)|(?:waktu|estimasi|perkiraan) (?:mem)?baca\s*:?\s*.{0,10}\d{1,2} menit|reading time\s*:?.{1,20}", "2 menit baca"),
    Rule(Kind.NAVIGATION, L, r"(?:dengarkan|putar|simak) (?:artikel|berita|audio|suara|podcast|versi audio|live streaming|siaran|ulang siaran)\b[^.]{0,40}|text to speech.{0,20}|listen to this (?:article|story).{0,20}", "Dengarkan artikel ini"),
    Rule(Kind.NAVIGATION, L, r"streaming|live streaming|streaming\s*[:：].{1,40}|putar ulang siaran\s*[:：].{1,40}|♪.{1,40}♪|request lagu\s*[:：].{1,40}", "Streaming: klik di sini"),
    Rule(Kind.NAVIGATION, L, r"radio [^.]{2,50}\d{2,3}[.,]\d{1,2}\s?(?:fm|mhz)\b[^.]{0,60}", "Radio Gema Bahari 97,2 FM - Suare Kite Semue"),
    Rule(Kind.NAVIGATION, E, r"[^.]{2,50}\d{2,3}[.,]\d{1,2}\s?(?:fm|mhz)\b[^.]{0,60}|\d{2,3}[.,]\d{1,2}\s?fm", "Swara Gianyar 90,5 FM – Gianyar"),
    Rule(Kind.NAVIGATION, L, r"(?:(?:tentang kami|kontak(?: kami)?|peta situs|redaksi|pedoman (?:media|pemberitaan) (?:media )?siber|kebijakan privasi|privacy policy|disclaimer|karier|syarat (?:&|dan) ketentuan|info iklan|subscribe|langganan|login|masuk|daftar|jadwal|streaming|ajukan pertanyaan baru|tarik laporan|kirim ulang|menu|beranda|home)\s*(?:[|/·•]\s*|$)){2,8}", "Subscribe | Kontak | Peta Situs"),
    Rule(Kind.LEGAL, L, r"(?:pos|tulisan|artikel) ini ditulis dalam kategori.{0,120}|this entry was posted in.{0,150}|the post .{3,200} (?:appeared )?first (?:appeared )?on .{2,60}|tandai permalink|bookmark the permalink", "Pos ini ditulis dalam kategori Berita, Laut. Tandai permalink."),
    Rule(Kind.NAVIGATION, L, r"published in .{2,40}|category: .{2,40}|details|rate this item|tagged under.{0,80}|font size.{0,60}|print\W{1,5}pdf\W{1,5}ebook\W{0,4}|(?:image|img|whatsapp image|screenshot)[ _-]\d{2,4}.{0,40}|be the first to .{2,30}", "Published in Berita Daerah"),
    Rule(Kind.NAVIGATION, L, r"daftar (?:jadi|menjadi|sebagai) [^.]{3,40} di ?sini|tentang penulis|about the author|lihat semua (?:pos|artikel|berita|tulisan).{0,30}|eksplorasi konten lain dari.{0,60}", "Tentang Penulis"),
    Rule(Kind.NAVIGATION, L, r"(?:lihat|view) (?:postingan|kiriman|this post) (?:ini )?(?:di|on) instagram|(?:sebuah kiriman|a post) (?:dibagikan oleh|shared by).{2,80}|(?:tonton|watch) (?:di|on) youtube|video (?:ini )?tidak tersedia|pic\.twitter\.com/\S{3,20}", "Lihat postingan ini di Instagram"),
    Rule(Kind.NAVIGATION, E, r"dengarkan|disclaimer|pedoman (?:media|pemberitaan) (?:media )?siber|kembali|simpan sebagai pdf|(?:media sosial|medsos|sosial media) kami|rate this \w+|hubungi kami.{0,60}|kontak kami.{0,60}", "Simpan sebagai PDF"),
    Rule(Kind.NAVIGATION, H, r"(?:siaran pers |press release |rilis(?: berita| pers)? |berita )?(?:nomor|no\.?)\s*[:：]?\s*[\w.]{1,12}[/-][\w./-]{3,40}|siaran pers|press release", "Siaran Pers Nomor: 045/SP/2026"),
    Rule(Kind.NAVIGATION, L, r"(?:loading|memuat)(?: (?:artikel|komentar|berita).{0,20})?|please wait|mohon tunggu", "Memuat..."),
    Rule(Kind.NAVIGATION, L, r"[^.]{0,60}\bklik (?:di ?sini|ikon|tautan|link|untuk memperbesar)\b[^.]{0,30}|\(?(?:hasil|jadwal|info) [^.]{0,40}lengkap(?:nya)? di ?sini", "Survei Kepuasan Masyarakat: klik di sini"),
    # Sharing and following
    Rule(Kind.SHARE, A, rf"(?:bagikan|sebarkan|share|kirim)(?:\s(?:ini|artikel|halaman|berita|tulisan|kiriman|this|story|post|on|to|ke|via|melalui|lewat|dengan|kepada teman))*\s*[:：]?\s*(?:(?:(?:ke|di)\s+)?(?:{NETWORK}|[ftwg])[\s|·•,/&-]*){{0,12}}", "Bagikan ke: WA | FB | X"),
    Rule(Kind.SHARE, A, r"(?:(?:klik|click)\b.{0,15}\b(?:untuk|to) (?:membagikan|berbagi|share).{0,80}|(?:bagikan|share) (?:ini|this)\s*[:：].{0,120})", "Bagikan ini: Klik untuk berbagi di X (Membuka di jendela yang baru)"),
    Rule(Kind.SHARE, L, rf"{NETWORK}(?:[\s|·•,/&+-]*{NETWORK}){{1,12}}", "FacebookTwitterWhatsAppTelegram"),
    Rule(Kind.SHARE, L, r"facebook|twitter|whats?app|telegram|pinterest|linkedin|tweet|pin it|copy link|salin (?:tautan|link)", "Salin tautan"),
    Rule(Kind.SHARE, L, r"(?:facebook|twitter|instagram|youtube|tiktok|telegram|fb|ig|fanpage)\s*[:：]\s*[^.]{2,60}", "YouTube: Diskominfo Kutim"),
    Rule(Kind.SHARE, L, r"(?:tautan|link)(?: (?:artikel|berita))?(?: (?:berhasil|telah|sudah))? (?:disalin|tersalin|copied)(?: ke.{1,20})?", "Tautan berhasil disalin"),
    Rule(Kind.FOLLOW, L, rf"(?:ikuti|follow|gabung|bergabung(?:lah)?|join|subscribe|langganan|berlangganan|dapatkan|temukan|simak terus|cek|update)\b(?![^.]{{0,200}}[\"“”])[^.]{{0,120}}\b{_PLACES}[^.]{{0,80}}(?:\.\s?(?:caranya )?(?:klik|install|instal|pastikan|unduh).{{0,120}})?", "Gabung saluran WhatsApp Pena Labura untuk info terkini"),
    Rule(Kind.FOLLOW, L, r"(?:dapatkan|nikmati|ikuti|simak|temukan) (?:selalu )?(?:update|informasi|berita|info|breaking news|kabar|artikel)\b[^.\"“”]{0,60}\b(?:pilihan|terkini|terbaru|terupdate|setiap hari|lainnya|menarik|kami)\b[^\"“”]{0,80}", "Dapatkan update berita pilihan setiap hari dari kami"),
    Rule(Kind.FOLLOW, L, r"(?:cek|baca|simak|temukan|lihat)(?: (?:juga|pula))? (?:artikel|berita|informasi|konten)(?: (?:dan|&|maupun) (?:artikel|berita|informasi))?(?: (?:menarik|yang))* lain(?:nya)?\b[^\"“”]{0,20}\b(?:di|dari|hanya|melalui|pada)\b[^\"“”]{1,60}", "Cek Berita dan Artikel yang lain di Google News"),
    Rule(Kind.FOLLOW, L, r"(?:ikuti|follow)(?: (?:kami|akun|media sosial|medsos|ig|juga))+\b[^.\"“”]{0,80}|(?:follow|ikuti) @\w{2,40}", "Follow kami: IG FB TikTok"),
    Rule(Kind.FOLLOW, L, r"(?:berlangganan|langganan|subscribe|daftar)\b[^.]{0,20}\b(?:buletin|newsletter|berita|surel)\b[^.]{0,40}", "Berlangganan buletin kami"),
    Rule(Kind.FOLLOW, L, r"(?:unduh|download|instal|pasang) aplikasi [^.]{2,50}(?:di )?(?:play ?store|app ?store|google play|android|ios)[^.]{0,40}", "Unduh aplikasi Kabar Pesisir di Play Store"),
    Rule(Kind.FOLLOW, L, r"suka (?:tulisan|artikel) ini\?.{0,60}|traktir penulis.{0,40}|tonton videonya.{0,60}", "Suka tulisan ini? Traktir penulis kopi"),
    Rule(Kind.FOLLOW, L, r"(?:mau|ingin) (?:berlangganan|pasang iklan|beriklan|baca tanpa iklan|jadi penulis)\b.{0,80}|(?:yuk|ayo|jangan lupa|mari)[,!]? (?:follow|ikuti|gabung|bergabung|subscribe|like|baca)\b[^.]{0,120}", "Mau berlangganan versi tanpa iklan?"),
    Rule(Kind.FOLLOW, L, r"berlangganan untuk (?:dapatkan|mendapatkan|menerima).{0,100}|ketik(?:kan)? (?:e-?mail|surel) anda.{0,20}|type your email.{0,20}|masukkan (?:alamat )?(?:e-?mail|surel).{0,60}", "Berlangganan untuk dapatkan pos terbaru lewat email."),
    Rule(Kind.FOLLOW, N, r"(?:dapatkan|simak|ikuti|nikmati) (?:update |breaking news |informasi |berita )+.{0,250}\b(?:telegram|whats?app|google news|channel|saluran|aplikasi|akun)\b.{0,300}", 'Dapatkan update berita pilihan setiap hari dari Kabar Pesisir. Mari bergabung di Grup Telegram "Kabar Pesisir", caranya klik tautan ini.'),
    # Counters and reactions
    Rule(Kind.COUNTER, A, rf"(?:{_ARTICLE} (?:ini )?)?(?:(?:telah|sudah) )?{_SEEN}\s*[:：]?\s*(?:sebanyak )?{NUMBER}\s*(?:kali|x|times|views?|orang|pembaca)?", "Dibaca 1.204 kali"),
    Rule(Kind.COUNTER, A, rf"(?:{_ARTICLE} (?:ini )?)?{NUMBER}\s*(?:x|kali|orang)\s*(?:telah |sudah )?{_SEEN}(?: (?:halaman|artikel|berita) ini)?", "77x dilihat"),
    Rule(Kind.COUNTER, A, rf"{_REACTIONS}(?:[\s|·•,/]*(?:{_REACTIONS}|{_REACTION}))*", "47 suka · 23 komentar · 6 kali dibagikan"),
    Rule(Kind.COUNTER, L, rf"{_REACTION}\s?(?:\(?\d*\)?)(?:\s*[|·•/]\s*(?:{_REACTIONS}|{_REACTION}))+", "Suka · Balas · Bagikan"),
    Rule(Kind.COUNTER, L, rf"{NUMBER} orang (?:mendukung|menyukai|merasa|menganggap|memberi)\b[^.,]{{0,40}}\b(?:ini|terbantu|membantu)", "9 orang merasa terbantu"),
    Rule(Kind.COUNTER, L, r"(?:statistik |total )?(?:pengunjung|visitors?)(?: (?:hari ini|online|situs|website))?\s*[:：].{1,80}|(?:hari ini|kemarin|bulan ini|total kunjungan)\s*[:：]\s*[\d.,]+", "Pengunjung hari ini: 1.208"),
    Rule(Kind.COUNTER, L, rf"rating\s*[:：]?\s*[\d.,/()\s]+(?:votes?|suara)?|{NUMBER} (?:votes?|followers?|pengikut|subscribers?)", "Rating: 4.5/5 (12 votes)"),
    Rule(Kind.COUNTER, L, r"\(?visited \d+ times?.{0,40}|read \d+ times?|kunjungan (?:hari ini|total)\s*[:：]?\s*[\d.,]+|apa reaksi anda\s?\??(?:\s*(?:\d*\s*(?:suka|tidak suka|cinta|lucu|marah|sedih|wow|kaget|senang))){0,9}|(?:menyukai|like) (?:ini|this)(?:\s*[:：]?\s*(?:suka|like) (?:memuat|loading))?|(?:suka|like) (?:memuat|loading)|(?:\d*\s*(?:suka|tidak suka|cinta|lucu|marah|sedih|wow)\s*){3,8}", "Apa Reaksi Anda?"),
    Rule(Kind.COUNTER, L, rf"(?:dukung(?:an)?|(?:tidak )?setuju|up ?vote|down ?vote|vote)\s?[:：]?\s?\(?{NUMBER}\)?(?:\s*[·|/]\s*(?:tidak setuju|setuju|down ?vote)\s?{NUMBER})?|.{{2,40}}\bdan {NUMBER} (?:orang )?lainnya", "Setuju 12 · Tidak setuju 3"),
    Rule(Kind.COUNTER, L, rf"(?:(?:user |pengunjung |sedang )?online|kemarin|minggu ini|bulan ini|tahun ini|total)\s*[:：]\s*{NUMBER}", "Online: 3"),
    # Comments
    Rule(Kind.COMMENT, A, r"laporkan(?: (?:komentar|kiriman|konten|laporan|tulisan|berita|artikel))?(?: ini)?|laporkan jika ada kesalahan(?: penulisan)?", "Laporkan komentar"),
    Rule(Kind.COMMENT, A, rf"(?:komentar|comments?|tanggapan|no comments?|tidak ada komentar|belum ada komentar)(?: anda| pembaca)?\s*[:：]?\s*\(?(?:{NUMBER})?\)?\s*(?:▾|urutkan.{{0,20}})?|{NUMBER} comments?", "Komentar (0)"),
    Rule(Kind.COMMENT, L, r"(?:tulis|kirim|beri(?:kan)?|tinggalkan|tambah(?:kan)?|lihat(?: semua)?|tampilkan|muat|baca) (?:komentar|balasan|tanggapan)(?: (?:anda|lainnya|sebelumnya|di bawah|pertama|ini))*(?:\s*\(\d+\))?", "Tulis komentar…"),
    Rule(Kind.COMMENT, L, r"(?:silak?h?kan |anda harus |harap |mohon )?(?:login|log in|masuk|sign in|daftar)\b[^.]{0,30}\b(?:untuk|to|agar)\b[^.]{0,20}\b(?:komentar|berkomentar|mengomentari|comment|membaca|melanjutkan|menanggapi)\b[^.]{0,40}", "Silakan login untuk berkomentar"),
    Rule(Kind.COMMENT, L, r"leave a (?:reply|comment)|post comment|cancel reply|batal(?:kan)? (?:mem)?balas(?:an)?|batalkan balasan|add a comment|be the first to comment|jadilah (?:yang|orang) pertama.{0,30}|reply|komentar (?:di)?tutup|comments are (?:closed|off)|top comments?|paling relevan|urutkan(?: (?:berdasarkan|komentar))?\s*[:：]?.{0,20}|posting(?:kan)? komentar|bagaimana (?:pendapat|reaksi|tanggapan) anda.{0,50}", "Komentar ditutup."),
    Rule(Kind.COMMENT, L, r"(?:alamat )?(?:e-?mail|surel) anda tidak akan dipublikasikan.{0,80}|your email address will not be published.{0,80}|simpan nama,? (?:email|e-mail).{0,100}|save my name.{0,100}|(?:nama|e-?mail|situs web|website)\s?\*", "Alamat email Anda tidak akan dipublikasikan. Ruas yang wajib ditandai *"),
    Rule(Kind.COMMENT, L, r"(?:isi )?komentar (?:sepenuhnya |adalah |merupakan |menjadi |di luar |yang (?:mengandung|bernada|tidak)).{0,160}|redaksi berhak (?:menghapus|menyunting|mengedit|menolak|tidak menayangkan).{0,120}|(?:dilarang|hindari|jangan) (?:berkomentar|menulis komentar|komentar).{0,120}|berkomentarlah .{0,120}|gunakan bahasa yang (?:sopan|santun).{0,80}", "Komentar sepenuhnya menjadi tanggung jawab komentator"),
    Rule(Kind.COMMENT, L, r"(?:lihat|tampilkan) terjemahan(?: otomatis)?|terjemahkan|disunting.{0,30}|(?:postingan|kiriman) ini diedit.{0,30}|(?:admin|moderator) menyematkan.{0,30}|diteruskan berkali-kali|diteruskan|lihat riwayat.{0,20}|(?:lihat|baca) selengkapnya", "Tampilkan terjemahan otomatis"),
    Rule(Kind.COMMENT, L, r"(?:perkembangan|berita|informasi)(?: ini| selanjutnya| terbaru)? (?:akan|masih)(?: terus)? (?:kami )?(?:kabarkan|diperbarui|di-?update|perbarui|update|dikembangkan)\b.{0,60}", "Perkembangan selanjutnya akan kami kabarkan."),
    Rule(Kind.COMMENT, L, r"(?:terkirim|dikirim) dari (?:ponsel|iphone|android|hp|perangkat).{0,20}|sent from my .{2,20}|(?:copas|copy|forward(?:ed)?|diteruskan) (?:dari|from) .{2,40}|forwarded|.{2,60} · bergabung|.{2,40} memposting di (?:grup|group) .{2,40}|publik · .{2,20}", "Terkirim dari ponsel saya"),
    Rule(Kind.COMMENT, T, r"balas|tanggapi|terbaru dulu|vote|admin|salam,? admin|[-~]\s?admin\w*|(?:beri|tulis) ulasan", "Tanggapi"),
    Rule(Kind.COMMENT, L, r"\d+ (?:jam|j|menit|mnt|m|hari|h|minggu|mgg)\s*[·•]\s*(?:publik|grup|diedit|edited|🌐|teman).{0,20}|(?:balas|membalas|balasan)(?: ke| untuk| kepada)? @\w{2,40}|replying to @.{2,60}|(?:di|ter)?(?:kirim|posting) (?:dari|lewat|via|melalui) (?:twitter|facebook|iphone|android|ponsel|web|aplikasi|mobile|browser)\b[^.]{0,30}|twitter (?:for|web) \w{2,12}", "3 jam · Publik"),
    Rule(Kind.COMMENT, E, r"[^.:\"“”]{2,40}\s*[▸►➤]\s*[^.:\"“”]{3,60}", "Rina ▸ Forum Warga Pesisir"),
    # Pictures
    Rule(Kind.CAPTION, L, r"(?:foto|gambar|ilustrasi|video)(?: di atas| ini)? (?:hanya|hanyalah|sekadar|cuma)(?: sebagai| untuk)? ilustrasi.{0,40}", "Gambar hanya ilustrasi"),
    Rule(Kind.CAPTION, L, r"(?:(?:keterangan|caption) (?:foto|gambar)|foto ilustrasi|ilustrasi foto|foto|caption|ilustrasi|grafis|infografis|gambar|sumber foto|kredit foto|foto ist|photo|image credit)\s*[:：].{1,200}", "Foto: Petambak menutup garam dengan jerami di Desa Raci, Kecamatan Batangan."),
    Rule(Kind.CAPTION, L, r"foto ?(?:[/\\-] ?)(?!foto)\S.{1,60}", "Foto/Diskominfo"),
    Rule(Kind.CAPTION, L, r"(?:foto )?ilustrasi(?: [^.\"“”]{2,90})?\.?\s?\([^()]{2,40}\)|(?:foto )?ilustrasi|ilustrasi foto|.{0,140}\bantara(?: foto)?/(?:ho\b)?.{2,50}", "Ilustrasi dokter. (Pixabay)"),
    Rule(Kind.CAPTION, L, r"(?:foto|photo|gambar|video) (?:oleh|by|courtesy)\s[^.\"“”]{2,50}|dokumentasi [\w ]{2,30}|tangkapan layar(?:[^.\"“”]{0,80}\([^()]{2,30}\))?|screenshot", "Foto oleh Rina"),
    Rule(Kind.CAPTION, L, r"\d{1,2} lampiran|[\w-]{2,60}\.(?:jpe?g|png|webp|pdf|docx?|mp4)", "IMG-20260714-WA0012.jpg"),
    Rule(Kind.CAPTION, L, r"(?:dok(?:umentasi)?|doc|dokumen)[.:]\s?.{2,60}|(?:foto )?(?:istimewa|ist|net)", "Dok. Prokopim"),
    Rule(Kind.CAPTION, L, r"galeri(?: (?:foto|video|gambar|lengkap))*\s*[:(]?\s*\d+.{0,20}|(?:lihat |galeri )?foto(?:-foto)?(?: (?:lainnya|lain|terkait|\d+ dari \d+))?(?: \(\d+\))?|perbesar(?: gambar)?|zoom|klik untuk memperbesar|\[ ?foto \d+.{0,15}\]", "Lihat foto lainnya (5)"),
    # Tags
    Rule(Kind.TAGS, A, r"(?:#[\w-]{2,60}[\s,|]*){2,30}", "#BanjirKutim #Sangatta"),
    Rule(Kind.TAGS, L, r"#[\w-]{2,60}", "#BanjirKutim"),
    Rule(Kind.TAGS, L, r"(?:tags?|tagar|label|kata kunci|keywords?|kategori|categor(?:y|ies)|filed under|rubrik|topik terkait|tag terkait|in topic)\s*[:：].{1,180}", "TAGS: Sumba Timur | PAD | ternak"),
    Rule(Kind.TAGS, T, r"topik\s*[:：].{1,120}|tags\s[^.]{3,120}", "Topik: banjir, Kutim"),
    # Bylines (names after "Penulis:" and the like: byline.py)
    Rule(Kind.BYLINE, A, rf"oleh:?\s.{{2,60}}?[\s,|-]+{DATE}(?:\s*[-–|]\s*(?:redaktur|editor)\s*:?\s*.{{2,40}}?)?(?:\s*[-–|]\s*{NUMBER})?", "Oleh MC KAB KUTAI TIMUR, Selasa, 15 Agustus 2023 | 18:19 WIB - Redaktur: Rina - 77"),
    Rule(Kind.BYLINE, A, r"laporan(?: khusus| langsung)?\s*:?\s*(?:wartawan|jurnalis|reporter|kontributor|koresponden)\b[^.\"“”]{2,70}", "Laporan Wartawan Mimbar Deli, Poltak S"),
    Rule(Kind.BYLINE, L, r"tim (?:liputan|redaksi|peliputan|media)(?: [\w.-]{1,30}){0,3}", "Tim Liputan"),
    Rule(Kind.BYLINE, L, r"(?:opini|kolom|esai|surat pembaca|artikel)\s*\|\s*(?:di)?(?:tulis )?oleh\s*:?.{2,100}", "Opini | Oleh: Fitra Malin, pemerhati tata kota"),
    Rule(Kind.BYLINE, L, r"di(?:tulis|kirim|posting) (?:oleh|via|dari) (?:anggota|admin|administrator|super ?user|formulir|aplikasi|pengguna)\b.{0,60}", "Ditulis oleh anggota grup • 9 November pukul 22.16"),
    Rule(Kind.BYLINE, L, rf"(?:publikasi|dipublikasikan|diterbitkan|ditayangkan|posted|diposting|published)\s*(?:on|pada|oleh)?\s*[:：]?\s*{DATE}.{{0,80}}", "Publikasi: 22 Oktober 2026, oleh admin perkim, dibaca 402 x"),
    Rule(Kind.BYLINE, T, r"[\w.' ]{2,40}(?:,| [–—-]) (?:reporter|wartawan|kontributor|editor|penulis|jurnalis)\b[^.]{0,40}|liputan [\w.' ]{2,40},[^.]{2,30}", "Rina – Reporter"),
    Rule(Kind.BYLINE, H, r"(?:laporan|liputan) (?:langsung )?dari [^.\"“”]{2,40} oleh [^.\"“”]{2,40}", "Laporan dari Sandaran oleh Rina"),
    Rule(Kind.BYLINE, H, r"(?:oleh|by)\s[\w.'’ -]{3,40}", "Oleh Rina Kusuma"),
    Rule(Kind.BYLINE, L, r"(?:kiriman|postingan|rilis)\b[^.]{0,30}\boleh admin|redaktur & reporter\s*:.{2,40}", "[Kiriman terjadwal oleh admin]"),
    Rule(Kind.BYLINE, H, r"[^.\"“”]{3,40}\bedisi\b[^.\"“”]{3,40}", "MIMBAR PEMBACA – edisi 3 Agustus 2026"),
    Rule(Kind.SIGNATURE, T, r"\*?/?[a-z]{2,12}(?:/[a-z]{2,12}){1,2}[/*]?|[-–—~/*]{1,2}[a-z]{2,12}[-–—~/*]{1,2}|(?:adv|advertorial|rel|hms|humas)/.{2,30}|[a-z]{2,10}/", "rin/and"),
    Rule(Kind.BYLINE, E, rf"{DESK}[\w. ]{{0,25}}/\s?[\w./;-]{{1,20}}", "MC Kab. Kulon Progo/Tr"),
    Rule(Kind.BYLINE, E, rf"(?:{DESK}|portal|website|situs)(?! yang\b| yth)(?: resmi)?(?: [\w.-]{{2,20}}){{0,3}}", "Prokopim Setda"),
    Rule(Kind.BYLINE, T, rf"{DESK}(?: [\w.-]{{2,20}}){{1,4}}, (?!\S+ \S+ \S+ \S+ \S+ \S)[^,.:;]{{3,40}}", "Diskominfo Kutim, melayani dengan hati"),
    Rule(Kind.DATE, H, rf"(?:[\w.'’]{{2,20}} ){{0,2}}[\w.'’]{{3,20}}(?:, {DATE}|\s[-–—]\s{DESK}[\w ]{{0,20}}\.? {DATE}|, {DATE}\s?[-–—]\s?{DESK}[\w ]{{0,20}}| [—–-] {DESK}[\w ]{{0,20}} \| {DATE})", "Tembilahan, 30 Juli 2026"),
    # Dates
    Rule(Kind.DATE, L, rf"(?:(?:diterbitkan|dipublikasikan|terbit|tayang|publish(?:ed)?|posted|diposting|tanggal(?: (?:terbit|posting|publikasi))?)(?: on| pada)?\s*[:：]?\s*)?{DATE}", "Rabu, 15 Juli 2026 | 18:19 WITA"),
    Rule(Kind.COUNTER, L, rf"(?:terakhir )?(?:diperbarui|di-?update|diubah|halaman ini terakhir diubah|last (?:updated?|modified)|update(?:d)?)(?: on| pada)?\s*[:：]?\s*{DATE}", "Terakhir diperbarui: 02/10/2026 09.15"),
    Rule(Kind.DATE, L, rf"\[?\d{{1,2}}/\d{{1,2}}(?:/\d{{2,4}})?[\s,]+{CLOCK}\]?\s*-?\s*\w{{0,12}}|{CLOCK}", "[31/8 16.20] admin"),
    Rule(Kind.DATE, L, rf"\d+ (?:detik|menit|jam|hari|minggu|bulan) (?:yang )?lalu|{WEEKDAY}[\s,]+\d{{1,2}} {MONTH}[\s,|]+{CLOCK}", "3 jam yang lalu"),
    # Rights and disclaimers
    Rule(Kind.LEGAL, A, r"copyright\s*(?:[©@(:|-]|\d{4}|by\b|pt\b).{0,100}|\(c\) .{0,80}|©.{0,100}|[^.]{0,60}(?:©|all rights? reserved).{0,60}|[^.\"“”]{0,60}hak cipta dilindungi.{0,60}", "Copyright © 2026 Suara Belawan"),
    Rule(Kind.LEGAL, A, r"(?:artikel|berita|konten|tulisan)(?: (?:ini|tersebut))? (?:telah|sudah|pernah|pertama kali|ditulis|disadur|dikutip|bersumber|diambil|dilansir|dibuat|diolah|diterjemahkan|(?:merupakan|adalah) (?:kerja sama|kiriman|rilis|opini|konten))\b.{0,40}(?:\b(?:tayang|terbit|dimuat|dipublikasikan|dari|di|bantuan|kecerdasan|oleh|kontributor|penulis|pembaca|berbayar)\b.{0,160})", "Artikel ini telah tayang di MetroKampung.id dengan judul Lift Mati Dua Bulan"),
    Rule(Kind.LEGAL, L, r"(?:isi )?(?:tulisan|opini|artikel|rubrik|isi|konten)(?: ini)? (?:di luar|sepenuhnya|adalah pendapat|merupakan pendapat|tidak mewakili|tidak mencerminkan|menjadi tanggung jawab).{0,120}|opini \| rubrik ini.{0,80}|rubrik .{1,40} memuat .{1,80}|isi di luar tanggung jawab redaksi", "Tulisan ini tidak mewakili pandangan redaksi"),
    Rule(Kind.LEGAL, L, r"kirim(?:kan)? (?:tulisan|opini|naskah|artikel|surat|pertanyaan|berita|foto|video)(?: anda)?\b.{0,20}\b(?:ke|via|melalui)\b.{0,100}", "Kirim tulisan Anda ke redaksi, maksimal 600 kata"),
    Rule(Kind.LEGAL, L, r"redaksi (?:menerima|berhak|tidak bertanggung).{0,120}|nama dan alamat(?: lengkap)? ada (?:pada|di) redaksi|(?:hubungi|kontak|alamat|e-?mail|telepon|wa) redaksi\b.{0,100}|redaksi\s*[:：].{2,100}", "Redaksi berhak menyunting tanpa mengubah isi"),
    Rule(Kind.LEGAL, L, r"dilarang (?:keras )?(?:mengambil|mengutip|menyalin|melakukan crawling|memperbanyak|menggandakan|mengopi).{0,160}", "Dilarang keras mengambil konten untuk AI tanpa izin tertulis."),
    Rule(Kind.LEGAL, L, r"(?:situs|website|kami|laman)(?: web)?(?: ini)? menggunakan cookies?\b.{0,150}|(?:we|this (?:web)?site) uses? cookies.{0,150}|(?:terima|setujui|izinkan|accept)(?: (?:semua|all))? cookies?|(?:saya )?setuju|terima semua", "Situs ini menggunakan cookie untuk meningkatkan pengalaman Anda."),
    Rule(Kind.LEGAL, N, r"(?:artikel|berita|konten) ini (?:telah|sudah|pernah|pertama kali) (?:di)?(?:tayang|terbit|muat).{0,500}|disclaimer\s*[:：].{3,500}|dilarang (?:keras )?(?:mengambil|mengutip|menyalin|memperbanyak|menggandakan).{0,400}|konten di bawah ini disajikan oleh.{0,200}|(?:situs|website|kami)(?: web)?(?: ini)? menggunakan cookies?.{0,400}", "Dilarang keras mengambil konten, melakukan crawling atau pengindeksan otomatis untuk AI di situs web ini tanpa izin tertulis."),
    Rule(Kind.LEGAL, L, r"anda menerima (?:kiriman|email|surel|pesan|notifikasi) ini karena.{0,100}|kirim(?:kan)? (?:salam|info|informasi|saran|pesan)\b.{0,30}\b(?:sms|wa|whatsapp)\b.{0,40}", "Anda menerima kiriman ini karena mengikuti Pondok Cerita"),
    Rule(Kind.LEGAL, T, r"(?:tulisan|opini|artikel|isi)(?: opini)?(?: ini| di atas)? (?:adalah |merupakan |sepenuhnya )*tanggung jawab.{0,60}|(?:diolah|dikutip|disadur|dirangkum|dihimpun)? ?dari (?:berbagai|beragam) sumber|disadur dari rilis.{0,40}", "Tulisan ini adalah tanggung jawab penulis"),
    Rule(Kind.SIGNATURE, T, r"tamat|selesai|habis|bersambung|-?30-?|ooo|end|fin", "TAMAT"),
    Rule(Kind.LEGAL, L, r"disclaimer\s*[:：].{3,200}|opini|surat pembaca|suara pembaca", "OPINI"),
    Rule(Kind.LEGAL, T, r"e-?mail\s*[:：]\s*\S{3,40}@\S{3,40}|\S{2,40}@\S{3,40}\.\w{2,4}|(?:telp|telepon|fax|hp|wa|whatsapp)\.?(?: redaksi)?\s*[:：]\s*[\d\s()+x-]{6,25}|www\.\S{4,60}|https?://\S{4,120}", "Email: redaksi@kabar-pesisir.example"),
    Rule(Kind.LEGAL, T, r"(?:(?:alamat|kantor|sekretariat)\s*[:：]\s*)?(?:jl\.|jln\.?|jalan)\s.{3,120}\b(?:telp|telepon|fax|kode pos|\d{5}|e-?mail)\b.{0,80}", "Jl. Soekarno Hatta No. 5 Sangatta 75611 Telp. (0549) 21xxx"),
    Rule(Kind.LEGAL, T, r"(?:alamat|kantor|sekretariat|redaksi|kantor redaksi)\s*[:：].{3,120}\b(?:telp|telepon|fax|hp|kode pos|wa|e-?mail)\b.{0,60}", "Kantor: Bukit Pelangi, Sangatta. Telp (0549) 2xxxx"),
    Rule(Kind.LEGAL, L, r"(?:boleh|dapat|silakan|bebas) (?:dikutip|disalin|disebarluaskan|diperbanyak|mengutip|menyalin)\b.{0,30}\b(?:dengan|asal|asalkan|selama) (?:tetap )?(?:menyebut|mencantum)\w*.{0,60}", "Boleh dikutip dengan menyebut sumber"),
    Rule(Kind.LEGAL, E, r"(?:(?:media|portal|situs)(?: ini)? )?(?:telah )?(?:terverifikasi|terdaftar|anggota)(?: (?:administrasi|administratif|faktual|dan|secara|di|oleh))* (?:dewan pers|amsi|smsi|jmsi|aji|pwi|iwo)\b.{0,60}|cek fakta\b.{0,60}|(?:ada|temukan|menemukan) (?:kesalahan|salah ketik|koreksi|ralat|hoaks)\b.{0,40}\b(?:laporkan|hubungi|kirim|sampaikan)\b.{0,60}", "Terverifikasi Dewan Pers"),
    *READER_RULES,
    # Forms of complaint portals
    Rule(Kind.REPORT, L, r"(?:(?:nomor|no\.?|kode|id)\s*(?:tracking|tiket|aduan|laporan|pengaduan|registrasi)|tiket|tracking id)\s*[:：]?\s*#?[a-z]{0,6}[-/]?\d[\w/-]{2,30}(?:\s*\|.{1,60})?|(?:nomor|no\.?|kode|id)\s*(?:tracking|tiket|aduan|laporan)\s*[:：]?\s*#?[\w-]{4,30}", "Nomor tracking: #BNA-0826-11734"),
    Rule(Kind.REPORT, L, rf"(?:status(?: laporan)?|visibilitas|privasi|sifat laporan|jenis laporan)\s*[:：]\s*{STATE}", "Status: Selesai ditindaklanjuti"),
    Rule(Kind.REPORT, L, rf"kanal\s*[:：]\s*(?:{NETWORK}|sp4n\S*|lapor!?|aplikasi|website|web|situs|portal|sms|telepon|hotline|call ?center|loket|tatap muka|kotak (?:saran|pengaduan|aspirasi)|mobile|android|ios|\d{{3,4}})(?: [\w!.-]{{1,20}}){{0,2}}", "Kanal: WhatsApp"),
    Rule(Kind.REPORT, E, r"(?:disposisi(?: \w+){0,2}|jenis laporan|sifat laporan)\s*[:：].{1,80}", "Disposisi: Kasi Pelayanan"),
    Rule(Kind.REPORT, L, r"(?:pelapor|pengirim)\s*[:：]\s*(?:anonim|rahasia|disamarkan|nama disembunyikan)|(?:klasifikasi|jenis(?: laporan| aduan)?)\s*[:：]\s*(?:pengaduan|aspirasi|permintaan informasi|aduan|apresiasi|keluhan|saran).{0,20}|diteruskan ke\s*[:：].{3,60}|dari\s*[:：]\s*formulir.{2,50}|waktu (?:respons?|tanggap)\s*[:：].{2,30}", "Klasifikasi: Pengaduan"),
    Rule(Kind.REPORT, L, r"laporan(?: anda| ini)?(?: telah| sudah)? (?:diterima|ditutup|selesai|diverifikasi|ditindaklanjuti|diteruskan)|riwayat tindak lanjut|(?:ikuti|simpan|bagikan|dukung) laporan(?: ini)?|lihat di peta|nilai jawaban ini|apakah anda (?:puas|terbantu).{0,50}|beri rating.{0,30}", "Laporan telah selesai"),
    Rule(Kind.REPORT, L, r"(?:laporan|topik|pertanyaan|aduan|tiket|diskusi|thread) ini (?:telah |sudah )?(?:ditutup|dijawab|diselesaikan|dikunci|dilihat)\b[^.]{0,40}", "Laporan ini ditutup otomatis oleh sistem."),
    Rule(Kind.REPORT, L, r"apakah (?:jawaban|informasi|artikel|halaman|berita|layanan|konten) ini (?:membantu|bermanfaat|berguna).{0,40}", "Apakah jawaban ini membantu? Ya / Tidak"),
    Rule(Kind.REPORT, L, r"(?:beri(?:kan)? )?(?:nilai|penilaian|rating|rate)\b[^.]{0,40}[★☆⭐]+[\s★☆⭐]*|[★☆⭐][\s★☆⭐]*", "Beri penilaian tanggapan: ☆☆☆☆☆"),
    Rule(Kind.REPORT, L, rf"[-–— ]*(?:balasan|tanggapan|jawaban)\b[^.\"“”]{{0,50}}?(?:{DATE}|\d{{1,2}} {MONTH} \d{{4}}.{{0,12}})\)?[-–— ]*", "Balasan instansi – 20 Agustus 2026 09.12"),
    Rule(Kind.REPORT, L, rf"pesan terkirim\b.{{0,20}}|terkirim \d[^.]{{0,60}}|admin [\w ]{{2,30}}[✓✔\s—–|-]+{DATE}|diposting {DATE}.{{0,40}}|dukung (?:aduan|laporan|usulan) ini.{{0,15}}|laporan terkait di sekitar.{{0,30}}|terima kasih (?:telah|sudah) menggunakan layanan.{{0,120}}|survei kepuasan.{{0,60}}", "Dukung aduan ini (341)"),
)
# fmt: on
