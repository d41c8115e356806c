"""Addresses of documents that are given to us: in a name space of each tenant's own.

The id of an article is made from its canonical address. A page that is crawled has its own; a document that a
tenant pushes or imports has one made from the tenant and what the document is known by (its address, its
ticket, its words). So no document is ever a revision of another tenant's, or of a crawled page: not even on a
site of the tenant's own, where each would rewrite the other, a complaint the page that it is about.
Nor is what citizens write known by its address alone: all comments bear that of the post they stand under.
"""

from __future__ import annotations

import hashlib
from datetime import datetime

from shared.contracts.article import Kind

# What citizens write: their texts carry telephone numbers and addresses, news and releases are public.
OF_CITIZENS: frozenset[Kind] = frozenset({"aspirasi", "sosial"})

INSTALLATION = ""
"""In place of a tenant, of what the operators push themselves; no tenant has this id."""


def of_tenant(tenant_id: str, known_by: str) -> str:
    """The canonical address of a tenant's document; nothing of the tenant can be read from it."""
    digest = hashlib.sha256(f"{tenant_id}\n{known_by}".encode()).hexdigest()
    return f"gaung:push/{digest}"


def by_ticket(source_id: str, ticket: str) -> str:
    """What a complaint is known by that has a number in its source."""
    return f"{source_id}\ntiket\n{ticket.casefold()}"


def by_words(place: str, words: str, at: datetime | None, author: str | None = None) -> str:
    """What a text is known by that has nothing else of its own: where it was said, what, when and by whom.

    `place` is an address or the id of a source, `words` a hash of the text as it is kept, so that nothing
    personal can be guessed from what is made of it; `at` is in the zone of the source. An edited text is
    another one: no file tells an edit from a second comment.
    """
    known_by = f"{place}\nisi\n{words}\n{at.isoformat() if at else ''}"
    return f"{known_by}\n{author}" if author else known_by
