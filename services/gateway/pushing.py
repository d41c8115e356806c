"""Whose region a pushed document belongs to: never one outside the scope of the tenant that pushes it."""

from __future__ import annotations

from services.gateway.crawler_client import CrawlerClient
from services.gateway.internal_calls import NotFound
from services.gateway.problems import invalid, refused
from services.gateway.scope import is_timezone, sees, unknown_codes
from services.gateway.tenants import Tenant
from shared.contracts.crawl import PushedArticle
from shared.regions import WHOLE_COUNTRY


async def within_scope(pushed: PushedArticle, tenant: Tenant, crawler: CrawlerClient) -> PushedArticle:
    """The document to push; a source without a region takes that of a tenant that has just one.

    Raises Problem (400) for an unknown region, source or time zone, and for one outside the scope.
    """
    source = pushed.source
    if not is_timezone(source.timezone):
        raise invalid(refused("body", "source.timezone", f"zona waktu tidak dikenal: {source.timezone[:40]}"))
    if source.region is not None:
        if unknown_codes([source.region]):
            raise invalid(
                refused("body", "source.region", f"kode wilayah tidak dikenal: {source.region[:40]}")
            )
        if not sees(tenant.scope, source.region):
            raise invalid(refused("body", "source.region", "di luar wilayah kunci ini"))
    if source.id is not None:
        try:
            known = await crawler.source(source.id)
        except NotFound as error:
            raise invalid(refused("body", "source.id", "sumber tidak dikenal")) from error
        if not sees(tenant.scope, known.region):
            raise invalid(refused("body", "source.id", "sumber tidak dikenal"))
        return pushed
    if source.region is None and len(tenant.scope) == 1 and tenant.scope[0] != WHOLE_COUNTRY:
        return pushed.model_copy(update={"source": source.model_copy(update={"region": tenant.scope[0]})})
    return pushed
