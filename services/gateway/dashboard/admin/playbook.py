"""/admin/panduan: the lines of action from which a telaah proposes what to do, by situation and topic."""

from __future__ import annotations

from dataclasses import replace
from typing import cast

from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.gateway.dashboard.forms import Form, SentForm, blank_form, see_other
from services.gateway.dashboard.page_route import PageRoute
from services.gateway.dashboard.rendering import page
from services.gateway.dashboard.visitor import AdminVisitor, Visitor
from services.gateway.desk.playbook import (
    SITUATION_NAMES,
    SITUATIONS,
    Action,
    Situation,
    add_action,
    change_action,
    get_action,
    list_actions,
    remove_action,
)
from services.gateway.presentation.wording import TOPIC_NAMES
from services.gateway.state import GatewayState, gateway_state

router = APIRouter(prefix="/panduan", route_class=PageRoute, include_in_schema=False)

# Two or three sentences: a line of a telaah, not a chapter.
LONGEST = 600
TOPIC_OPTIONS = sorted(TOPIC_NAMES.items(), key=lambda pair: pair[1])
SITUATION_OPTIONS = list(SITUATION_NAMES.items())


@router.get("")
async def playbook(request: Request, visitor: AdminVisitor) -> Response:
    """All lines by situation, and the form for another."""
    return await _list(gateway_state(request), visitor, blank_form())


@router.post("")
async def add(request: Request, visitor: AdminVisitor, form: SentForm) -> Response:
    """Enter a line."""
    state = gateway_state(request)
    text, situation, topic = _typed(form)
    if form.errors:
        return await _list(state, visitor, form, status=422)
    await add_action(state.engine, visitor.tenant.id, topic, situation, text, actor=visitor.actor)
    return await see_other(request, f"/admin/panduan#{situation}", "Langkah ditambahkan.")


@router.get("/{action_id}")
async def one(request: Request, action_id: str, visitor: AdminVisitor) -> Response:
    """One line to change."""
    action = await get_action(gateway_state(request).engine, visitor.tenant.id, action_id)
    filled = blank_form(
        teks=action.text,
        situasi=action.situation,
        topik=action.topic,
        aktif="1" if action.active else "",
    )
    return _one(visitor, action, filled)


@router.post("/{action_id}")
async def change(request: Request, action_id: str, visitor: AdminVisitor, form: SentForm) -> Response:
    """Write a line as it is now."""
    state = gateway_state(request)
    action = await get_action(state.engine, visitor.tenant.id, action_id)
    text, situation, topic = _typed(form)
    if form.errors:
        return _one(visitor, action, form, status=422)
    changed = replace(action, text=text, situation=situation, topic=topic, active=form.flag("aktif"))
    await change_action(state.engine, visitor.tenant.id, changed, actor=visitor.actor)
    return await see_other(request, f"/admin/panduan#{situation}", "Langkah disimpan.")


@router.post("/{action_id}/geser")
async def move(request: Request, action_id: str, visitor: AdminVisitor, form: SentForm) -> Response:
    """Change places with the line before or after of the same situation."""
    state = gateway_state(request)
    up = form.one_of("arah", ("naik", "turun")) == "naik"
    action = await get_action(state.engine, visitor.tenant.id, action_id)
    actions = await list_actions(state.engine, visitor.tenant.id)
    same = [each for each in actions if each.situation == action.situation]
    place = [each.id for each in same].index(action.id)
    other = place - 1 if up else place + 1
    if not form.errors and 0 <= other < len(same):
        for moved, position in ((action, same[other].position), (same[other], action.position)):
            placed = replace(moved, position=position)
            await change_action(state.engine, visitor.tenant.id, placed, actor=visitor.actor)
    return await see_other(request, f"/admin/panduan#{action.situation}")


@router.post("/{action_id}/hapus")
async def remove(request: Request, action_id: str, visitor: AdminVisitor, form: SentForm) -> Response:
    """Delete a line."""
    await remove_action(gateway_state(request).engine, visitor.tenant.id, action_id, actor=visitor.actor)
    return await see_other(request, "/admin/panduan", "Langkah dihapus. Telaah yang sudah ada tidak berubah.")


def _typed(form: Form) -> tuple[str, Situation, str]:
    text = form.required("teks", most=LONGEST)
    situation = form.one_of("situasi", SITUATIONS)
    if not situation:
        form.refuse("situasi", "Pilih keadaannya.")
    topic = form.one_of("topik", list(TOPIC_NAMES))
    return text, cast(Situation, situation), topic


async def _list(state: GatewayState, visitor: Visitor, form: Form, status: int = 200) -> Response:
    actions = await list_actions(state.engine, visitor.tenant.id)
    groups = [
        (situation, name, [each for each in actions if each.situation == situation])
        for situation, name in SITUATION_OPTIONS
    ]
    return page(
        "admin/panduan.html",
        visitor=visitor,
        status=status,
        formulir=form,
        kelompok=groups,
        situasi=SITUATION_OPTIONS,
        topik=TOPIC_OPTIONS,
        maks=LONGEST,
    )


def _one(visitor: Visitor, action: Action, form: Form, status: int = 200) -> Response:
    return page(
        "admin/satu_panduan.html",
        visitor=visitor,
        status=status,
        formulir=form,
        langkah=action,
        situasi=SITUATION_OPTIONS,
        topik=TOPIC_OPTIONS,
        maks=LONGEST,
    )
