"""Where somebody lives, told by the word before it: "alamat jl mawar 12", "rumah nomor 7 jalan mawar".

Behind such a word a number needs no "No." and a name no capitals; what many have in common stays ("warga yang
tinggal di Jalan Pramuka 6").
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from services.crawler.masking import address_parts as part

# Houses that are open to all, or nobody's in particular.
_PUBLIC = (
    "sakit|makan|ibadah|dinas|jabatan|warga|penduduk|potong|pompa|susun|tahanan|adat|produksi|singgah|aman|duka"
    "|kebangsaan|tangga|bersalin|rumah"
)
_OFFICES = "kantor|proyek|pekerjaan|kegiatan|sekolah|puskesmas|posko|dinas|masjid|pasar"
# How far an address may stand behind the word: not beyond the end of the sentence; "Kec." ends none.
_NEAR = r"(?P<near>(?:(?!(?<=\w\w\w\w)[.!?] +(?-i:[A-Z]))[^\n]){0,40})"
CUE = re.compile(
    rf"(?<![\[\w-])(?:alamat(?:ku|nya)?(?! (?:{_OFFICES})\b)|beralamat|domisili(?:ku|nya)?|berdomisili"
    r"|kediaman|bertempat tinggal|(?:saya|kami|aku|tempat) tinggal|tinggal (?:saya |kami )?di"
    rf"|rumah(?:ku|nya)?(?! (?:{_PUBLIC})\b))\b(?={_NEAR})",
    re.IGNORECASE,
)
_NAME = r"(?P<name>(?:[^\W\d_][\w'’.-]{0,29},? ){1,4}?)"
# What is counted or dated and no house: "Jalan Merdeka 45 titik", "Jalan Letjen 17 Agustus".
_COUNTED = (
    "persen km kilometer meter mtr m cm ha hektar hektare tahun thn bulan bln hari minggu pekan jam menit"
    " kali orang kk jiwa warga keluarga rumah unit titik lubang ruas desa dusun kelurahan kecamatan lampu"
    " tiang batang pohon kendaraan truk juta ribu ratus puluh januari februari maret april mei juni juli"
    " agustus september oktober november desember"
).split()
_HOUSE = (
    r"(?:no(?:mor|mer)?\b[ .:]{0,3})?(?:(?!km)[A-Z]{1,2}-?)?(?P<number>[1-9]\d{0,2})(?!\d)"
    rf"(?! ?(?:%|(?:{'|'.join(_COUNTED)})\b))(?: ?[-/] ?\d{{1,3}}(?!\d)|[A-Z]| [A-Z](?!\w))?(?!\w|[.,:]\d)"
)
PLACES = tuple(
    re.compile(rf"\b{kind}\b\.? ?{_NAME}{_HOUSE}{part.TAIL}", re.IGNORECASE)
    for kind in (part.STREET, part.ESTATE)
)
# Before a street: then it is the way.
WAY = re.compile(r"\b(?:ke|menuju|arah|lewat|melalui|via|dari) $", re.IGNORECASE)
# More than an address is long.
_LONGEST = 240
# Its neighbourhood.
NEIGHBOURHOOD = re.compile(
    r"(?<!\[)\b(?:alamat|beralamat|rumah (?:saya|kami)|tinggal|domisili|berdomisili)\b[^\n]{0,60}?"
    rf"(?P<place>\b{part.RTRW})",
    re.IGNORECASE,
)
# "no rumah 15" is the number of a house anywhere, "rumah nomor 7" with a street or the like behind it.
_NO = r"(?:no|nomor|nomer|nmr)\b"
_DIGITS = r"(?P<place>\d{1,4}(?:[A-Z]| [A-Z](?!\w))?\b)"
NUMBER = re.compile(rf"\b{_NO}[ .]{{0,2}}rumah\b[ .:]{{0,3}}{_DIGITS}", re.IGNORECASE)
NUMBER_BEFORE = re.compile(
    rf"\brumah\b(?: (?:saya|kami))?[ ,:]{{0,2}}{_NO}[ .:]{{0,3}}{_DIGITS}"
    rf"(?=[^\n]{{0,25}}?\b(?:{part.STREET}|R\.?T|blok|{'|'.join(part.ESTATE_WORDS)})\b)",
    re.IGNORECASE,
)
# Before the word: then it is where many live, and a place of all of them.
_MANY = re.compile(
    r"(?:\d|\b(?:belasan|puluhan|ratusan|ribuan|sejumlah|beberapa|banyak|semua|seluruh|deretan|unit|para"
    r"|(?<!saya )(?<!kami )(?:warga|masyarakat|penduduk|orang|mereka|pengungsi)(?: yang)?)) $",
    re.IGNORECASE,
)
# In a street's name behind such a word: "alamat jl raya bontang 12".
_NAMED = frozenset("raya kampung kota utama".split())
_REACH = 24
_CUES = ("alamat", "rumah", "tinggal", "domisili", "kediaman")


def homes(text: str) -> Iterator[tuple[int, int]]:
    """Where they stand in a plain text."""
    written = text.lower()
    if not any(cue in written for cue in _CUES):
        return
    for cue in CUE.finditer(text):
        if not _MANY.search(text, max(0, cue.start() - _REACH), cue.start()):
            yield from _near(text, *cue.span("near"))
    for pattern in (NEIGHBOURHOOD, NUMBER, NUMBER_BEFORE):
        for match in pattern.finditer(text):
            yield match.span("place")


def _near(text: str, start: int, last: int) -> Iterator[tuple[int, int]]:
    """Streets and estates with a number that begin between the two."""
    for pattern in PLACES:
        at = start
        while (match := pattern.search(text, at, last + _LONGEST)) and match.start() <= last:
            words = {word.strip(".,") for word in match["name"].lower().split()}
            is_road = part.NO_NAME.intersection(words - _NAMED) or WAY.search(text, start, match.start())
            # What is no address may begin before one: "jalan poros dan jl mawar 7".
            at = match.start() + 1 if is_road else match.end()
            if not is_road:
                yield match.span()
