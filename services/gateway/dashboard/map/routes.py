"""The map of a province or the country, the districts of a regency, and regions side by side."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from markupsafe import Markup

from services.gateway.dashboard import choropleth
from services.gateway.dashboard.choropleth import Measure
from services.gateway.dashboard.clock import Now
from services.gateway.dashboard.evidence import evidence
from services.gateway.dashboard.map import comparing, view
from services.gateway.dashboard.map.districts import district_rows
from services.gateway.dashboard.page_route import PageRoute
from services.gateway.dashboard.region_tones import RegionTones, parts_of, region_tones
from services.gateway.dashboard.rendering import page, saying
from services.gateway.dashboard.selection import Selected, Selection
from services.gateway.dashboard.visitor import SignedIn
from services.gateway.presentation.drawing import Drawings
from services.gateway.presentation.region_choice import Option, region_name
from services.gateway.presentation.source_names import source_names
from services.gateway.presentation.story_cards import story_card
from services.gateway.presentation.wording import signed
from services.gateway.search_client import SearchClient
from services.gateway.state import gateway_state
from shared.regions import Region, load_regions

router = APIRouter(route_class=PageRoute, include_in_schema=False)
drawings = Drawings()

RegionCode = Annotated[str, Query(max_length=20)]


@router.get("/peta")
async def region_map(
    request: Request,
    visitor: SignedIn,
    now: Now,
    chosen: Selected,
    warna: Annotated[str, Query(max_length=20)] = "nada",
    urut: Annotated[str, Query(max_length=20)] = "nada",
) -> Response:
    """The parts of the chosen region coloured by tone or by number of articles, with the table beside it."""
    search = gateway_state(request).search
    parts = parts_of(chosen.region, visitor.tenant.scope)
    measure: Measure = "jumlah" if warna == "jumlah" else "nada"
    order = next((key for key, _ in view.ORDERS if key == urut), view.ORDERS[0][0])
    if not parts:
        return page(
            "peta/kecamatan.html",
            visitor=visitor,
            pilihan=chosen,
            ekor=chosen.tail,
            kecamatan=await district_rows(search, chosen),
            bukti_berita=lambda **saringan: evidence(chosen, **saringan),
            induk=_parent(chosen),
            **saying(now, visitor),
        )
    regions = await region_tones(search, chosen, parts)
    own: dict[str, str | None] = {
        "warna": measure if measure != "nada" else None,
        "urut": order if order != "nada" else None,
    }
    return page(
        "peta/peta.html",
        visitor=visitor,
        pilihan=chosen,
        ekor=chosen.tail,
        lain=own,
        ukuran=measure,
        pilihan_ukuran=[
            (name, chosen.path("/peta", **(own | {"warna": key})), measure == (key or "nada"))
            for name, key in (("Nada", None), ("Jumlah berita", "jumlah"))
        ],
        urutan=[
            (name, chosen.path("/peta", **(own | {"urut": key if key != "nada" else None})), order == key)
            for key, name in view.ORDERS
        ],
        gambar_peta=await _drawing(chosen, parts, regions, measure),
        keterangan=view.legend(regions, measure),
        baris=view.rows(regions, order, chosen),
        ada_berita=any(region.now.total for region in regions),
        bukti_berita=lambda **saringan: evidence(chosen, **saringan),
        negara=any(len(part.code) == 2 for part in parts),
        **saying(now, visitor),
    )


@router.get("/banding")
async def comparison(
    request: Request,
    visitor: SignedIn,
    now: Now,
    chosen: Selected,
    a: RegionCode = "",
    b: RegionCode = "",
    c: RegionCode = "",
    d: RegionCode = "",
) -> Response:
    """Up to four regions side by side; without a choice, the two that are written about most."""
    search = gateway_state(request).search
    scope = visitor.tenant.scope
    names = await source_names(request).known()
    codes = comparing.known_codes([a, b, c, d], scope) or await _busiest(search, chosen)
    sides = await comparing.sides(search, chosen, codes, names) if len(codes) > 1 else []
    return page(
        "peta/banding.html",
        visitor=visitor,
        pilihan=chosen,
        ekor=chosen.tail,
        sisi=sides,
        lain=dict(zip("abcd", codes, strict=False)),
        tempat=list(zip("abcd", [*codes, *[""] * comparing.MOST], strict=False)),
        tawaran=_offered(chosen, scope, codes),
        kartu=lambda cerita: story_card(cerita, names, now, visitor.tenant.zone),
        beda=comparing.difference_in_words,
        kisaran=comparing.sureness,
        bertanda=signed,
        bukti_berita=lambda **saringan: evidence(chosen, **saringan),
        **saying(now, visitor),
    )


async def _drawing(
    chosen: Selection, parts: list[Region], regions: list[RegionTones], measure: Measure
) -> Markup | None:
    """The map as a part of the page; None where the parts lie in several provinces."""
    borders = view.borders_of(chosen.region, parts)
    if not borders:
        return None
    spec = choropleth.choropleth(borders, view.shades(regions, measure, chosen), "halaman")
    # Drawn here from names of regions and numbers; no text of an article is in it.
    return Markup(choropleth.for_page(await drawings.svg(spec)))  # noqa: S704


async def _busiest(search: SearchClient, chosen: Selection) -> list[str]:
    parts = parts_of(chosen.region, chosen.tenant.scope) or _neighbours(chosen)
    regions = await region_tones(search, chosen, parts, with_before=False)
    written = sorted((one for one in regions if one.now.total), key=lambda one: -one.now.total)
    return [one.code for one in written[:2]]


def _neighbours(chosen: Selection) -> list[Region]:
    """A regency has no parts to compare: its province's, as far as the scope reaches."""
    table = load_regions()
    if chosen.region.code not in table:
        return []
    province = table.province_of(chosen.region.code)
    return [one for one in table.children(province.code) if table.in_scope(one.code, chosen.tenant.scope)]


def _parent(chosen: Selection) -> tuple[str, str] | None:
    """Name and address of the map that the regency is a part of, when the scope covers more than it."""
    if not chosen.region.options:
        return None
    province = chosen.region.code[:2]
    within = any(option.code == province for option in chosen.region.options)
    wanted = province if within else "semua"
    name = region_name(province) if within else "Semua wilayah Anda"
    return name, chosen.path("/peta", wilayah=wanted)


def _offered(chosen: Selection, scope: tuple[str, ...], codes: list[str]) -> list[Option]:
    """The regions to choose from: those of the picker, and the chosen ones wherever they lie."""
    table = load_regions()
    known = [option for option in chosen.region.options if option.code in table]
    beyond = [code for code in codes if code not in {option.code for option in known}]
    return [*known, *(Option(code, region_name(code)) for code in beyond if table.in_scope(code, scope))]
