"""Finds the spans of a sentence that are people's names, by their shape and by the words beside them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from services.nlp.stages.people.lexicon import (
    DEGREE,
    INTRODUCING,
    ORG_HEADS,
    REPORTING,
    ROLE_HEADS,
    SAYING,
    TITLES,
    is_unit,
    words,
)
from services.nlp.stages.words import is_common, office_words
from shared.regions import load_regions

TOKEN = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*\.?|[^\w\s]")
_INITIAL = re.compile(r"^[A-Z]\.?$")
_SAYING = words(SAYING)
_REPORTING = words(REPORTING)
# Words that are also parts of names; a name needs another part beside them.
_NAME_WORDS = words(
    "putra putri gede bagus anggun haji hakim jati lalu made wayan ketut nyoman surya wahyu indah sari "
    "dewi kusuma neng dek nur cahya mulia setia abadi jaya bintang budi rahayu lestari permata intan "
    "mega purnama subur makmur slamet utama fajar guntur satria wira perdana agung sakti santosa adil "
    "rambu baginda raja bin binti br al de van mutiara melati mawar kartika candra rembulan embun "
    "mentari bunga asih ayu rizki taufik hidayat rahmat berkah"
)
# A name after one of these is a place, a street, a school, a company.
_PLACE_CUES = words(
    "desa kelurahan kampung dusun nagari gampong kalurahan kecamatan kec kabupaten kab kota provinsi "
    "distrik jalan jl jln gang sungai kali gunung danau pulau selat teluk pantai pasar jembatan "
    "stadion lapangan gedung rsud puskesmas sd sdn smp smpn sma sman smk smkn man mtsn universitas "
    "masjid musala musholla gereja pura vihara pondok pesantren pt cv ud hotel toko warung perumahan "
    "blok terminal stasiun pelabuhan bandara waduk bendungan embung simpang kapanewon kemantren pekon "
    "jorong banjar taman alun-alun bukit tanjung km kapal klub fc tim grup operasi kompleks komplek "
    "kawasan ruas sungai muara tpa tps spbu gor"
)
_SHORTENED = words("muh moh mohd md tb abd hi st")
_VERB = re.compile(
    r"^(?:me[a-z]{4,}|ber[a-z]{3,}|di[a-z]{4,}|ter[a-z]{3,}|sudah|sedang|akan|harus|tidak|hanya|kini|"
    r"masih|juga|sempat|mau)$"
)
_MONTHS = words(
    "januari februari maret april mei juni juli agustus september oktober november desember senin "
    "selasa rabu kamis jumat sabtu minggu ahad ramadan ramadhan idulfitri lebaran natal imlek nyepi "
    "wib wita wit rp"
)


@dataclass(frozen=True)
class Token:
    """A word or a mark with its place in the sentence."""

    text: str
    start: int
    end: int

    @property
    def plain(self) -> str:
        """Lower case without the full stop of an abbreviation."""
        return self.text.lower().rstrip(".")


@dataclass(frozen=True)
class Span:
    """A name: its tokens `first` to `last` (inclusive) and the name without titles and degrees."""

    first: int
    last: int
    name: str
    strong: bool


def tokenize(text: str) -> list[Token]:
    """Words (abbreviations keep their full stop when one letter follows) and marks, with their places."""
    tokens = []
    for match in TOKEN.finditer(text):
        value, end = match.group(), match.end()
        # A full stop belongs to an initial or a title, else to the sentence.
        if value.endswith(".") and len(value) > 1:
            plain = value[:-1]
            if not (_INITIAL.match(value) or plain.lower() in TITLES | _SHORTENED or "." in plain):
                tokens.append(Token(plain, match.start(), end - 1))
                tokens.append(Token(".", end - 1, end))
                continue
        tokens.append(Token(value, match.start(), end))
    return tokens


def without_degrees(text: str) -> str:
    """A sentence without the academic degrees behind names, so that commas mean what they say.

    The degrees are blanked: every other character keeps its place.
    """
    while True:
        blanked = DEGREE.sub(lambda match: " " * len(match.group()), text)
        if blanked == text:
            return text
        text = blanked


def _is_region(tokens: list[Token], index: int) -> bool:
    table = load_regions()
    for first, last in ((index, index), (index, index + 1), (index - 1, index), (index - 1, index + 1)):
        if first < 0 or last >= len(tokens):
            continue
        text = " ".join(token.text for token in tokens[first : last + 1])
        if any(entry.source != "district" for entry in table.named(text)):
            return True
    return False


def _part(tokens: list[Token], index: int) -> str:
    """What a token may be in a name: "name", "maybe" (also a word), or "" (no part of a name)."""
    token = tokens[index]
    text = token.text
    if text.lower() in {"bin", "binti", "br.", "br"}:
        return "maybe"
    if not text[0].isalpha() or not text[0].isupper():
        return ""
    plain = token.plain
    if _INITIAL.match(text):
        return "maybe"
    if text.isupper() and "'" not in text:
        return "name" if index and tokens[index - 1].plain in {"berinisial", "inisial"} else ""
    if plain in _NAME_WORDS or plain in _SHORTENED:
        return "maybe"
    if plain in _MONTHS or plain in ORG_HEADS or plain in ROLE_HEADS or is_unit(plain):
        return ""
    if is_common(plain.replace("’", "'")) or any(is_common(piece) for piece in plain.split("-")):
        return ""
    if any(mark.isdigit() for mark in text) or "." in text.rstrip("."):
        return ""
    if plain.endswith("nya") and len(plain) > 6:
        return ""
    return "region" if _is_region(tokens, index) else "name"


def _runs(tokens: list[Token]) -> Iterator[tuple[int, int]]:
    """First and last token of every run that may be a name."""
    kinds = [_part(tokens, index) for index in range(len(tokens))]
    index = 0
    while index < len(tokens):
        if kinds[index] not in {"name", "maybe"}:
            index += 1
            continue
        first = index
        index += 1
        while index < len(tokens):
            if kinds[index] in {"name", "maybe"} or (kinds[index] == "region" and kinds[index - 1] == "name"):
                index += 1
            elif _bridges(tokens, kinds, index):
                index += 2
            else:
                break
        yield first, index - 1


def _bridges(tokens: list[Token], kinds: list[str], index: int) -> bool:
    """Whether a capitalised word stands between two parts of one name: "Ruslan Sila Wadu"."""
    token = tokens[index]
    return (
        token.text[0].isupper()
        and not token.text.isupper()
        and kinds[index - 1] == "name"
        and index + 1 < len(tokens)
        and kinds[index + 1] == "name"
        and not (token.plain in ORG_HEADS or token.plain in ROLE_HEADS or token.plain in _MONTHS)
        and not is_unit(token.plain)
    )


def _ordinary_part(token: Token) -> bool:
    """Whether a capitalised ordinary word may still be part of a name: no office, no place, no month."""
    return (
        token.text[0].isalpha()
        and token.text[0].isupper()
        and not token.text.isupper()
        and is_common(token.plain)
        and not is_unit(token.plain)
        and token.plain not in ORG_HEADS | ROLE_HEADS | TITLES | _PLACE_CUES | _MONTHS | office_words()
    )


def _stretch(tokens: list[Token], first: int, last: int) -> tuple[int, int]:
    """A name with its parts that are also ordinary words: ", Untung Wijayadi,", "BPD Anwar Sidik mengakui"."""
    start = first
    while start > 0 and last - start < 3 and _ordinary_part(tokens[start - 1]):
        start -= 1
    marks = {","} | _SAYING | {"bernama"}
    # Behind an office a single word is stretched: "Bagian Pemerintahan Titik Rahayuningsih".
    office = start > 0 and first == last and tokens[start - 1].text[0].isupper()
    if start == first or start == 0 or not (tokens[start - 1].plain in marks or office):
        start = first
    while last + 1 < len(tokens) and last - start < 3 and _ordinary_part(tokens[last + 1]):
        last += 1
    return start, last


def _behind_region(tokens: list[Token], first: int, last: int) -> int:
    """Where the name starts behind a place: "Camat Seputih Raman Suyatmi", "Serikat Rajut Cimahi Ujang Sobandi"."""
    if first == 0 or not tokens[first - 1].text[0].isupper():
        return first
    for index in range(last - 1, first - 1, -1):
        if _part(tokens, index) == "region":
            return index + 1
    table = load_regions()
    for length in (3, 2, 1):
        if first + length <= last and table.named(" ".join(t.text for t in tokens[first : first + length])):
            return first + length
    return first


def _says_before(tokens: list[Token], first: int) -> bool:
    while first > 1 and tokens[first - 1].plain in TITLES:
        first -= 1
    return first > 0 and tokens[first - 1].plain in _SAYING | {"menurut"}


def _says_after(tokens: list[Token], last: int) -> bool:
    return last + 1 < len(tokens) and tokens[last + 1].text in _REPORTING


def _aged(tokens: list[Token], last: int) -> bool:
    rest = [token.text for token in tokens[last + 1 : last + 4]]
    return len(rest) >= 2 and rest[0] in {"(", ","} and rest[1].isdigit() and len(rest[1]) <= 2


def _appositive(tokens: list[Token], first: int, last: int) -> bool:
    """Whether commas set the name off behind an office: "Kepala Dinas Sosial, Ruqoyah, …"."""
    if first < 2 or tokens[first - 1].text != ",":
        return False
    after = tokens[last + 1].text if last + 1 < len(tokens) else ""
    clause = []
    for token in reversed(tokens[max(0, first - 16) : first - 1]):
        if token.text in {",", ".", ":", ";", '"', "”", "“"}:
            break
        clause.append(token.plain)
    return after in {",", "(", "."} and any(word in ROLE_HEADS for word in clause)


def _introduced(tokens: list[Token], first: int) -> bool:
    before = [token.plain for token in tokens[max(0, first - 3) : first]]
    if not before:
        return False
    return (
        before[-1]
        in INTRODUCING
        | {"bernama", "oleh", "inisial", "berinisial", "namanya", "abdi", "ulun", "ambo", "kulo"}
        or before[-2:] in (["nama", "saya"], ["oleh", ":"], ["disapa", "pak"])
        or (before[-1] in {"saya", "aku"} and first <= 6)
    )


def _place_before(tokens: list[Token], first: int) -> bool:
    return first > 0 and tokens[first - 1].plain in _PLACE_CUES


def _acts(tokens: list[Token], first: int, last: int) -> bool:
    """Whether the name opens a sentence and does something: "Wagiman mencabut segenggam batang padi"."""
    if first == last or (first > 0 and tokens[first - 1].text not in {'"', "“", "—", "–"}):
        return False
    after = tokens[last + 1].text if last + 1 < len(tokens) else ""
    return bool(_VERB.match(after))


def _signs(tokens: list[Token], first: int, last: int) -> bool:
    """Whether the sentence is a signature: nothing but the name, perhaps with a place or an office."""
    short = len(tokens) <= (8 if last > first else 3)
    return short and all(t.text in {"—", "–", "-", "("} for t in tokens[:first])


def find_names(tokens: list[Token], closing: bool = False) -> Iterator[Span]:
    """The names of a sentence. `strong` ones stand beside a verb of saying, an age or a title.

    `closing` says that the sentence is a paragraph of its own at the end of the text, where letters are signed.
    """
    for start, last in _runs(tokens):
        first = start
        while first < last and tokens[first].plain in TITLES:
            first += 1
        first = _behind_region(tokens, first, last)
        sure = any(_part(tokens, index) == "name" for index in range(first, last + 1))
        first, last = _stretch(tokens, first, last)
        says = _says_after(tokens, last)
        if (_place_before(tokens, first) and not says) or last - first > 4:
            continue
        introduced = _introduced(tokens, first) or _says_before(tokens, first)
        appositive = _appositive(tokens, first, last)
        if tokens[last].plain in _SHORTENED:
            continue
        if not sure and not ((introduced or appositive) and len(tokens[first].text) > 2):
            continue
        strong = (
            introduced
            or appositive
            or says
            or _aged(tokens, last)
            or _acts(tokens, first, last)
            or (closing and _signs(tokens, first, last))
        )
        yield Span(first, last, " ".join(token.text for token in tokens[first : last + 1]), strong)
