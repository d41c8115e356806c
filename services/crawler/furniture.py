"""Removes page furniture from an article's text: adverts, share rows, counters, bylines, "Baca juga".

Works on whole lines only and stays conservative: losing a sentence of the article is worse than keeping
junk. Serves crawled pages and pushed text alike.
"""

from __future__ import annotations

import re
import unicodedata

# The longest headline or photo caption seen behind such a label; a longer line has article text in it.
LONGEST = 220
# Between paragraphs of the same text a portal may repeat an advert mark, at the end of a line too.
TRAILING = re.compile(
    r"\s+(?:ADVERTISEMENT|SCROLL TO (?:RESUME|CONTINUE(?: WITH)?)(?: CONTENT)?|Laporkan komentar)$"
)

_NETWORKS = "facebook fb twitter x whatsapp wa telegram line email e-mail threads pinterest linkedin".split()
_NETWORK = rf"(?:{'|'.join(_NETWORKS)}|salin\s+tautan|copy\s+link)"
_ROLES = "penulis editor reporter pewarta kontributor redaktur penyunting laporan foto fotografer jurnalis"
_ROLE = rf"(?:{_ROLES.replace(' ', '|')})"
_REACTION = r"(?:views?|komentar|suka|likes?|shares?)"
_REPLY = r"(?:balas|suka|dibalas|disukai)"
_PLACES = r"(?:grup|group|channel|saluran|google news|whatsapp|telegram|instagram)"

_WEEKDAY = "senin|selasa|rabu|kamis|jum['’]?at|sabtu|minggu|ahad"

LABELLED = re.compile(
    r"^[*>»•▸►\[(-]*\s*(?:"
    r"(?:baca|lihat|simak|tonton)\s+(?:juga|pula)\b\s*[:：]?"
    r"|baca\s+selengkapnya\s*[:：]"
    r"|artikel\s+terkait\s*[:：]|berita\s+terkait\s*[:：]|topik\s+terkait\s*[:：]"
    r"|halaman\s+(?:selanjutnya|berikutnya)\s*[:：]"
    r"|(?:keterangan\s+)?foto\s*[:：]|keterangan\s+gambar\s*[:：]|caption\s*[:：]|ilustrasi\s*[:：]"
    r"|tags?\s*[:：]|kategori\s*[:：]|lampiran\s*[:：]"
    r"|share\s+this\s*[:：]"
    r")",
    re.IGNORECASE,
)
WHOLE = re.compile(
    r"^[\s*\[(-]*(?:"
    r"advertisement|iklan|advertorial\s*:?|sponsored"
    r"|scroll (?:to (?:resume|continue)(?: (?:with )?content)?|untuk (?:melanjutkan|lanjut)(?: membaca)?)"
    r"|gulir (?:untuk (?:melanjutkan|lanjut)(?: membaca)?|ke bawah(?: untuk .{1,30})?)"
    r"|(?:berita ini )?(?:telah )?(?:dibaca|dilihat)\s*:?\s*[\d.,]+\s*(?:kali|x|views?)?"
    r"|(?:tautan ini )?dibagikan\s*:?\s*[\d.,]+\s*(?:kali|x)?(?:\s*[·|]\s*[\d.,]+ komentar)?"
    rf"|[\d.,]+\s*{_REACTION}(?:\s*[·|]\s*[\d.,]+\s*{_REACTION})*"
    rf"|{_REPLY}\s*\d*(?:\s*[·|]\s*(?:{_REPLY}|[\d.,]+ komentar)\s*\d*)+"
    r"|[\d.,]+ orang mendukung usulan ini"
    r"|(?:bagikan|share)(?: (?:ini|artikel|artikel ini|berita|berita ini|ke|on))?\s*:?"
    rf"(?:[\s|·,/&]*(?:ke\s+)?{_NETWORK})*"
    rf"|{_NETWORK}(?:[\s|·,/&]+{_NETWORK})+"
    r"|laporkan(?: (?:komentar|jika ada kesalahan)(?: (?:ini|penulisan))?)?"
    r"|tulis komentar(?: anda)?|komentar|login untuk berkomentar"
    r"|cetak(?:\s*[|·/]\s*(?:kirim ke teman|unduh|pdf|email))*|kirim ke teman|copy link|salin tautan"
    r"|unduh lampiran(?: \(.{1,40}\))?"
    rf"|(?:dapatkan|ikuti) (?:berita|update|kami|informasi)[^.]{{0,80}}{_PLACES}[^.]{{0,40}}"
    r"|(?:follow|ikuti|cek|simak) .{0,60}google news.{0,40}"
    r"|(?:loading|memuat)(?:\.{2,3}|…)?"
    r"|copyright .{0,80}|©.{0,100}|hak cipta .{0,60}dilindungi.{0,30}"
    r")[\s\])*.:!-]*$",
    re.IGNORECASE,
)
# "Editor: Zulfan H", "Penulis: Kurnia | Editor: Dahlia", "Penulis: Diah Editor: Wira".
ROLE_LABEL = re.compile(rf"(?:^\(?|[\s|/·,;-]+){_ROLE}\s*[:：]\s*", re.IGNORECASE)
# A name of a person or a desk; a longer one is a sentence.
LONGEST_NAME = 5
# "Rabu, 15 Juli 2026 | 18:19 WITA": a date that has a line for itself.
DATE_LINE = re.compile(
    rf"^(?:(?:diterbitkan|dipublikasikan|terbit|tayang|publish(?:ed)?|posted)(?: on| pada)?\s*:?\s*)?"
    rf"(?:(?:{_WEEKDAY})\b[\s,]*)?\(?(?:\d{{1,2}}\s+[A-Za-z]{{3,9}}\s+\d{{4}}|\d{{1,2}}[/.-]\d{{1,2}}[/.-]\d{{4}})\)?"
    r"(?:[\s|,/–—·•-]*(?:pukul|jam)?\s*\d{1,2}[:.]\d{2}(?:[:.]\d{2})?\s*(?:WIB|WITA|WIT)?)?$",
    re.IGNORECASE,
)
# "(prot/bl)", "(adv)", "(red)": initials of who wrote it.
INITIALS = re.compile(r"^[(\[*](?:[A-Za-z]{1,6}|\*{1,3})(?:[/\-][A-Za-z]{1,6}){0,3}[)\]*]$")
# "Ilustrasi kapal perintis bersandar. (Foto: KHI)": a caption that ends in its credit.
CREDITED = re.compile(r"^[^\"“”]{1,160}\((?:foto|dok|ist)\b\.?\s*[:：/]?[^()]{0,40}\)\.?$", re.IGNORECASE)
# A sentence end followed by more text: a headline or caption does not go on like that.
GOES_ON = re.compile(r"[a-z)\"”]{3,}[.!?][\"”]?\s+[A-Z\"“][^()]{25,}[.!?]")


def is_furniture(line: str) -> bool:
    """Whether a line of text belongs to the page and not to the article."""
    line = unicodedata.normalize("NFKC", line).strip()
    if not line or len(line) > LONGEST:
        return False
    if WHOLE.match(line) or DATE_LINE.match(line) or INITIALS.match(line) or _is_byline(line):
        return True
    if LABELLED.match(line):
        return not GOES_ON.search(line)
    return bool(CREDITED.match(line)) and not GOES_ON.search(line)


def _is_byline(line: str) -> bool:
    names = ROLE_LABEL.split(line.removesuffix(")"))
    if len(names) < 2 or names[0]:
        return False
    return all(0 < len(name.split()) <= LONGEST_NAME and not re.search(r"[!?:]", name) for name in names[1:])


def date_lines(text: str) -> str:
    """The lines of a text that are nothing but a date: furniture, and yet often the only date of a page."""
    return "\n".join(line for line in text.splitlines() if DATE_LINE.match(" ".join(line.split())))


def without_furniture(text: str, *, title: str | None = None) -> str:
    """The text with paragraphs parted by one blank line and furniture removed.

    A first line that repeats the title goes too. Line breaks inside a paragraph part paragraphs.
    """
    kept: list[str] = []
    for raw in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        line = TRAILING.sub("", " ".join(raw.split()))
        if not line or is_furniture(line):
            continue
        if not kept and title and _same(line, title):
            continue
        kept.append(line)
    return "\n\n".join(kept)


def _same(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()
