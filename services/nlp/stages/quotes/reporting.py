"""The patterns of reported speech: verbs with their statement, openings, asides, and what is no statement."""

from __future__ import annotations

import re

from services.nlp.stages.quotes.cues import PASSIVE, SAYING_VERBS

# Verbs whose object is what was said. "Membuka", "menandatangani" and the like are deeds.
_REPORTING = (
    "mengatakan|menyebut|menyebutkan|menyatakan|menjelaskan|menuturkan|menerangkan|menambahkan|menyampaikan|"
    "mengaku|mengakui|menegaskan|menilai|membenarkan|mengungkapkan|memaparkan|mengingatkan|melaporkan|"
    "mengemukakan|merinci|menekankan|menguraikan|berharap|bilang|menduga|memastikan|mengeluhkan|menampik|"
    "membantah|mengklaim|berkilah|mengimbau|berpesan|menceritakan|beralasan|menyayangkan|menuding|"
    "menjanjikan|mencontohkan|meminta|mempertanyakan|berjanji|bercerita|menjawab|mengusulkan|mengharapkan|"
    "menjabarkan|membeberkan|memperkirakan|menyarankan|menanyakan|bertanya|berkata|meyakini|menyadari|"
    "menargetkan|mengonfirmasi|mengkonfirmasi|menyoroti|membeberkan|"
    r"tidak (?:menutupi|menampik|membantah|memungkiri)|menyesalkan|berdalih|"
    r"menggarisbawahi|mewanti-wanti|menjamin|menepis|mengisyaratkan|berargumen|mengklarifikasi|berkomentar|"
    r"menuntut(?= terdakwa| agar)|ingin(?! (?:me|ber|pergi|tahu|pulang|jadi|ikut|juga|sekali))|"
    "mengumumkan|mengisahkan|berencana|mengajak|mencatat(?=,| bahwa)|menghimbau|memprediksi|"
    "menyimpulkan|berpendapat|berpandangan|mengutarakan|mengungkap|optimistis|optimis|yakin|khawatir|meyakinkan|memperingatkan|said|says|added|admitted"
)
SAYS = re.compile(
    rf"\b(?P<verb>{_REPORTING})\b"
    r"(?P<link>(?: [a-z]+){0,5},? ?(?:bahwa|bahwasanya)\b,?|,|:| jika\b| kalau\b| agar\b)?\s+"
)
OPENING = re.compile(
    rf"^(?:(?:Lebih lanjut|Selain itu|Namun|Tetapi|Sementara itu|Adapun|Masih),? )?"
    rf"(?:(?P<menurut>[Mm]enurut|According to)(?P<mine>nya| dia\b| ia\b| beliau\b)?|"
    rf"(?P<say>(?:[Kk]ata|[Uu]jar|[Ll]anjut|[Bb]ilang|[Jj]elas|[Tt]ambah|[Uu]ngkap|[Tt]utur)"
    rf"(?:nya| dia\b| beliau\b))|"
    rf"(?P<kata>[Kk]ata)(?= )|"
    rf"(?P<passive>(?:{PASSIVE}|{PASSIVE.title()}))(?P<by>nya| dia\b)?(?:,? ?bahwa\b)?),?\s+"
)
ASIDE = re.compile(
    rf",\s*(?:begitu |demikian |masih )?(?P<verb>{SAYING_VERBS}|{PASSIVE}|menurut)"
    r"(?P<own>nya)?\b(?P<who>[^,]{0,110}?)(?P<rest>,|\.?$)"
)
BAHWA = re.compile(r"^[^,]{0,70}\b(?:disampaikan|dijelaskan|disebutkan|dikatakan|diketahui) bahwa\s+")
# What is handed over in words, but is no statement: "menyampaikan terima kasih".
HANDED = re.compile(
    r"^(?:ucapan |rasa |permohonan )?(?:apresiasi|terima ?kasih|selamat|belasungkawa|duka|"
    r"hal (?:itu|tersebut|ini|serupa)|"
    r"laporan|keluhan|aspirasi|sambutan|pesan|materi|penghargaan|maaf|dukungan|komitmen|jawaban|pandangan|"
    r"(?:dua|tiga|empat|lima|beberapa|sejumlah|satu) (?:hal|opsi|poin|usul\w*|catatan|alasan)|"
    r"kabar|peta|hasil\b(?! \w+ \w+ me)|rincian|kronologi|alasan)\b"
)
# A noun of the kind with a predicate behind it is said after all: "laporan itu sedang diverifikasi".
PREDICATE = re.compile(
    r"^(?:\S+ ){1,7}?(?:sudah|sedang|akan|telah|belum|masih|masuk|tidak|bukan|hanya|baru|ber[a-z]{4,}|"
    r"di(?:pakai|[a-z]{5,}))\b"
)
HANDING = frozenset("menyampaikan mengucapkan mengumumkan melaporkan meminta menjanjikan".split())
# "yang menyebut", "untuk menyampaikan", "enggan menjawab": nobody speaks here.
NO_STATEMENT = re.compile(
    r"\b(?:yang|untuk|guna|enggan|menolak|tidak|tak|belum|tanpa|dengan|dapat|bisa|sempat)"
    r"(?: mau| bisa| pernah)? $"
)
PRONOUN_SUBJECT = re.compile(
    r"(?:^|\W)(?:[Ii]a|[Dd]ia|[Bb]eliau|[Hh]e|[Ss]he)\W(?:dan [\w-]+nya )?"
    r"(?:juga |pun |kemudian |lalu |lantas |turut |hanya )*$"
)
# "mengatakan itu saat ditemui", "mengatakan hal itu"; but "bilang itu urusan kabupaten" says something.
DOES = re.compile(
    r"^(?:(?:tersebut|hal|demikian|begitu|apa)\b|(?:itu|ini)(?:$|[,.]| (?:saat|di|dalam|usai|ketika|pada|"
    r"kepada|lewat|melalui|seraya|sambil|seusai|setelah|karena|untuk|dengan|juga|tanpa)\b))"
)
LOWER_CASE_STOP = re.compile(r"\. (?=[a-z])")
