"""What the words beside a name prove: a speaker, a signature, a place, a credit."""

from __future__ import annotations

import re

from services.nlp.stages.people.lexicon import (
    INTRODUCING,
    ORG_HEADS,
    REPORTING,
    SAYING,
    TITLES,
    is_role_head,
    words,
)
from services.nlp.stages.people.parts import PLACE_CUES, before_titles, is_known, part_of_name
from services.nlp.stages.people.tokens import Token

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


def says_before(tokens: list[Token], first: int) -> bool:
    first = before_titles(tokens, first)
    return first > 0 and tokens[first - 1].plain in _SAYING | {"menurut", "said"}


def says_after(tokens: list[Token], last: int) -> bool:
    return last + 1 < len(tokens) and tokens[last + 1].text in _REPORTING


def appositive(tokens: list[Token], first: int, last: int) -> bool:
    """Whether commas set the name off behind an office: "Kepala Dinas Sosial, Ruqoyah, …"."""
    first = before_titles(tokens, first)
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


def introduced(tokens: list[Token], first: int) -> bool:
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


def place_before(tokens: list[Token], first: int, says: bool) -> bool:
    """Whether the word before makes it a place. One that says something is none, unless it is a company."""
    if first == 0:
        return False
    honoured = before_titles(tokens, first)
    if honoured and tokens[honoured - 1].plain in _NAMED_AFTER:
        # "RSUD dr. H. Jusuf"
        return True
    trade = first > 1 and tokens[first - 1].text.islower() and is_role_head(tokens[first - 2].plain)
    if is_known(tokens[first]) and (trade or (first > 1 and tokens[first - 2].plain in _LEADERS)):
        # "bidan desa Ni Luh", "Kepala Desa Khoirul Huda"
        return False
    before = tokens[first - 1].plain
    if is_known(tokens[first]) and tokens[first - 1].text.islower() and first > 1:
        # "relawan gereja Marthinus", "pengurus koperasi Marthen"
        return before in _COMPANIES - {"koperasi", "komunitas", "yayasan"} or before in {
            "jalan",
            "desa",
            "kampung",
        }
    if first > 1 and tokens[first - 2].plain in ORG_HEADS:
        # "Dinas Perumahan Yansen", "Dinas Pasar Marno"
        return False
    return before in _COMPANIES or (before in PLACE_CUES and not says)


def acts(tokens: list[Token], first: int, last: int, known: int) -> bool:
    """Whether the name opens a sentence and does something: "Wagiman mencabut segenggam batang padi"."""
    after = tokens[last + 1].text if last + 1 < len(tokens) else ""
    if first > 0 and tokens[first - 1].text not in {'"', "“", "—", "–"}:
        # "Tiga tahun lalu, Yulidar mengaduk galamai"
        return known > 0 and tokens[first - 1].text == "," and bool(_VERB.match(after))
    return bool(_VERB.match(after)) or (known > 0 and after in {",", "dari", "tak", "yang"})


def trades(tokens: list[Token], first: int, last: int) -> bool:
    """Whether a sentence opens with a name and its trade: "Ayu, murid kelas V, …"."""
    return (
        first == 0
        and last + 2 < len(tokens)
        and tokens[last + 1].text == ","
        and is_role_head(tokens[last + 2].plain)
    )


def _capitalised(tokens: list[Token], index: int) -> bool:
    return 0 <= index < len(tokens) and tokens[index].text[0].isupper()


def likely(tokens: list[Token], first: int, last: int, known: int, name: str) -> bool:
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


def signs(tokens: list[Token], first: int, last: int, known: int) -> bool:
    """Whether the sentence is a signature: nothing but the name, perhaps with a place or an office."""
    short = len(tokens) <= (8 if last > first else 4)
    dash = any(token.text in {"—", "–", "-", ","} for token in tokens[:first])
    closed = all(t.text in {"—", "–", "-", "(", ","} or t.plain in _CLOSING for t in tokens[:first])
    mark = tokens[last + 1].text if last + 1 < len(tokens) else ","
    return short and closed and (dash or known > 0) and mark in {",", "(", ".", "&"}


_CREDIT = words(
    "redaktur editor penulis reporter pewarta wartawan kontributor fotografer foto naskah penyunting "
    "teks text "
    "laporan publikasi penyiar admin sumber humas penanggung tim copyright ilustrasi grafis operator "
    "author by"
)


def subject_before(token: Token) -> bool:
    """Whether a single unknown name may follow: a title, an office, a mark."""
    return not token.text[0].isalpha() or token.plain in TITLES or is_role_head(token.plain)


def credited(tokens: list[Token], first: int) -> bool:
    """Whether the name made the page: "Redaktur: Zahra", "(Gayo Pagi/Iwan)", "Laporan Wartawan …"."""
    if first == 0:
        return False
    before = tokens[first - 1]
    if before.text == "/":
        return True
    if before.text in {":", "|"}:
        return first > 1 and tokens[first - 2].plain in _CREDIT
    return any(token.plain in {"laporan", "wartawan"} for token in tokens[:2]) and first <= _OPENING_WORDS


def behind_trade(tokens: list[Token], first: int) -> bool:
    """Whether a capitalised trade stands before: "Perawat Nova", "Bidan Lenny"."""
    return first > 0 and is_role_head(tokens[first - 1].plain) and tokens[first - 1].text[0].isupper()
