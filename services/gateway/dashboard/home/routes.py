"""The home page of a region, and its chart."""

from __future__ import annotations

import asyncio
from datetime import datetime
from typing import Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from services.gateway.dashboard.clock import Now
from services.gateway.dashboard.evidence import evidence, evidence_before
from services.gateway.dashboard.headers import SECURITY_HEADERS
from services.gateway.dashboard.home import view
from services.gateway.dashboard.home.figures import home_figures, tones
from services.gateway.dashboard.home.news import News, news
from services.gateway.dashboard.home.opening import certainty
from services.gateway.dashboard.home.today import today_sentence
from services.gateway.dashboard.home.voices import voices
from services.gateway.dashboard.page_route import PageRoute
from services.gateway.dashboard.rendering import page, saying
from services.gateway.dashboard.selection import Selected, Selection
from services.gateway.dashboard.visitor import SignedIn
from services.gateway.presentation import chart_parts, charts
from services.gateway.presentation.direction import direction
from services.gateway.presentation.drawing import Drawings
from services.gateway.presentation.source_names import name_of, source_names
from services.gateway.presentation.story_cards import StoryCard, story_card
from services.gateway.presentation.tone_facets import tone_rows
from services.gateway.presentation.wording import signed
from services.gateway.search_client import SearchClient
from services.gateway.state import gateway_state
from shared.contracts.query import Story

router = APIRouter(route_class=PageRoute, include_in_schema=False)
drawings = Drawings()

# The chart belongs to the page that was just made; a minute later the page is made anew.
CHART_CACHE = {"Cache-Control": "private, max-age=60"}


@router.get("/")
async def home(request: Request, visitor: SignedIn, now: Now, chosen: Selected) -> Response:
    """Beranda: where the tone goes and because of what, what turned, what is new, topics, voices, outlets."""
    search, visit = gateway_state(request).search, visitor.previous_visit
    figures, names, fresh = await asyncio.gather(
        home_figures(search, chosen), source_names(request).known(), _news(search, chosen, visit)
    )
    told = figures.tones
    outlets = figures.now["source"]

    def card(story: Story) -> StoryCard:
        return story_card(story, names, now, visitor.tenant.zone)

    return page(
        "beranda/beranda.html",
        visitor=visitor,
        pilihan=chosen,
        ekor=chosen.tail,
        arah=direction(told.now, told.before),
        kalimat=view.opening_of(figures, chosen, card),
        kepastian=certainty(told.now, told.before),
        kini=told.now,
        sebelumnya=told.before,
        bagian_bagan=charts.steps(told.days),
        hari_ini=today_sentence(told.days[-1][1], told.days[-2][1] if len(told.days) > 1 else None),
        lebar_bagan=chart_parts.WIDTH,
        tinggi_bagan=chart_parts.HEIGHT,
        bagan="/bagan/nada",
        # The day is part of the address, so that yesterday's chart is not shown from a cache.
        bagan_apa=urlencode(chosen.address | {"per": chosen.today.isoformat()}),
        berbalik=view.turn_lines(figures, card),
        terbaru=view.newest_lines(figures, fresh, card),
        lebih_banyak=figures.newest.next is not None,
        kunjungan=visit,
        baru=fresh,
        menekan=view.mover_lines(figures, -1, card),
        mengangkat=view.mover_lines(figures, 1, card),
        daerah=view.turned_regions(figures.regions),
        daerah_semua=figures.regions,
        topik=view.topic_rows(figures.now["topic"], figures.before["topic"]),
        suara=voices(figures.articles.items),
        suara_dari=len(figures.articles.items),
        suara_semua=figures.articles.next is None,
        media=tone_rows(
            outlets, {}, {source: name_of(source, names) for source in outlets}, most=view.ROWS_SHOWN
        ),
        bukti_berita=lambda **saringan: evidence(chosen, **saringan),
        bukti_sebelumnya=lambda **saringan: evidence_before(chosen, **saringan),
        bertanda=signed,
        **saying(now, visitor),
    )


async def _news(search: SearchClient, chosen: Selection, visit: datetime | None) -> News | None:
    return await news(search, chosen, visit) if visit is not None else None


@router.get("/bagan/nada.{form}")
async def tone_chart(
    request: Request,
    visitor: SignedIn,
    chosen: Selected,
    form: Literal["svg", "json"],
    mode: chart_parts.Mode = "terang",
) -> Response:
    """The chart of the home page in the colours of the reader's mode: as an image, or as its spec."""
    told = await tones(gateway_state(request).search, chosen)
    spec = charts.tone_per_day(told.days, mode)
    if form == "json":
        return JSONResponse(spec, headers=SECURITY_HEADERS | CHART_CACHE)
    drawing = await drawings.svg(spec)
    return Response(drawing, media_type="image/svg+xml", headers=SECURITY_HEADERS | CHART_CACHE)
