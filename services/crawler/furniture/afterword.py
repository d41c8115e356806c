"""Drops what a site adds behind the end of an article: headlines, who the author is, what the regency is."""

from __future__ import annotations

import re

from services.crawler.furniture.headline import is_headline
from services.crawler.furniture.line import is_outermost
from services.crawler.furniture.page import Page
from services.crawler.furniture.rule import Kind

LONGEST_AFTERWORD = 300
# What ends an article: nothing of it follows.
END_MARKS = {Kind.SIGNATURE, Kind.BYLINE, Kind.COUNTER, Kind.COMMENT}
# Footnotes that introduce the region, not the news: two of these facts, and no clock, quote or speaker.
REGION_FACT = re.compile(
    r"\b(?:(?:adalah|merupakan) (?:salah satu )?(?:kabupaten|kota|provinsi|daerah)|(?:ber-?)?ibu ?kota"
    r"|terdiri (?:atas|dari)|luas (?:wilayah|daerah)|km2|km²|jumlah penduduk|berpenduduk|terletak di"
    r"|berbatasan|\d+ (?:kecamatan|distrik|desa|kelurahan|kampung|nagari|gampong)|dikenal (?:sebagai|dengan)"
    r"|dibentuk (?:pada|berdasarkan))",
    re.IGNORECASE,
)
NEWS = re.compile(
    r"[\"“”]|\b(?:kata|ujar|tutur|jelas|senin|selasa|rabu|kamis|jumat|sabtu|minggu)\b", re.IGNORECASE
)
# A sentence that says what a region is, as an encyclopedia does: no article ends like that.
_NAME = r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,4}"
_REGION = rf"(?:(?:Kabupaten|Kab\.|Kota|Provinsi) )?{_NAME}(?: \([^()]{{2,30}}\))?"
_LEVEL = r"(?:(?:salah satu|sebuah) )?(?:kabupaten|kota|provinsi|daerah otonom)"
_SORT = r"(?: (?:baru|kepulauan|pesisir|otonom|administrasi|[A-Z]\w+)){0,3}"
_WHICH = (
    r"(?:di |(?:hasil )?pemekaran |yang (?:terletak|terdiri|berada|beribu|berbatasan|dibentuk|dimekarkan)"
    r"|dengan (?:ibu ?kota|pusat pemerintahan|luas|jumlah penduduk|\w+ (?:kecamatan|distrik)))"
)
_FOUNDED = r"(?:sejak|pada|berdasarkan|melalui|lewat|sesuai|dengan) (?:[^,]{0,40} )?(?:UU|Undang-Undang)\b"
DEFINITION = re.compile(
    rf"\*?{_REGION},? (?:(?:adalah|merupakan) (?:{_LEVEL}{_SORT} {_WHICH}|(?:hasil )?pemekaran )"
    rf"|(?:resmi )?(?:dibentuk|dimekarkan|berdiri) {_FOUNDED})"
)
# What the news says about a region, in the same words.
COMPARED = re.compile(
    r"\b(?:ter(?:tinggi|rendah|banyak|besar|cepat|parah|dampak)|pertama|kedua|ketiga|satu-satunya|paling|persen"
    r"|penerima|peraih|rawan|angka|kasus|masih|belum|kini|hanya|tetapi|namun|karena|sehingga|itu|tersebut|rp\d*)\b",
    re.IGNORECASE,
)


def drop_afterword(page: Page) -> None:
    """Drop the outermost lines that only a site writes, and others of that kind behind a mark of the end."""
    last = len(page.lines) - 1
    first = 0
    while first < last and is_outermost(page.lines[first].text):
        first += 1
    page.lines = page.lines[first:]
    while len(page.lines) > 1 and _is_of_the_site(page.lines[-1].text):
        page.lines.pop()
    start = len(page.lines)
    while start > 1 and _is_afterword(page.lines[start - 1].text):
        start -= 1
    for number, line in enumerate(page.lines[start:], start):
        if line.above & END_MARKS or line.text.startswith("*"):
            page.lines = page.lines[:number]
            return


def _is_of_the_site(text: str) -> bool:
    return is_outermost(text) or _is_definition(text)


def _is_definition(text: str) -> bool:
    if len(text) > LONGEST_AFTERWORD or NEWS.search(text) or COMPARED.search(text):
        return False
    return bool(DEFINITION.match(text))


def _is_afterword(text: str) -> bool:
    if is_headline(text):
        return True
    if len(text) > LONGEST_AFTERWORD or NEWS.search(text):
        return False
    return len(set(REGION_FACT.findall(text.lower()))) >= 2
