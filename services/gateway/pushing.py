"""Whose region a pushed document belongs to: never one outside the scope of the tenant that pushes it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from services.gateway.problems import InvalidValue, invalid, refused
from services.gateway.scope import is_timezone, sees, unknown_codes
from services.gateway.tenants import Tenant
from shared.contracts.crawl import PushedArticle, PushedSource, Source, TenantPush
from shared.regions import WHOLE_COUNTRY

# The same pages under another host name.
_VARIANTS = re.compile(r"(?:(?:www|m|amp)\.)+")


def within_scope(pushed: PushedArticle, tenant: Tenant, sources: Iterable[Source]) -> TenantPush:
    """The document to push; a source without a region takes that of a tenant that has just one.

    `sources` are all of the installation: the name and the addresses of an outlet are left to tenants that
    see it. Raises Problem (400) that names every value which is unknown or outside the scope.
    """
    known = list(sources)
    errors = [*source_errors(pushed.source, tenant, known), *_address_errors(pushed, tenant, known)]
    if errors:
        raise invalid(*errors)
    source = with_region(pushed.source, tenant)
    return TenantPush.model_validate(
        pushed.model_dump(exclude_unset=True) | {"source": source, "tenant_id": tenant.id}
    )


def with_region(source: PushedSource, tenant: Tenant) -> PushedSource:
    """The source, with the region of a tenant that has just one when it names none."""
    alone = len(tenant.scope) == 1 and tenant.scope[0] != WHOLE_COUNTRY
    if source.id is None and source.region is None and alone:
        return source.model_copy(update={"region": tenant.scope[0]})
    return source


def source_errors(source: PushedSource, tenant: Tenant, sources: Iterable[Source]) -> Iterable[InvalidValue]:
    """What is wrong with who is said to have said it."""
    known = list(sources)
    foreign = [outlet for outlet in known if not sees(tenant.scope, outlet.region)]
    yield from _place_errors(source, tenant)
    if source.id is not None:
        if source.id not in {outlet.id for outlet in known if outlet not in foreign}:
            yield refused("body", "source.id", "sumber tidak dikenal")
    elif _key(source.name) in {key for outlet in foreign for key in (outlet.id, _key(outlet.name))}:
        yield refused("body", "source.name", "nama ini milik sumber di luar wilayah kunci ini")


def _address_errors(
    pushed: PushedArticle, tenant: Tenant, sources: Iterable[Source]
) -> Iterable[InvalidValue]:
    foreign = {_host(f"//{source.domain}") for source in sources if not sees(tenant.scope, source.region)}
    if pushed.url and _host(pushed.url) in foreign:
        yield refused("body", "url", "alamat ini milik sumber di luar wilayah kunci ini")


def _place_errors(source: PushedSource, tenant: Tenant) -> Iterable[InvalidValue]:
    if not is_timezone(source.timezone):
        yield refused("body", "source.timezone", f"zona waktu tidak dikenal: {source.timezone[:40]}")
    if source.region is None:
        return
    if unknown_codes([source.region]):
        yield refused("body", "source.region", f"kode wilayah tidak dikenal: {source.region[:40]}")
    elif not sees(tenant.scope, source.region):
        yield refused("body", "source.region", "di luar wilayah kunci ini")


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
