"""The filter of a watch: in words, as a search, and as the fields of a form."""

from __future__ import annotations

from collections.abc import Mapping

from services.gateway.dashboard.search.search import Search
from services.gateway.dashboard.search.words import FIELD_NAMES, value_name
from services.gateway.presentation.region_choice import region_name
from services.gateway.presentation.wording import listed
from services.gateway.tenants import Tenant
from services.gateway.watch_input import WatchFilter
from shared.regions import WHOLE_COUNTRY, load_regions

# Field of the filter → parameter of the search page.
PARAMETERS = {
    "tone": "nada",
    "topic": "topik",
    "source": "sumber",
    "person": "tokoh",
    "kind": "jenis",
    "lang": "bahasa",
}


def filter_words(wanted: WatchFilter, tenant: Tenant, sources: Mapping[str, str]) -> list[tuple[str, str]]:
    """Name and value of every condition, the words first; `sources` are names of outlets by their ids."""
    found = [("Kata", wanted.q)] if wanted.q else []
    found.append(("Wilayah", _region(wanted, tenant)))
    for field, parameter in PARAMETERS.items():
        values = [value_name(parameter, value, sources) for value in getattr(wanted, field)]
        if values:
            found.append((FIELD_NAMES[parameter], listed(values, most=8)))
    if wanted.story:
        found.append(("Cerita", "satu cerita saja"))
    if wanted.from_ or wanted.to:
        bounds = (f"sejak {wanted.from_}" if wanted.from_ else "", f"sampai {wanted.to}" if wanted.to else "")
        found.append(("Waktu", " ".join(bound for bound in bounds if bound)))
    if wanted.copies == "include":
        found.append(("Salinan", "ikut dihitung"))
    return found


def short_words(wanted: WatchFilter, sources: Mapping[str, str]) -> str:
    """The conditions in one line: ``“banjir” · negatif``; for all news there is a word too."""
    parts = [f"“{wanted.q}”"] if wanted.q else []
    parts += [region_name(code) for code in wanted.region]
    for field, parameter in PARAMETERS.items():
        values = [value_name(parameter, value, sources) for value in getattr(wanted, field)]
        if values:
            parts.append(listed(values))
    return " · ".join(parts) or "semua berita"


def search_of_filter(wanted: WatchFilter, tenant: Tenant) -> Search:
    """The search that shows what the watch watches; several regions at once become all of them."""
    region = wanted.region[0] if len(wanted.region) == 1 else ""
    search = Search(
        q=wanted.q or "",
        wilayah=region if region not in tenant.scope and region in load_regions() else "",
        cerita=wanted.story or "",
        lingkup="semua" if wanted.about is None else "tentang" if wanted.about else "disebut",
        salinan="semua" if wanted.copies == "include" else "lipat",
    )
    for field, parameter in PARAMETERS.items():
        search = search.with_values(parameter, getattr(wanted, field))
    return search


def _region(wanted: WatchFilter, tenant: Tenant) -> str:
    if wanted.region:
        name = listed([region_name(code) for code in wanted.region], most=8)
    elif len(tenant.scope) == 1 and WHOLE_COUNTRY not in tenant.scope:
        name = region_name(tenant.scope[0])
    else:
        name = "semua wilayah Anda"
    if wanted.about is None:
        return f"{name}, juga bila hanya disebut"
    return name if wanted.about else f"{name}, bila hanya disebut"
