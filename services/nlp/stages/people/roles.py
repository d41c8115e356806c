"""Finds the words beside a name that tell the person's office or trade."""

from __future__ import annotations

import re

from services.nlp.stages.people.apposition import ENGLISH_HEADS, LONGEST, MARKS, office_after
from services.nlp.stages.people.lexicon import (
    REPORTING,
    SAYING,
    TITLES,
    is_role_head,
    words,
)
from services.nlp.stages.people.names import Span
from services.nlp.stages.people.parts import before_titles
from services.nlp.stages.people.places import OF_A_PLACE
from services.nlp.stages.people.tokens import Token

_STOP = (
    words(SAYING)
    | words(REPORTING)
    | words(
        "yang oleh kepada bersama dengan menurut bagi saat ketika setelah sebelum bahwa itu ini "
        "tersebut adalah ialah juga telah sudah akan sedang masih hadir dihadiri didampingi serta "
        "melalui untuk agar karena seperti antara diwakili ditemui menjadi selaku sebagai turut "
        "sejak memimpin membuka dibuka dipimpin memilih membawa menunjukkan"
    )
)
# "Bupati … menemui Ketua DPRD …": another office begins behind what the first one does.
_DEED = re.compile(
    r"^(?!menengah|menteri|mental|menara|mediator|medis|mesin|metode)me(?:m|n|ng|ny)?[a-z]{4,}$"
)


def _ends_office(tokens: list[Token], start: int, end: int) -> bool:
    """Whether the word before `start` is no part of the office that reaches to `end`."""
    token = tokens[start - 1]
    if token.text == ",":
        return not _goes_on(tokens, start, end)
    if token.plain == "juga" and start > 1 and tokens[start - 2].plain == "yang":
        return False
    if token.plain == "selaku" or (token.plain == "yang" and start < end and tokens[start].plain == "juga"):
        # "Camat Lingga Utara yang juga ketua panitia, Said": one office beside the other.
        return start < _OFFICE_BESIDE or not tokens[start - 2].text[0].isupper()
    return token.text in MARKS or token.plain in _STOP or bool(_DEED.match(token.text))


_OFFICE_BESIDE = 3


def role_before(tokens: list[Token], span: Span, since: int = 0) -> list[Token]:
    """The office that stands before a name, with or without a comma, from the token `since` on.

    Empty when none does.
    """
    end = before_titles(tokens, span.first)
    called = end >= _CALLING and (tokens[end - 1].plain in _CALLED) and tokens[end - 2].plain in _USUALLY
    if called:
        end -= 3 if tokens[end - 3].plain == "yang" else 2
    if end > 0 and tokens[end - 1].text == ",":
        end -= 1
    set_off = called or (end < span.first and tokens[end].text == ",")
    start = end
    depth = 0
    while start > since and end - start < LONGEST:
        token = tokens[start - 1]
        if token.text == ")":
            depth += 1
        elif token.text == "(" and depth:
            depth -= 1
        elif not depth and _ends_office(tokens, start, end):
            break
        start -= 1
    if start < end and _leads_elsewhere(tokens, end, set_off):
        return _subject(tokens, end, since) if set_off and _proved(tokens, span) else []
    for index in range(_last_office(tokens, start, end), end):
        if not is_role_head(tokens[index].plain) or _of_a_union(tokens, index):
            continue
        if not (set_off or _adjoins(tokens[index:end])):
            continue
        office = tokens[index:end]
        if set_off and index and tokens[index - 1].plain in _MANY:
            # "bersama para camat di ruang rapat, Sipora"
            return []
        if not set_off and office[0].plain in _RELATIVES and len(office) == 1:
            # "istri Suparman", "keluarga Ibu Tasmi": that is somebody else.
            return []
        # "penerima Adipura", "orang Manggala Agni": a trade before an unknown word proves no person.
        proved = set_off or span.known or span.strong or (index and tokens[index - 1].plain in _ASIDE)
        return office if proved or not office[0].text.islower() else []
    if set_off:
        return _subject(tokens, end, since) if _proved(tokens, span) else []
    return _english_before(tokens, end)


def _proved(tokens: list[Token], span: Span) -> bool:
    """Whether the name itself shows a person: known from names, or behind a title."""
    return span.known > 0 or (span.first > 0 and tokens[span.first - 1].plain in TITLES)


# "Komandannya, yang biasa disapa Bang Jul"
_CALLED = words("disapa dipanggil dikenal")
_USUALLY = words("akrab biasa kerap yang sering")
_CALLING = 3
_MANY = words("para sejumlah beberapa puluhan ratusan")
_RELATIVES = words(
    "keluarga anak istri suami ibu ayah bapak kakak adik nenek kakek cucu orang tetangga wali pasien calon"
)


def _leads_elsewhere(tokens: list[Token], end: int, set_off: bool) -> bool:
    """Whether the last word before the name wants a place: "orang di …"; "kepala desa …" does not."""
    last = tokens[end - 1]
    if last.plain not in _LEADS_ELSEWHERE or (set_off and last.text[0].isupper()):
        return False
    return not (end > 1 and is_role_head(tokens[end - 2].plain) and last.text in _VILLAGES)


_VILLAGES = words("desa kampung dusun kelurahan")


def _last_office(tokens: list[Token], start: int, end: int) -> int:
    """Where the last of several offices begins: "Ketua DPRD, dan Kepala Badan Keuangan"."""
    for index in range(end - 1, start, -1):
        before = tokens[index - 1]
        if before.text == "," and is_role_head(tokens[index].plain):
            return index
        official = tokens[index].plain in _OFFICIALS and tokens[index].text[0].isupper()
        if official and before.plain == "dan":
            return index
        lower = [token for token in tokens[start:index] if token.text[0].islower()]
        if official and len(lower) > 1 and before in lower and tokens[start].plain not in _OF_AN_OFFICIAL:
            # "pembina upacara Sekretaris Daerah"
            return index
    return start


_OFFICIALS = words(
    "kepala ketua sekretaris wakil camat bupati direktur asisten kapolres dandim wali plt pj gubernur sekda"
)
_OF_AN_OFFICIAL = words("istri anak staf ajudan juru tenaga penasihat calon mantan eks bekas suami kuasa")
_OPENING = words("seorang salah satu menurut kata ujar tutur melalui sementara namun")
_CUTTING = words("yang melalui pada untuk dengan di dari dalam bersama asal")


def _subject(tokens: list[Token], end: int, since: int) -> list[Token]:
    """The trade at the head of the clause before a name: "Dokter hewan yang bertugas, drh. Sinta"."""
    start = end
    while start > since and end - start < LONGEST and tokens[start - 1].text not in MARKS | {","}:
        start -= 1
    while start < end and tokens[start].plain in _OPENING:
        start += 1
    if start == end or not is_role_head(tokens[start].plain):
        return []
    for index in range(start + 1, end):
        if tokens[index].plain in _CUTTING:
            return tokens[start:index]
        if _DEED.match(tokens[index].text) or tokens[index].plain in _STOP:
            return []
    return []


def _english_before(tokens: list[Token], end: int) -> list[Token]:
    """ "Agency head Nuraini", "Mayor Hendra"; only where a word shows the sentence to be English."""
    if end == 0 or tokens[end - 1].plain not in ENGLISH_HEADS:
        return []
    if not any(token.plain in {"the", "said", "of", "and", "was"} for token in tokens):
        return []
    return tokens[max(0, end - 2) : end] if tokens[end - 1].text.islower() else tokens[end - 1 : end]


_UNIONS = words("serikat persatuan ikatan forum asosiasi paguyuban perkumpulan himpunan komunitas aliansi")


def _of_a_union(tokens: list[Token], index: int) -> bool:
    """Whether a trade is part of an organisation's name: "Serikat Pekerja …"."""
    return index > 0 and tokens[index - 1].plain in _UNIONS


def _adjoins(office: list[Token]) -> bool:
    """Whether an office reaches the name without a comma: in capitals throughout, or a trade of few words."""
    if office[0].text[0].isupper():
        lower = [t for t in office[1:] if t.text[0].islower() and t.plain not in _INNER]
        return len(lower) <= _FEW_WORDS
    return len(office) <= _FEW_WORDS + 1 and not any(token.plain in _LEADS_ELSEWHERE for token in office[:-1])


_FEW_WORDS = 3
_INNER = words("dan pada di bidang untuk bagi")


# What follows one of these is a place or another thing: "orang di Concong", "pedagang dari Medan".
_LEADS_ELSEWHERE = words(
    "di dari ke asal pada dan wilayah untuk kecamatan kelurahan desa kampung dusun distrik komunitas "
    "yayasan se"
)


def _goes_on(tokens: list[Token], start: int, end: int) -> bool:
    """Whether the words since a comma belong to one unit: "Dinas Perhubungan, Kelautan dan Perikanan"."""
    return start < end and all(
        token.text[0].isupper() or token.text in {"dan", ",", "(", ")"} for token in tokens[start:end]
    )


def role_after(tokens: list[Token], span: Span) -> list[Token]:
    """The office or trade set off behind a name: "Repa, wali kelas IV, …", "Sarmani (45), petani …"."""
    first = before_titles(tokens, span.first)
    aside = first > 0 and tokens[first - 1].plain in _ASIDE
    aside = aside and (first == 1 or tokens[first - 2].text == ",")
    return office_after(tokens, span, _STOP, aside)


_ASIDE = words(SAYING) | {"menurut"}


def is_weak(office: list[Token]) -> bool:
    """Whether an office says so little that a later one is preferred: "suaminya", "warga"."""
    head = office[0].plain.removesuffix("nya")
    return head in _RELATIVES or head == "pengirim" or (len(office) == 1 and head in OF_A_PLACE)
