"""Makes an Article of a bare title and text, for what arrives without a page."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

from shared.contracts.article import Article, SourceRef


def article_from_text(title: str, text: str, source_region: str | None = None) -> Article:
    """An Article as the stages expect it; its address and its id come from the text, its times are now (UTC).

    `source_region` is the Kemendagri code of whoever published it: a weak prior for the regions.
    """
    digest = hashlib.sha256(f"{title}\n{text}".encode()).hexdigest()
    address = f"urn:gaung:text:{digest}"
    now = datetime.now(UTC)
    return Article(
        id=hashlib.sha256(address.encode()).hexdigest()[:32],
        revision=1,
        url=address,
        canonical_url=address,
        title=title.strip() or first_words(text),
        text=text,
        source=SourceRef(id="text", name="Teks", domain="text.invalid", region=source_region),
        published_at=now,
        published_precision="unknown",
        published_from="push",
        seen_at=now,
        revised_at=now,
        content_hash=digest,
    )


def first_words(text: str) -> str:
    """The first ten words of a text, as its title; "(tanpa judul)" for an empty one."""
    return " ".join(text.split()[:10]) or "(tanpa judul)"
