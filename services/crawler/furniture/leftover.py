"""Judges lines outside the article that no rule of the table knows, by what they are made of."""

from __future__ import annotations

import re

from services.crawler.furniture.headline import is_headline
from services.crawler.furniture.words import CLOCK, DATE

# An invitation of the site to its reader: a verb that asks, and a thing that only a site has.
ASKS = re.compile(
    r"(?:punya|ingin|mau|tertarik|jangan|ayo|yuk|mari|silak?h?kan|dukung|hubungi|kirim(?:kan)?|sampaikan|bagikan|dapatkan|baca"
    r"|ikuti|klik|kunjungi|cek|simak|unduh|pasang|gabung|bergabung|nikmati|temukan|aktifkan|daftar(?:kan)?|lihat|tonton)\b",
    re.IGNORECASE,
)
SITE_THING = re.compile(
    r"\b(?:redaksi|artikel|jurnalisme|langganan|berlangganan|iklan|komentar|notifikasi|newsletter|buletin|kanal|saluran"
    r"|channel|whats?app|telegram|instagram|facebook|youtube|tiktok|google|aplikasi kami|situs kami"
    r"|portal kami|tulisan anda"
    r"|naskah|opini anda|berita (?:lain(?:nya)?|menarik|terbaru|terkini)|di ?sini)\b",
    re.IGNORECASE,
)
WEB_ADDRESS = re.compile(
    r"\b(?:https?://|www\.)\S+|\b[\w-]+\.(?:com|id|co\.id|go\.id|net|org|news|example)\b", re.IGNORECASE
)


DATED = re.compile(rf"(?:^|[^\d])(?:{DATE}|{CLOCK}$)", re.IGNORECASE)
BULLET = re.compile(r"(?:[-–—•*»▸►>·]|\d{1,2}[.)])\s+")
QUOTED = re.compile(r"[\"“][^\"“”]{0,1000}[\"”]")
FIRST_PERSON = re.compile(
    r"\b(?:saya|kami|kita|aku|ulun|kulo|abdi|ambo|tiang|yth|assalamu\w*|pak|bu|mas|min|gan|kak)\b",
    re.IGNORECASE,
)
LONGEST = 90
LONGEST_INVITATION = 180
LONGEST_KICKER = 3
# Three capitalised words can be the name of who sent a letter.
SHORTEST_HEADLINE = 4
# "Persikutim 2 - 1 Persiba": a row of results; headlines have one number at most.
NUMBERS = re.compile(r"\d[\d.,]*")
# A letter may begin with such a word too, but not with a name behind it.
COLUMN = re.compile(
    r"(?i:kolom|opini|esai|essay|catatan|perspektif|tajuk|editorial|refleksi|renungan|pojok|mimbar|gagasan|analisis)"
    r"(?:\s[A-Z][\w.'’]{0,20}){1,4}"
)
SIGNS = re.compile(r"[|»©@#→←▶▸►★☆✓✔]")


def is_letter(text: str) -> bool:
    """Whether somebody speaks of themselves outside quotes: then the lines at the end are who signs."""
    return bool(FIRST_PERSON.search(QUOTED.sub("", text)))


def is_of_the_site(line: str, *, dates: bool) -> bool:
    """Whether a line above or below the article is about the page: a date, an address, an invitation."""
    if is_invitation(line):
        return True
    if len(line) > LONGEST or BULLET.match(line):
        return False
    return bool(WEB_ADDRESS.search(line) or (dates and DATED.search(line)))


def is_foreign(line: str) -> bool:
    """Whether a line below an article is a headline or a row of labels; no item or result, no bare name."""
    if len(line) > LONGEST + 20 or BULLET.match(line) or len(NUMBERS.findall(line)) > 1:
        return False
    return bool(SIGNS.search(line)) or (is_headline(line) and len(line.split()) >= SHORTEST_HEADLINE)


def is_kicker(line: str) -> bool:
    """Whether a line above the news is the name of a section: "KESEHATAN", "Berita Daerah"."""
    words = line.split()
    return len(words) <= LONGEST_KICKER and all(word[0].isupper() for word in words) and ":" not in line


def is_column(line: str) -> bool:
    """Whether a line above the text is the name of a column: "Kolom Sarman Lubis", "Catatan Akhir Pekan"."""
    return bool(COLUMN.fullmatch(line.strip(" —–=*|[]")))


def is_invitation(line: str) -> bool:
    """Whether a line asks the reader for what only a site wants: to follow, to write in, to click."""
    if len(line) > LONGEST_INVITATION or re.search(r"[\"“”]", line):
        return False
    return bool(ASKS.match(line) and SITE_THING.search(line))
