"""A story as a telaah reads it: its articles, who speaks for the government, and what sentences say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from services.gateway.desk.offices import Office
from services.gateway.reports.making import Making
from services.gateway.reports.sentences import sentences
from shared.contracts.enrichment import Quote
from shared.contracts.query import IndexedArticle
from shared.contracts.story import StoryDetail

# Offices that speak for a local government, as news call their holders.
_GOVERNMENT = re.compile(
    r"\b(?:bupati|wali ?kota|gubernur|sekda|sekretaris daerah|"
    r"kepala (?:dinas|badan|bagian|bidang|seksi|satuan|puskesmas|desa|kantor)|"
    r"kadis(?:dik|kes|kominfo|hub|sos|perindag)?|kabid|kabag|camat|lurah|"
    r"pemerintah (?:kabupaten|kota|provinsi|daerah)|diskominfo\w*|dinkes|disdik\w*|disdukcapil|dishub|dinsos|"
    r"direktur (?:rsud|perumda|pdam|rumah sakit)|asisten (?:i|ii|iii|bupati|sekda)|staf ahli|juru bicara|"
    r"plt|plh|pj|pemkab|pemkot|pemprov|dinas|badan|bpbd|satpol)\b",
    re.IGNORECASE,
)
# Those who answer to nobody here: a council scrutinises, police and prosecutors have their own line.
_NOT_GOVERNMENT = re.compile(r"\b(?:dprd|dpr ri|komisi|kapolres|kapolsek|kajari|mantan|eks)\b", re.IGNORECASE)
# Words of an office's name that every office has.
_COMMON = frozenset("dinas badan kantor dan kabupaten kota daerah provinsi kepala sekretariat".split())


@dataclass(frozen=True)
class Said:
    """A quote in its article, with the office of its speaker as the article gives it."""

    quote: Quote
    item: IndexedArticle
    office: str

    @property
    def official(self) -> bool:
        """Whether the speaker holds an office of the local government."""
        return speaks_for_government(self.office)


def speaks_for_government(text: str) -> bool:
    """Whether a text names an office of the local government, and nobody who stands against it."""
    return bool(_GOVERNMENT.search(text)) and not _NOT_GOVERNMENT.search(text)


def said_in(item: IndexedArticle) -> list[Said]:
    """The quotes of an article."""
    offices = {
        person.name: ", ".join(dict.fromkeys(part for part in (person.role, person.org) if part))
        for person in item.enrichment.people
    }
    return [Said(quote, item, offices.get(quote.speaker, "")) for quote in item.enrichment.quotes]


@dataclass(frozen=True)
class Sentence:
    """A sentence and the first article that has it."""

    text: str
    item: IndexedArticle


@dataclass(frozen=True)
class Reading:
    """The story, its articles earliest first, and the office that answers for it; `chosen`: by the team.

    Of a `cut` story the articles are the first one and the newest ones.
    """

    making: Making
    story: StoryDetail
    articles: list[IndexedArticle]
    office: Office | None
    chosen: bool = False
    cut: bool = False

    @cached_property
    def originals(self) -> list[IndexedArticle]:
        """The articles that repeat nobody's text."""
        return [item for item in self.articles if item.copy_of is None] or self.articles

    @cached_property
    def copies(self) -> dict[str, int]:
        """Article id → how many others repeat its text."""
        found: dict[str, int] = {}
        for item in self.articles:
            if item.copy_of:
                found[item.copy_of] = found.get(item.copy_of, 0) + 1
        return found

    @cached_property
    def said(self) -> list[Said]:
        """Every quote once, earliest first."""
        found: dict[tuple[str, str], Said] = {}
        for item in self.originals:
            for said in said_in(item):
                key = (said.quote.speaker, " ".join(said.quote.text.casefold().split())[:80])
                found.setdefault(key, said)
        return list(found.values())

    def sentences(self) -> Iterator[Sentence]:
        """All sentences of the articles, each with the first article that has it."""
        seen: set[str] = set()
        for item in self.originals:
            for text in sentences(item.article.text):
                key = text.casefold()
                if key not in seen:
                    seen.add(key)
                    yield Sentence(text, item)

    def source_of(self, text: str) -> IndexedArticle:
        """The first article that has this sentence; the first of all when none has it word for word."""
        wanted = " ".join(text.split()).casefold()
        for item in self.articles:
            if wanted in " ".join(item.article.text.split()).casefold():
                return item
        for item in self.articles:
            if text in item.enrichment.summary:
                return item
        return self.articles[0]

    def speaks_for_office(self, said: Said) -> bool:
        """Whether the speaker belongs to the office that answers for the story."""
        if self.office is None or not said.official:
            return False
        words = {
            word
            for word in re.findall(r"\w+", f"{self.office.name} {self.office.short_name}".casefold())
            if len(word) > 2 and word not in _COMMON
        }
        return any(word in words for word in re.findall(r"\w+", said.office.casefold()))
