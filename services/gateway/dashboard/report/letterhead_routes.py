"""/laporan/kop: the head and the foot of documents, for admins."""

from __future__ import annotations

from datetime import datetime

from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.gateway.dashboard.clock import Now
from services.gateway.dashboard.forms import Form, SentForm, blank_form, see_other
from services.gateway.dashboard.headers import PRIVATE, SECURITY_HEADERS
from services.gateway.dashboard.page_route import PageRoute
from services.gateway.dashboard.rendering import page, saying
from services.gateway.dashboard.visitor import AdminVisitor, SignedIn, Visitor
from services.gateway.internal_calls import NotFound
from services.gateway.reports.letterheads import (
    PLACEHOLDERS,
    Letterhead,
    get_letterhead,
    keep_letterhead,
    number_text,
)
from services.gateway.reports.logos import MOST_BYTES, UnusableLogo, logo_of
from services.gateway.state import gateway_state

router = APIRouter(prefix="/laporan/kop", route_class=PageRoute, include_in_schema=False)

# Field of the form → field of the letterhead and its longest text.
FIELDS = {
    "pemerintah": ("government", 200),
    "kantor": ("office", 200),
    "alamat": ("address", 300),
    "kontak": ("contact", 300),
    "tempat": ("place", 100),
    "jabatan": ("signatory_office", 200),
    "nama": ("signatory_name", 200),
    "pangkat": ("signatory_rank", 100),
    "nip": ("signatory_nip", 30),
    "nomor": ("number_pattern", 100),
}


@router.get("")
async def letterhead(request: Request, visitor: AdminVisitor, now: Now) -> Response:
    """The form with what is kept."""
    kept = await get_letterhead(gateway_state(request).engine, visitor.tenant.id)
    form = blank_form(**{field: getattr(kept, name) for field, (name, _) in FIELDS.items()})
    return _page(visitor, now, form, kept)


@router.post("")
async def keep(request: Request, visitor: AdminVisitor, now: Now, form: SentForm) -> Response:
    """Keep the letterhead; a logo stays until another one comes or it is taken away."""
    engine = gateway_state(request).engine
    kept = await get_letterhead(engine, visitor.tenant.id)
    texts = {name: form.text(field, most=most) for field, (name, most) in FIELDS.items()}
    if texts["number_pattern"] and "{nomor}" not in texts["number_pattern"]:
        form.refuse("nomor", "Pola nomor harus memuat {nomor}.")
    logo = None if form.flag("tanpa_logo") else kept.logo
    file = form.file("logo")
    if file is not None:
        try:
            logo = logo_of(await file.read(MOST_BYTES + 1))
        except UnusableLogo as error:
            form.refuse("logo", str(error))
    if form.errors:
        return _page(visitor, now, form, kept, status=422)
    await keep_letterhead(engine, visitor.tenant.id, Letterhead(**texts, logo=logo), actor=visitor.actor)
    return await see_other(request, "/laporan/kop", "Kop surat disimpan.")


@router.get("/logo.png")
async def logo(request: Request, visitor: SignedIn) -> Response:
    """The logo as it stands in documents."""
    kept = await get_letterhead(gateway_state(request).engine, visitor.tenant.id)
    if kept.logo is None:
        raise NotFound("no logo")
    return Response(kept.logo, media_type="image/png", headers=SECURITY_HEADERS | PRIVATE)


def _page(visitor: Visitor, now: datetime, form: Form, kept: Letterhead, status: int = 200) -> Response:
    today = now.astimezone(visitor.tenant.zone).date()
    return page(
        "laporan/kop.html",
        visitor=visitor,
        status=status,
        formulir=form,
        ada_logo=kept.logo is not None,
        isian=", ".join(PLACEHOLDERS),
        contoh=number_text(kept.number_pattern, 7, "TELAAH", today),
        **saying(now, visitor),
    )
