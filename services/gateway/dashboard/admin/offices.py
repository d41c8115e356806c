"""/admin/opd: the offices of the local government, and which of them answers for which topic."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import replace

from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.gateway.dashboard.forms import Form, SentForm, blank_form, see_other
from services.gateway.dashboard.page_route import PageRoute
from services.gateway.dashboard.rendering import page
from services.gateway.dashboard.visitor import AdminVisitor, Visitor
from services.gateway.desk.errors import InvalidEntry
from services.gateway.desk.offices import (
    Office,
    add_office,
    assign_topics,
    change_office,
    get_office,
    list_offices,
    topics_of_offices,
)
from services.gateway.presentation.wording import TOPIC_NAMES, topic_name
from services.gateway.state import GatewayState, gateway_state

router = APIRouter(prefix="/opd", route_class=PageRoute, include_in_schema=False)

# As in users.py: the mail server decides the rest.
_EMAIL = re.compile(r"[^\s@]{1,64}@[^\s@]{1,189}")
TAKEN = "Sudah ada OPD dengan nama ini."
NO_EMAIL = "Tulis alamat surel yang lengkap, atau kosongkan."
# No topic to answer for.
_NOBODYS = "lainnya"


@router.get("")
async def offices(request: Request, visitor: AdminVisitor) -> Response:
    """The offices with their topics, and the form for another."""
    return await _list(gateway_state(request), visitor, blank_form())


@router.post("")
async def add(request: Request, visitor: AdminVisitor, form: SentForm) -> Response:
    """Enter an office."""
    state = gateway_state(request)
    name, short_name, email = _typed(form)
    if not form.errors:
        try:
            await add_office(state.engine, visitor.tenant.id, name, short_name, email, actor=visitor.actor)
        except InvalidEntry:
            form.refuse("nama", TAKEN)
        else:
            return await see_other(request, "/admin/opd", f"{name} ditambahkan.")
    return await _list(state, visitor, form, status=422)


@router.get("/topik")
async def topics(request: Request, visitor: AdminVisitor) -> Response:
    """Who answers for what, as one form."""
    assigned = await topics_of_offices(gateway_state(request).engine, visitor.tenant.id)
    filled = {f"topik-{topic}": office.id for topic, office in assigned.items()}
    return await _topics(gateway_state(request), visitor, blank_form(**filled))


@router.post("/topik")
async def assign(request: Request, visitor: AdminVisitor, form: SentForm) -> Response:
    """Say who answers for what."""
    state = gateway_state(request)
    known = [office.id for office in await list_offices(state.engine, visitor.tenant.id, only_active=True)]
    assigned = {topic: form.one_of(f"topik-{topic}", known) for topic in _topics_to_answer()}
    if form.errors:
        return await _topics(state, visitor, form, status=422)
    await assign_topics(state.engine, visitor.tenant.id, assigned, actor=visitor.actor)
    return await see_other(
        request, "/admin/opd", "Pembagian topik disimpan dan dipakai untuk usulan berikutnya."
    )


@router.get("/{office_id}")
async def one(request: Request, office_id: str, visitor: AdminVisitor) -> Response:
    """One office to change."""
    office = await get_office(gateway_state(request).engine, visitor.tenant.id, office_id)
    filled = blank_form(
        nama=office.name,
        singkatan=office.short_name,
        surel=office.email,
        aktif="1" if office.active else "",
    )
    return _one(visitor, office, filled)


@router.post("/{office_id}")
async def change(request: Request, office_id: str, visitor: AdminVisitor, form: SentForm) -> Response:
    """Write an office as it is now."""
    state = gateway_state(request)
    office = await get_office(state.engine, visitor.tenant.id, office_id)
    name, short_name, email = _typed(form)
    if not form.errors:
        changed = replace(office, name=name, short_name=short_name, email=email, active=form.flag("aktif"))
        try:
            await change_office(state.engine, visitor.tenant.id, changed, actor=visitor.actor)
        except InvalidEntry:
            form.refuse("nama", TAKEN)
        else:
            return await see_other(request, "/admin/opd", f"{name} disimpan.")
    return _one(visitor, office, form, status=422)


def _typed(form: Form) -> tuple[str, str, str]:
    email = form.text("surel", most=254)
    if email and not _EMAIL.fullmatch(email):
        form.refuse("surel", NO_EMAIL)
    return form.required("nama", most=200), form.text("singkatan", most=40), email


def _topics_to_answer() -> list[str]:
    """The topics that somebody answers for, by name."""
    return sorted((topic for topic in TOPIC_NAMES if topic != _NOBODYS), key=topic_name)


async def _list(state: GatewayState, visitor: Visitor, form: Form, status: int = 200) -> Response:
    found = await list_offices(state.engine, visitor.tenant.id)
    assigned = await topics_of_offices(state.engine, visitor.tenant.id)
    of_office: dict[str, list[str]] = defaultdict(list)
    for topic, office in assigned.items():
        of_office[office.id].append(topic_name(topic))
    return page(
        "admin/opd.html",
        visitor=visitor,
        status=status,
        formulir=form,
        opd=sorted(found, key=lambda office: not office.active),
        topik={key: sorted(names) for key, names in of_office.items()},
        tanpa=[topic_name(topic) for topic in _topics_to_answer() if topic not in assigned],
    )


async def _topics(state: GatewayState, visitor: Visitor, form: Form, status: int = 200) -> Response:
    found = await list_offices(state.engine, visitor.tenant.id, only_active=True)
    return page(
        "admin/topik_opd.html",
        visitor=visitor,
        status=status,
        formulir=form,
        topik=[(f"topik-{topic}", topic_name(topic)) for topic in _topics_to_answer()],
        pilihan_opd=[(office.id, office.name) for office in found],
    )


def _one(visitor: Visitor, office: Office, form: Form, status: int = 200) -> Response:
    return page("admin/satu_opd.html", visitor=visitor, status=status, formulir=form, opd=office)
