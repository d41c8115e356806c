"""A row of an import that is taken, and the reason of one that is not."""

from __future__ import annotations

from pydantic import AwareDatetime

from services.crawler.canonical import article_id
from shared.contracts.article import Contract, PublishedPrecision, Report
from shared.contracts.imports import ImportField


class RowRefused(Exception):
    """This row is not taken: `field` is the one at fault, the message is for the user."""

    def __init__(self, reason: str, field: ImportField | None = None) -> None:
        super().__init__(reason)
        self.field = field


class Row(Contract):
    """A row that is taken, as it is kept until it goes into the pipeline: nothing personal is in it."""

    row: int
    address: str
    url: str | None
    title: str
    text: str
    author: str | None
    published_at: AwareDatetime | None
    published_precision: PublishedPrecision
    region: str | None
    place: str | None
    report: Report | None

    @property
    def article_id(self) -> str:
        """The id of the article it becomes."""
        return article_id(self.address)
