"""Parts an office from its organisation, and names the organisation that the text leaves to be understood."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice

from services.nlp.stages.document import Document
from services.nlp.stages.people.lexicon import NO_NAMES, ORG_HEADS, TITLES, is_unit, words
from services.nlp.stages.people.tokens import Token
from services.nlp.stages.words import is_common, name_parts

_REGION_WORDS = words("kabupaten kab kota provinsi prov pemkab pemkot")
# These are the office of a whole region: the region belongs to the office.
_HEADS_OF_REGION = words("bupati wabup gubernur wagub wali walikota wawali camat lurah kades keuchik")
# The head and his house in one word: "Kapolres Blora" heads "Polres Blora".
_HOUSES = {
    "kapolres": "Polres",
    "kapolresta": "Polresta",
    "kapolrestabes": "Polrestabes",
    "kapolsek": "Polsek",
    "kapolda": "Polda",
    "wakapolres": "Polres",
    "dandim": "Kodim",
    "danramil": "Koramil",
    "kajari": "Kejaksaan Negeri",
    "kajati": "Kejaksaan Tinggi",
    "kalapas": "Lapas",
    "karutan": "Rutan",
    "inspektur": "Inspektorat",
    "kasatpol": "Satpol",
    "kadis": "Dinas",
    "kadin": "Dinas",
}
_LOWER_OFFICES = words("setempat kami kita berusia bernama sebuah seorang tersebut itu di dari yang pada")
_CAPITAL = r"[A-Z][\w.'’/-]*"
_ANOTHER = r"(?:DPR|Dinas\b|Damkar|Badan\b|BPBD|Satpol|Polres|Polsek|Polda|Kejari|RSUD|Pemkab|Pemkot)"
_ORGANISATION = re.compile(
    r"\b(?P<kind>Dinas|Badan|Dis[a-z]{3,}|Din(?:kes|sos|dik\w*)|BPBD|BKPSDM|BPKAD|BPKPD|Bapenda|Bappe\w+|"
    r"DLH\w*|DPUPR\w*|DPMPTSP|DP\w{2,8}|Polres\w*|Polsek|Polda|Kejari|Kejaksaan (?:Negeri|Tinggi)|RSUD|"
    r"Damkar|Satpol PP|Perumda\w*|PDAM|DPRD|DPRK|DPRA|Setda\w*|Sekretariat Daerah|Pemkab|Pemkot|Pemko|"
    r"Pemprov|Pemerintah (?:Kabupaten|Kota|Provinsi))"
    rf"(?:(?: dan|,)? (?!{_ANOTHER}){_CAPITAL}| \({_CAPITAL}\)){{0,9}}"
)
# Which kind of house somebody works in who is called by the room only.
_ROOMS = (
    (
        re.compile(r"^(?:kasat|kanit|kabag ops|kasi ?humas|kasubs?i humas)\b"),
        re.compile("Polres|Polda|Polsek"),
    ),
    (re.compile(r"^(?:kasi|kepala seksi) (?:pid|datun|intel|tindak pidana|perdata)"), re.compile("Kej")),
    (re.compile(r"\b(?:komisi|fraksi|banggar|badan anggaran|bapemperda|pansus)\b"), re.compile("DPR")),
    (
        re.compile(r"^(?:pj |plh |plt )?(?:sekda|sekretaris daerah|asisten|kabag|kepala bagian)\b"),
        re.compile("Setda|Pem"),
    ),
    (re.compile(r"^(?:plt |pj )?(?:kepala pelaksana|kalaksa)$"), re.compile("BPBD|Badan Pen")),
    (re.compile(r"^(?:plt |pj )?direktur(?: utama)?$"), re.compile("RSUD|Perumda|PDAM")),
    (
        re.compile(
            r"^(?:plt |plh |pj )?(?:kabid|kepala bidang|kasi|kepala seksi|sekdis|"
            r"(?:kepala|sekretaris) (?:dinas|badan)$)"
        ),
        re.compile("Di|Ba|B[PK]|D[LPK]"),
    ),
)


# The bureau that a division belongs to, by what it deals with.
_TOPICS = tuple(
    (re.compile(division), re.compile(bureau, re.IGNORECASE))
    for division, bureau in (
        (r"kesehatan masyarakat|penyakit|gizi|imunisasi", r"kesehatan|dinkes"),
        (r"persandian|informatika|aptika|komunikasi publik", r"kominfo|komunikasi"),
        (r"bina marga|cipta karya|sumber daya air|\bsda\b|preservasi", r"pupr|pekerjaan umum|bina marga"),
        (r"pemadam", r"damkar|pemadam"),
        (r"\bsmp\b|\bsd\b|\bpaud\b|pembinaan gtk|kurikulum", r"pendidikan|disdik"),
        (r"lalu lintas|angkutan|perparkiran", r"perhubungan|dishub"),
        (r"sampah|persampahan|\bb3\b", r"lingkungan hidup|dlh"),
        (r"kedaruratan|kesiapsiagaan", r"bpbd|penanggulangan bencana"),
        (r"linjamsos|rehabilitasi sosial", r"sosial|dinsos"),
    )
)


@dataclass(frozen=True)
class Organisation:
    """A mention of an organisation: sentence index, offset in the sentence and the name."""

    sentence: int
    offset: int
    name: str


def find_organisations(document: Document) -> list[Organisation]:
    """The public bodies of a text in order of appearance."""
    found = (
        Organisation(sentence.index, match.start(), _body(match.group()))
        for sentence in document.sentences
        for match in _ORGANISATION.finditer(sentence.text)
    )
    return list(islice(found, _MOST))


# An article names fewer; it bounds the time of a directory.
_MOST = 200


def _body(mention: str) -> str:
    """A mention without the person or the day that follows it."""
    pieces = mention.split(" ")
    for index, piece in enumerate(pieces):
        plain = piece.lower().strip(".,")
        if index and pieces[index - 1].endswith(",") and (plain in ORG_HEADS or is_unit(plain)):
            # "Dinas Perhubungan, Polsek dan BPBD": a list of houses.
            return " ".join(pieces[:index]).rstrip(".,")
        if index and pieces[index - 1] == "dan" and plain in ORG_HEADS:
            return " ".join(pieces[: index - 1])
        if index and (
            plain in TITLES or plain in NO_NAMES or (plain in name_parts() and not is_common(plain))
        ):
            return " ".join(pieces[:index]).rstrip(".,")
    return mention.rstrip(".,")


def read_office(
    office: list[Token], sentence: int, offset: int, organisations: list[Organisation]
) -> tuple[str | None, str | None]:
    """Role and organisation of an office phrase at a place of the text.

    "Kabid SDA | Dinas PUPR Tegal", "Kepala Dinas Sosial | Dinas Sosial Tegal", "Kapolres Blora | Polres
    Blora"; an organisation that the phrase does not name is the one of its kind named last before it.
    """
    if not office:
        return None, None
    role, organisation = _split(office)
    head = role.lower()
    for room, house in _ROOMS:
        if not room.search(head):
            continue
        if organisation is not None and house.match(organisation):
            break
        topic = next((kind for words_of, kind in _TOPICS if words_of.search(head)), None)
        before = [o for o in organisations if (topic or house).search(o.name)]
        named = [o for o in before if (o.sentence, o.offset) < (sentence, offset)] or before[:1]
        if named:
            organisation = _whole(named[-1].name, organisations)
        elif organisation is not None and not organisation[:1].isupper():
            organisation = None
        break
    if organisation is not None and len(organisation.split()) == 1:
        organisation = _whole(organisation, organisations)
    return role or None, organisation or None


def _whole(name: str, organisations: list[Organisation]) -> str:
    """The first longer mention that begins with a short one: "RSUD" → "RSUD dr. Slamet Garut"."""
    longer = [o.name for o in organisations if o.name.startswith(f"{name} ")]
    return longer[0] if longer else name


def _phrase(tokens: list[Token]) -> str:
    text = ""
    for token in tokens:
        glued = token.text in {",", ".", ")", "/", "-"} or text.endswith(("(", "/", "-")) or not text
        text += ("" if glued else " ") + token.text
    return text.strip(" ,.-")


def _without_region(tokens: list[Token]) -> list[Token]:
    """A unit without the region behind it: "Dinas Sosial Kabupaten Tegal" → "Dinas Sosial"."""
    for index, token in enumerate(tokens):
        if index and token.plain in _REGION_WORDS:
            return tokens[:index]
    return tokens


def _opens_organisation(token: Token) -> bool:
    """Whether a word may open an organisation's name: "Dinas", "DP3A", "Bappelitbang"."""
    if token.plain in ORG_HEADS or (is_unit(token.plain) and token.plain.startswith(("dis", "din"))):
        return True
    return bool(_ORGANISATION.match(token.text)) or (token.text.isupper() and len(token.text) > _ACRONYM)


_ACRONYM = 3
_SCHOOLS = words(
    "sd smp sma smk sdn smpn sman smkn man mtsn madrasah sekolah masjid gereja pasar pesantren pondok"
)
_OFFICERS = words("kepala ketua wakil direktur plt plh pj sekretaris komite")


_CITIZENS = words(
    "warga penduduk petani pedagang guru pemilik sopir siswa siswi murid lulusan peserta pustakawan "
    "wali orang "
    "ibu anak pasien nelayan buruh penjual penghuni tokoh pelajar mahasiswa pengunjung pensiunan "
    "penerima korban"
)


def _without_owner(token: Token) -> Token:
    """A word of an office without its owner: "ketuanya" → "ketua"."""
    owned = token.text.endswith("nya") and len(token.text) > 6
    return Token(token.text[:-3], token.start, token.end) if owned else token


def _trade(tokens: list[Token]) -> list[Token]:
    """A trade without where and how: "pemilik warung di Simeulue" → "pemilik warung"."""
    for index, token in enumerate(tokens):
        if index and token.plain in _LOWER_OFFICES:
            return tokens[:index]
    return tokens


def _split(tokens: list[Token]) -> tuple[str, str | None]:
    """The role and the organisation that the phrase itself names."""
    tokens = [_without_owner(token) for token in tokens]
    head = tokens[0].plain
    if head in _HEADS_OF_REGION or (len(tokens) > 1 and tokens[1].plain in _HEADS_OF_REGION):
        return _phrase(_trade(tokens)), None
    first = 1 if head in {"plt", "plh", "pj", "pjs"} and len(tokens) > 1 else 0
    leader = tokens[first].plain
    if leader in _HOUSES:
        house = _phrase(_trade(tokens[first + 1 :]))
        return _phrase(_trade(tokens)), f"{_HOUSES[leader]} {house}" if house else None
    if leader.startswith(("kadis", "kadin")):
        house = _phrase(_trade(tokens[first + 1 :]))
        return _phrase(tokens), f"{leader[2:].capitalize()} {house}".strip()
    for index, token in enumerate(tokens):
        if index <= first or not _opens_organisation(token):
            continue
        if token.plain in _SCHOOLS and tokens[index - 1].plain in {"bidang", "seksi", "pembinaan"}:
            # "Kepala Bidang SMP" looks after schools.
            continue
        capital = token.text[0].isupper()
        if not capital or leader in _CITIZENS or (token.plain in _SCHOOLS and leader not in _OFFICERS):
            break
        start = index - 1 if tokens[index - 1].plain == "suku" else index
        organisation = tokens[start:]
        role = tokens[:start]
        # "Kepala Dinas Sosial" is one office; "Kabid SDA Dinas PUPR" is an office in another's house.
        if start == first + 1 or role[-1].plain in {"kepala", "pelaksana", "ketua", "direktur"}:
            role = [*role, *_without_region(organisation)]
        return _phrase(role), _phrase(organisation)
    return _phrase(_trade(tokens)), None
