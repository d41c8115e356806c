"""Finds the spans of a sentence that are people's names, by their shape and by the words beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from services.nlp.stages.people.lexicon import (
    INTRODUCING,
    ORG_HEADS,
    REPORTING,
    SAYING,
    TITLES,
    is_role_head,
    words,
)
from services.nlp.stages.people.parts import (
    PLACE_CUES,
    behind_region,
    behind_unknown,
    is_aged,
    is_known,
    name_runs,
    part_of_name,
    stretch,
)
from services.nlp.stages.people.tokens import SHORTENED, Token
from shared.regions import load_regions

_SAYING = words(SAYING)
_REPORTING = words(REPORTING)
_COMPANIES = words("pt cv ud universitas institut yayasan koperasi bank komunitas klub fc masjid pesantren")
_VERB = re.compile(
    r"^(?:me[a-z]{4,}|ber[a-z]{3,}|di[a-z]{4,}|ter[a-z]{3,}|sudah|sedang|akan|harus|tidak|hanya|kini|"
    r"masih|juga|sempat|mau)$"
)


# What a person has or is to somebody: "dapur Sarmani", "istri Suparman".
_OWNED = words(
    "rumah dapur milik tangan sawah kebun ladang kios warung lapak perahu motor truk lampu kartu keluarga "
    "istri suami anak ibu ayah bapak kakak adik menantu mertua cucu nama bernama almarhum dompet rekening "
    "warga halaman teras gerobak kandang sapi mata dipeluk ditemani bersama dikunjungi diterima digantung"
)
# Streets, hospitals and stadiums carry their names; nobody meets them any more.
_NAMESAKES = frozenset(
    "sudirman;ahmad yani;a yani;yos sudarso;gatot subroto;soekarno;soekarno hatta;mohammad hatta;moh hatta;"
    "diponegoro;pangeran diponegoro;imam bonjol;teuku umar;cut nyak dien;cut meutia;slamet riyadi;"
    "sultan agung;sultan hasanuddin;hasanuddin;kartini;ra kartini;dewi sartika;hayam wuruk;gajah mada;"
    "ki hajar dewantara;hos cokroaminoto;sisingamangaraja;sutan syahrir;mt haryono;s parman;di panjaitan;"
    "adi sucipto;halim perdanakusuma;sam ratulangi;pattimura;wahidin sudirohusodo;soetomo;cipto mangunkusumo;"
    "i gusti ngurah rai;ngurah rai;raden intan;pangeran antasari;khatib sulaiman;bung karno;bung tomo;"
    "juanda;syarif kasim;sultan syarif kasim;sultan thaha;abdul wahab sjahranie;si jalak harupat".split(";")
)


@dataclass(frozen=True)
class Span:
    """A name: its tokens `first` to `last` (inclusive) and the name without titles and degrees.

    A `strong` one stands beside a verb of saying, an age or a title; a `likely` one is made of words that are
    parts of people's names; one that `acts` opens its sentence; `known` counts the words known from names.
    """

    first: int
    last: int
    name: str
    strong: bool
    likely: bool
    acts: bool
    known: int


def _says_before(tokens: list[Token], first: int) -> bool:
    while first > 1 and tokens[first - 1].plain in TITLES:
        first -= 1
    return first > 0 and tokens[first - 1].plain in _SAYING | {"menurut", "said"}


def _says_after(tokens: list[Token], last: int) -> bool:
    return last + 1 < len(tokens) and tokens[last + 1].text in _REPORTING


def _appositive(tokens: list[Token], first: int, last: int) -> bool:
    """Whether commas set the name off behind an office: "Kepala Dinas Sosial, Ruqoyah, …"."""
    while first > 1 and tokens[first - 1].plain in TITLES:
        first -= 1
    if first < 2 or tokens[first - 1].text != ",":
        return False
    after = tokens[last + 1].text if last + 1 < len(tokens) else ""
    clause = []
    for token in reversed(tokens[max(0, first - 16) : first - 1]):
        if token.text in {",", ".", ":", ";", '"', "”", "“"}:
            break
        clause.append(token.plain)
    return after in {",", "(", "."} and any(is_role_head(word) for word in clause)


# "Saya Ngatijo, anggota kelompok tani …": how letters begin, in the languages of the regions.
_MYSELF = words("saya aku abdi ulun ambo kulo kula kaula tiang beta katong sa ane")
_OPENING_WORDS = 6


def _introduced(tokens: list[Token], first: int) -> bool:
    before = [token.plain for token in tokens[max(0, first - 3) : first]]
    if not before:
        return False
    return (
        before[-1] in INTRODUCING | {"bernama", "oleh", "inisial", "berinisial", "namanya"}
        or before[-2:] in (["nama", "saya"], ["oleh", ":"], ["disapa", "pak"])
        or (before[-1] in _MYSELF and first <= _OPENING_WORDS)
    )


_NAMED_AFTER = words("rsud rsu rs rsia gor bandara stadion universitas jalan jl taman sakit tahura makam")
_LEADERS = words("kepala ketua sekretaris kepalo wakil")


def _place_before(tokens: list[Token], first: int, says: bool) -> bool:
    """Whether the word before makes it a place. One that says something is none, unless it is a company."""
    if first == 0:
        return False
    honoured = first
    while honoured > 1 and tokens[honoured - 1].plain in TITLES:
        honoured -= 1
    if tokens[honoured - 1].plain in _NAMED_AFTER:
        # "RSUD dr. H. Jusuf"
        return True
    before = tokens[first - 1].plain
    if is_known(tokens[first]) and tokens[first - 1].text.islower() and first > 1:
        # "relawan gereja Marthinus", "pengurus koperasi Marthen"
        return before in _COMPANIES - {"koperasi", "komunitas", "yayasan"} or before in {
            "jalan",
            "desa",
            "kampung",
        }
    if first > 1 and tokens[first - 2].plain in _LEADERS and is_known(tokens[first]):
        # "Kepala Desa Khoirul Huda"
        return False
    if first > 1 and tokens[first - 2].plain in ORG_HEADS:
        # "Dinas Perumahan Yansen", "Dinas Pasar Marno"
        return False
    return before in _COMPANIES or (before in PLACE_CUES and not says)


def _acts(tokens: list[Token], first: int, last: int, known: int) -> bool:
    """Whether the name opens a sentence and does something: "Wagiman mencabut segenggam batang padi"."""
    after = tokens[last + 1].text if last + 1 < len(tokens) else ""
    if first > 0 and tokens[first - 1].text not in {'"', "“", "—", "–"}:
        # "Tiga tahun lalu, Yulidar mengaduk galamai"
        return known > 0 and tokens[first - 1].text == "," and bool(_VERB.match(after))
    return bool(_VERB.match(after)) or (known > 0 and after in {",", "dari", "tak", "yang"})


def _trades(tokens: list[Token], first: int, last: int) -> bool:
    """Whether a sentence opens with a name and its trade: "Ayu, murid kelas V, …"."""
    return (
        first == 0
        and last + 2 < len(tokens)
        and tokens[last + 1].text == ","
        and is_role_head(tokens[last + 2].plain)
    )


def _capitalised(tokens: list[Token], index: int) -> bool:
    return 0 <= index < len(tokens) and tokens[index].text[0].isupper()


def _likely(tokens: list[Token], first: int, last: int, known: int, name: str) -> bool:
    """Whether words known from names make a name here without further proof."""
    if name.lower().replace(".", "") in _NAMESAKES:
        return False
    before = tokens[first - 1].plain if first else ""
    if _capitalised(tokens, last + 1) or (_capitalised(tokens, first - 1) and before not in TITLES):
        return first <= 1 and before in _OWNED and not _capitalised(tokens, last + 1)
    if first == last:
        return known == 1 and before in _OWNED
    others = all(
        part_of_name(tokens, index) == "maybe" or is_known(tokens[index]) for index in range(first, last)
    )
    return known >= 2 or (known == 1 and (others or last - first == 1))


_CLOSING = words("salam hormat kami wassalam wasalam suksma horas ttd dari terima kasih matur nuwun")


def _signs(tokens: list[Token], first: int, last: int, known: int) -> bool:
    """Whether the sentence is a signature: nothing but the name, perhaps with a place or an office."""
    short = len(tokens) <= (8 if last > first else 4)
    dash = any(token.text in {"—", "–", "-", ","} for token in tokens[:first])
    closed = all(t.text in {"—", "–", "-", "(", ","} or t.plain in _CLOSING for t in tokens[:first])
    mark = tokens[last + 1].text if last + 1 < len(tokens) else ","
    return short and closed and (dash or known > 0) and mark in {",", "(", ".", "&"}


def find_names(tokens: list[Token], closing: bool = False) -> Iterator[Span]:
    """The names of a sentence.

    `closing` says that the sentence is a paragraph of its own at the end of the text, where letters are
    signed.
    """
    for start, end in name_runs(tokens):
        first = start
        while first < end and (tokens[first].plain in TITLES or _counts(tokens, first)):
            first += 1
        first = behind_unknown(tokens, behind_region(tokens, first, end), end)
        sure = any(part_of_name(tokens, index) == "name" for index in range(first, end + 1))
        first, last = stretch(tokens, first, end)
        says = _says_after(tokens, last)
        if _place_before(tokens, first, says) or last - first > 4 or tokens[last].plain in SHORTENED:
            continue
        if _credited(tokens, first):
            continue
        introduced = _introduced(tokens, first) or _says_before(tokens, first)
        appositive = _appositive(tokens, first, last)
        presented = introduced or appositive or _behind_trade(tokens, first) or _trades(tokens, first, last)
        if not sure and not (presented and len(tokens[first].text) > 2):
            continue
        if first > 0 and (tokens[first - 1].text, tokens[first].text) == ("Anak", "Agung"):
            # A Balinese rank, not somebody's child.
            first -= 1
        name = " ".join(_written(token) for token in tokens[first : last + 1])
        known = sum(is_known(token) for token in tokens[first : last + 1])
        aged = is_aged(tokens, last)
        if not (introduced or says or aged) and not known and load_regions().named(name):
            continue
        acts = _acts(tokens, first, last, known)
        single = first == last and not known
        if single and says and first > 0 and not _subject_before(tokens[first - 1]):
            # "Tanara dan Pontang mempertanyakan …", "begitu Katulampa melaporkan …": places.
            says = False
        strong = (
            introduced
            or appositive
            or says
            or aged
            or (acts and not single)
            or (closing and _signs(tokens, first, last, known))
        )
        yield Span(first, last, name, strong, _likely(tokens, first, last, known, name), acts, known)


_CREDIT = words(
    "redaktur editor penulis reporter pewarta wartawan kontributor fotografer foto naskah penyunting teks text "
    "laporan publikasi penyiar admin sumber humas penanggung tim copyright ilustrasi grafis operator author by"
)


def _subject_before(token: Token) -> bool:
    """Whether a single unknown name may follow: a title, an office, a mark."""
    return not token.text[0].isalpha() or token.plain in TITLES or is_role_head(token.plain)


def _credited(tokens: list[Token], first: int) -> bool:
    """Whether the name made the page: "Redaktur: Zahra", "(Gayo Pagi/Iwan)", "Laporan Wartawan …"."""
    if first == 0:
        return False
    before = tokens[first - 1]
    if before.text == "/":
        return True
    if before.text in {":", "|"}:
        return first > 1 and tokens[first - 2].plain in _CREDIT
    return any(token.plain in {"laporan", "wartawan"} for token in tokens[:2]) and first <= _OPENING_WORDS


def _behind_trade(tokens: list[Token], first: int) -> bool:
    """Whether a capitalised trade stands before: "Perawat Nova", "Bidan Lenny"."""
    return first > 0 and is_role_head(tokens[first - 1].plain) and tokens[first - 1].text[0].isupper()


def _counts(tokens: list[Token], index: int) -> bool:
    """Whether a letter numbers what stands before it: "Komisi A", "Blok D"."""
    return index > 0 and len(tokens[index].text) == 1 and tokens[index - 1].plain in _NUMBERED


_NUMBERED = words("komisi kelas blok seksi tipe golongan gedung grup fraksi zona titik rute")


def _written(token: Token) -> str:
    """A part of a name as names are written, also where the text shouts."""
    shouted = len(token.text) > 3 and token.text.isupper() and token.text.isalpha()
    return token.text.capitalize() if shouted else token.text
