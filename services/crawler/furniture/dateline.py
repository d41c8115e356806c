"""Takes the outlet out of a dateline and leaves its place: "Jakarta, HUMAS – " becomes "JAKARTA – "."""

from __future__ import annotations

import re

from services.crawler.furniture.words import DATE, DESK

_PLACE = r"(?P<place>[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3})"
_NEXT_PLACE = r"[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,3}"
_DASH = r"\s*(?:[–—|]+|-{1,2}(?=\s))\s*"
_ARTICLE = r"(?=[\"“‘'(A-Z0-9])"
# Outlet alone, outlet before place, outlet behind place: with what is left of each.
_OUTLET_FIRST = (
    re.compile(rf"\((?P<outlet>[^()]{{2,40}})\){_DASH}{_ARTICLE}"),
    re.compile(rf"(?P<outlet>[^–—|!?\"“”(),]{{2,60}}?){_DASH}{_ARTICLE}"),
    re.compile(rf"(?P<outlet>[^–—|!?\"“”()]{{2,60}}?),\s+(?={_NEXT_PLACE}{_DASH}{_ARTICLE})"),
)
_PLACE_FIRST = (
    re.compile(
        rf"{_PLACE}(?:\s*[,|•]\s*(?P<outlet>[^–—|!?\"“”]{{2,40}}?)|\s?\((?P<agency>[^()]{{2,40}})\)){_DASH}{_ARTICLE}"
    ),
    re.compile(rf"{_PLACE}\s?\((?P<outlet>[^()]{{2,40}})\)\s+{_ARTICLE}"),
    re.compile(rf"{_PLACE}\s[–—-]\s(?P<outlet>[A-Z][\w ]{{1,30}}?)(?:\.|\s?[–—-])\s+{_ARTICLE}"),
)
# "MEDIA CENTER, Manokwari", "SUNGAI RAYA, Diskominfo KKR. 25/8/26", a line of its own.
_LINE = re.compile(
    rf"(?P<one>[^,.|–—]{{2,40}}?)(?:,| [–—|-])\s+(?P<two>[^,|–—]{{2,40}}?)"
    rf"(?:[.,|–—\s-]+(?:{DATE}|\d[\d/ .-]{{4,9}}))?[.,\s]*",
    re.IGNORECASE,
)
_DOMAIN = re.compile(r"[\w -]{2,40}\.(?:com|id|co\.id|net|news|org|go\.id|or\.id|tv|example)", re.IGNORECASE)
_DESK = re.compile(rf"{DESK}\b[\w .&/'’-]{{0,30}}", re.IGNORECASE)
_FREQUENCY = re.compile(r",?\s*\d{2,3}[.,]\d{1,2}\s?(?:FM|MHz)\b", re.IGNORECASE)
_WORDS = re.compile(r"[^\W_]+")
_MEDIA = r"kom|com|news|pos|net|id|online|info|tv|fm|today|press|media|group"
# Words of an outlet's name that its short form may leave out.
_MEDIUM = re.compile(rf"(?:{DESK}|{_MEDIA}|post|portal|berita|radio|resmi|kabupaten|kab|kota)", re.IGNORECASE)
_ABBREVIATION = re.compile(r"[A-Z]{2,14}")
LONGEST_OUTLET = 6
LONGEST_LABEL = 80
# Letters and digits; "MC Siak" could be a part of any word.
SHORTEST_NAME = 8


def without_outlet(paragraph: str, outlet: str | None) -> str:
    """The first paragraph without the name of its outlet or desk in the dateline.

    The place stays, in capitals: readers of datelines know it by them once the outlet is gone.
    """
    for pattern in _OUTLET_FIRST:
        found = pattern.match(paragraph)
        if found and is_outlet(found["outlet"], outlet):
            return without_outlet(paragraph[found.end() :], None)
    for pattern in _PLACE_FIRST:
        found = pattern.match(paragraph)
        if found is None or is_outlet(found["place"], outlet):
            continue
        name = found["outlet"] or found["agency"]
        if is_outlet(name, outlet) or _is_part(name, outlet) or _abbreviates(name, outlet):
            return f"{found['place'].upper()} – {paragraph[found.end() :]}"
    return paragraph


def place_of(line: str, outlet: str | None) -> str | None:
    """The place in a line that is nothing but the place and the outlet or desk; None for other lines."""
    found = _LINE.fullmatch(line) if len(line) <= LONGEST_LABEL else None
    if found is None:
        return None
    one, two = found["one"].strip(), found["two"].strip()
    if is_outlet(one, outlet) and two[0].isupper() and len(two.split()) <= 3:
        return two
    if one[0].isupper() and (is_outlet(two, outlet) or _is_part(two, outlet)) and not is_outlet(one, outlet):
        return one
    return None


def is_label(line: str, outlet: str) -> bool:
    """Whether a short line is the outlet's name, alone or with a label: "TALIWANG POS | Ekonomi"."""
    if len(line) > LONGEST_LABEL or line.endswith((".", "?", "!", '"', "”", ":")):
        return False
    return any(
        is_outlet(part, outlet, desks=False)
        for part in re.split(r"\s*[|/»>]\s*|\s[–—-]\s", line, maxsplit=1)[:1]
    )


def names_outlet(line: str, outlet: str) -> bool:
    """Whether a short line has the outlet's full name in it; very short names are not looked for."""
    name = "".join(_WORDS.findall(_FREQUENCY.sub("", outlet).lower()))
    if len(line) > LONGEST_LABEL + 20 or len(name) < SHORTEST_NAME:
        return False
    return name in "".join(_WORDS.findall(line.lower()))


def is_outlet(name: str, outlet: str | None, *, desks: bool = True) -> bool:
    """Whether a name is the outlet's, in any case, joined, as a domain or as initials; or that of a desk."""
    name = _FREQUENCY.sub("", name).strip(" .,")
    if desks and (_DESK.fullmatch(name) or _DOMAIN.fullmatch(name)):
        return True
    words = _WORDS.findall(_FREQUENCY.sub("", outlet or "").lower())
    letters = "".join(_WORDS.findall(_without_domain(name).lower()))
    if not words or not letters:
        return False
    return letters == "".join(words) or (
        len(words) > 1 and name == "".join(word[0] for word in words).upper()
    )


def _is_part(name: str, outlet: str | None) -> bool:
    """Whether a name behind a place is a part of the outlet's: "KOTA CANTIK" of "Diskominfo Kota Cantik"."""
    return (
        bool(outlet)
        and f" {' '.join(_WORDS.findall(name.lower()))} "
        in f" {' '.join(_WORDS.findall(str(outlet).lower()))} "
    )


def _abbreviates(name: str, outlet: str | None) -> bool:
    """Whether a word in capitals stands for all words of the outlet: "KAPESNEWS" for "Kabar Pesisir"."""
    words = _WORDS.findall(_FREQUENCY.sub("", outlet or ""))
    if not 2 <= len(words) <= LONGEST_OUTLET or not _ABBREVIATION.fullmatch(name):
        return False
    kinds = [bool(_MEDIUM.fullmatch(word)) for word in words]
    parts = [
        f"(?:{_beginnings(word)}){'?' if medium else ''}" for word, medium in zip(words, kinds, strict=True)
    ]
    return not all(kinds) and bool(re.fullmatch(rf"{''.join(parts)}(?:{_MEDIA})?", name, re.IGNORECASE))


def _beginnings(word: str) -> str:
    return "|".join(re.escape(word[:length]) for length in range(len(word), 0, -1))


def _without_domain(name: str) -> str:
    return re.sub(r"(?:\.[a-z]{2,7}){1,2}$", "", name, flags=re.IGNORECASE)
