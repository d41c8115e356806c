"""The public app: API, its documentation and the dashboard, behind the same guards."""

from __future__ import annotations

from collections.abc import Sequence

from fastapi import Depends, FastAPI, Request, Response

from services.gateway import problems
from services.gateway.access import SECURITY, permitted
from services.gateway.api import (
    admin,
    admin_sources,
    alerts,
    articles,
    audit_trail,
    briefs,
    comparison,
    crawls,
    exports,
    facets,
    imports,
    me,
    regions,
    share,
    similar,
    sources,
    stories,
    story_corrections,
    terms,
    timeline,
    watches,
)
from services.gateway.body_limit import BodyLimit
from services.gateway.compression import Compression
from services.gateway.conditional import Conditional
from services.gateway.cors import Cors
from services.gateway.dashboard import error_pages
from services.gateway.dashboard.routes import router as dashboard
from services.gateway.deprecations import DEPRECATIONS, Deprecated, Deprecation
from services.gateway.docs_page.routes import router as docs_page
from services.gateway.error_handlers import add_error_handlers
from services.gateway.guard import Guard
from services.gateway.openapi import add_openapi, operation_id
from services.gateway.problems import Problem
from services.gateway.query_parameters import WithoutEmpty, each_once
from services.gateway.request_context import RequestContext
from services.gateway.state import GatewayState

_API = (
    me,
    articles,
    similar,
    exports,
    stories,
    story_corrections,
    timeline,
    facets,
    terms,
    share,
    comparison,
    briefs,
    regions,
    sources,
    crawls,
    imports,
    watches,
    alerts,
    admin,
    admin_sources,
    audit_trail,
)


def create_public_app(state: GatewayState, deprecations: Sequence[Deprecation] = DEPRECATIONS) -> FastAPI:
    """Everything that the public port serves."""
    app = FastAPI(
        title="Gaung",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        generate_unique_id_function=operation_id,
    )
    app.state.gateway = state
    for module in _API:
        app.include_router(module.router, dependencies=[*SECURITY, Depends(permitted), Depends(each_once)])
    app.include_router(docs_page)
    app.include_router(dashboard)
    add_error_handlers(app, problem_page)
    add_openapi(app, deprecations)
    # The last one is the outermost: context, CORS, compression, what ends, tags, guard, body limit, empty
    # parameters, routes.
    app.add_middleware(WithoutEmpty)
    app.add_middleware(BodyLimit)
    app.add_middleware(Guard, state=state)
    app.add_middleware(Conditional)
    app.add_middleware(Deprecated, table=deprecations)
    app.add_middleware(Compression)
    app.add_middleware(Cors, origins=state.settings.cors_origins)
    app.add_middleware(RequestContext, https=state.settings.public_url.startswith("https://"))
    return app


def problem_page(_request: Request, problem: Problem) -> Response:
    """What a browser sees outside the API instead of a JSON problem."""
    if problem.kind in (problems.NOT_FOUND, problems.NOT_ALLOWED):
        return error_pages.not_found()
    if problem.kind is problems.UNAVAILABLE:
        return error_pages.unavailable("/")
    return error_pages.failed()
