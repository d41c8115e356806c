"""Help as one types: fields of the query language, and values that the tenant's news really have."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass

from fastapi import Request

from services.gateway.dashboard.search.words import LANGUAGE_NAMES
from services.gateway.internal_calls import NotFound, Refused
from services.gateway.presentation.region_choice import choose
from services.gateway.presentation.source_names import name_of, source_names
from services.gateway.presentation.wording import KIND_NAMES, TONE_NAMES, TOPIC_NAMES, number
from services.gateway.state import GatewayState, gateway_state
from services.gateway.tenants import Tenant
from shared.contracts.query import FacetField, FacetQuery, Filter
from shared.runtime.clients import ServiceUnavailable
from shared.runtime.logs import get_logger

log = get_logger("gateway.suggestions")

# What fits above the keyboard of a phone.
MOST = 8
# A name that came up this minute may be missing for another one.
KEPT_SECONDS = 60.0
# Persons of a province in its whole archive; the rarest are not worth a suggestion.
ASKED = 300
# One letter begins half of all names.
SHORTEST = 2

# Field of the language → what it is called here, and other words that people begin to type for it.
FIELDS: dict[str, tuple[str, tuple[str, ...]]] = {
    "title": ("Kata dalam judul", ("judul",)),
    "tone": ("Nada", ("nada", "sentimen")),
    "topic": ("Topik", ("topik", "urusan", "tema")),
    "region": ("Wilayah", ("wilayah", "daerah", "kabupaten", "kota", "provinsi")),
    "source": ("Media", ("media", "sumber", "situs")),
    "person": ("Tokoh", ("tokoh", "orang", "nama")),
    "kind": ("Jenis", ("jenis",)),
    "lang": ("Bahasa", ("bahasa",)),
}
_COUNTED: dict[str, FacetField] = {
    "source": "source",
    "person": "person",
    "topic": "topic",
    "region": "region",
}
_PLAIN_VALUE = re.compile(r'[^\s"():]+')


@dataclass(frozen=True)
class Suggestion:
    """`text` takes the place of what was typed; `name` says what it means."""

    text: str
    name: str


@dataclass(frozen=True)
class _Value:
    field: str
    value: str
    name: str
    count: int = 0


class Known:
    """Tenant → the values in its news with their counts. While search does not answer there are none."""

    def __init__(self, state: GatewayState) -> None:
        self._state = state
        self._kept: dict[str, tuple[float, dict[str, dict[str, int]]]] = {}

    async def counts(self, tenant: Tenant) -> dict[str, dict[str, int]]:
        """Field of the language → value → number of articles, most frequent first."""
        asked_at, counts = self._kept.get(tenant.id, (None, {}))
        if asked_at is None or time.monotonic() - asked_at > KEPT_SECONDS:
            counts = await self._asked(tenant, counts)
            self._kept[tenant.id] = (time.monotonic(), counts)
        return counts

    async def _asked(self, tenant: Tenant, last: dict[str, dict[str, int]]) -> dict[str, dict[str, int]]:
        wanted = Filter(scope=list(tenant.scope), copies="fold")
        query = FacetQuery(filter=wanted, fields=list(_COUNTED.values()), size=ASKED)
        try:
            facets = (await self._state.search.facets(query)).facets
        except (ServiceUnavailable, NotFound, Refused) as error:
            log.info("no values to suggest", tenant=tenant.id, error=str(error))
            return last
        return {
            name: {value.value: value.count for value in facets.get(field, [])}
            for name, field in _COUNTED.items()
        }


async def suggestions(request: Request, tenant: Tenant, typed: str) -> list[Suggestion]:
    """What the condition that is being typed may become: a field, or a field with its value.

    `typed` is one condition (``-tone:neg``, ``sang``); a minus before it stays.
    """
    minus = "-" if typed.startswith("-") else ""
    field, colon, begun = typed[len(minus) :].partition(":")
    counts = await _known(request).counts(tenant)
    names = await source_names(request).known()
    if colon:
        wanted = begun.strip('"').casefold()
        found = [each for each in _values(field, counts, names, tenant) if _fits(each, wanted)]
        return [_suggestion(each, minus) for each in _best(found, wanted)[:MOST]]
    wanted = field.strip('"').casefold()
    if len(wanted) < SHORTEST:
        return []
    fields = [
        Suggestion(f"{minus}{name}:", title)
        for name, (title, others) in FIELDS.items()
        if any(word.startswith(wanted) for word in (name, title.casefold(), *others))
    ]
    # "banj" begins banjir far more often than Banjar, the language.
    named = [name for name in FIELDS if name != "lang"]
    values = [each for name in named for each in _values(name, counts, names, tenant) if _fits(each, wanted)]
    return [*fields, *(_suggestion(each, minus) for each in _best(values, wanted))][:MOST]


def _values(
    field: str, counts: dict[str, dict[str, int]], names: dict[str, str], tenant: Tenant
) -> Iterator[_Value]:
    seen = counts.get(field, {})
    match field:
        case "tone":
            yield from (_Value(field, value, name) for value, name in TONE_NAMES.items())
        case "topic":
            yield from (_Value(field, value, name, seen.get(value, 0)) for value, name in TOPIC_NAMES.items())
        case "kind":
            yield from (_Value(field, value, name) for value, name in KIND_NAMES.items())
        case "lang":
            yield from (
                _Value(field, value, name) for value, name in LANGUAGE_NAMES.items() if value != "und"
            )
        case "region":
            for option in choose(tenant.scope, None).options:
                if option.code[0].isdigit():
                    yield _Value(field, option.code, option.name, seen.get(option.code, 0))
        case "source":
            yield from (_Value(field, value, name_of(value, names), count) for value, count in seen.items())
        case "person":
            yield from (_Value(field, value, value, count) for value, count in seen.items())


def _fits(value: _Value, wanted: str) -> bool:
    """Whether a word of the name, or the value itself, begins as typed."""
    name = value.name.casefold()
    return value.value.casefold().startswith(wanted) or name.startswith(wanted) or f" {wanted}" in f" {name}"


def _best(found: list[_Value], wanted: str) -> list[_Value]:
    """Names that begin as typed before those with a later word that does; then the most frequent."""
    return sorted(found, key=lambda each: (not each.name.casefold().startswith(wanted), -each.count))


def _suggestion(value: _Value, minus: str) -> Suggestion:
    title, _ = FIELDS[value.field]
    written = value.value if _PLAIN_VALUE.fullmatch(value.value) else f'"{value.value}"'
    counted = f", {number(value.count)} berita" if value.count else ""
    return Suggestion(f"{minus}{value.field}:{written}", f"{title}: {value.name}{counted}")


def _known(request: Request) -> Known:
    """What is known to this app: one memory for all its requests."""
    app_state = request.app.state
    if not hasattr(app_state, "search_values"):
        app_state.search_values = Known(gateway_state(request))
    known: Known = app_state.search_values
    return known
