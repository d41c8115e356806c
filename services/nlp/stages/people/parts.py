"""Tells which words of a sentence may be parts of a person's name, and where such a run begins and ends."""

from __future__ import annotations

from collections.abc import Iterator

from services.nlp.stages.people.lexicon import (
    NO_NAMES,
    ORG_HEADS,
    REPORTING,
    ROLE_HEADS,
    SAYING,
    TITLES,
    is_role_head,
    is_short_office,
    is_unit,
    words,
)
from services.nlp.stages.people.tokens import INITIAL, SHORTENED, Token
from services.nlp.stages.words import is_common, name_parts, office_words
from shared.regions import load_regions

# Words that are also parts of names; a name needs another part beside them.
_NAME_WORDS = words(
    "putra putri gede bagus anggun haji hakim jati lalu made wayan ketut nyoman surya wahyu indah sari "
    "dewi kusuma neng dek nur cahya mulia setia abadi jaya bintang budi rahayu lestari permata intan "
    "mega purnama subur makmur slamet utama fajar guntur satria wira perdana agung sakti santosa adil "
    "ambo yan okta rambu baginda raja muda la wa mas bin binti br al de van mutiara melati mawar "
    "kartika candra rembulan embun "
    "mentari bunga asih ayu rizki taufik hidayat rahmat berkah"
)
# A name after one of these is a place, a street, a school, a company.
PLACE_CUES = words(
    "desa kelurahan kampung dusun nagari gampong kalurahan kecamatan kec kabupaten kab kota provinsi "
    "distrik jalan jl jln gang sungai kali gunung danau pulau selat teluk pantai pasar jembatan "
    "stadion lapangan gedung rsud puskesmas sd sdn smp smpn sma sman smk smkn man mtsn universitas "
    "masjid musala musholla gereja pura vihara pondok pesantren pt cv ud hotel toko warung perumahan "
    "blok terminal stasiun pelabuhan bandara waduk bendungan embung simpang kapanewon kemantren pekon "
    "jorong banjar taman alun-alun bukit tanjung km kapal klub fc tim grup operasi kompleks komplek "
    "kawasan ruas sungai muara tpa tps spbu gor"
)
_SAYING = words(SAYING)
_REPORTING = words(REPORTING)
_ACRONYM = 3
# "Anak Agung Istri Mas Ratnawati", "Raden Mas Haryo": ranks inside a name.
_NOBLE = words("istri mas ayu ajeng")
# The law gives these by their initials only.
_ACCUSED = words("berinisial inisial tersangka terdakwa terpidana pelaku korban terduga")


def is_known(token: Token) -> bool:
    """Whether a word is known as a part of people's names and is no ordinary word."""
    return token.plain in name_parts() and not is_common(token.plain)


def _is_region(tokens: list[Token], index: int) -> bool:
    table = load_regions()
    for first, last in ((index, index), (index, index + 1), (index - 1, index), (index - 1, index + 1)):
        if first < 0 or last >= len(tokens):
            continue
        text = " ".join(token.text for token in tokens[first : last + 1])
        if any(entry.source != "district" for entry in table.named(text)):
            return True
    return False


def before_titles(tokens: list[Token], first: int) -> int:
    """Where the titles before a name begin: 2 for "kata Bupati | dr. H. | Arman"."""
    start = first
    while start > 0 and first - start < _MOST_TITLES and tokens[start - 1].plain in TITLES:
        start -= 1
    return start


# Nobody bears more of them; it bounds the time of a list of titles.
_MOST_TITLES = 6


def is_aged(tokens: list[Token], last: int) -> bool:
    """Whether an age follows: "Sarmani (45)", "Oma Mei Lan, 71, …"."""
    rest = [token.text for token in tokens[last + 1 : last + 4]]
    return (
        len(rest) == 3
        and rest[0] in {"(", ","}
        and rest[1].isdigit()
        and len(rest[1]) <= 2
        and rest[2] in "),"
    )


def _set_off(tokens: list[Token], index: int) -> bool:
    """Whether commas and a verb show a word to be a name: "Kepala Desa Wonotirto, Tulus, melaporkan"."""
    if index < 2 or index + 2 >= len(tokens):
        return False
    return (
        tokens[index - 1].text == ","
        and tokens[index + 1].text == ","
        and tokens[index + 2].text in _REPORTING
        and tokens[index - 2].text[0].isalpha()
    )


def part_of_name(tokens: list[Token], index: int) -> str:
    """What a token may be in a name: "name", "maybe" (also a word), or "" (no part of a name)."""
    token = tokens[index]
    text = token.text
    if text.lower() in {"bin", "binti", "br.", "br"}:
        return "maybe"
    if not text[0].isalpha() or not text[0].isupper():
        return ""
    plain = token.plain
    if INITIAL.match(text):
        return "maybe"
    if text.isupper() and "'" not in text:
        initials = len(text) <= _ACRONYM and (
            (index > 0 and tokens[index - 1].plain in _ACCUSED)
            or (is_aged(tokens, index) and tokens[index + 1].text == "(")
        )
        # A headline or a caption in capitals; shorter ones are acronyms.
        return "name" if initials or (len(text) > _ACRONYM and is_known(token)) else ""
    if plain in _NOBLE and index and tokens[index - 1].text in {"Agung", "Istri", "Raden"}:
        return "maybe"
    if plain in _NAME_WORDS or plain in SHORTENED:
        return "maybe"
    if plain == "kelian" and index and is_known(tokens[index - 1]):
        # The head of a Balinese hamlet, and a family of the Moluccas.
        return "maybe"
    if plain in NO_NAMES or plain in TITLES | ORG_HEADS | ROLE_HEADS or is_unit(plain):
        return ""
    if plain == "hakim" and index and tokens[index - 1].plain == "majelis":
        return ""
    if is_known(token):
        return "name"
    if is_short_office(plain) or plain in PLACE_CUES:
        return ""
    if plain in name_parts():
        return "maybe"
    if _set_off(tokens, index):
        return "name"
    if is_common(plain.replace("’", "'")) or any(is_common(piece) for piece in plain.split("-")):
        return ""
    if any(mark.isdigit() for mark in text) or "." in text.rstrip("."):
        return ""
    if plain.endswith("nya") and len(plain) > 6:
        return ""
    return "region" if _is_region(tokens, index) else "name"


def name_runs(tokens: list[Token]) -> Iterator[tuple[int, int]]:
    """First and last token of every run that may be a name."""
    kinds = [part_of_name(tokens, index) for index in range(len(tokens))]
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
        and token.plain not in ORG_HEADS | TITLES | (NO_NAMES - {"mei"})
        and not is_role_head(token.plain)
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
        and token.plain not in ORG_HEADS | ROLE_HEADS | TITLES | PLACE_CUES | NO_NAMES | office_words()
        and not is_role_head(token.plain)
    )


def stretch(tokens: list[Token], first: int, last: int) -> tuple[int, int]:
    """A name with its parts that are also ordinary words: "BPD Anwar Sidik mengakui"."""
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


def behind_region(tokens: list[Token], first: int, last: int) -> int:
    """Where the name starts behind a place: "Camat Seputih Raman Suyatmi"."""
    if first == 0 or not tokens[first - 1].text[0].isupper():
        return first
    for index in range(last - 1, first - 1, -1):
        if part_of_name(tokens, index) == "region":
            return index + 1
    if first == last:
        return first
    table = load_regions()
    for length in (3, 2, 1):
        if length == 1 and is_known(tokens[first]) and _is_district(tokens[first].text):
            # "Kabid Pasar Bambang Trihatmo": Bambang is a district somewhere, but a name everywhere.
            break
        if tokens[first - 1].plain in TITLES or (_goes_before(tokens[first]) and is_known(tokens[first + 1])):
            break
        if first + length <= last and table.named(" ".join(t.text for t in tokens[first : first + length])):
            return first + length
    return first


def _is_district(word: str) -> bool:
    return all(entry.source == "district" for entry in load_regions().named(word))


def _goes_before(token: Token) -> bool:
    if token.plain in _COMPANY_WORDS:
        return False
    return is_known(token) or token.plain in _NAME_WORDS or bool(INITIAL.match(token.text))


_HEADS_OF_PLACE = words("lurah kades keuchik camat kuwu perbekel kapolsek danramil")
_COMPANY_WORDS = words("jaya makmur mulia abadi utama lestari subur perdana sakti setia permata sejahtera")


def behind_unknown(tokens: list[Token], first: int, last: int) -> int:
    """Where a name of two known parts starts behind a unit: "Forum Guru Anjuk Ladang Gunawan Susetyo"."""
    if first == 0 or not tokens[first - 1].text[0].isupper() or tokens[first - 1].plain in TITLES:
        return first
    start = last
    while start > first and _goes_before(tokens[start - 1]):
        start -= 1
    proved = sum(is_known(token) for token in tokens[start : last + 1])
    # One unknown word before known ones is more often a rare given name than a village.
    before = tokens[first - 1]
    named = before.plain in PLACE_CUES | _HEADS_OF_PLACE or before.text.isdigit()
    named = named or part_of_name(tokens, first - 1) == "region"
    return start if proved and start < last and (start - first > 1 or named) else first
