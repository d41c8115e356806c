"""Hits to contract models."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from services.search.index.payload import Payload, article_from
from shared.contracts.query import IndexedArticle, StoryRef

# Parameters of a search for ids alone: they come from their column, while a stored one lies in a compressed
# block that each hit would unpack.
IDS: dict[str, Any] = {"source": False, "stored_fields": "_none_", "docvalue_fields": ["id"]}


def id_of(hit: Mapping[str, Any]) -> str:
    """The article of a hit of such a search."""
    return str(hit["fields"]["id"][0])


def article_of(source: dict[str, Any], sizes: Mapping[str, int], *, in_full: bool = False) -> IndexedArticle:
    """The article of a stored source."""
    story_id = source.get("story_id")
    return article_from(
        Payload.model_validate(source["payload"]),
        title=source["shown"]["title"],
        text=source["shown"]["text"],
        # An article written a moment ago counts in its story before searches see it.
        story=StoryRef(id=story_id, size=sizes.get(story_id, 1)) if story_id else None,
        copy_of=source.get("copy_of"),
        embedding=source.get("embedding"),
        in_full=in_full,
    )
