"""Reads reported speech: "Menurut X, …", "X mengatakan bahwa …", "…, kata X"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from services.nlp.stages.people.lexicon import SAYING

_SAYING = "|".join(SAYING.split())
# Verbs whose object is what was said. "Membuka", "menandatangani" and the like are deeds.
_REPORTING = (
    "mengatakan|menyebut|menyebutkan|menyatakan|menjelaskan|menuturkan|menerangkan|menambahkan|"
    "menyampaikan|mengaku|mengakui|menegaskan|menilai|membenarkan|mengungkapkan|memaparkan|"
    "mengingatkan|melaporkan|mengemukakan|merinci|menekankan|menguraikan|berharap|bilang|menduga|"
    "memastikan|mengeluhkan|menampik|membantah|mengklaim|berkilah|mengimbau|berpesan|menceritakan|"
    "beralasan|menyayangkan|menuding|menjanjikan|mencontohkan|meminta|mempertanyakan"
)
_MENURUT = re.compile(
    r"^(?P<lead>Menurut(?:nya| dia| beliau)?|Kata(?:nya| dia)|Ujarnya|Lanjutnya|Dikatakannya)\b,?\s*"
)
_SAYS = re.compile(rf"\b(?:{_REPORTING})\b(?:,? ?bahwa\b|,| jika\b)?\s+")
_ASIDE = re.compile(rf",\s*(?P<verb>{_SAYING})(?P<own>nya)?\b\s*(?P<who>[^,.]*)(?P<rest>,|\.|$)")
# "Balasannya, kata dia, hanya permintaan …": an opening this short belongs to what follows it.
_SHORT_OPENING = 3
_WORDS_OF_SPEECH = 4


@dataclass(frozen=True)
class Reported:
    """Reported words and where the speaker may be named: `start` to `end` in the sentence.

    `pronoun` says that the speaker is the one spoken of last.
    """

    text: str
    start: int
    end: int
    pronoun: bool
    after: bool


def _clean(text: str) -> str:
    return text.strip().strip(",").removesuffix(".").strip()


def _long_enough(text: str) -> bool:
    return len(text.split()) >= _WORDS_OF_SPEECH


def find_reported(sentence: str) -> Reported | None:
    """The reported speech of a sentence that holds no direct speech; None when it reports nothing."""
    if match := _MENURUT.match(sentence):
        pronoun = match.group("lead") != "Menurut"
        rest = match.end()
        if not pronoun:
            # "Menurut Kepala DLH, Sugeng, sampel …": the words begin behind the last comma of the office.
            comma = sentence.find(",", rest)
            if comma < 0:
                return None
            following = sentence[comma + 1 :].lstrip()
            if following[:1].isupper() and "," in following:
                comma = sentence.find(",", comma + 1)
            content = sentence[comma + 1 :]
            return Reported(_clean(content), rest, comma, False, False) if _long_enough(content) else None
        content = _clean(sentence[rest:])
        return Reported(content, 0, rest, True, False) if _long_enough(content) else None
    if match := _ASIDE.search(sentence):
        opening, following = sentence[: match.start()], sentence[match.end() :]
        short = len(opening.split()) <= _SHORT_OPENING and match.group("rest") == ","
        content = _clean(following if short else opening)
        if _long_enough(content):
            who = match.group("who").strip()
            pronoun = bool(match.group("own")) or who in {"dia", "ia", "beliau", ""}
            return Reported(content, match.end("verb"), match.end("who"), pronoun, True)
    if match := _SAYS.search(sentence):
        content = _clean(sentence[match.end() :])
        subject = sentence[: match.start()]
        if subject.strip() and _long_enough(content):
            pronoun = bool(
                re.search(r"(?:^|\W)(?:[Ii]a|[Dd]ia|[Bb]eliau)\W(?:juga |pun |kemudian |lalu )?$", subject)
            )
            return Reported(content, 0, match.start(), pronoun, False)
    return None
