"""Cuts Indonesian news text into sentences, minding titles, figures and quotations."""

from __future__ import annotations

import re
from bisect import bisect_right

from services.nlp.stages.marks import find_marked

# Words whose full stop does not end a sentence: degrees, titles, units, addresses.
_ABBREVIATIONS = frozenset(
    "dr drs dra ir prof h hj hja kh kab kec kel kep prov no nomor jl jln gg rt rw rp tgl pkl hlm vol "
    "ay st sh se mm mt msi mh mpd spd ssos sip sp sag ma mkes skm st phd s.h s.e s.t s.pd s.sos s.ip "
    "s.ag s.kom m.m m.si m.h m.pd m.t m.kes s.kep s.p m.sc b.sc a.n u.p s.d d.a d.h sdr sdri bpk tn ny "
    "nn yth ust tgk tuan gus kol letkol mayjen brigjen letjen kompol akp akbp kombes irjen aiptu "
    "bripka iptu ipda lettu mayor kapt serma sertu serka pdt pr br op pt cv ud tbk dkk dll dsb dst cs "
    "hal ps ver bin al drh apt ns moh muh mohd abd tb hi dt rr purn plt plh pj pjs".split()
)
_ABBREVIATED_IN_LOWER_CASE = frozenset(
    "no jl kec kab kel dr drg drh drs dra ir hj apt ns ust rp tgl pkl yth br s.d u.p a.n".split()
)
_OPENING = "\"“‘'«("
_CLOSING = "\"”’'»)]"
_INITIALS = re.compile(r"^(?:[A-Z]\.)*[A-Z]$")
_END = re.compile(r"[.!?…]+")
# A post that never writes a capital behind a full stop: its sentences begin in lower case.
_CAPITAL_BEHIND = re.compile(r"[.!?] [A-Z]")
# Only so much is looked at on both sides of a mark.
_LONGEST_WORD = 40
_WORD_BEFORE = re.compile(r"([\w.]+)$")


def _ends_sentence(text: str, match: re.Match[str], end: int, lower: bool) -> bool:
    if end >= len(text):
        return True
    if not text[end].isspace():
        return False
    following = text[end : end + _LONGEST_WORD].lstrip()
    first = following.lstrip(_OPENING)[:1]
    if match.group() == "." and end == match.end():
        opening = text[max(0, match.start() - _LONGEST_WORD) : match.start()]
        before = _WORD_BEFORE.search(opening)
        word = before.group(1) if before else ""
        if word.lower() in _ABBREVIATIONS and word != word.lower():
            return False
        if word.lower() in _ABBREVIATED_IN_LOWER_CASE:
            return False
        # Letters are initials ("M. Zaenuri", "A.A. Gde"), a short number opens a list item ("1. Senin").
        if _INITIALS.match(word):
            return False
        if word.isdigit() and len(word) <= 2 and opening.strip() == word:
            return False
    return lower or not first.islower()


def _quotations(text: str) -> list[tuple[int, int]]:
    """Where quotations begin and end; one that is never closed is none."""
    return [(marked.start, marked.end) for marked in find_marked(text) if marked.closed]


def split_sentences(paragraph: str) -> list[str]:
    """The sentences of one paragraph, in order, stripped. A quotation is never cut in two."""
    sentences: list[str] = []
    quotations = _quotations(paragraph)
    lower = paragraph[:1].islower() and not _CAPITAL_BEHIND.search(paragraph)
    start = position = 0
    while match := _END.search(paragraph, position):
        end = match.end()
        while end < len(paragraph) and paragraph[end] in _CLOSING:
            end += 1
        position = end
        inside = bisect_right(quotations, end - 1, key=lambda span: span[0]) - 1
        quoted = inside >= 0 and end < quotations[inside][1]
        if quoted or not _ends_sentence(paragraph, match, end, lower):
            continue
        sentences.append(paragraph[start:end].strip())
        start = end
    if rest := paragraph[start:].strip():
        sentences.append(rest)
    return [sentence for sentence in sentences if sentence]
