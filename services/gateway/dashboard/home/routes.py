"""The home page of a region, and its chart."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from services.gateway.dashboard import charts
from services.gateway.dashboard.clock import Now
from services.gateway.dashboard.direction import ToneCounts, direction, sentence
from services.gateway.dashboard.drawing import Drawings
from services.gateway.dashboard.headers import SECURITY_HEADERS
from services.gateway.dashboard.page_route import PageRoute
from services.gateway.dashboard.period import Day, Period, summed
from services.gateway.dashboard.region_choice import Choice, choose
from services.gateway.dashboard.rendering import page, saying
from services.gateway.dashboard.source_names import source_names
from services.gateway.dashboard.story_cards import story_card
from services.gateway.dashboard.topics import topic_rows
from services.gateway.dashboard.visitor import SignedIn, Visitor
from services.gateway.state import GatewayState, gateway_state
from shared.contracts.query import FacetQuery, Facets, Filter, StoryPage, StorySearch, TimelineQuery

router = APIRouter(route_class=PageRoute, include_in_schema=False)
drawings = Drawings()

# What a phone shows in three thumb strokes; the rest is behind "Lebih lama".
STORIES_AT_HOME = 8
# The chart belongs to the page that was just made; a minute later the page is made anew.
CHART_CACHE = {"Cache-Control": "private, max-age=60"}


@dataclass(frozen=True)
class Tones:
    """Articles by tone: the last 30 days one by one, and the 30 days before together."""

    days: list[Day]
    now: ToneCounts
    before: ToneCounts


@router.get("/")
async def home(request: Request, visitor: SignedIn, now: Now, wilayah: str | None = None) -> Response:
    """Beranda: where the tone goes, the newest stories, the topics."""
    state = gateway_state(request)
    region = choose(visitor.tenant.scope, wilayah)
    period = Period.ending(now, visitor.tenant.zone)
    tones, topics, negative, stories, names = await asyncio.gather(
        _tones(state, visitor, region, period),
        _topics(state, visitor, region, period),
        _topics(state, visitor, region, period, tones=["negatif"]),
        _stories(state, visitor, region, STORIES_AT_HOME),
        source_names(request).known(),
    )
    return page(
        "beranda.html",
        visitor=visitor,
        wilayah=region,
        ekor=region.tail,
        arah=direction(tones.now, tones.before),
        kalimat=sentence(tones.now, tones.before),
        kini=tones.now,
        sebelumnya=tones.before,
        per_hari=tones.days,
        hari_ini=tones.days[-1][1],
        kemarin=tones.days[-2][1],
        # The day is part of the address, so that yesterday's chart is not shown from a cache.
        lebar_bagan=charts.WIDTH,
        tinggi_bagan=charts.HEIGHT,
        bagan="/bagan/nada",
        bagan_apa=urlencode({"wilayah": region.code, "hari": period.today.isoformat()}),
        kartu=[story_card(story, names, now, visitor.tenant.zone) for story in stories.items],
        berikutnya=_older(state, visitor, region, stories),
        topik=topic_rows(topics, negative),
        **saying(now, visitor),
    )


@router.get("/bagan/nada.{form}")
async def tone_chart(
    request: Request,
    visitor: SignedIn,
    now: Now,
    form: Literal["svg", "json"],
    wilayah: str | None = None,
    mode: charts.Mode = "terang",
) -> Response:
    """The chart of the home page in the colours of the reader's mode: as an image, or as its spec."""
    region = choose(visitor.tenant.scope, wilayah)
    period = Period.ending(now, visitor.tenant.zone)
    tones = await _tones(gateway_state(request), visitor, region, period)
    spec = charts.tone_per_day(tones.days, mode)
    if form == "json":
        return JSONResponse(spec, headers=SECURITY_HEADERS | CHART_CACHE)
    drawing = await drawings.svg(spec)
    return Response(drawing, media_type="image/svg+xml", headers=SECURITY_HEADERS | CHART_CACHE)


def _filter(visitor: Visitor, region: Choice, **fields: Any) -> Filter:
    """Articles about the region, not those that merely mention it."""
    about = True if region.codes else None
    return Filter(scope=list(visitor.tenant.scope), regions=list(region.codes), about=about, **fields)


async def _tones(state: GatewayState, visitor: Visitor, region: Choice, period: Period) -> Tones:
    wanted = _filter(visitor, region, from_=period.start_before, to=period.end, copies="fold")
    query = TimelineQuery(filter=wanted, interval="day", timezone=visitor.tenant.timezone, split="tone")
    timeline = await state.search.timeline(query)
    days, before = period.days(timeline.buckets)
    return Tones(days, summed([counts for _, counts in days]), before)


async def _topics(
    state: GatewayState, visitor: Visitor, region: Choice, period: Period, **fields: Any
) -> Facets:
    wanted = _filter(visitor, region, from_=period.start, to=period.end, copies="fold", **fields)
    # All topics: the most frequent negative ones need not be the most frequent ones.
    return await state.search.facets(FacetQuery(filter=wanted, fields=["topic"], size=100))


async def _stories(
    state: GatewayState, visitor: Visitor, region: Choice, limit: int, after: list[Any] | None = None
) -> StoryPage:
    return await state.search.stories(StorySearch(filter=_filter(visitor, region), limit=limit, after=after))


def _list_of(visitor: Visitor, region: Choice) -> str:
    return f"dashboard.stories {visitor.tenant.id} {region.code}"


def _older(state: GatewayState, visitor: Visitor, region: Choice, stories: StoryPage) -> str | None:
    cursor = state.cursors.write(stories.next, _list_of(visitor, region))
    return f"/cerita?{urlencode({'wilayah': region.code, 'sesudah': cursor})}" if cursor else None
