"""Addresses of documents that are given to us: in a name space of each tenant's own.

The id of an article is made from its canonical address. A page that is crawled has its own; a document that a
tenant pushes or imports has one made from the tenant and what the document is known by (its address, its
ticket, its words). So no document is ever a revision of another tenant's, or of a crawled page: not even on a
site of the tenant's own, where each would rewrite the other, a complaint the page that it is about.
"""

from __future__ import annotations

import hashlib

INSTALLATION = ""
"""In place of a tenant, of what the operators push themselves; no tenant has this id."""


def of_tenant(tenant_id: str, known_by: str) -> str:
    """The canonical address of a tenant's document; nothing of the tenant can be read from it."""
    digest = hashlib.sha256(f"{tenant_id}\n{known_by}".encode()).hexdigest()
    return f"gaung:push/{digest}"
