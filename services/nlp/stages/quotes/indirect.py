"""Reads reported speech: "Menurut X, …", "X mengatakan bahwa …", "…, kata X", "Ditambahkannya, …"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from services.nlp.stages.people.lexicon import TITLES, is_role_head
from services.nlp.stages.quotes.reporting import (
    ASIDE,
    BAHWA,
    DOES,
    HANDED,
    HANDING,
    LOWER_CASE_STOP,
    NO_STATEMENT,
    OPENING,
    PREDICATE,
    PRONOUN_SUBJECT,
    SAYS,
)

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
_SELDOM_DEEDS = frozenset(
    "mengatakan menyatakan menyebut mengaku bilang mengklaim menjawab menilai membenarkan berharap meminta "
    "berjanji mengakui menegaskan".split()
)
# "Penyuluh bilang stok aman"
_NEVER_DEEDS = frozenset("bilang berjanji mengaku".split())
# The words behind an aside go on with these: what stands before it is their subject.
_GOES_ON = re.compile(
    r"^(?:sudah|akan|ada|belum|masih|tidak|bukan|hanya|baru|bisa|dapat|harus|telah|sedang|adalah|merupakan|"
    r"ber[a-z]{4,}|di[a-z]{5,}|ter[a-z]{4,})\b"
)


@dataclass(frozen=True)
class Reported:
    """Reported words and where the speaker may be named: `start` to `end` in the sentence.

    `pronoun` says that the speaker is the one spoken of last; `verb` is that of "X menyatakan …".
    """

    text: str
    start: int
    end: int
    pronoun: bool
    verb: str = ""


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
    match = OPENING.match(sentence)
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
    if named := _NAMED.match(sentence, rest):
        # "Menurut Bu Tika nama bapak dobel": as people write, without a comma.
        content = _clean(sentence[named.end() :])
        return Reported(content, rest, named.end(), False) if _long_enough(content) else None
    if comma < 0:
        return None
    second = sentence.find(",", comma + 1)
    if second > 0 and _is_appositive(sentence[comma + 1 : second]):
        comma = second
    content = _clean(sentence[comma + 1 :])
    return Reported(content, rest, comma, False) if _long_enough(content, _FEW_WORDS - 1) else None


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


_LONGEST_SUBJECT = 5
_NAMED = re.compile(
    r"(?:[Pp]ak|[Bb]u|[Bb]apak|[Ii]bu|[Mm]as|[Mm]bak|[Bb]ang) (?:[A-Z]\w+ ){1,3}(?=[a-z]{2,} (?!asal))"
)
_LONGEST_NAME = 6
_NEAR = 90


def _aside(sentence: str) -> Reported | None:
    """ "Dua desa masih terendam, kata Sugeng.", "Jawabannya, kata dia, hanya permintaan …" """
    match = ASIDE.search(sentence)
    if match is None:
        return None
    opening, following = sentence[: match.start()], sentence[match.end() :]
    who = match.group("who").strip()
    if opening_report := BAHWA.match(opening):
        opening = opening[opening_report.end() :]
    content = _clean(opening)
    end = match.end("who")
    named, _, behind = following.strip().partition(",")
    if match.group("rest") == "," and behind and _is_appositive(named):
        # "…, menurut Ketua Paguyuban, Khaerul, disampaikan sejak …"
        following = behind
        end = match.end() + len(sentence[match.end() :].partition(",")[0])
    if match.group("rest") == "," and _goes_on(following, _long_enough(content)):
        # The aside stands inside the statement; both sides belong to it.
        inner = ASIDE.search("," + following)
        if inner and inner.start() == 0 and (inner.group("own") or not inner.group("verb").startswith("di")):
            following = following[inner.end() - 1 :]
        rest = _clean(following) or content
        apart = len(content.split()) > _OPENING_SHARE * len(rest.split()) and rest.split()[0] not in _JOINING
        apart = apart and not (_GOES_ON.match(rest) and len(content.split()) <= _LONGEST_SUBJECT)
        content = rest if apart else f"{content} {rest}"
    if not _long_enough(content, _FEW_WORDS if match.group("rest") == "," else _WORDS_OF_SPEECH):
        return None
    pronoun = bool(match.group("own")) or who.split(" ")[0] in {"dia", "ia", "beliau", ""}
    return Reported(content, match.end("verb"), end, pronoun)


def _goes_on(following: str, complete: bool) -> bool:
    """Whether the statement goes on behind an aside; `complete` says that enough stands before it."""
    following = _clean(following)
    first = following.split(maxsplit=1)[0] if following else ""
    if not first[:1].islower() or first in _CIRCUMSTANCE or (complete and is_role_head(first)):
        return False
    return _long_enough(following, _FEW_WORDS if complete else _FEW_WORDS - 1)


def _statement(content: str) -> str:
    """What was said, up to the full stop of one who writes no capitals."""
    stop = LOWER_CASE_STOP.search(content)
    return content[: stop.start()] if stop and _long_enough(content[: stop.start()]) else content


def _said(sentence: str) -> Reported | None:
    """ "Sugeng mengatakan bahwa …", "Ia menambahkan, …" """
    for match in SAYS.finditer(sentence):
        subject = sentence[: match.start()]
        content = _clean(sentence[match.end() :])
        if not subject.strip() or NO_STATEMENT.search(subject):
            continue
        linked = "bahwa" in (match.group("link") or "")
        least = _FEW_WORDS if linked or match.group("verb") in _SELDOM_DEEDS else _WORDS_OF_SPEECH
        if not _long_enough(content, least - (match.group("verb") in _NEVER_DEEDS)):
            continue
        handed = HANDED.match(content) and (match.group("verb") in HANDING or not PREDICATE.match(content))
        if not linked and (handed or DOES.match(content)):
            continue
        return Reported(
            _statement(content), 0, match.start(), bool(PRONOUN_SUBJECT.search(subject)), match.group("verb")
        )
    return None
