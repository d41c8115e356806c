"""Whose region a pushed document belongs to: never one outside the scope of the tenant that pushes it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from services.gateway.problems import InvalidValue, invalid, refused
from services.gateway.scope import is_timezone, sees, unknown_codes
from services.gateway.tenants import Tenant
from shared.contracts.crawl import PushedArticle, Source
from shared.regions import WHOLE_COUNTRY

# The same pages under another host name.
_VARIANTS = re.compile(r"(?:(?:www|m|amp)\.)+")


def within_scope(pushed: PushedArticle, tenant: Tenant, sources: Iterable[Source]) -> PushedArticle:
    """The document to push; a source without a region takes that of a tenant that has just one.

    `sources` are all of the installation. A document with the address of an outlet's page becomes the newest
    revision of that page, and one with an outlet's name appears under it; so both are left to tenants that
    see the outlet. Raises Problem (400) that names every value which is unknown or outside the scope.
    """
    known = list(sources)
    foreign = [source for source in known if not sees(tenant.scope, source.region)]
    errors = [*_place_errors(pushed, tenant), *_outlet_errors(pushed, known, foreign)]
    if errors:
        raise invalid(*errors)
    source = pushed.source
    alone = len(tenant.scope) == 1 and tenant.scope[0] != WHOLE_COUNTRY
    if source.id is None and source.region is None and alone:
        return pushed.model_copy(update={"source": source.model_copy(update={"region": tenant.scope[0]})})
    return pushed


def _place_errors(pushed: PushedArticle, tenant: Tenant) -> Iterable[InvalidValue]:
    source = pushed.source
    if not is_timezone(source.timezone):
        yield refused("body", "source.timezone", f"zona waktu tidak dikenal: {source.timezone[:40]}")
    if source.region is None:
        return
    if unknown_codes([source.region]):
        yield refused("body", "source.region", f"kode wilayah tidak dikenal: {source.region[:40]}")
    elif not sees(tenant.scope, source.region):
        yield refused("body", "source.region", "di luar wilayah kunci ini")


def _outlet_errors(
    pushed: PushedArticle, known: list[Source], foreign: list[Source]
) -> Iterable[InvalidValue]:
    if pushed.source.id is not None:
        if pushed.source.id not in {source.id for source in known if source not in foreign}:
            yield refused("body", "source.id", "sumber tidak dikenal")
    elif _key(pushed.source.name) in {key for s in foreign for key in (s.id, _key(s.name))}:
        yield refused("body", "source.name", "nama ini milik sumber di luar wilayah kunci ini")
    if pushed.url and _host(pushed.url) in {_host(f"//{source.domain}") for source in foreign}:
        yield refused("body", "url", "alamat ini milik sumber di luar wilayah kunci ini")


def _key(name: str) -> str:
    """A name as ids of sources are made from it: ``Kabar Pesisir`` → ``kabar-pesisir``."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:63].strip("-")


def _host(url: str) -> str:
    """The host without its variants; empty for what is no address, which the crawler refuses."""
    try:
        host = (urlsplit(url).hostname or "").rstrip(".").encode("idna").decode()
    except ValueError:
        return ""
    return _VARIANTS.sub("", host, count=1) if _VARIANTS.match(host) else host
