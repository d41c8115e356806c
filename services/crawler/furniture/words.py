"""Names and words that several rules of the furniture table share."""

from __future__ import annotations

NETWORK = (
    r"(?:facebook|fb|twitter|x|instagram|ig|whats?app|wa|telegram|tg|line|e-?mail|threads|pinterest|linkedin"
    r"|tiktok|youtube|yt|messenger|reddit|print|cetak|sa?lin (?:tautan|link)|copy (?:link|url)"
    r"|bagikan|share|tweet|pin it)"
)
NUMBER = r"\d[\d.,]*\s?(?:k|rb|ribu|jt|juta)?\+?"
MONTH = (
    r"(?:jan(?:uari)?|[fp]eb(?:ruari)?|mar(?:et)?|apr(?:il)?|mei|jun[ie]?|jul[iy]?|agu?s?t?(?:ustus)?|aug(?:ust)?"
    r"|sept?(?:ember)?|o[kc]t(?:ober)?|no[vp](?:ember)?|de[sc](?:ember)?)\.?"
)
# "Rabu Wage": Javanese sites name the day of the five-day week too.
WEEKDAY = (
    r"(?:(?:senin|selasa|rabu|kamis|jum['’]?at|sabtu|minggu|ahad|sel|rab|kam|jum|sab|min)"
    r"(?:\s(?:legi|pahing|pon|wage|kliwon))?)"
)
CLOCK = r"(?:pukul\s|jam\s)?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?(?:wib|wita|wit|am|pm))?"
DAY = (
    rf"\(?(?:\d{{1,2}}[\s-]{MONTH}[\s-]\d{{4}}|\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{4}}"
    r"|\d{4}-\d{2}-\d{2})\)?"
)
DATE = rf"(?:{WEEKDAY}[\s,]*)?{DAY}(?:[\s|,/–—·•@-]*{CLOCK})?"
# How far a complaint portal is with a complaint: the values of its forms.
_STATE = (
    r"(?:selesai|di ?proses|proses|di ?tindak ?lanjuti|tindak lanjut|(?:ter|di)?verifikasi"
    r"|(?:ter|di)?jawab(?:an)?|di ?tanggapi|tanggapan|(?:di|ter)?tangani|penanganan|di ?teruskan|diterima"
    r"|ditolak|ditutup|ditunda|diarsipkan|didistribusikan|disetujui|(?:di|ter)?disposisi(?:kan)?|koordinasi"
    r"|tertunda|terkirim|terdaftar|tercatat|masuk|antre(?:an)?|menunggu|baru|aktif|valid|open(?:ed)?|closed?"
    r"|pending|done|resolved|new|(?:in|on) progress|publik|publis\w*|anonim|rahasia|privat|terbuka|tertutup"
    r"|umum|pengaduan|aspirasi|permintaan informasi|keluhan|aduan|apresiasi)"
)
STATE = (
    rf"(?:(?:sudah|telah|belum|sedang|dalam|akan|tidak|masih)\s){{0,2}}{_STATE}(?:\s{_STATE}){{0,3}}"
    r"(?:\s*[,(|·•–—/-].{0,50}|\s(?:oleh|pada|dinas|opd|instansi|petugas|admin|kepada|ke)\b.{0,40})?"
)
# Whose page it is: offices that publish releases, and newsrooms.
DESK = (
    r"(?:mc|media center|(?:dis|dinas )?kominfo\w*|diskominf?\w*|prok(?:opim|ompim|om)\w*|protokol"
    r"|humas\w*|ppid|infopublik|tim (?:liputan|redaksi|peliputan|media)|redaksi|newsroom|bidang ikp"
    r"|dok(?:umentasi)?|pkp\w*|bagian (?:prokopim|humas|protokol))"
)
# Offices sign releases too, but they also act in the news: nothing of theirs is told by the name alone.
OFFICE = rf"(?:{DESK}|pem(?:kab|kot|prov)|set(?:wan|da)|rel(?:ease)?|rilis|adv(?:ertorial)?|red(?:aksi)?)"
ROLE = (
    r"(?:penulis|editor|reporter|pewarta|wartawan|kontributor|koresponden|redaktur(?: pelaksana)?|penyunting"
    r"|penyelaras|laporan|liputan|fotografer|foto|teks|text|photo|naskah|jurnalis|uploader|pengunggah"
    r"|admin|penyiar|rilis|publisher|author|writer|sumber(?: (?:berita|foto|gambar|artikel|tulisan))?|oleh"
    r"|redaksi|videografer|kamera(?:men|man)?|narator|presenter|desain|(?:di)?tulis(?:kan)? oleh"
    r"|di(?:posting|posteri|terbitkan|publikasikan|unggah|laporkan|rilis)(?:kan)? oleh"
    r"|posted by|published by|written by|by)"
)
# The author of the text, in order of trust; an editor is none.
AUTHOR_ROLE = (
    r"(?:penulis|reporter|pewarta|wartawan|kontributor|koresponden|jurnalis|oleh|author|writer"
    r"|(?:di)?tulis(?:kan)? oleh|written by|by)"
)
