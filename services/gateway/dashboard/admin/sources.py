"""/admin/sumber: how each source is crawled and why one collects nothing; for operators, adding and changing.

An admin sees the sources of the own regions. Sources belong to the installation: only an operator changes
them, as in the API.
"""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import Response
from pydantic import ValidationError

from services.gateway.api.admin_sources import NewSource, SourceChange
from services.gateway.api.sources import with_arrivals
from services.gateway.audit import note
from services.gateway.dashboard.admin.drop_reasons import drop_reason
from services.gateway.dashboard.admin.source_state import (
    SourceState,
    conclusion,
    dropped,
    source_state,
    steps,
)
from services.gateway.dashboard.admin.typed_region import UnclearRegion, typed_region
from services.gateway.dashboard.clock import Now
from services.gateway.dashboard.forms import Form, SentForm, blank_form, see_other
from services.gateway.dashboard.page_route import PageRoute
from services.gateway.dashboard.rendering import page, saying
from services.gateway.dashboard.visitor import AdminVisitor, OperatorVisitor, Visitor
from services.gateway.internal_calls import Conflict, NotFound, Refused
from services.gateway.presentation.period import Period
from services.gateway.presentation.region_choice import region_name
from services.gateway.scope import sees
from services.gateway.state import GatewayState, gateway_state
from shared.contracts.crawl import Source, SourceArrivalsQuery, SourceLook
from shared.contracts.query import FacetQuery, Filter
from shared.runtime.clients import ServiceUnavailable

router = APIRouter(prefix="/sumber", route_class=PageRoute, include_in_schema=False)
adding = APIRouter(prefix="/tambah-sumber", route_class=PageRoute, include_in_schema=False)

SOURCES_A_PAGE = 50
# A week: an outlet that writes less often about its region is a blog.
RECENT_DAYS = 7
MOST_SOURCES = 1_000
SHOWS = ("semua", "perhatian", "dijeda")
KINDS = (("media", "Media"), ("pemerintah", "Situs pemerintah"))
# Seconds between two looks at a feed, as people choose them; any other that was set stays choosable.
INTERVALS = (
    ("300", "5 menit"),
    ("900", "15 menit"),
    ("3600", "1 jam"),
    ("21600", "6 jam"),
    ("86400", "1 hari"),
)
NO_ADDRESS = "Tulis alamat lengkap yang diawali https:// atau http://."


@router.get("")
async def sources(
    request: Request, visitor: AdminVisitor, now: Now, tampil: str = "semua", halaman: int = 1
) -> Response:
    """All sources that the visitor sees, with their state; those in trouble can be asked for alone."""
    state = gateway_state(request)
    visible, counts = await asyncio.gather(_visible(state, visitor), recent_articles(state, visitor, now))
    rows = [(source, source_state(source, _count(counts, source), now)) for source in visible]
    wanted = [row for row in rows if _shown(row, tampil)]
    number = max(1, min(halaman, -(-len(wanted) // SOURCES_A_PAGE) or 1))
    return page(
        "admin/sumber.html",
        visitor=visitor,
        baris=wanted[(number - 1) * SOURCES_A_PAGE : number * SOURCES_A_PAGE],
        jumlah={name: sum(_shown(row, name) for row in rows) for name in SHOWS},
        tampil=tampil if tampil in SHOWS else "semua",
        berita=counts,
        nomor=number,
        lagi=number * SOURCES_A_PAGE < len(wanted),
        hari_hari=RECENT_DAYS,
        **saying(now, visitor),
    )


@router.get("/{source_id}")
async def one_source(request: Request, source_id: str, visitor: AdminVisitor, now: Now) -> Response:
    """One source: what became of its pages, where it is asked and when next."""
    return await _one(request, source_id, visitor, now)


@router.post("/{source_id}/jeda")
async def pause(request: Request, source_id: str, visitor: OperatorVisitor, form: SentForm) -> Response:
    """Stop visiting a source, or go on."""
    paused = form.one_of("status", ("jeda", "jalan")) == "jeda"
    changed = await _change(gateway_state(request), visitor, source_id, SourceChange(paused=paused))
    told = (
        "dijeda; tidak dikunjungi sampai dilanjutkan" if paused else "dilanjutkan; kunjungan segera dimulai"
    )
    return await see_other(request, f"/admin/sumber/{changed.id}", f"{changed.name} {told}.")


@router.post("/{source_id}")
async def change(
    request: Request, source_id: str, visitor: OperatorVisitor, now: Now, form: SentForm
) -> Response:
    """Change what is said about a source."""
    fields = _fields(form)
    if not form.errors:
        try:
            wanted = SourceChange(**fields)
            changed = await _change(gateway_state(request), visitor, source_id, wanted)
        except (ValidationError, Refused):
            form.refuse("alamat", NO_ADDRESS)
        else:
            return await see_other(request, f"/admin/sumber/{changed.id}", f"{changed.name} disimpan.")
    return await _one(request, source_id, visitor, now, form, status=422)


@adding.get("")
async def new_source(visitor: OperatorVisitor) -> Response:
    """The first step: an address."""
    return _look_page(visitor, blank_form(), None)


@adding.post("/periksa")
async def look(request: Request, visitor: OperatorVisitor, form: SentForm) -> Response:
    """Look at the outlet: what would be collected. Nothing is kept."""
    address = form.required("alamat", most=2_000, message=NO_ADDRESS)
    if address and "://" not in address:
        address = f"https://{address}"
    if form.errors:
        return _look_page(visitor, form, None, status=422)
    try:
        seen = await gateway_state(request).crawler.look(address)
    except Refused:
        form.refuse("alamat", NO_ADDRESS)
        return _look_page(visitor, form, None, status=422)
    filled = blank_form(
        alamat=seen.url,
        nama=seen.name,
        jenis="pemerintah" if seen.domain.endswith(".go.id") else "media",
        wilayah=region_name(visitor.tenant.scope[0]) if visitor.tenant.scope[0] != "ID" else "",
        selang="300",
    )
    return _look_page(visitor, filled, seen)


@adding.post("")
async def add(request: Request, visitor: OperatorVisitor, form: SentForm) -> Response:
    """Add the source; it is crawled from now on."""
    state = gateway_state(request)
    fields = _fields(form)
    if not form.errors:
        try:
            added = await state.crawler.add_source(NewSource(**fields))
        except Conflict:
            form.refuse("alamat", "Situs ini sudah terdaftar sebagai sumber.")
        except (ValidationError, Refused):
            form.refuse("alamat", NO_ADDRESS)
        else:
            await note(state.engine, actor=visitor.actor, action="source.add", subject=added.id)
            told = f"{added.name} ditambahkan. Kunjungan pertama dimulai dalam beberapa menit."
            return await see_other(request, f"/admin/sumber/{added.id}", told)
    return _look_page(visitor, form, None, status=422, again=True)


async def recent_articles(state: GatewayState, visitor: Visitor, now: datetime) -> dict[str, int] | None:
    """Source id → articles of the last days that the visitor's tenant can find; None when nobody answers."""
    period = Period.ending(now, visitor.tenant.zone, RECENT_DAYS)
    wanted = Filter(scope=list(visitor.tenant.scope), from_=period.start, to=period.end)
    try:
        found = await state.search.facets(FacetQuery(filter=wanted, fields=["source"], size=MOST_SOURCES))
    except ServiceUnavailable:
        return None
    return {value.value: value.count for value in found.facets.get("source", [])}


async def visible_states(
    state: GatewayState, visitor: Visitor, now: datetime
) -> list[tuple[Source, SourceState]]:
    """Every source that the visitor sees, with its state."""
    visible, counts = await asyncio.gather(_visible(state, visitor), recent_articles(state, visitor, now))
    return [(source, source_state(source, _count(counts, source), now)) for source in visible]


def _count(counts: dict[str, int] | None, source: Source) -> int | None:
    return None if counts is None else counts.get(source.id, 0)


def _shown(row: tuple[Source, SourceState], which: str) -> bool:
    source, state = row
    return {"perhatian": state.troubled, "dijeda": source.paused}.get(which, True)


async def _visible(state: GatewayState, visitor: Visitor) -> list[Source]:
    found = await state.crawler.sources()
    if not visitor.may("operator"):
        found = [source for source in found if sees(visitor.tenant.scope, source.region)]
    return sorted(found, key=lambda source: source.name.casefold())


async def _change(state: GatewayState, visitor: Visitor, source_id: str, change: SourceChange) -> Source:
    changed = await state.crawler.change_source(source_id, change)
    fields = ", ".join(sorted(change.model_fields_set))
    await note(state.engine, actor=visitor.actor, action="source.change", subject=changed.id, detail=fields)
    return changed


async def _one(
    request: Request,
    source_id: str,
    visitor: Visitor,
    now: datetime,
    form: Form | None = None,
    status: int = 200,
) -> Response:
    state = gateway_state(request)
    crawled = await state.crawler.health(source_id, RECENT_DAYS)
    source = crawled.source
    if not visitor.may("operator") and not sees(visitor.tenant.scope, source.region):
        raise NotFound(f"no source {source_id}")
    arrivals, polls = await asyncio.gather(
        state.search.arrivals(SourceArrivalsQuery(source_id=source_id, days=RECENT_DAYS)),
        state.crawler.polls(source_id),
    )
    health = with_arrivals(crawled, arrivals)
    return page(
        "admin/satu_sumber.html",
        visitor=visitor,
        status=status,
        formulir=form or _form_of(source),
        sumber=source,
        keadaan=source_state(source, None, now),
        kesimpulan=conclusion(health, now),
        langkah=steps(health),
        gugur=dropped(health),
        hari_hari=list(reversed(health.days)),
        tempat=polls.items,
        jenis_jenis=KINDS,
        selang_selang=_intervals(source.interval),
        **saying(now, visitor),
    )


def _intervals(present: int) -> list[tuple[str, str]]:
    known = dict(INTERVALS)
    return list(({str(present): f"{present} detik"} | known).items())


def _form_of(source: Source) -> Form:
    return blank_form(
        nama=source.name,
        alamat=source.url,
        jenis=source.kind,
        wilayah=region_name(source.region) if source.region else "",
        selang=str(source.interval),
        umpan="\n".join(source.feeds),
        peta="\n".join(source.sitemaps),
        indeks="\n".join(source.listings),
    )


def _fields(form: Form) -> dict[str, Any]:
    """What was typed about a source, as the API takes it; what is wrong is noted in the form."""
    fields: dict[str, Any] = {
        "name": form.required("nama", most=200),
        "url": form.required("alamat", most=2_000, message=NO_ADDRESS),
        "kind": form.one_of("jenis", [value for value, _ in KINDS], default="media"),
    }
    interval = form.text("selang") or "300"
    if interval.isascii() and interval.isdigit() and 30 <= int(interval) <= 86_400:
        fields["interval"] = int(interval)
    else:
        form.refuse("selang", "Pilih salah satu dari daftar.")
    region = form.text("wilayah")
    try:
        fields["region"] = typed_region(region) if region else None
    except UnclearRegion as error:
        form.refuse("wilayah", str(error))
    for field, name in (("umpan", "feeds"), ("peta", "sitemaps"), ("indeks", "listings")):
        if field in form.names():
            fields[name] = [line.strip() for line in form.text(field).split("\n") if line.strip()]
            if any(not line.startswith(("http://", "https://")) for line in fields[name]):
                form.refuse(field, "Satu alamat lengkap per baris, diawali https:// atau http://.")
    return fields


def _look_page(
    visitor: Visitor, form: Form, seen: SourceLook | None, status: int = 200, *, again: bool = False
) -> Response:
    return page(
        "admin/tambah_sumber.html",
        visitor=visitor,
        status=status,
        formulir=form,
        lihat=seen,
        isian=again or seen is not None,
        sebab=drop_reason,
        jenis_jenis=KINDS,
        selang_selang=INTERVALS,
    )
