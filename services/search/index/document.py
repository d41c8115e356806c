"""What is written to the index: an article revision with its enrichment, its story and its version."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from shared.contracts.article import Article
from shared.contracts.enrichment import Enrichment
from shared.contracts.query import Revision

Outcome = Literal["written", "stale", "rejected"]


@dataclass(frozen=True)
class Document:
    """The present state of one article. `revisions` are all states seen so far, oldest first.

    `story_seq` grows with every decision about stories that changed this article's."""

    article: Article
    enrichment: Enrichment
    revisions: Sequence[Revision] = ()
    story_id: str | None = None
    copy_of: str | None = None
    story_seq: int = 0

    @property
    def version(self) -> int:
        """Later states carry greater numbers: first the revision counts, then the last decision on its story.

        Below 2^63, as Elasticsearch wants it, for four million revisions and 500 thousand million decisions.
        """
        return version_of(self.article.revision, self.story_seq, self.story_id)


def version_of(revision: int, story_seq: int, story_id: str | None) -> int:
    """The version of an article in this state; see Document.version."""
    return revision << 40 | story_seq << 1 | (1 if story_id else 0)


@dataclass(frozen=True)
class PutResult:
    """What became of one document.

    ``written``: it is (again) the present state; ``stale``: a greater version lies in the index already and
    stays; ``rejected``: the index refuses this document for good, `reason` says why.
    """

    id: str
    outcome: Outcome
    reason: str | None = None
