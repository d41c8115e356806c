"""What was sent with a form of which nothing came: the page it stood on, and its long texts for copying.

The texts go back to the browser that has just sent them and are kept nowhere: whoever sees them sat before
the form. What another site sends in the name of a visitor is never shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from fastapi import Request
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.routing import Match

from services.gateway.dashboard.forms import MAX_FIELDS, MAX_FORM_BYTES, Form
from services.gateway.dashboard.visitor import local_path
from services.gateway.state import gateway_state

# The fields of several lines: named one by one, so that no password and no token is among them.
_TEXTS = {
    "catatan": "Catatan",
    "klaim": "Kalimat yang dijawab",
    "jawaban": "Isi klarifikasi",
    "alasan": "Alasan",
    "teks": "Langkah",
    "penerima": "Penerima",
}
_EDIT = "teks:"
# Of the form that edits a report: quotes are sent along, but nobody types them.
_QUOTE = "teks:kutipan:"
_URL_ENCODED = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class Unsaved:
    """The page of the form, and what was typed into its long fields: label and text."""

    page: str
    texts: tuple[tuple[str, str], ...] = ()


async def unsaved(request: Request) -> Unsaved | None:
    """What this request wanted to have kept; None when it only asked for a page."""
    if request.method != "POST":
        return None
    return Unsaved(form_page(request), _texts(await _form(request)) if _sent_from_here(request) else ())


def form_page(request: Request) -> str:
    """The page that a form stood on, as far as the browser tells; else the nearest page above its address."""
    came_from = _address(request.headers.get("referer", ""))
    if came_from is not None and came_from.netloc in _hosts(request) and _readable(request, came_from.path):
        return local_path(came_from.path + (f"?{came_from.query}" if came_from.query else ""))
    path = request.url.path
    while path and not _readable(request, path):
        path = path.rpartition("/")[0]
    return local_path(path or "/")


def _readable(request: Request, path: str) -> bool:
    """Whether the address can be opened, and not only be sent a form."""
    root = request.scope.get("root_path", "")
    asking = {"type": "http", "method": "GET", "path": path, "root_path": root, "headers": []}
    return any(route.matches(asking)[0] is Match.FULL for route in request.app.router.routes)


def _sent_from_here(request: Request) -> bool:
    """Whether a page of ours sent the form: every browser says so of a POST."""
    source = request.headers.get("origin") or request.headers.get("referer", "")
    address = _address(source)
    return address is not None and address.netloc in _hosts(request)


def _hosts(request: Request) -> set[str]:
    """The names under which a browser knows us; the empty one is none."""
    public = _address(gateway_state(request).settings.public_url)
    return {request.headers.get("host", ""), public.netloc if public else ""} - {""}


def _address(text: str) -> SplitResult | None:
    try:
        return urlsplit(text)
    except ValueError:
        return None


async def _form(request: Request) -> Form:
    """What was typed, whether or not the handler got as far as reading it; blank when it cannot be read."""
    announced = request.headers.get("content-length", "")
    # Uploads have no long texts; neither they nor endless forms are read for somebody whom we do not know.
    if not request.headers.get("content-type", "").startswith(_URL_ENCODED):
        return Form()
    if not announced.isdigit() or int(announced) > MAX_FORM_BYTES:
        return Form()
    try:
        data: FormData = await request.form(max_fields=MAX_FIELDS)
    except (HTTPException, ClientDisconnect, RuntimeError):
        # Beyond a bound, gone, or read before without becoming a form.
        return Form()
    return Form([(name, value) for name, value in data.multi_items() if isinstance(value, str)])


def _texts(form: Form) -> tuple[tuple[str, str], ...]:
    edits = [name for name in form.names() if name.startswith(_EDIT) and not name.startswith(_QUOTE)]
    labels = _TEXTS | {name: f"Teks laporan {number}" for number, name in enumerate(edits, start=1)}
    return tuple((label, form.text(name)) for name, label in labels.items() if form.text(name))
