"""Serves the documentation page, its two assets, and the addresses that problem types point to."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from services.gateway.docs_page.operations import operations_by_tag
from services.gateway.problems import KINDS, NOT_FOUND, Problem

router = APIRouter(include_in_schema=False)
_PACKAGE = "services.gateway.docs_page"
_CODE = re.compile(r"`([^`]+)`")
_ASSETS = {"docs.css": "text/css", "docs.js": "text/javascript"}


@router.get("/docs")
async def docs(request: Request) -> Response:
    """The page; made once for each app, since its document does not change."""
    page: str | None = getattr(request.app.state, "docs_page", None)
    if page is None:
        document = request.app.openapi()
        page = (
            _templates()
            .get_template("docs.html")
            .render(document=document, tags=list(operations_by_tag(document)), problems=KINDS)
        )
        request.app.state.docs_page = page
    return HTMLResponse(page)


@router.get("/docs/{name}")
async def asset(name: str) -> Response:
    """The style sheet and the script."""
    if name not in _ASSETS:
        raise Problem(NOT_FOUND, "Tidak ada apa-apa di alamat ini.")
    content = files(_PACKAGE).joinpath(name).read_bytes()
    return Response(content, media_type=_ASSETS[name], headers={"Cache-Control": "max-age=300"})


@router.get("/problems/{slug}")
async def problem_type(slug: str) -> Response:
    """Where the `type` of a problem leads: its explanation on the page."""
    if slug not in {kind.slug for kind in KINDS}:
        raise Problem(NOT_FOUND, "Tidak ada jenis masalah ini.")
    return RedirectResponse(f"/docs#problem-{slug}", status_code=303)


@cache
def _templates() -> Environment:
    environment = Environment(
        loader=PackageLoader(_PACKAGE, "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["prose"] = _prose
    return environment


def _prose(text: str) -> Markup:
    """The one piece of Markdown that descriptions use: `code`."""
    # Escaped before the tags are put in, so the result is safe.
    return Markup(_CODE.sub(r"<code>\1</code>", str(escape(text))))  # noqa: S704
