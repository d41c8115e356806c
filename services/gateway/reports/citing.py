"""The numbered sources of a report: an article gets its number when it is first cited."""

from __future__ import annotations

from collections.abc import Iterable

from services.gateway.presentation.dates import MONTHS, clock
from services.gateway.reports.document import Source
from services.gateway.reports.making import Making
from shared.contracts.query import IndexedArticle


class Citing:
    """Numbers articles in the order in which they are cited."""

    def __init__(self, making: Making) -> None:
        self._making = making
        self._sources: dict[str, Source] = {}

    @property
    def sources(self) -> list[Source]:
        """All sources that were cited, by number."""
        return list(self._sources.values())

    def cite(self, item: IndexedArticle, remark: str = "") -> int:
        """The number of an article; `remark` is kept from the first time."""
        article = item.article
        known = self._sources.get(article.id)
        if known is None:
            official = "situs pemerintah" if article.source.official else ""
            known = Source(
                number=len(self._sources) + 1,
                title=article.title,
                outlet=self._making.names.get(article.source.id) or article.source.name,
                published=published_text(item, self._making),
                url=self._making.address(f"/artikel/{article.id}"),
                original_url=article.url if article.url.startswith(("http://", "https://")) else "",
                remark=", ".join(part for part in (official, remark) if part),
            )
            self._sources[article.id] = known
        return known.number

    def cite_all(self, items: Iterable[IndexedArticle]) -> list[int]:
        """The numbers of articles, in order of number."""
        return sorted({self.cite(item) for item in items})


def published_text(item: IndexedArticle, making: Making) -> str:
    """``25 November 2026 pukul 06.45 WITA``; a date without time stays a date."""
    article = item.article
    if article.published_precision == "unknown":
        return "tanpa tanggal"
    moment = article.published_at
    if article.published_precision == "time":
        moment = moment.astimezone(making.tenant.zone)
    day = f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}"
    return f"{day} pukul {clock(moment)}" if article.published_precision == "time" else day
