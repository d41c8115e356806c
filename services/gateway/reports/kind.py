"""A kind of report: its name, how its number calls it, and how it is made."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from services.gateway.reports.document import Document
from services.gateway.reports.editions import EditionKey
from services.gateway.reports.making import Making

Maker = Callable[[Making, EditionKey], Awaitable[Document]]


@dataclass(frozen=True)
class Kind:
    """`id` stands in addresses and in the table, `code` in numbers, `describe` on the page of all reports.

    `make` may raise NotFound (the subject is gone) and ServiceUnavailable.
    """

    id: str
    name: str
    code: str
    describe: str
    # Where one is asked for: a page with a form.
    path: str
    make: Maker
    # Catatan kerja belong to the person they are about.
    personal: bool = False
