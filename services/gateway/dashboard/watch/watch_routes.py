"""/pantauan: the watches of the tenant: list, page, form, trial, muting, secret, deletion."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from datetime import datetime

from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.gateway.audit import note
from services.gateway.channels import must_be_deliverable
from services.gateway.dashboard.clock import Now
from services.gateway.dashboard.forms import Form, SentForm, see_other
from services.gateway.dashboard.open_alerts import open_alerts
from services.gateway.dashboard.page_route import PageRoute
from services.gateway.dashboard.rendering import page, saying
from services.gateway.dashboard.search.search import Search, search_of
from services.gateway.dashboard.selection import Selected
from services.gateway.dashboard.visitor import AnalystVisitor, SignedIn, Visitor
from services.gateway.dashboard.watch.alert_pages import alert_rows
from services.gateway.dashboard.watch.dry_run_view import Trial, trial
from services.gateway.dashboard.watch.filter_words import filter_words, search_of_filter
from services.gateway.dashboard.watch.muting import CHOICES, muted_until
from services.gateway.dashboard.watch.rule_words import (
    digest_text,
    duration_text,
    pause_text,
    quiet_text,
    rule_text,
)
from services.gateway.dashboard.watch.watch_form import (
    COOLDOWNS,
    WINDOWS,
    form_of_search,
    form_of_watch,
    other_choices,
    read_watch,
    refuse_channels,
    version_of,
)
from services.gateway.dashboard.watch.watch_rows import channel_row, watch_row
from services.gateway.internal_calls import Conflict, Refused
from services.gateway.presentation.region_choice import choose
from services.gateway.presentation.source_names import source_names
from services.gateway.presentation.wording import TONE_NAMES, TOPIC_NAMES
from services.gateway.problems import Problem
from services.gateway.state import GatewayState, gateway_state
from services.gateway.watch_view import WatchView, view_of_watch
from shared.contracts.alert import AlertSearch, DryRunRequest
from shared.contracts.deliveries import ChannelHealth
from shared.contracts.messages import Delivery
from shared.contracts.watch import NewWatch, TenantWatch, Watch, WatchChange, WatchSearch
from shared.contracts.webhook import secret_of
from shared.runtime.clients import ServiceUnavailable

router = APIRouter(prefix="/pantauan", route_class=PageRoute, include_in_schema=False)

# As many as a tenant may have (services/search/watches).
MOST_WATCHES = 100
LATEST_ALERTS = 5
TRY = "coba"
AWAY = "Layanan yang menyimpan pantauan belum menjawab. Isian Anda masih lengkap; coba kirim lagi sebentar."
SENDER_AWAY = "Tujuan kiriman belum dapat diperiksa. Isian Anda masih lengkap; coba kirim lagi sebentar."
CHANGED = (
    "Orang lain mengubah pantauan ini sementara Anda menyunting. Isian Anda masih ada di bawah; simpan "
    "sekali lagi untuk menggantikan perubahan itu."
)
# Conditions and operators of the query language: they read badly as a name.
_CONDITION = re.compile(r'-?\w+:(?:"[^"]*"|\S+)|-(?:"[^"]*"|\S+)|[()*]|~\d+|\bOR\b')
_KEPT_ON_CHANGE = {"id", "tenant_id", "muted_until", "zone"}


@router.get("")
async def watch_list(request: Request, visitor: SignedIn, now: Now) -> Response:
    """All watches of the tenant, oldest first."""
    state = gateway_state(request)
    found = await state.watches.search(WatchSearch(tenant_id=visitor.tenant.id, limit=MOST_WATCHES))
    views = await _views(state, visitor, found.items, now)
    names, said = await source_names(request).known(), saying(now, visitor)
    return page(
        "peringatan/pantauan.html",
        visitor=visitor,
        pantauan=[watch_row(view, names, said["kapan"]) for view in views],
        **said,
    )


@router.get("/baru")
async def new_form(request: Request, visitor: AnalystVisitor, now: Now, chosen: Selected) -> Response:
    """The form of a new watch, filled from a search when the address carries one."""
    search = search_of(request.query_params, chosen)
    return await _form_page(request, visitor, now, form_of_search(search, _proposed_name(search)))


@router.post("/baru")
async def create(request: Request, visitor: AnalystVisitor, now: Now, form: SentForm) -> Response:
    """Make a watch, or try what was written."""
    state = gateway_state(request)
    wanted = read_watch(form, visitor.tenant)
    if wanted is None:
        return await _form_page(request, visitor, now, form, status=422)
    if form.text("aksi") == TRY:
        return await _tried_page(request, visitor, now, form, wanted, None)
    watch: Watch | None = None
    if await _deliverable(state, form, wanted.deliveries, ()):
        try:
            watch = await state.watches.create(wanted)
        except (Refused, Conflict, ServiceUnavailable) as error:
            _note_failure(form, error)
    if watch is None:
        return await _form_page(request, visitor, now, form, status=422)
    await _noted(state, visitor, "watch.create", watch.id, watch.name)
    return await see_other(request, f"/pantauan/{watch.id}", _saved(state, watch))


@router.get("/{watch_id}")
async def watch_page(request: Request, watch_id: str, visitor: SignedIn, now: Now) -> Response:
    """What a watch looks for, when and where it tells, how that goes, and its latest alerts."""
    state = gateway_state(request)
    watch = await state.watches.get(TenantWatch(tenant_id=visitor.tenant.id, id=watch_id))
    alerts = AlertSearch(
        tenant_id=visitor.tenant.id, scope=list(visitor.tenant.scope), watch_id=watch.id, limit=LATEST_ALERTS
    )
    [view], latest, names = await asyncio.gather(
        _views(state, visitor, [watch], now), state.watches.alerts(alerts), source_names(request).known()
    )
    said = saying(now, visitor)
    return page(
        "peringatan/satu_pantauan.html",
        visitor=visitor,
        pantauan=watch_row(view, names, said["kapan"]),
        satu=view,
        mencari=filter_words(view.filter, visitor.tenant, names),
        hasil=search_of_filter(view.filter, visitor.tenant).path(),
        bila=rule_text(view.when),
        jeda=pause_text(view.cooldown),
        tenang=quiet_text(view.quiet_hours),
        kiriman=digest_text(view.digest),
        saluran=[channel_row(channel, said["kapan"]) for channel in view.channels],
        peringatan=await alert_rows(state, visitor, latest.items, now),
        jumlah_peringatan=latest.total,
        lama_bisu=CHOICES,
        rahasia=_secret_once(state, visitor, watch),
        lama_berlaku=watch.previous_secret_until,
        **said,
    )


@router.get("/{watch_id}/ubah")
async def change_form(request: Request, watch_id: str, visitor: AnalystVisitor, now: Now) -> Response:
    """The form with what a watch is now."""
    watch = await _own(request, visitor, watch_id)
    return await _form_page(request, visitor, now, form_of_watch(watch), watch=watch)


@router.post("/{watch_id}/ubah")
async def change(
    request: Request, watch_id: str, visitor: AnalystVisitor, now: Now, form: SentForm
) -> Response:
    """Change a watch that nobody changed since the form was made, or try what was written."""
    state = gateway_state(request)
    watch = await _own(request, visitor, watch_id)
    wanted = read_watch(form, visitor.tenant)
    if wanted is None:
        return await _form_page(request, visitor, now, form, watch=watch, status=422)
    if form.text("aksi") == TRY:
        return await _tried_page(request, visitor, now, form, wanted, watch)
    if form.text("versi") != version_of(watch):
        form.refuse("nama", CHANGED)
        return await _form_page(request, visitor, now, form, watch=watch, status=409)
    changed: Watch | None = None
    fields = _changed_fields(watch, wanted)
    if await _deliverable(state, form, wanted.deliveries, watch.deliveries):
        try:
            changed = await state.watches.change(
                visitor.tenant.id, watch.id, WatchChange.model_validate(fields)
            )
        except (Refused, Conflict, ServiceUnavailable) as error:
            _note_failure(form, error)
    if changed is None:
        return await _form_page(request, visitor, now, form, watch=watch, status=422)
    await _noted(state, visitor, "watch.change", changed.id, ", ".join(sorted(fields)))
    had_webhook = any(place.type == "webhook" for place in watch.deliveries)
    told = f"Pantauan “{changed.name}” diubah." if had_webhook else _saved(state, changed)
    return await see_other(request, f"/pantauan/{changed.id}", told)


@router.get("/{watch_id}/coba")
async def try_watch(request: Request, watch_id: str, visitor: AnalystVisitor, now: Now) -> Response:
    """What a watch as it is would have sent over the last 30 days; nothing is sent."""
    watch = await _own(request, visitor, watch_id)
    said = saying(now, visitor)
    run = await gateway_state(request).watches.dry_run(
        DryRunRequest(watch=NewWatch.model_validate(watch.model_dump()))
    )
    return page("peringatan/coba.html", visitor=visitor, satu=watch, coba=trial(run, said["kapan"]), **said)


@router.post("/{watch_id}/bisukan")
async def mute(
    request: Request, watch_id: str, visitor: AnalystVisitor, now: Now, form: SentForm
) -> Response:
    """Keep alerts without sending them for a while."""
    until = muted_until(form.text("lama"), now, visitor.tenant.zone)
    path = f"/pantauan/{watch_id}"
    if until is None:
        return await see_other(request, path, "Pilih berapa lama pantauan ini dibisukan.", "galat")
    watch = await _change_one(request, visitor, watch_id, WatchChange(muted_until=until))
    when = saying(now, visitor)["kapan"](until)
    told = f"“{watch.name}” dibisukan sampai {when}. Peringatannya tetap dicatat di sini."
    return await see_other(request, path, told)


@router.post("/{watch_id}/bunyikan")
async def resume(request: Request, watch_id: str, visitor: AnalystVisitor, form: SentForm) -> Response:
    """End the muting."""
    watch = await _change_one(request, visitor, watch_id, WatchChange(muted_until=None))
    return await see_other(request, f"/pantauan/{watch.id}", f"“{watch.name}” memberi tahu lagi.")


@router.post("/{watch_id}/rahasia")
async def rotate(request: Request, watch_id: str, visitor: AnalystVisitor, form: SentForm) -> Response:
    """A new webhook secret, shown once on the page of the watch."""
    state = gateway_state(request)
    watch = await state.watches.rotate(TenantWatch(tenant_id=visitor.tenant.id, id=watch_id))
    until = watch.previous_secret_until
    detail = f"the secret before ends at {until.isoformat(timespec='seconds')}" if until else ""
    await _noted(state, visitor, "watch.rotate", watch.id, detail)
    return await see_other(request, f"/pantauan/{watch.id}", _secret_notice(watch))


@router.post("/{watch_id}/hapus")
async def delete(request: Request, watch_id: str, visitor: AnalystVisitor, form: SentForm) -> Response:
    """Delete a watch with its alerts."""
    state = gateway_state(request)
    watch = await _own(request, visitor, watch_id)
    await state.watches.remove(visitor.tenant.id, watch.id)
    await _noted(state, visitor, "watch.delete", watch.id, watch.name)
    open_alerts(request).forget(visitor.tenant.id)
    return await see_other(request, "/pantauan", f"Pantauan “{watch.name}” dihapus bersama peringatannya.")


async def _own(request: Request, visitor: Visitor, watch_id: str) -> Watch:
    question = TenantWatch(tenant_id=visitor.tenant.id, id=watch_id)
    return await gateway_state(request).watches.get(question)


async def _change_one(request: Request, visitor: Visitor, watch_id: str, change: WatchChange) -> Watch:
    state = gateway_state(request)
    watch = await state.watches.change(visitor.tenant.id, watch_id, change)
    await _noted(state, visitor, "watch.change", watch.id, "muted_until")
    return watch


async def _views(
    state: GatewayState, visitor: Visitor, watches: Sequence[Watch], now: datetime
) -> list[WatchView]:
    """Watches as the visitor's role sees them; while the notifier is away nothing is known of channels."""
    channels: list[ChannelHealth] | None = []
    if any(watch.deliveries for watch in watches):
        try:
            channels = await state.notifier.channels(visitor.tenant.id)
        except ServiceUnavailable:
            channels = None
    return [view_of_watch(watch, channels, visitor.user.role, now) for watch in watches]


async def _form_page(
    request: Request,
    visitor: Visitor,
    now: datetime,
    form: Form,
    *,
    watch: Watch | None = None,
    tried: Trial | None = None,
    status: int = 200,
) -> Response:
    region = choose(visitor.tenant.scope, form.text("wilayah") or None)
    names = await source_names(request).known()
    return page(
        "peringatan/formulir_pantauan.html",
        visitor=visitor,
        status=status,
        formulir=form,
        satu=watch,
        # After a conflict the next saving is of what is kept now, told that it replaces a change.
        versi=version_of(watch) if watch and status == 409 else form.text("versi"),
        coba=tried,
        wilayah=[(each.code, each.name) for each in region.options if each.code not in visitor.tenant.scope],
        wilayah_kini=region.name,
        nada=list(TONE_NAMES.items()),
        topik=list(TOPIC_NAMES.items()),
        lain=other_choices(form, names),
        jendela=[(hours, _hours(hours)) for hours in WINDOWS],
        jeda=[(each, duration_text(each).capitalize()) for each in _cooldowns(form)],
        **saying(now, visitor),
    )


async def _tried_page(
    request: Request, visitor: Visitor, now: datetime, form: Form, wanted: NewWatch, watch: Watch | None
) -> Response:
    """The form as it was written, with what it would have sent."""
    tried: Trial | None = None
    try:
        run = await gateway_state(request).watches.dry_run(DryRunRequest(watch=wanted))
        tried = trial(run, saying(now, visitor)["kapan"])
    except (Refused, ServiceUnavailable) as error:
        _note_failure(form, error)
    status = 200 if tried else 422
    return await _form_page(request, visitor, now, form, watch=watch, tried=tried, status=status)


async def _deliverable(
    state: GatewayState, form: Form, places: Sequence[Delivery], known: Sequence[Delivery]
) -> bool:
    """Whether all places can be delivered to; those that cannot are noted in the form."""
    try:
        await must_be_deliverable(state.notifier, places, known)
    except Problem as problem:
        refuse_channels(form, problem)
        return False
    except ServiceUnavailable:
        form.refuse("surel", SENDER_AWAY)
        return False
    return True


def _note_failure(form: Form, error: Refused | Conflict | ServiceUnavailable) -> None:
    """What the search service says against a watch, beside the field that it is about."""
    if isinstance(error, Conflict):
        form.refuse("nama", f"{error} Hapus yang tidak dipakai lagi.")
    elif isinstance(error, ServiceUnavailable):
        form.refuse("nama", AWAY)
    else:
        place = f"Huruf ke-{error.position + 1}: " if error.position is not None else ""
        form.refuse("q", f"{place}{error} {error.hint or ''}".strip())


def _changed_fields(watch: Watch, wanted: NewWatch) -> dict[str, object]:
    """What differs: a rule or a filter that is sent again, though it is the same, would begin anew."""
    before = watch.model_dump(mode="json")
    now = wanted.model_dump(mode="json")
    differing = {name for name in now if name not in _KEPT_ON_CHANGE and now[name] != before[name]}
    if "given" not in differing:
        differing -= {"filter", "within_scope"}
    else:
        differing |= {"filter", "within_scope"}
    return {name: getattr(wanted, name) for name in differing}


def _saved(state: GatewayState, watch: Watch) -> str:
    """What the page of a watch says once; with a webhook that allows one look at its secret."""
    webhook = any(place.type == "webhook" for place in watch.deliveries)
    if webhook and state.settings.secret_key:
        return _secret_notice(watch)
    return f"Pantauan “{watch.name}” disimpan."


def _secret_notice(watch: Watch) -> str:
    return f"Pantauan “{watch.name}” disimpan. Salin kunci rahasia webhook di bawah: hanya tampil sekali ini."


def _secret_once(state: GatewayState, visitor: Visitor, watch: Watch) -> str:
    """The secret, while the one-time message that announces it is on the page; it is stored nowhere."""
    master, notice = state.settings.secret_key, visitor.notice
    if not master or notice is None or notice.text != _secret_notice(watch) or not visitor.may("analyst"):
        return ""
    return secret_of(master, watch.id, watch.secret_version)


def _proposed_name(search: Search) -> str:
    """A name for the watch of a search, to be changed; empty when the search says too little."""
    words = " ".join(_CONDITION.sub(" ", search.q).replace('"', "").split())
    parts = [words[:80].capitalize()] if words else []
    parts += [TONE_NAMES[tone] for tone in search.nada] + [TOPIC_NAMES[topic] for topic in search.topik]
    return ", ".join(parts)[:200]


def _cooldowns(form: Form) -> list[str]:
    """The usual choices, and what a watch made over the API has besides."""
    own = form.text("jeda")
    return [*COOLDOWNS, *([own] if own and own not in COOLDOWNS and own[:-1].isdigit() else [])]


def _hours(hours: str) -> str:
    return f"{int(hours) // 24} hari" if int(hours) > 24 else f"{hours} jam"


async def _noted(state: GatewayState, visitor: Visitor, action: str, subject: str, detail: str = "") -> None:
    await note(
        state.engine,
        actor=visitor.actor,
        action=action,
        subject=subject,
        tenant_id=visitor.tenant.id,
        detail=detail,
    )
