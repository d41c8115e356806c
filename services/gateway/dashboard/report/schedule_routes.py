"""/laporan/jadwal: when clippings are sent by themselves, and to whom."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from services.gateway.dashboard.clock import Now
from services.gateway.dashboard.forms import Form, SentForm, see_other
from services.gateway.dashboard.page_route import PageRoute
from services.gateway.dashboard.rendering import page, saying
from services.gateway.dashboard.report.clipping_routes import region_options
from services.gateway.dashboard.report.recipients import recipients_of
from services.gateway.dashboard.visitor import AnalystVisitor, SignedIn, Visitor
from services.gateway.presentation.dates import DAYS, clock, long_day, said
from services.gateway.presentation.region_choice import ALL, region_name
from services.gateway.presentation.wording import listed
from services.gateway.reports.schedules import (
    Plan,
    Schedule,
    add_schedule,
    change_schedule,
    get_schedule,
    list_schedules,
    remove_schedule,
)
from services.gateway.state import gateway_state

router = APIRouter(prefix="/laporan/jadwal", route_class=PageRoute, include_in_schema=False)

PERIODS = [("day", "Harian: berita kemarin"), ("week", "Mingguan: tujuh hari terakhir")]
PERIOD_NAMES = {"day": "Kliping harian", "week": "Kliping mingguan"}
LEADS = [
    ("0", "Saat dikirim"),
    ("15", "15 menit sebelumnya"),
    ("30", "30 menit sebelumnya"),
    ("60", "1 jam sebelumnya"),
    ("120", "2 jam sebelumnya"),
]
WEEKDAYS = [(str(number), name) for number, name in enumerate(DAYS, start=1)]
CHANGED = (
    "Orang lain mengubah jadwal ini sementara Anda menyunting. Isian Anda masih ada di bawah; simpan sekali "
    "lagi untuk menggantikan perubahan itu."
)
_CLOCK = re.compile(r"([01]?\d|2[0-3])[:.]([0-5]\d)")
_WORKDAYS = (1, 2, 3, 4, 5)


@dataclass(frozen=True)
class ScheduleRow:
    """A schedule in words."""

    id: str
    name: str
    region: str
    days: str
    clock: str
    recipients: tuple[str, ...]
    active: bool
    next: str
    last: str
    error: str


@router.get("")
async def schedules(
    request: Request,
    visitor: SignedIn,
    now: Now,
    ubah: Annotated[str, Query(max_length=32)] = "",
) -> Response:
    """All schedules, and the form for a new one; ``?ubah=ID`` for one that is there."""
    if not ubah:
        return await _page(request, visitor, now, _blank())
    known = await get_schedule(gateway_state(request).engine, visitor.tenant.id, ubah)
    return await _page(request, visitor, now, _filled(known), changed=known.id)


@router.post("")
async def keep(request: Request, visitor: AnalystVisitor, now: Now, form: SentForm) -> Response:
    """Enter a schedule, or change the one that the form names and that nobody changed meanwhile."""
    engine, changed = gateway_state(request).engine, form.text("jadwal")
    plan = _plan(form, visitor)
    if plan is None:
        return await _page(request, visitor, now, form, changed=changed, status=422)
    if changed:
        known = await get_schedule(engine, visitor.tenant.id, changed)
        if form.text("versi") != _version(known):
            form.refuse("penerima", CHANGED)
            version = _version(known)
            return await _page(request, visitor, now, form, changed=changed, version=version, status=409)
        await change_schedule(engine, visitor.tenant.id, changed, plan, actor=visitor.actor)
    else:
        await add_schedule(engine, visitor.tenant.id, plan, actor=visitor.actor)
    coming = plan.next_slot(now, visitor.tenant.zone) if plan.active else None
    told = "Jadwal disimpan."
    if coming is not None:
        told += f" Kiriman berikutnya {long_day(coming.date())} {clock(coming)}."
    return await see_other(request, "/laporan/jadwal", told)


@router.post("/hapus")
async def remove(request: Request, visitor: AnalystVisitor, form: SentForm) -> Response:
    """Delete a schedule."""
    engine = gateway_state(request).engine
    await remove_schedule(engine, visitor.tenant.id, form.text("jadwal"), actor=visitor.actor)
    return await see_other(
        request, "/laporan/jadwal", "Jadwal dihapus. Kliping yang sudah disusun tetap ada."
    )


def _plan(form: Form, visitor: Visitor) -> Plan | None:
    period = form.one_of("rentang", [value for value, _ in PERIODS], default="day")
    region = form.one_of("wilayah", [code for code, _ in region_options(visitor)])
    weekdays = sorted({int(value) for value in form.many("hari") if value in dict(WEEKDAYS)})
    if not weekdays:
        form.refuse("hari", "Pilih sedikitnya satu hari.")
    hour = _CLOCK.fullmatch(form.required("jam"))
    if hour is None:
        form.refuse("jam", "Tulis jam seperti 06.30.")
    lead = form.one_of("siap", [value for value, _ in LEADS], default="30")
    recipients = recipients_of(form, "penerima")
    if form.errors or hour is None:
        return None
    return Plan(
        period="week" if period == "week" else "day",
        region="" if region == ALL else region,
        weekdays=tuple(weekdays),
        minute=int(hour.group(1)) * 60 + int(hour.group(2)),
        lead_minutes=int(lead),
        recipients=tuple(recipients),
        active=form.flag("aktif"),
    )


def _blank() -> Form:
    days = [("hari", str(number)) for number in _WORKDAYS]
    return Form([("rentang", "day"), ("jam", "06.30"), ("siap", "30"), ("aktif", "1"), *days])


def _filled(schedule: Schedule) -> Form:
    plan = schedule.plan
    return Form(
        [
            ("rentang", plan.period),
            ("wilayah", plan.region or ALL),
            ("jam", plan.clock),
            ("siap", str(plan.lead_minutes)),
            ("aktif", "1" if plan.active else ""),
            ("penerima", "\n".join(plan.recipients)),
            *(("hari", str(number)) for number in plan.weekdays),
            ("versi", _version(schedule)),
        ]
    )


def _version(schedule: Schedule) -> str:
    """What tells a schedule from the same one after a change: with every change it begins anew."""
    return schedule.created_at.isoformat()


async def _page(
    request: Request,
    visitor: Visitor,
    now: datetime,
    form: Form,
    *,
    changed: str = "",
    version: str = "",
    status: int = 200,
) -> Response:
    """The page; `version` is what the form of a `changed` schedule replaces, if not what it came with."""
    known = await list_schedules(gateway_state(request).engine, visitor.tenant.id)
    return page(
        "laporan/jadwal.html",
        visitor=visitor,
        status=status,
        formulir=form,
        diubah=changed,
        versi=version or form.text("versi"),
        jadwal=[_row(one, visitor, now) for one in known],
        rentang=PERIODS,
        hari=WEEKDAYS,
        siap=LEADS,
        wilayah=region_options(visitor),
        zona=clock(now.astimezone(visitor.tenant.zone)).split()[-1],
        **saying(now, visitor),
    )


def _row(schedule: Schedule, visitor: Visitor, now: datetime) -> ScheduleRow:
    plan, zone = schedule.plan, visitor.tenant.zone
    coming = plan.next_slot(now, zone) if plan.active else None
    return ScheduleRow(
        id=schedule.id,
        name=PERIOD_NAMES[plan.period],
        region=region_name(plan.region) if plan.region else "",
        days=days_text(plan.weekdays),
        clock=plan.clock,
        recipients=plan.recipients,
        active=plan.active,
        next=f"{long_day(coming.date())} {clock(coming)}" if coming else "",
        last=said(schedule.sent_slot, now, zone) if schedule.sent_slot else "",
        error=schedule.last_error,
    )


def days_text(weekdays: tuple[int, ...]) -> str:
    """``setiap hari``, ``Senin sampai Jumat``, ``Senin, Rabu dan Jumat``."""
    if len(weekdays) == len(DAYS):
        return "setiap hari"
    if len(weekdays) > 2 and weekdays[-1] - weekdays[0] == len(weekdays) - 1:
        return f"{DAYS[weekdays[0] - 1]} sampai {DAYS[weekdays[-1] - 1]}"
    return listed([DAYS[number - 1] for number in weekdays], most=7)
