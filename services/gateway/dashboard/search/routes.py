"""/cari: the search, help as one types, and its downloads."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response

from services.gateway.cursors import BadCursor, list_of
from services.gateway.dashboard.clock import Now
from services.gateway.dashboard.downloads import download
from services.gateway.dashboard.headers import PRIVATE, SECURITY_HEADERS
from services.gateway.dashboard.page_route import PageRoute
from services.gateway.dashboard.paging import newest_address, older_address
from services.gateway.dashboard.rendering import page, saying
from services.gateway.dashboard.search.chips import chips
from services.gateway.dashboard.search.downloading import (
    DownloadFile,
    Month,
    choice_of,
    download_files,
    earliest,
    months,
)
from services.gateway.dashboard.search.facets import FacetGroup, facet_groups
from services.gateway.dashboard.search.loosening import loosenings
from services.gateway.dashboard.search.refused_query import refused_query
from services.gateway.dashboard.search.results import results, total_text
from services.gateway.dashboard.search.search import PATH, Search, search_of, tidied
from services.gateway.dashboard.search.suggestions import suggestions
from services.gateway.dashboard.selection import Selected, Selection
from services.gateway.dashboard.visitor import SignedIn, Visitor
from services.gateway.exports.begin import begin_export
from services.gateway.exports.formats import MEDIA_TYPES
from services.gateway.internal_calls import NotFound, Refused
from services.gateway.presentation.region_choice import choose
from services.gateway.presentation.source_names import source_names
from services.gateway.problems import Problem
from services.gateway.state import GatewayState, gateway_state
from shared.contracts.query import ArticlePage, ArticleSearch, Bucket, Filter, TimelineQuery
from shared.runtime.clients import ServiceUnavailable

router = APIRouter(prefix="/cari", route_class=PageRoute, include_in_schema=False)

RESULTS_A_PAGE = 20


@router.get("")
async def search_page(
    request: Request, visitor: SignedIn, now: Now, chosen: Selected, sesudah: str | None = None
) -> Response:
    """The results with their filters; where the query cannot be read, the place and what to write instead."""
    tidy = tidied(request.query_params)
    if tidy is not None:
        return RedirectResponse(f"{PATH}?{tidy}" if tidy else PATH, 303, headers=SECURITY_HEADERS | PRIVATE)
    state, search = gateway_state(request), search_of(request.query_params, chosen)
    names = await source_names(request).known()
    asked = asyncio.gather(
        _articles(state, visitor, search, chosen, sesudah), _facets(state, search, chosen, names)
    )
    try:
        (articles, cursor, restarted), groups = await asked
    except Refused as refusal:
        if refusal.name != "q":
            raise
        return _page(
            visitor, now, search, chosen, names, status=400, ditolak=refused_query(search.q, refusal)
        )
    loose = []
    if not articles.items and sesudah is None:
        whole = replace(chosen, region=choose(visitor.tenant.scope, None))
        loose = await loosenings(state.search, search, chosen, whole, names)
    said = saying(now, visitor)
    return _page(
        visitor,
        now,
        search,
        chosen,
        names,
        hasil=results(articles.items, chosen.region.tail, said["terbit"]),
        jumlah=total_text(articles.total),
        banyak=articles.total.value,
        catatan=articles.notice,
        dimulai_lagi=restarted,
        kelompok=groups,
        longgar=loose,
        berikutnya=older_address(request, cursor),
        terbaru=newest_address(request),
    )


@router.get("/saran")
async def suggest(
    request: Request, visitor: SignedIn, teks: Annotated[str, Query(max_length=200)] = ""
) -> Response:
    """What the condition that is being typed may become."""
    found = await suggestions(request, visitor.tenant, teks.replace("\x00", ""))
    body = [{"teks": each.text, "nama": each.name} for each in found]
    return JSONResponse(body, headers=SECURITY_HEADERS | PRIVATE)


@router.get("/unduh")
async def download_page(request: Request, visitor: SignedIn, now: Now, chosen: Selected) -> Response:
    """How many articles, how large each file; or, when one file cannot hold them, the months."""
    state, search = gateway_state(request), search_of(request.query_params, chosen)
    wanted, most = search.filter(chosen), state.settings.export_limit
    names = await source_names(request).known()
    try:
        total = await state.search.count(wanted)
    except Refused as refusal:
        if refusal.name != "q":
            raise
        return _page(
            visitor, now, search, chosen, names, status=400, ditolak=refused_query(search.q, refusal)
        )
    files: list[DownloadFile] = []
    divided: list[Month] = []
    if 0 < total <= most:
        export = await begin_export(state, visitor.tenant, wanted, "csv", "comma")
        files = await asyncio.to_thread(download_files, export, visitor.tenant, search)
    elif total:
        divided = months(
            await _by_month(state, visitor, wanted, now), search, visitor.tenant.zone, chosen.today
        )
    return page(
        "cari/unduh.html",
        visitor=visitor,
        ekor=chosen.tail,
        cari=search,
        pilihan=chosen,
        saringan=chips(search, names, now, visitor.tenant.zone),
        jumlah=total,
        batas=most,
        berkas=files,
        bulan=divided,
        **saying(now, visitor),
    )


@router.get("/unduh/{name}")
async def download_file(
    request: Request, name: str, visitor: SignedIn, now: Now, chosen: Selected
) -> Response:
    """The file, streamed while the articles are read."""
    choice = choice_of(name)
    if choice is None:
        raise NotFound(f"no kind of file is called {name!r}")
    search = search_of(request.query_params, chosen)
    try:
        export = await begin_export(
            gateway_state(request), visitor.tenant, search.filter(chosen), choice.format, choice.delimiter
        )
    except (Problem, Refused):
        # Grown too large since the page was made, or an address by hand: the page says it in words.
        return await download_page(request, visitor, now, chosen)
    file_name = f"berita-{chosen.today.isoformat()}.{choice.format}"
    return download(export.stream(), file_name, MEDIA_TYPES[choice.format])


def _page(
    visitor: Visitor,
    now: datetime,
    search: Search,
    chosen: Selection,
    names: dict[str, str],
    *,
    status: int = 200,
    **values: Any,
) -> Response:
    usual: dict[str, Any] = {
        "ditolak": None,
        "hasil": [],
        "jumlah": "",
        "banyak": 0,
        "catatan": None,
        "dimulai_lagi": False,
        "kelompok": [],
        "longgar": [],
        "berikutnya": None,
        "terbaru": None,
    }
    return page(
        "cari/hasil.html",
        visitor=visitor,
        status=status,
        ekor=chosen.tail,
        cari=search,
        pilihan=chosen,
        saringan=chips(search, names, now, visitor.tenant.zone),
        contoh_alamat=lambda text: search.path(q=text),
        tanpa_saringan=Search(q=search.q, waktu=search.waktu, urut=search.urut, cara=search.cara).path(),
        semua_berita=Search().path(),
        ringkasan=_summary(search, chosen),
        **(usual | values),
        **saying(now, visitor),
    )


def _summary(search: Search, chosen: Selection) -> str:
    """Of what, from when, in which order: ``Kabupaten Kutai Timur, 30 hari terakhir, terbaru dulu.``"""
    when = "semua waktu" if search.all_times else chosen.period.name
    order = {
        "published": "terbaru dulu",
        "seen": "yang baru terkumpul dulu",
        "relevance": "paling cocok dulu",
    }
    return f"{chosen.region.name}, {when}, {order[search.sort]}."


async def _articles(
    state: GatewayState, visitor: Visitor, search: Search, chosen: Selection, cursor: str | None
) -> tuple[ArticlePage, str | None, bool]:
    """A page of results, the cursor of the next, and whether the list had to begin anew.

    A cursor dies with its search: at midnight the last 30 days are others.
    """
    wanted = search.filter(chosen)
    bound_to = list_of(visitor.tenant, "dashboard.search", search.sort, search.mode, wanted.model_dump_json())
    try:
        after, restarted = state.cursors.read(cursor, bound_to), False
    except BadCursor:
        after, restarted = None, True
    found = await state.search.articles(
        ArticleSearch(
            filter=wanted,
            sort=search.sort,
            mode=search.mode,
            limit=RESULTS_A_PAGE,
            after=after,
            highlight=wanted.q is not None,
        )
    )
    return found, state.cursors.write(found.next, bound_to), restarted


async def _facets(
    state: GatewayState, search: Search, chosen: Selection, names: dict[str, str]
) -> list[FacetGroup] | None:
    """The counts beside the results; None while they cannot be had: results are shown all the same."""
    try:
        return await facet_groups(state.search, search, chosen, names)
    except ServiceUnavailable:
        return None


async def _by_month(state: GatewayState, visitor: Visitor, wanted: Filter, now: datetime) -> list[Bucket]:
    start = wanted.from_ or earliest(now)
    query = TimelineQuery(
        filter=wanted.model_copy(update={"from_": start}), interval="month", timezone=visitor.tenant.timezone
    )
    return (await state.search.timeline(query)).buckets
