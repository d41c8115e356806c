"""Renders the templates: autoescaped, with the words and dates of the dashboard at hand."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from services.gateway.dashboard.assets import asset
from services.gateway.dashboard.chart_library import chart_library_path
from services.gateway.dashboard.headers import PRIVATE, SECURITY_HEADERS
from services.gateway.dashboard.visitor import Visitor
from services.gateway.presentation import article_view, dates, wording
from services.gateway.presentation.region_choice import region_name


def web_address(address: str) -> str | None:
    """The address when it is http or https; None for anything else, such as ``javascript:``."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    return address if parts.scheme in ("http", "https") and parts.netloc else None


def _environment() -> Environment:
    # Autoescape without exception: the text of an article can never become markup.
    environment = Environment(
        loader=PackageLoader("services.gateway.dashboard"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        angka=wording.number,
        desimal=wording.decimal,
        nama_nada=wording.tone_name,
        nama_topik=wording.topic_name,
        nama_wilayah=region_name,
        nama_peran=lambda role: wording.ROLE_NAMES[role],
        alamat_web=web_address,
        hari=dates.long_day,
        hari_pendek=dates.short_day,
        kutipan=article_view.spoken,
    )
    environment.globals.update(
        aset=lambda name: asset(name).path,
        pustaka_bagan=chart_library_path,
        persen=wording.percent,
        # For pages of visitors who are not signed in, and of errors.
        bagian="",
        ekor="",
    )
    return environment


TEMPLATES = _environment()


def page(
    template: str,
    *,
    visitor: Visitor | None = None,
    status: int = 200,
    headers: dict[str, str] | None = None,
    **values: Any,
) -> HTMLResponse:
    """A page of the dashboard with its headers."""
    html = TEMPLATES.get_template(template).render(visitor=visitor, **values)
    return HTMLResponse(html, status, headers=SECURITY_HEADERS | PRIVATE | (headers or {}))


def saying(now: datetime, visitor: Visitor) -> dict[str, Any]:
    """The functions with which a template says dates to this visitor."""
    zone = visitor.tenant.zone
    return {
        "kapan": lambda moment: dates.said(moment, now, zone),
        "terbit": lambda article: dates.published(article, now, zone),
        "terbit_di_sana": lambda article: dates.published_there(article, zone),
        "sekarang": now.astimezone(zone),
        "jam": dates.clock(now.astimezone(zone)),
    }
