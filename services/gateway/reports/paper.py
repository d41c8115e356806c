"""What is printed: a report with everything that stands around it."""

from __future__ import annotations

from dataclasses import dataclass, field

from services.gateway.reports.document import Document
from services.gateway.reports.editions import Edition
from services.gateway.reports.letterheads import Letterhead


@dataclass(frozen=True)
class Paper:
    """A report as people left it, its number, and the head of the office; `draft` says so on every sheet."""

    document: Document
    number: str = ""
    letterhead: Letterhead = field(default_factory=Letterhead)
    draft: bool = False

    @classmethod
    def of(cls, edition: Edition, letterhead: Letterhead) -> Paper:
        """The paper of an edition."""
        return cls(edition.told, edition.number, letterhead, draft=edition.state == "draf")
