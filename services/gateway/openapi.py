"""The OpenAPI 3.1 document: what FastAPI knows of the routes, and the problems that every one may answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import APIRoute

from services.gateway import problems
from services.gateway.deprecations import Deprecation, mark_deprecated
from services.gateway.examples import BY_SCHEMA
from services.gateway.openapi_examples import add_examples
from services.gateway.openapi_meaning import complete_body, complete_parameter, require_tags
from services.gateway.problems import MEDIA_TYPE, ProblemDocument, ProblemKind
from services.gateway.roles import least_role

_DESCRIPTION = """Articles of your region with tone, topics, people and quotes, as they appear.

Send your key as `Authorization: Bearer KEY` or `X-API-Key: KEY`. Every answer is limited to the regions of
the key's tenant. An empty query parameter is as good as none; only arrays may be repeated. Errors are
`application/problem+json` (RFC 9457). Every answer says what is left of your quotas (`RateLimit-*`) and
carries an `X-Request-Id`.
"""
_TAGS = [
    {"name": "articles", "description": "Articles with everything that was read in them"},
    {"name": "exports", "description": "Every article of a filter in one file"},
    {"name": "stories", "description": "Articles about one event"},
    {"name": "figures", "description": "Counts over time and by field"},
    {"name": "briefs", "description": "A day or a week on a few pages"},
    {"name": "regions", "description": "The region tree of the tenant"},
    {"name": "sources", "description": "Outlets and how their crawling goes"},
    {"name": "crawls", "description": "Fetch a page now"},
    {"name": "imports", "description": "Files of posts, comments and complaints"},
    {"name": "watches", "description": "Saved searches that tell you when something happens"},
    {"name": "alerts", "description": "What fired, why, where it went, and who has seen to it"},
    {"name": "me", "description": "What your key may do, and what is left of its quotas"},
    {"name": "admin", "description": "Tenants, keys, sources and the audit trail"},
]
_ANY = (
    problems.INVALID,
    problems.UNAUTHENTICATED,
    problems.TOO_MANY,
    problems.INTERNAL,
    problems.UNAVAILABLE,
)
_CONFLICTING = (
    "post /v1/admin/tenants",
    "patch /v1/admin/tenants/{tenant_id}",
    "post /v1/watches",
    "get /v1/articles/{article_id}/similar",
    "post /v1/admin/sources",
    "post /v1/admin/keys/{key_id}/rotate",
)
# A tenant that is named in the query or the body may be unknown.
_NAMING_OTHERS = ("/v1/admin/keys", "/v1/admin/audit", "/v1/briefs")
_RATE_HEADERS = {
    "RateLimit-Limit": "Requests in a window, of the quota with the fewest left",
    "RateLimit-Remaining": "Requests left of it",
    "RateLimit-Reset": "Seconds until its window ends",
    "RateLimit-Policy": "Every quota: requests (q) in a window of seconds (w)",
    "RateLimit": "Every quota: requests left (r) and seconds until its window ends (t)",
    "X-Request-Id": "Id of this request",
}


def operation_id(route: APIRoute) -> str:
    """The name of an operation for generated clients: that of its function, which therefore stays."""
    return route.name


def add_openapi(app: FastAPI, deprecations: Sequence[Deprecation]) -> None:
    """Serve the document at /openapi.json; it is made once, on first use."""

    def document() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = build_document(app)
            mark_deprecated(app.openapi_schema, deprecations)
        return app.openapi_schema

    # FastAPI's documented way to extend the document is to replace this method.
    app.openapi = document  # type: ignore[method-assign]


def build_document(app: FastAPI) -> dict[str, Any]:
    """The document of all routes that are in the schema."""
    document = get_openapi(
        title="Gaung",
        version="1",
        openapi_version="3.1.0",
        summary="Open media monitoring for Indonesian local government",
        description=_DESCRIPTION,
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
        tags=_TAGS,
        servers=[{"url": "/"}],
        routes=app.routes,
    )
    components = document["components"]
    for leftover in ("HTTPValidationError", "ValidationError"):
        components["schemas"].pop(leftover, None)
    problem_schema = ProblemDocument.model_json_schema(
        by_alias=True, ref_template="#/components/schemas/{model}"
    )
    components["schemas"].update(problem_schema.pop("$defs"))
    components["schemas"]["Problem"] = problem_schema
    for name, example in BY_SCHEMA.items():
        # Set here and not at the models: FastAPI drops every null from what a model says about itself.
        components["schemas"][name]["examples"] = [example]
    components["responses"] = {kind.slug: _response(kind) for kind in problems.KINDS}
    components["headers"] = {
        name: {"description": text, "schema": {"type": "string"}} for name, text in _RATE_HEADERS.items()
    }
    for path, operations in document["paths"].items():
        for method, operation in operations.items():
            _complete(operation, method, path)
            for parameter in operation.get("parameters", ()):
                complete_parameter(parameter)
            _complete_bodies(operation, components["schemas"])
    add_examples(document)
    return document


def _complete_bodies(operation: dict[str, Any], schemas: dict[str, Any]) -> None:
    for media_type, content in operation.get("requestBody", {}).get("content", {}).items():
        for name in _names_within(content["schema"], schemas):
            complete_body(schemas[name], form=media_type == "multipart/form-data")
            require_tags(schemas[name], schemas)


def _names_within(node: Any, schemas: dict[str, Any]) -> set[str]:
    """The schemas that a schema is made of, by name."""
    found: set[str] = set()
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if isinstance(one, dict):
            name = str(one.get("$ref", "")).rpartition("/")[2]
            if name in schemas and name not in found:
                found.add(name)
                waiting.append(schemas[name])
            waiting.extend(one.values())
        elif isinstance(one, list):
            waiting.extend(one)
    return found


def _complete(operation: dict[str, Any], method: str, path: str) -> None:
    answers = operation["responses"]
    answers.pop("422", None)
    headers = {name: {"$ref": f"#/components/headers/{name}"} for name in _RATE_HEADERS}
    for answer in answers.values():
        answer["headers"] = answer.get("headers", {}) | headers
    kinds = list(_ANY)
    if "{" in path or path in _NAMING_OTHERS:
        kinds.append(problems.NOT_FOUND)
    if method == "get" and "application/json" in answers["200"].get("content", {}):
        answers["200"]["headers"]["ETag"] = {"schema": {"type": "string"}}
        answers["304"] = {"description": "Not changed since the ETag in If-None-Match"}
    if least_role(method, path) != "viewer":
        kinds.append(problems.FORBIDDEN)
    if f"{method} {path}" in _CONFLICTING:
        kinds.append(problems.CONFLICT)
    if method in ("post", "patch"):
        kinds.append(problems.TOO_LARGE)
    if path == "/v1/exports":
        kinds.append(problems.EXPORT_TOO_LARGE)
    for kind in sorted(kinds, key=lambda one: one.status):
        answers[str(kind.status)] = {"$ref": f"#/components/responses/{kind.slug}"}


def _response(kind: ProblemKind) -> dict[str, Any]:
    return {
        "description": f"{kind.title_en} ({kind.title})",
        "content": {MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}}},
    }
