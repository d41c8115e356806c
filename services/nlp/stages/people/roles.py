"""Finds the words beside a name that tell the person's office or trade."""

from __future__ import annotations

import re

from services.nlp.stages.people.lexicon import (
    ORG_HEADS,
    REPORTING,
    SAYING,
    TITLES,
    is_role_head,
    words,
)
from services.nlp.stages.people.names import Span
from services.nlp.stages.people.parts import before_titles, part_of_name
from services.nlp.stages.people.tokens import Token

_STOP = (
    words(SAYING)
    | words(REPORTING)
    | words(
        "yang oleh kepada bersama dengan menurut bagi saat ketika setelah sebelum bahwa itu ini "
        "tersebut adalah ialah juga telah sudah akan sedang masih hadir dihadiri didampingi serta "
        "melalui untuk agar karena seperti antara diwakili ditemui menjadi selaku sebagai turut "
        "memimpin membuka dibuka dipimpin memilih membawa menunjukkan"
    )
)
_MARKS = frozenset('.;:"“”()!?–—')
# An office with its unit and region is rarely longer than this many words.
_LONGEST = 18


# "Bupati … menemui Ketua DPRD …": another office begins behind what the first one does.
_DEED = re.compile(
    r"^(?!menengah|menteri|mental|menara|mediator|medis|mesin|metode)me(?:m|n|ng|ny)?[a-z]{4,}$"
)


def _ends_office(tokens: list[Token], start: int, end: int) -> bool:
    """Whether the word before `start` is no part of the office that reaches to `end`."""
    token = tokens[start - 1]
    if token.text == ",":
        return not _goes_on(tokens, start, end)
    return token.text in _MARKS or token.plain in _STOP or bool(_DEED.match(token.text))


def role_before(tokens: list[Token], span: Span) -> list[Token]:
    """The office that stands directly before a name, with or without a comma; empty when none does."""
    end = before_titles(tokens, span.first)
    if end > 0 and tokens[end - 1].text == ",":
        end -= 1
    start = end
    depth = 0
    while start > 0 and end - start < _LONGEST:
        token = tokens[start - 1]
        if token.text == ")":
            depth += 1
        elif token.text == "(" and depth:
            depth -= 1
        elif _ends_office(tokens, start, end):
            break
        start -= 1
    village = (
        end - start > 1
        and is_role_head(tokens[end - 2].plain)
        and tokens[end - 1].text in {"desa", "kampung"}
    )
    if start < end and tokens[end - 1].plain in _LEADS_ELSEWHERE and not village:
        return []
    set_off = end < span.first and tokens[end].text == ","
    for index in range(start, end):
        if not is_role_head(tokens[index].plain) or _of_a_union(tokens, index):
            continue
        if set_off or _adjoins(tokens[index:end]):
            office = tokens[index:end]
            # "penerima Adipura", "orang Manggala Agni": a trade before an unknown word proves no person.
            doubtful = not (set_off or span.known or span.strong) and office[0].text.islower()
            return [] if doubtful else office
    return []


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
        token.text[0].isupper() or token.text in {"dan", ","} for token in tokens[start:end]
    )


def place_follows(tokens: list[Token], span: Span, office: list[Token]) -> bool:
    """Whether what looks like a name is the place of an office: "Camat Seririt", "warga Bandengan"."""
    if not office or tokens[span.first - 1].text == ",":
        return False
    head = office[0].plain
    if span.known > 1 or (span.known and not _at(tokens, span.last + 1)[:1].isupper()):
        # "Direktur PDAM Tirta Handayani, Toto Sugiharto": the company is called so.
        company = office[-1].plain in ORG_HEADS and not span.strong and _at(tokens, span.last + 1) == ","
        place = span.known == 1 and span.first == span.last and head in _HEADS_OF_PLACE
        if not company and not (place and len(office) <= _SHORT_OFFICE):
            return False
    if head in _OF_A_PLACE and span.first == span.last and len(office) <= _SHORT_OFFICE:
        return True
    # "UPT Perparkiran Dinas Perhubungan …", "Seksi Surveilans dan Imunisasi …": the unit goes on.
    follower = _at(tokens, span.last + 1)
    if follower in {"dan", "-", "/"} and _at(tokens, span.last + 2)[:1].isupper():
        return True
    if follower[:1].isupper():
        return True
    if follower != "," or not _at(tokens, span.last + 2)[:1].isupper():
        return False
    index = span.last + 2
    return (
        tokens[index].plain in TITLES
        or part_of_name(tokens, index) in {"name", "maybe"}
        or (head in _HEADS_OF_PLACE and len(office) <= _SHORT_OFFICE)
    )


def _at(tokens: list[Token], index: int) -> str:
    return tokens[index].text if index < len(tokens) else ""


# "Camat Seririt", "Ketua RT": an office of so few words wants the name of its place.
_SHORT_OFFICE = 2
_OF_A_PLACE = words(
    "warga penduduk pemuda pemudi turis wisatawan tokoh nelayan petani perwakilan siswa santri murid"
)
_HEADS_OF_PLACE = words(
    "camat lurah kades keuchik kapolsek danramil panewu perbekel kuwu petinggi bendesa kapolres dandim"
)


def role_after(tokens: list[Token], span: Span) -> list[Token]:
    """The office or trade set off behind a name: "Repa, wali kelas IV, …", "Sarmani (45), petani …"."""
    index = span.last + 1
    if index < len(tokens) and tokens[index].text == "(":
        while index < min(len(tokens), span.last + _LONGEST) and tokens[index].text != ")":
            index += 1
        index += 1
    if index < len(tokens) and tokens[index].text != "," and tokens[index].plain not in {"selaku", "sebagai"}:
        return []
    index += 1
    if index + 1 < len(tokens) and tokens[index].text.isdigit() and len(tokens[index].text) <= 2:
        index += 1
        if index < len(tokens) and tokens[index].plain == "tahun":
            index += 1
        if index < len(tokens) and tokens[index].text == ",":
            index += 1
    if index < len(tokens) and tokens[index].plain in {"seorang", "salah", "selaku"}:
        index += 2 if tokens[index].plain == "salah" else 1
    if index + 1 < len(tokens) and (tokens[index].plain, tokens[index + 1].plain) == ("ibu", "kota"):
        return []
    if index >= len(tokens) or not is_role_head(tokens[index].plain):
        return []
    end = index
    while end < len(tokens) and end - index < _LONGEST:
        token = tokens[end]
        if token.text == "," or token.text in _MARKS or token.plain in _STOP:
            break
        end += 1
    return tokens[index:end]
