"""Roles: what a key or a user may do, and the least role of every operation of the API."""

from __future__ import annotations

from typing import Literal, get_args

Role = Literal["viewer", "analyst", "admin", "operator"]
# In order of power: viewer reads, analyst also writes, admin also manages the tenant, operator all tenants.
ROLES: tuple[Role, ...] = get_args(Role)

# The one place that says who may call what: `METHOD path template` → the least role. A new operation needs a
# line here and nothing else: every route below /v1 is checked against it (access.permitted), one without a
# line is the operators' alone, tests/unit/services/gateway/test_roles.py fails until it has one and then
# tries every cell. docs/api.md shows the table: `python -m services.gateway.roles_table` writes it there.
LEAST_ROLE: dict[str, Role] = {
    "GET /v1/me": "viewer",
    "GET /v1/articles": "viewer",
    "POST /v1/articles": "analyst",
    "GET /v1/articles/{article_id}": "viewer",
    "GET /v1/articles/{article_id}/similar": "viewer",
    "GET /v1/timeline": "viewer",
    "GET /v1/facets": "viewer",
    "GET /v1/terms": "viewer",
    "GET /v1/share": "viewer",
    "POST /v1/compare": "viewer",
    "GET /v1/stories": "viewer",
    "GET /v1/stories/{story_id}": "viewer",
    "POST /v1/stories/{story_id}/merge": "analyst",
    "POST /v1/stories/{story_id}/split": "analyst",
    "GET /v1/stories/{story_id}/changes": "viewer",
    "DELETE /v1/stories/{story_id}/corrections/{correction_id}": "analyst",
    "GET /v1/regions": "viewer",
    "GET /v1/regions/{code}": "viewer",
    "GET /v1/sources": "viewer",
    "GET /v1/sources/{source_id}/health": "viewer",
    "POST /v1/crawls": "analyst",
    "POST /v1/imports": "analyst",
    "GET /v1/imports": "analyst",
    "GET /v1/imports/{import_id}": "analyst",
    "GET /v1/imports/{import_id}/refusals": "analyst",
    "POST /v1/imports/preview": "analyst",
    "DELETE /v1/imports/{import_id}": "analyst",
    "GET /v1/exports": "viewer",
    "HEAD /v1/exports": "viewer",
    "GET /v1/watches": "viewer",
    "POST /v1/watches": "analyst",
    "GET /v1/watches/{watch_id}": "viewer",
    "PATCH /v1/watches/{watch_id}": "analyst",
    "DELETE /v1/watches/{watch_id}": "analyst",
    "POST /v1/watches/test": "analyst",
    "POST /v1/watches/{watch_id}/test": "analyst",
    "POST /v1/watches/{watch_id}/secret": "analyst",
    "GET /v1/alerts": "viewer",
    "GET /v1/alerts/{alert_id}": "viewer",
    "POST /v1/alerts/{alert_id}/ack": "analyst",
    "GET /v1/briefs": "viewer",
    "GET /v1/admin/tenants": "admin",
    "POST /v1/admin/tenants": "operator",
    "PATCH /v1/admin/tenants/{tenant_id}": "operator",
    "GET /v1/admin/keys": "admin",
    "POST /v1/admin/keys": "admin",
    "POST /v1/admin/keys/{key_id}/rotate": "admin",
    "DELETE /v1/admin/keys/{key_id}": "admin",
    "GET /v1/admin/audit": "admin",
    "GET /v1/admin/sources": "operator",
    "POST /v1/admin/sources": "operator",
    "PATCH /v1/admin/sources/{source_id}": "operator",
}


def at_least(role: Role, needed: Role) -> bool:
    """Whether `role` may do what needs `needed`."""
    return ROLES.index(role) >= ROLES.index(needed)


def least_role(method: str, path: str) -> Role:
    """The least role for an operation, e.g. ``GET``, ``/v1/articles/{article_id}``.

    One that nobody entered in the table is the operators' alone.
    """
    return LEAST_ROLE.get(f"{method.upper()} {path}", "operator")
