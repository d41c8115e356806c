"""Finds the office or trade behind a name: "Repa, wali kelas IV, …", "Pak Gunawan ketua RT bilang …"."""

from __future__ import annotations

import re

from services.nlp.stages.people.lexicon import TITLES, is_role_head, words
from services.nlp.stages.people.names import Span
from services.nlp.stages.people.tokens import Token

LONGEST = 18
"""Words of an office; with its unit and its region it is rarely longer."""

# Nobody is called so in apposition: what follows is a clause of its own, or somebody else.
_NO_TRADES = words("orang anak calon bekas pelaku korban keluarga tenaga raja")
_SPEAKER = words("saya aku kami kita")
_CLAUSE = re.compile(r"^(?:me[a-z]{4,}|ber(?!baju|usia|umur|nama|inisial)[a-z]{4,}|tidak|sudah|belum|harus)$")
_TIME = words(
    "waktu saat kini tadi kemarin dulu langganan langgananku sa beta lah lalu kemudian mau pernah bilang"
)


def office_after(tokens: list[Token], span: Span, stop: frozenset[str], aside: bool) -> list[Token]:
    """The apposition behind a name up to a mark or a word of `stop`; empty when none follows.

    `aside` says that the name stands in "…, kata Budi, …": what follows may be the statement.
    """
    index = span.last + 1
    if _at(tokens, index) == "(":
        if is_role_head(_plain(tokens, index + 1)):
            return _phrase(tokens, index + 1, stop)
        while index < min(len(tokens), span.last + LONGEST) and tokens[index].text != ")":
            index += 1
        index += 1
    if _plain(tokens, index) in {"dari", "asal"} and _at(tokens, index + 1)[:1].isupper():
        # "Saya Demas dari Tabulahan, petani, …"
        index += 1
        while _at(tokens, index)[:1].isupper():
            index += 1
    if (linked := _behind_link(tokens, index)) > index:
        return _phrase(tokens, linked, stop | _TIME) if is_role_head(_plain(tokens, linked)) else []
    if _at(tokens, index) != "," and _plain(tokens, index) not in {"selaku", "sebagai"}:
        honoured = span.first > 0 and tokens[span.first - 1].plain in TITLES
        direct = index == span.last + 1 and (span.known or honoured)
        return _joined(tokens, index, stop) if direct else []
    index = _behind_age(tokens, index + 1)
    if _plain(tokens, index) in {"seorang", "salah", "selaku"}:
        index += 2 if tokens[index].plain == "salah" else 1
    if index < len(tokens) and tokens[index].text in {"a", "an"}:
        return _english(tokens, index + 1)
    if _plain(tokens, index) in ENGLISH_HEADS and _plain(tokens, index + 1) in {"of", "at", "for"}:
        return _english(tokens, index)
    if (_plain(tokens, index), _plain(tokens, index + 1)) == ("ibu", "kota"):
        return []
    if not is_role_head(_plain(tokens, index)):
        return []
    office = _phrase(tokens, index, stop)
    clause = aside and (any(_CLAUSE.match(token.text) for token in office) or office[0].plain in _NO_TRADES)
    # "…, adiknya tidak ada yang jaga" is a clause; "…, suaminya." and "…, ketuanya, …" are offices.
    owned = office[0].plain.endswith("nya") and len(office) > 1 and office[1].text.islower()
    return [] if clause or owned else office


# "Hasan, yang juga ketua panitia, …", "Ngatijo adalah petani …", "Sri bekerja sebagai pemandu …"
_LINKS = words(
    "yang juga adalah merupakan menjabat bekerja bertindak bertugas berprofesi sebagai selaku ialah"
)
_INNER_LINKS = _LINKS | words("sehari-hari seorang salah satu masih kini saat ini")
_LEADING = words("adalah merupakan menjabat bekerja bertindak bertugas berprofesi ialah")


def _behind_link(tokens: list[Token], index: int) -> int:
    """Where the words that say what somebody is end; the index itself when there are none."""
    start = index + 1 if _at(tokens, index) == "," else index
    end = start
    while _plain(tokens, end) in _INNER_LINKS and end - start < _MOST_LINKS:
        end += 1
    said = {token.plain for token in tokens[start:end]}
    return end if said & _LEADING or said >= {"yang", "juga"} else index


_MOST_LINKS = 5


def _joined(tokens: list[Token], index: int, stop: frozenset[str]) -> list[Token]:
    """A trade without a comma, as people write: "Pak Gunawan ketua RT bilang", "Mbok Sri yang jaga loket"."""
    if _plain(tokens, index) == "yang":
        index += 1
    word = _at(tokens, index)
    if not word.islower() or not is_role_head(word) or word.removesuffix("nya") in _NO_TRADES:
        return []
    return _phrase(tokens, index, stop | _TIME)


def _behind_age(tokens: list[Token], index: int) -> int:
    if not (_at(tokens, index).isdigit() and len(tokens[index].text) <= _DIGITS_OF_AGE):
        return index
    index += 1
    if _plain(tokens, index) == "tahun":
        index += 1
    return index + 1 if _at(tokens, index) == "," else index


_DIGITS_OF_AGE = 2


def _phrase(tokens: list[Token], start: int, stop: frozenset[str]) -> list[Token]:
    end = start
    while end < len(tokens) and end - start < LONGEST:
        token = tokens[end]
        # "adik saya Rina" is somebody else.
        if token.text == "," or token.text in MARKS or token.plain in stop or token.plain in _SPEAKER:
            break
        end += 1
    return tokens[start:end]


MARKS = frozenset('.;:"“”()!?–—')
ENGLISH_HEADS = words(
    "head chief director mayor regent governor deputy secretary spokesperson spokesman spokeswoman resident "
    "coordinator professor lecturer chairman chairwoman chair manager officer"
)
_ENGLISH_STOP = words("who which that said says whose has had")


def _english(tokens: list[Token], start: int) -> list[Token]:
    """ "Maeve, a visitor from Ireland", "Ilham, Head of the Pesisir Barat Tourism Office, said …" """
    return _phrase(tokens, start, _ENGLISH_STOP)


def _at(tokens: list[Token], index: int) -> str:
    return tokens[index].text if index < len(tokens) else ""


def _plain(tokens: list[Token], index: int) -> str:
    return tokens[index].plain if index < len(tokens) else ""
