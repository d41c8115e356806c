"""Sentences that deny something or put it right, and whether the government's side says so.

A telaah shows them all. It calls for an answer to the press only where an official says that news or a rumour
are wrong: what a suspect denies, or what somebody is summoned to explain, is no matter of the press office.
Where it is not sure who speaks, it calls for nothing.
"""

from __future__ import annotations

import re

from services.gateway.reports.issue_reading import Reading, Sentence, said_in, speaks_for_government

_NEWS = (
    r"(?:kabar|informasi|isu|berita(?! acara)|pemberitaan|tuduhan|tudingan|narasi|unggahan|video|pesan|klaim|"
    r"rumor)"
)
_WRONG = r"(?:keliru|salah(?! (?:satu|seorang))|tidak (?:tepat|akurat|sesuai))"
# "Tidak menampik" admits.
DENIED = re.compile(
    r"(?<!tidak )(?<!tak )\b(?:membantah|dibantah|bantahan|menyangkal|disangkal|menampik|menepis|ditepis)\b",
    re.IGNORECASE,
)
FALSE = re.compile(
    r"\b(?:adalah|itu|ini|tersebut|dipastikan|terbukti|merupakan)\s+(?:(?:kabar|berita|informasi)\s+)?"
    r"hoa(?:ks|x)\b(?!\s+atau\b)"
    rf"|\b{_NEWS}\b[^.!?]{{0,80}}?\b(?:tidak|tak) benar\b"
    rf"|\b(?:tidak|tak) benar,?\s+(?:bahwa|jika|kalau|ada|adanya|{_NEWS})\b",
    re.IGNORECASE,
)
# What a paper has wrong, not what an office has wrong itself.
CORRECTED = re.compile(
    r"\b(?:salah (?:kutip|mengutip|dikutip)|(?:keliru|salah) (?:dikutip|mengutip|diberitakan|memberitakan)|"
    r"dikutip (?:secara )?(?:keliru|salah)|meralat|diralat|ralat|"
    rf"(?:me|di|)luruskan\s+(?:\w+\s+)?(?:{_NEWS}|pernyataan|kutipan|data|angka|anggapan|kesalahpahaman)|"
    rf"(?:pemberitaan|berita(?! acara)|kutipan)\b[^.!?,]{{0,40}}?\b{_WRONG}|"
    r"(?:data|angka)\s+(?:yang|dalam)\s+(?:diberitakan|beredar|dimuat|ditulis|dikutip|berita|pemberitaan)\b"
    rf"[^.!?,]{{0,60}}?\b{_WRONG})\b",
    re.IGNORECASE,
)
_SAYS = re.compile(
    r"\b(?:memastikan|menegaskan|menyatakan|menyebut(?:kan)?|mengatakan|menjelaskan|membantah|meluruskan|"
    r"menyampaikan|menuturkan)\b",
    re.IGNORECASE,
)
# Who or what before the words makes it somebody else's word, a demand, or a question.
_NOT_SAID = re.compile(
    r"\b(?:warga|tersangka|terdakwa|terlapor|saksi|korban|pengacara|kuasa hukum|aktivis|lsm|mahasiswa|"
    r"pedagang|ketua|redaksi|(?:me|di|)minta|(?:men|di|)desak|(?:me|di)nuntut|dituntut|agar|supaya|harus|perlu|belum|"
    r"tidak|tak|jangan|jika|kalau|bila|apabila|apakah|bukan)\b",
    re.IGNORECASE,
)
_UNSURE = re.compile(r"\b(?:jika|kalau|bila|apabila|apakah|belum|bukan|jangan)\b[^,;.]*$", re.IGNORECASE)
# Corrections that name what the speaker does; the others are words that somebody has to say.
_ACTS = ("meralat", "meluruskan")
_WORD = re.compile(r"\w+")


def denials(reading: Reading) -> list[Sentence]:
    """Sentences in which something is denied or put right, whoever says so."""
    patterns = (DENIED, FALSE, CORRECTED)
    return [one for one in reading.sentences() if any(pattern.search(one.text) for pattern in patterns)]


def called_false(reading: Reading) -> list[Sentence]:
    """Sentences in which an official calls news or a rumour untrue."""
    return [one for one in reading.sentences() if _said_officially(one, FALSE)]


def put_right(reading: Reading) -> list[Sentence]:
    """Sentences in which an official says that he was misquoted, or puts news right."""
    return [one for one in reading.sentences() if _said_officially(one, CORRECTED)]


def _said_officially(sentence: Sentence, pattern: re.Pattern[str]) -> bool:
    found = pattern.search(sentence.text)
    before = sentence.text[: found.start()] if found else ""
    if found is None or sentence.text.rstrip('"”’ ').endswith("?") or _UNSURE.search(before):
        return False
    words = _words(found.group())
    speakers = [said for said in said_in(sentence.item) if words in _words(said.quote.text)]
    if speakers:
        return all(said.official for said in speakers)
    if _NOT_SAID.search(before):
        return False
    if sentence.item.article.source.official:
        return True
    # "Kepala Dinas … memastikan kabar itu hoaks", "Diskominfo meluruskan pemberitaan itu".
    said = _SAYS.search(before)
    if said is None and not found.group().casefold().startswith(_ACTS):
        return False
    return speaks_for_government(before[: said.start()] if said else before)


def _words(text: str) -> str:
    return f" {' '.join(_WORD.findall(text.casefold()))} "
