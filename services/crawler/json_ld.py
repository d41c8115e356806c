"""Reads the schema.org article a page describes itself with (JSON-LD)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

ARTICLE_TYPES = frozenset(
    """
    article newsarticle reportagenewsarticle analysisnewsarticle opinionnewsarticle blogposting
    liveblogposting socialmediaposting report pressrelease webpage
    """.split()
)
# How deep @graph and mainEntity are followed; real pages stay below 4.
DEEPEST = 6


@dataclass(frozen=True)
class DescribedArticle:
    """What a page says about itself; every field as written."""

    type: str
    headline: str | None = None
    published: str | None = None
    author: str | None = None
    image: str | None = None


def described_article(scripts: list[str]) -> DescribedArticle | None:
    """The best article among a page's JSON-LD scripts (an article before a web page); None without any."""
    found = [article for script in scripts for article in _articles(_load(script), 0)]
    dated = sorted(found, key=lambda article: (article.type == "webpage", article.published is None))
    return dated[0] if dated else None


def _load(script: str) -> Any:
    # Portals wrap JSON-LD in comments or CDATA, and leave raw line breaks in strings (strict=False).
    cleaned = re.sub(r"^\s*(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|//\s*\]\]>|\]\]>)\s*$", "", script)
    try:
        return json.loads(cleaned, strict=False)
    except (ValueError, RecursionError):
        return None


def _articles(node: Any, depth: int) -> Iterator[DescribedArticle]:
    if depth > DEEPEST:
        return
    if isinstance(node, list):
        for item in node:
            yield from _articles(item, depth + 1)
    elif isinstance(node, dict):
        types = node.get("@type")
        for kind in types if isinstance(types, list) else [types]:
            if isinstance(kind, str) and kind.lower() in ARTICLE_TYPES:
                yield _described(node, kind.lower())
                break
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _articles(node.get(key), depth + 1)


def _described(node: dict[str, Any], kind: str) -> DescribedArticle:
    return DescribedArticle(
        type=kind,
        headline=_text(node.get("headline")) or (_text(node.get("name")) if kind != "webpage" else None),
        published=_text(node.get("datePublished")) or _text(node.get("dateCreated")),
        author=_names(node.get("author")) or _names(node.get("creator")),
        image=_address(node.get("image")) or _address(node.get("thumbnailUrl")),
    )


def _text(value: Any) -> str | None:
    if isinstance(value, list):
        return next((text for item in value if (text := _text(item))), None)
    if isinstance(value, dict):
        return _text(value.get("@value"))
    return value.strip() or None if isinstance(value, str) else None


def _names(value: Any) -> str | None:
    people = value if isinstance(value, list) else [value]
    names = [_text(person.get("name")) if isinstance(person, dict) else _text(person) for person in people]
    return ", ".join(dict.fromkeys(name for name in names if name)) or None


def _address(value: Any) -> str | None:
    if isinstance(value, list):
        return next((address for item in value if (address := _address(item))), None)
    if isinstance(value, dict):
        return _text(value.get("url")) or _text(value.get("contentUrl"))
    return _text(value)
