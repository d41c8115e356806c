"""/media and /media/{id}: the outlets of a region, and one of them with its evidence."""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Sequence

from fastapi import APIRouter, Request
from fastapi.responses import Response

from services.gateway.dashboard.clock import Now
from services.gateway.dashboard.media.durations import spoken_duration
from services.gateway.dashboard.media.kept_readings import KINDS, kept_readings
from services.gateway.dashboard.media.outlets import Volume, outlet_cards, silent, volumes
from services.gateway.dashboard.media.topic_rows import outlet_topics
from services.gateway.dashboard.page_route import PageRoute
from services.gateway.dashboard.rendering import page, saying
from services.gateway.dashboard.selection import Selected, Selection
from services.gateway.dashboard.visitor import SignedIn, Visitor
from services.gateway.internal_calls import NotFound, Refused
from services.gateway.presentation.source_names import name_of, source_names
from services.gateway.presentation.story_cards import tone_shares
from services.gateway.scope import sees
from services.gateway.state import GatewayState, gateway_state
from shared.contracts.crawl import Source
from shared.contracts.enrichment import TONES, ToneLabel
from shared.contracts.query import ArticleSearch, FacetQuery, Facets, Filter
from shared.runtime.clients import ServiceUnavailable
from shared.runtime.logs import get_logger

log = get_logger("gateway.media")
router = APIRouter(prefix="/media", route_class=PageRoute, include_in_schema=False)

# The most that one question counts; nobody reads the outlets beyond.
MOST_OUTLETS = 1_000
LATEST_SHOWN = 6
# Evidence on the page; the figure above says how many there are.
EVIDENCE_SHOWN = 20


@router.get("")
async def outlets(request: Request, visitor: SignedIn, now: Now, chosen: Selected) -> Response:
    """Every outlet that wrote about the region in the period, and those registered that did not."""
    state = gateway_state(request)
    found, reading, sources, names = await asyncio.gather(
        _volumes(state, chosen),
        kept_readings(request).of(chosen),
        _visible_sources(state, visitor),
        source_names(request).known(),
    )
    by_id = {source.id: source for source in sources}
    cards = outlet_cards(found, reading, by_id, names)
    return page(
        "media/daftar.html",
        visitor=visitor,
        pilihan=chosen,
        ekor=chosen.tail,
        kartu_kartu=cards,
        jumlah=sum(card.volume.count for card in cards),
        terbanyak=sum(card.volume.count for card in cards[:3]),
        diam=silent(sources, found),
        bacaan=reading,
        **saying(now, visitor),
    )


@router.get("/{source_id}")
async def outlet(request: Request, source_id: str, visitor: SignedIn, now: Now, chosen: Selected) -> Response:
    """One outlet: the figures of the period, each with the articles behind it."""
    state = gateway_state(request)
    sources = {source.id: source for source in await _visible_sources(state, visitor)}
    source = sources.get(source_id)
    if source is None and not await _ever_wrote(state, visitor, source_id):
        raise NotFound(f"no outlet {source_id}")
    found, reading, latest, topics, negative, names = await asyncio.gather(
        _volumes(state, chosen, source_id),
        kept_readings(request).of(chosen),
        state.search.articles(
            ArticleSearch(filter=_filter(chosen, sources=[source_id]), limit=LATEST_SHOWN, highlight=False)
        ),
        _topics(state, chosen, source_id),
        _topics(state, chosen, source_id, tones=["negatif"]),
        source_names(request).known(),
    )
    measures = reading.of(source_id)
    delay = measures.usual_delay
    volume = found.get(source_id, Volume(0, 0, {}))
    return page(
        "media/media.html",
        visitor=visitor,
        pilihan=chosen,
        ekor=chosen.tail,
        id=source_id,
        nama=name_of(source_id, names),
        sumber=source,
        pemerintah=source is not None and source.kind == "pemerintah",
        isi_berita=volume,
        nada_nada=tone_shares(volume.tones),
        topik=outlet_topics(topics, negative),
        ukuran=measures,
        jeda=spoken_duration(delay) if delay is not None else "",
        lama=spoken_duration,
        cara=Counter(one.pickup.kind for one in measures.taken),
        bacaan=reading,
        terbaru=latest.items,
        paling=EVIDENCE_SHOWN,
        **saying(now, visitor),
    )


def _filter(chosen: Selection, **fields: object) -> Filter:
    """What outlets wrote, reprints among it: an outlet answers for what it printed, whoever wrote it."""
    return chosen.filter(**({"copies": "include", "kinds": KINDS} | fields))


async def _volumes(state: GatewayState, chosen: Selection, only: str = "") -> dict[str, Volume]:
    which = {"sources": [only]} if only else {}
    before = chosen.period.before

    async def counted(**fields: object) -> Facets:
        wanted = _filter(chosen, **(which | fields))
        return await state.search.facets(FacetQuery(filter=wanted, fields=["source"], size=MOST_OUTLETS))

    now, earlier, *by_tone = await asyncio.gather(
        counted(),
        counted(from_=before.start, to=before.end),
        *(counted(tones=[tone]) for tone in TONES),
    )
    return volumes(now, earlier, dict(zip(TONES, by_tone, strict=True)))


async def _topics(
    state: GatewayState, chosen: Selection, source_id: str, tones: Sequence[ToneLabel] = ()
) -> Facets:
    wanted = _filter(chosen, sources=[source_id], tones=list(tones))
    return await state.search.facets(FacetQuery(filter=wanted, fields=["topic"], size=50))


async def _visible_sources(state: GatewayState, visitor: Visitor) -> list[Source]:
    """The registered outlets of the tenant's regions; none while the crawler does not answer."""
    try:
        found = await state.crawler.sources()
    except (ServiceUnavailable, NotFound, Refused) as error:
        log.warning("sources unavailable", error=str(error))
        return []
    return [source for source in found if sees(visitor.tenant.scope, source.region)]


async def _ever_wrote(state: GatewayState, visitor: Visitor, source_id: str) -> bool:
    wanted = Filter(scope=list(visitor.tenant.scope), sources=[source_id], kinds=KINDS)
    found = await state.search.articles(ArticleSearch(filter=wanted, limit=1, highlight=False))
    return bool(found.items)
