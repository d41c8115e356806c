"""Who may see an article: region scopes as sets of keys that must meet.

An article carries visibility keys, a tenant's scope asks for some; it is visible when one is in both. Keys
are region codes, and a code with ``=`` before it for "about this very region":

- an article about or mentioning 64.08 carries ``64`` and ``64.08``: the province sees it, and so does 64.08;
- an article about the province of 64 as such carries ``=64`` too: every regency below 64 asks for that;
- an article that names no region carries its outlet's home region; without that it carries nothing, and only
  the scope ``ID`` sees it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from shared.contracts.article import Article
from shared.contracts.enrichment import Enrichment

EVERYTHING = "ID"


def ancestors(code: str) -> list[str]:
    """The regions above a code, widest first: 64.08.01 → 64, 64.08."""
    parts = code.split(".")
    return [".".join(parts[:depth]) for depth in range(1, len(parts))]


def with_ancestors(codes: Iterable[str]) -> list[str]:
    """Codes and all regions above them, sorted, each once."""
    return sorted({level for code in codes for level in (*ancestors(code), code)})


def visibility_keys(article: Article, enrichment: Enrichment) -> list[str]:
    """The keys that an article carries."""
    about = sorted({region.code for region in enrichment.regions if region.about})
    named = {region.code for region in enrichment.regions}
    if not named and article.source.region:
        named = {article.source.region}
    return [*with_ancestors(named), *(f"={code}" for code in about)]


def scope_keys(scope: Sequence[str]) -> list[str] | None:
    """The keys that a scope asks for; None when it sees everything."""
    if EVERYTHING in scope:
        return None
    above = {f"={wider}" for code in scope for wider in ancestors(code)}
    return sorted({*scope, *above})


def is_visible(keys: Iterable[str], scope: Sequence[str] | None) -> bool:
    """Whether an article with these keys is visible to a scope; None is the service itself and sees all."""
    wanted = None if scope is None else scope_keys(scope)
    return wanted is None or not set(wanted).isdisjoint(keys)
