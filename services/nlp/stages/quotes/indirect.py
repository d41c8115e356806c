"""Reads reported speech: "Menurut X, …", "X mengatakan bahwa …", "…, kata X", "Ditambahkannya, …"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from services.nlp.stages.people.lexicon import TITLES, is_role_head
from services.nlp.stages.quotes.cues import PASSIVE, SAYING_VERBS

# Verbs whose object is what was said. "Membuka", "menandatangani" and the like are deeds.
_REPORTING = (
    "mengatakan|menyebut|menyebutkan|menyatakan|menjelaskan|menuturkan|menerangkan|menambahkan|menyampaikan|"
    "mengaku|mengakui|menegaskan|menilai|membenarkan|mengungkapkan|memaparkan|mengingatkan|melaporkan|"
    "mengemukakan|merinci|menekankan|menguraikan|berharap|bilang|menduga|memastikan|mengeluhkan|menampik|"
    "membantah|mengklaim|berkilah|mengimbau|berpesan|menceritakan|beralasan|menyayangkan|menuding|"
    "menjanjikan|mencontohkan|meminta|mempertanyakan|berjanji|bercerita|menjawab|mengusulkan|mengharapkan|"
    "menjabarkan|membeberkan|memperkirakan|menyarankan|menanyakan|bertanya|berkata|meyakini|menyadari|"
    "menargetkan|"
    "mengumumkan|mengisahkan|berencana|mengajak|mencatat(?=,| bahwa)|menghimbau|memprediksi|"
    "menyimpulkan|berpendapat|berpandangan|mengutarakan|mengungkap|optimistis|optimis|yakin|khawatir|meyakinkan|memperingatkan|said|says|added|admitted"
)
_SAYS = re.compile(
    rf"\b(?P<verb>{_REPORTING})\b"
    r"(?P<link>(?: [a-z]+){0,5},? ?(?:bahwa|bahwasanya)\b,?|,|:| jika\b| kalau\b| agar\b)?\s+"
)
_OPENING = re.compile(
    rf"^(?:(?:Lebih lanjut|Selain itu|Namun|Tetapi|Sementara itu|Adapun|Masih),? )?"
    rf"(?:(?P<menurut>[Mm]enurut|According to)(?P<mine>nya| dia\b| ia\b| beliau\b)?|"
    rf"(?P<say>(?:[Kk]ata|[Uu]jar|[Ll]anjut|[Jj]elas|[Tt]ambah|[Uu]ngkap|[Tt]utur)(?:nya| dia\b| beliau\b))|"
    rf"(?P<kata>[Kk]ata)(?= )|"
    rf"(?P<passive>(?:{PASSIVE}|{PASSIVE.title()}))(?P<by>nya| dia\b)?(?:,? ?bahwa\b)?),?\s+"
)
_ASIDE = re.compile(
    rf",\s*(?:begitu |demikian |masih )?(?P<verb>{SAYING_VERBS}|{PASSIVE}|menurut)"
    r"(?P<own>nya)?\b(?P<who>[^,]{0,110}?)(?P<rest>,|\.?$)"
)
_BAHWA = re.compile(r"^[^,]{0,70}\b(?:disampaikan|dijelaskan|disebutkan|dikatakan|diketahui) bahwa\s+")
# What is handed over in words, but is no statement: "menyampaikan terima kasih".
_HANDED = re.compile(
    r"^(?:ucapan |rasa |permohonan )?(?:apresiasi|terima ?kasih|selamat|belasungkawa|duka|"
    r"hal (?:itu|tersebut|ini|serupa)|"
    r"laporan|keluhan|aspirasi|sambutan|pesan|materi|penghargaan|maaf|dukungan|komitmen|jawaban|pandangan|"
    r"(?:dua|tiga|empat|lima|beberapa|sejumlah|satu) (?:hal|opsi|poin|usul\w*|catatan|alasan)|"
    r"kabar|peta|hasil\b(?! \w+ \w+ me)|rincian|kronologi|alasan)\b"
)
# "yang menyebut", "untuk menyampaikan", "enggan menjawab": nobody speaks here.
_NO_STATEMENT = re.compile(
    r"\b(?:yang|untuk|guna|enggan|menolak|tidak|tak|belum|tanpa|dengan|dapat|bisa|sempat)"
    r"(?: mau| bisa| pernah)? $"
)
_PRONOUN_SUBJECT = re.compile(
    r"(?:^|\W)(?:[Ii]a|[Dd]ia|[Bb]eliau|[Hh]e|[Ss]he)\W(?:juga |pun |kemudian |lalu |lantas |turut |hanya )*$"
)
_DOES = re.compile(r"^(?:itu|ini|tersebut|hal|demikian|begitu|apa)\b")
_WORDS_OF_SPEECH = 4
_FEW_WORDS = 3
# No sentence of the news has so many characters; a list without full stops has.
_LONGEST = 2000
# "Jawabannya, kata dia, hanya …": an opening up to this share of the rest belongs to the statement; a longer
# one is only what the statement is about.
_OPENING_SHARE = 0.6
# What goes on behind an aside is no statement: "…, kata Sugeng, Senin (3/8)", "…, kata dia, saat ditemui".
_CIRCUMSTANCE = frozenset(
    "saat di dalam usai ketika pada kepada lewat melalui seraya sambil seusai setelah yang dikutip "
    "dihubungi ditemui menutup sembari dari selepas menanggapi".split()
)
_JOINING = frozenset(
    "berkat karena sebab sehingga dan untuk tetapi agar supaya sambil serta jika kalau".split()
)
_SELDOM_DEEDS = frozenset("mengatakan menyatakan menyebut mengaku bilang mengklaim menjawab menilai".split())


@dataclass(frozen=True)
class Reported:
    """Reported words and where the speaker may be named: `start` to `end` in the sentence.

    `pronoun` says that the speaker is the one spoken of last.
    """

    text: str
    start: int
    end: int
    pronoun: bool


def _clean(text: str) -> str:
    return text.strip().strip(",").removesuffix(".").strip(" ,")


def _long_enough(text: str, least: int = _WORDS_OF_SPEECH) -> bool:
    return len(text.split()) >= least


def find_reported(sentence: str) -> Reported | None:
    """The reported speech of a sentence that holds no direct speech; None when it reports nothing."""
    if len(sentence) > _LONGEST:
        return None
    return _opened(sentence) or _aside(sentence) or _said(sentence)


def _opened(sentence: str) -> Reported | None:
    """ "Menurut Kepala DLH, Sugeng, sampel …", "Menurutnya, …", "Disebutkannya, …" """
    match = _OPENING.match(sentence)
    if match is None:
        return None
    rest = match.end()
    if match.group("mine") or match.group("say") or match.group("by"):
        content = _clean(sentence[rest:])
        return Reported(content, 0, rest, True) if _long_enough(content, _FEW_WORDS) else None
    if match.group("passive"):
        # "Disebutkan Yerri, timbulan …", "Disampaikan pula bahwa 214 anak …"
        if (
            linked := re.match(r"(?:pula |juga )?bahwa\s+", sentence[rest:])
        ) or match.group().rstrip().endswith("bahwa"):
            content = _clean(sentence[rest + (linked.end() if linked else 0) :])
            return Reported(content, 0, rest, True) if _long_enough(content, _FEW_WORDS) else None
        comma = sentence.find(",", rest, rest + _NEAR)
        content = _clean(sentence[comma + 1 :])
        return Reported(content, rest, comma, False) if comma > 0 and _long_enough(content) else None
    if match.group("kata"):
        return _told(sentence, rest)
    # The words begin behind the last comma of the office.
    comma = sentence.find(",", rest)
    if comma < 0:
        return None
    second = sentence.find(",", comma + 1)
    if second > 0 and _is_appositive(sentence[comma + 1 : second]):
        comma = second
    content = _clean(sentence[comma + 1 :])
    return Reported(content, rest, comma, False) if _long_enough(content, _FEW_WORDS) else None


def _told(sentence: str, rest: int) -> Reported | None:
    """ "Kata petugas loket, server lagi dipindah", as people write who tell what they were told."""
    comma = sentence.find(",", rest, rest + _NEAR)
    if comma < 0:
        return None
    content = _clean(sentence[comma + 1 :])
    return Reported(content, rest, comma, False) if _long_enough(content) else None


def _is_appositive(piece: str) -> bool:
    """Whether what stands between two commas is a name: "Menurut Kepala DLH, drh. Sugeng, sampel …"."""
    pieces = piece.split()
    return 0 < len(pieces) <= _LONGEST_NAME and all(
        p[0].isupper() or p.lower().rstrip(".") in TITLES for p in pieces
    )


_LONGEST_NAME = 6
_NEAR = 90


def _aside(sentence: str) -> Reported | None:
    """ "Dua desa masih terendam, kata Sugeng.", "Jawabannya, kata dia, hanya permintaan …" """
    match = _ASIDE.search(sentence)
    if match is None:
        return None
    opening, following = sentence[: match.start()], sentence[match.end() :]
    who = match.group("who").strip()
    if opening_report := _BAHWA.match(opening):
        opening = opening[opening_report.end() :]
    content = _clean(opening)
    if match.group("rest") == "," and _goes_on(following):
        # The aside stands inside the statement; both sides belong to it.
        if (inner := _ASIDE.search("," + following)) and inner.start() == 0:
            following = following[inner.end() - 1 :]
        rest = _clean(following)
        apart = len(content.split()) > _OPENING_SHARE * len(rest.split()) and rest.split()[0] not in _JOINING
        content = rest if apart else f"{content} {rest}"
    if not _long_enough(content, _FEW_WORDS if match.group("rest") == "," else _WORDS_OF_SPEECH):
        return None
    pronoun = bool(match.group("own")) or who.split(" ")[0] in {"dia", "ia", "beliau", ""}
    return Reported(content, match.end("verb"), match.end("who"), pronoun)


def _goes_on(following: str) -> bool:
    """Whether the statement goes on behind an aside."""
    first = following.split(maxsplit=1)[0] if following.strip() else ""
    if not first[:1].islower() or first in _CIRCUMSTANCE or is_role_head(first):
        return False
    return _long_enough(following, _FEW_WORDS)


def _said(sentence: str) -> Reported | None:
    """ "Sugeng mengatakan bahwa …", "Ia menambahkan, …" """
    for match in _SAYS.finditer(sentence):
        subject = sentence[: match.start()]
        content = _clean(sentence[match.end() :])
        if not subject.strip() or _NO_STATEMENT.search(subject):
            continue
        linked = "bahwa" in (match.group("link") or "")
        few = linked or match.group("verb") in _SELDOM_DEEDS
        if not _long_enough(content, _FEW_WORDS if few else _WORDS_OF_SPEECH):
            continue
        if not linked and (_HANDED.match(content) or _DOES.match(content)):
            continue
        return Reported(content, 0, match.start(), bool(_PRONOUN_SUBJECT.search(subject)))
    return None
