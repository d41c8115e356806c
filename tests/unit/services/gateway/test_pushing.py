"""Pushed documents stay within the scope: region, source, and the pages of other regions' outlets."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from services.gateway.examples import SOURCE
from services.gateway.problems import Problem
from services.gateway.pushing import within_scope
from services.gateway.tenants import Tenant
from shared.contracts.crawl import PushedArticle, Source, TenantPush

KUTIM = Tenant("t1", "Kutai Timur", ("64.08",), "Asia/Makassar", datetime(2026, 1, 1, tzinfo=UTC))
KALTIM = Tenant("t2", "Kalimantan Timur", ("64",), "Asia/Makassar", datetime(2026, 1, 1, tzinfo=UTC))
COUNTRY = Tenant("t3", "Pusat", ("ID",), "Asia/Jakarta", datetime(2026, 1, 1, tzinfo=UTC))
TWO = Tenant("t4", "Kutai Timur dan Bontang", ("64.08", "64.74"), "Asia/Makassar", KUTIM.created_at)


def outlet(id_: str, name: str, region: str | None) -> Source:
    return Source.model_validate(
        {**SOURCE, "id": id_, "name": name, "domain": f"{id_}.example", "region": region}
    )


OUTLETS = [
    outlet("kabar-pesisir", "Kabar Pesisir", "64.08"),
    outlet("suara-ppu", "Suara Penajam", "64.09"),
    outlet("warta-nasional", "Warta Nasional", None),
]


def push(url: str | None = None, **source: Any) -> PushedArticle:
    return PushedArticle.model_validate(
        {"title": "Jalan", "text": "Rusak.", "url": url, "source": {"name": "Diskominfo", **source}}
    )


def refusals(pushed: PushedArticle, tenant: Tenant = KUTIM) -> list[str]:
    try:
        within_scope(pushed, tenant, OUTLETS)
    except Problem as problem:
        return [error.name for error in problem.errors]
    return []


@pytest.mark.parametrize(
    ("tenant", "region"), [(KUTIM, "64.08"), (KALTIM, "64"), (COUNTRY, None), (TWO, None)]
)
def test_a_tenant_of_one_region_need_not_name_it(tenant: Tenant, region: str | None) -> None:
    assert within_scope(push(), tenant, OUTLETS).source.region == region


def test_a_region_that_was_named_stays() -> None:
    assert within_scope(push(region="64.74"), KALTIM, OUTLETS).source.region == "64.74"


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ({"region": "64.09"}, "source.region"),
        ({"region": "64"}, "source.region"),
        ({"region": "99"}, "source.region"),
        ({"timezone": "Asia/Atlantis"}, "source.timezone"),
        ({"id": "unknown"}, "source.id"),
        ({"id": "suara-ppu"}, "source.id"),
        ({"id": "warta-nasional"}, "source.id"),
        ({"name": "SUARA PPU"}, "source.name"),
        ({"name": "Suara  Penajam!"}, "source.name"),
    ],
)
def test_what_is_unknown_or_foreign_is_named(source: dict[str, Any], name: str) -> None:
    assert refusals(push(**source)) == [name]


@pytest.mark.parametrize(
    "url",
    [
        "https://suara-ppu.example/berita/1",
        "http://www.suara-ppu.example:80/berita/1",
        "https://amp.www.SUARA-PPU.example./x",
        "https://warta-nasional.example/",
    ],
)
def test_pages_of_foreign_outlets_cannot_be_overwritten(url: str) -> None:
    assert refusals(push(url)) == ["url"]
    assert refusals(push(url), COUNTRY) == []


@pytest.mark.parametrize(
    "url",
    [
        "https://kabar-pesisir.example/berita/1",
        "https://kutim.suara-ppu.example/1",
        "https://kutaitimurkab.example/rilis/1",
        "https://[::1/",
        None,
    ],
)
def test_other_addresses_are_fine_here(url: str | None) -> None:
    assert refusals(push(url)) == []


def test_a_known_outlet_of_the_own_region() -> None:
    assert refusals(push("https://kabar-pesisir.example/1", id="kabar-pesisir", name="Kabar Pesisir")) == []


def test_everything_that_is_wrong_is_named_at_once() -> None:
    assert refusals(push("https://suara-ppu.example/1", region="64.09", name="Suara PPU")) == [
        "source.region",
        "source.name",
        "url",
    ]


def test_nobody_names_the_tenant_but_us() -> None:
    document = TenantPush.model_validate(push().model_dump() | {"tenant_id": "t9"})
    sent = within_scope(document, KUTIM, OUTLETS)
    assert sent.tenant_id == "t1"
