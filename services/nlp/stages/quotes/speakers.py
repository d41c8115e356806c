"""Finds out who is speaking: the person named beside the words, the one spoken of, or an office."""

from __future__ import annotations

import re

from services.nlp.stages.people import Someone
from services.nlp.stages.people.lexicon import ORG_HEADS, TITLES, is_role_head, is_unit
from services.nlp.stages.quotes.cues import REPORTING_VERBS, SAYING_VERBS
from services.nlp.stages.quotes.paragraph import Paragraph

UNNAMED = "narasumber"
"""The speaker of words whose speaker the text does not name."""

_PRONOUN = re.compile(r"^\W*(?:lagi |pula |juga )?(?:dia|ia|beliau|mereka|nya|he|she)\b", re.IGNORECASE)
# "seorang warga", "petugas loket", "Bupati": somebody without a name.
_SOMEBODY = re.compile(
    r"^\W*(?:seorang |salah (?:satu|seorang) |sejumlah |para |beberapa |sang |si |pak |bu |bapak |ibu )?"
    r"(?P<who>[A-Za-z]+(?: [A-Za-z]+){0,2})",
    re.IGNORECASE,
)
_KNOWN_ONE = re.compile(r"^[^,.]{0,60}\b(?:itu|tersebut|ini|tadi)\b")
_NEW_ONE = re.compile(r"^\W*(?:seorang|salah|sejumlah|para|beberapa)\b")
# Behind these somebody is named who is not the subject.
_OBLIQUE = re.compile(
    r"\b(?:kepada|bersama|dengan|untuk|milik|didampingi|dihadiri|disaksikan|mewakili|bagi|terhadap|oleh|"
    r"kasus|"
    r"almarhum|istri|suami|anak|rumah|dari|atas|pada|bertemu|menemui|menyalami)"
    r"(?: [\w.]+){0,6}[ ,.]*$"
)
_NEAR = 110
_LONG_OFFICES = {
    "kadis": "kepala dinas",
    "kades": "kepala desa",
    "sekda": "sekretaris daerah",
    "kabid": "kepala bidang",
    "wabup": "wakil bupati",
    "wagub": "wakil gubernur",
    "wawali": "wakil wali",
    "walikota": "wali kota",
    "kajari": "kepala kejaksaan",
    "dirut": "direktur utama",
    "kalaksa": "kepala pelaksana",
    "kabag": "kepala bagian",
    "kasi": "kepala seksi",
    "dirjen": "direktur jenderal",
}


class Focus:
    """The person the text speaks of: who "ia", "ujarnya" and "perempuan itu" mean."""

    def __init__(self, people: list[Someone]) -> None:
        self._holders: dict[str, Someone] = {}
        for someone in people:
            role = [w for w in re.findall(r"\w+", (someone.role or "").lower()) if w not in _ACTING]
            for length in (1, 2):
                self._holders[" ".join(role[:length])] = someone
        self._by_part: dict[str, Someone] = {}
        for someone in people:
            for part in someone.name.split():
                self._by_part.setdefault(part, someone)
        self.person: Someone | None = None
        self._paragraph = -1
        self._place = (-1, 0)

    def advance(self, number: int, paragraph: Paragraph, until: int) -> None:
        """Read on to an offset of the paragraph with this number."""
        since = self._place[1] if self._place[0] == number else 0
        while since < until:
            start, end = paragraph.sentence_at(since)
            self._read(number, paragraph, since, min(end, until), start)
            since = end + 1
        self._place = (number, until)

    def _read(self, number: int, paragraph: Paragraph, start: int, end: int, opening: int) -> None:
        named = paragraph.named_between(start, end)
        if not named:
            return
        text = paragraph.text
        subjects = [p for o, p in named if not _OBLIQUE.search(text[max(opening, o - _NEAR) : o])]
        pronoun = _PRONOUN.match(text[opening : opening + _NEAR])
        if pronoun and self.person is not None:
            return
        if subjects:
            self.set(subjects[0], number)
        elif self.person is None or self._paragraph != number:
            self.set(named[0][1], number)

    def set(self, person: Someone | None, number: int) -> None:
        """From here on the text speaks of this person."""
        if person is not None:
            self.person = person
            self._paragraph = number

    def of_name(self, subject: str) -> Someone | None:
        """The person whom a subject of one word calls by a part of the name: "Wayan", "Pak Wayan"."""
        words = subject.split()
        while len(words) > 1 and words[0].lower().rstrip(".") in TITLES:
            words = words[1:]
        return self._by_part.get(words[0]) if len(words) == 1 else None

    def of_office(self, words: str) -> Someone | None:
        """The person who holds an office that the text calls by its first words: "Bupati", "Kadis"."""
        head = words.lower().split(maxsplit=1)[:1]
        if not head:
            return None
        if head[0] in _ONE_OF_MANY and len(words.split()) > 1:
            return self._holders.get(" ".join(words.lower().split()[:2]))
        if head[0] in _GENERAL and len(words.split()) > 1:
            unit = words.split()[1]
            holder = self._holders.get(head[0])
            # "Kepala BPBD" is the "Kepala Pelaksana BPBD", but no "Kepala Dinas Sosial".
            fits = holder is not None and unit in f"{holder.role} {holder.org}".split()
            return self._holders.get(f"{head[0]} {unit.lower()}") or (holder if fits else None)
        return self._holders.get(_LONG_OFFICES.get(head[0], head[0])) or self._holders.get(head[0])


# "Perwakilan Apindo" is not the "perwakilan serikat" named before.
_ONE_OF_MANY = frozenset("perwakilan unsur anggota warga petani pedagang nelayan petugas staf tokoh".split())
_GENERAL = frozenset("kepala ketua direktur sekretaris".split())
_ACTING = frozenset({"plt", "plh", "pj", "pjs", "penjabat", "mantan"})


def speaker_behind(paragraph: Paragraph, cue_end: int, limit: int, own: bool, focus: Focus) -> Someone | str:
    """The speaker of words that are followed by a verb of saying which ends at `cue_end`."""
    stop = min(limit, cue_end + _NEAR)
    rest = paragraph.text[cue_end:stop]
    if own or _PRONOUN.match(rest):
        return focus.person or UNNAMED
    if named := paragraph.named_between(cue_end, stop):
        return named[0][1]
    return somebody(rest, focus) or focus.person or UNNAMED


def somebody(text: str, focus: Focus) -> Someone | str:
    """A speaker without a name: the holder of the office, or the office or trade itself; "" for neither."""
    match = _SOMEBODY.match(text)
    if match is None:
        return ""
    words = match.group("who").split()
    if not is_role_head(words[0].lower()):
        return ""
    if _KNOWN_ONE.match(text) and focus.person is not None:
        return focus.of_office(words[0]) or focus.person
    if not _NEW_ONE.match(text) and (holder := focus.of_office(words[0])):
        return holder
    kept = words[:1] if len(words) == 1 or words[1].lower() in _FUNCTION | _VERBS else words[:2]
    return " ".join(kept)


_VERBS = frozenset(f"{SAYING_VERBS}|{REPORTING_VERBS}".split("|"))
_FUNCTION = frozenset(
    "di dari yang saat ketika usai sambil kepada dalam pada setelah itu ini dengan lewat melalui".split()
)


def office_of(subject: str) -> str:
    """The office or trade of a subject: "Camat Adiwerna", "… karena petugas loket"; "" for a thing."""
    pieces = _CLAUSE.split(subject)[-1].split()
    start = next(
        (i for i, word in enumerate(pieces[: _LONGEST_LEAD + 1]) if is_role_head(word.strip(",").lower())),
        None,
    )
    if start is None or any(_DEED.match(word) for word in pieces[:start]):
        return _opening_office(subject)
    if start == 1 and pieces[0].lower() in _SEVERAL:
        called = _opening_office(" ".join(pieces[1:]))
        return f"{pieces[0]} {called}" if called else ""
    if start and (
        pieces[start - 1].lower() in _OTHERS
        or pieces[start].lower() in _NOBODY
        or any(word.lower() in _HOUSES for word in pieces[:start])
    ):
        return ""
    return _opening_office(" ".join(pieces[start:]))


# Where the clause begins that a verb of saying ends: "biayanya siapa? karena kades bilang …"
_CLAUSE = re.compile(r"[;?!.:,] |\b(?:karena|tapi|tetapi|dan|padahal|sebab|ketika|sementara)\b(?= [a-z])")
_LONGEST_LEAD = 3
_SEVERAL = frozenset("sejumlah beberapa para sebagian".split())
_NOBODY = frozenset("orang wartawan pewarta reporter anggota tetangga warga nelayan pedagang".split())
_OTHERS = frozenset("para kepada untuk bagi dari dengan sejumlah beberapa puluhan ratusan".split())


def house_of(subject: str) -> str:
    """The public house that is the whole subject: "Pemprov Sulteng", "Biro Hukum"; "" for anything else."""
    words = _CLAUSE.split(_BESIDE.split(subject)[0])[-1].split()
    if not words or len(words) > _LONGEST_HOUSE:
        return ""
    head = words[0].lower()
    known = head in _HOUSES or (is_unit(head) and head.startswith(("dis", "din")))
    return " ".join(words) if known and all(word[0].isupper() for word in words[1:]) else ""


_BESIDE = re.compile(r" (?:setempat|ketika|saat|melalui|juga|kemudian|sendiri|hanya)\b")
_HOUSES = (ORG_HEADS - {"rumah", "pasar", "unit", "kelompok", "kantor", "sekolah"}) | {"biro", "bpk", "dinas"}
_LONGEST_HOUSE = 5


def _opening_office(subject: str) -> str:
    pieces = subject.split()
    if not pieces or not is_role_head(pieces[0].strip(",").lower()):
        return ""
    for index, word in enumerate(pieces):
        if index and (word.lower() in _FUNCTION or _DEED.match(word)):
            pieces = pieces[:index]
            break
        lists = word == "dan" and pieces[index - 1][0].isupper() and index + 1 < len(pieces)
        if index and _PASSIVE_DEED.match(word) and not (lists and pieces[index + 1][0].isupper()):
            return ""
    return " ".join(pieces).strip(" ,") if len(pieces) <= _LONGEST_OFFICE else ""


_DEED = re.compile(r"^(?:me[a-z]{4,}|berinisial|juga|turut|kemudian|lalu|bernama|enggan|asal)$")
_PASSIVE_DEED = re.compile(r"^(?:di[a-z]{4,}|dan|tidak|belum)$")
# An office that speaks without a name is not longer than this many words.
_LONGEST_OFFICE = 6
