"""A search and its address say the same."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from starlette.datastructures import QueryParams

from services.gateway.dashboard.search.search import Search, search_of, tidied
from services.gateway.dashboard.selection import Selection, chosen_period
from services.gateway.presentation.period import Period
from services.gateway.presentation.region_choice import choose
from services.gateway.tenants import Tenant

NOW = datetime(2026, 11, 24, 23, 2, tzinfo=UTC)
PROVINCE = Tenant(id="t", name="Kaltim", scope=("64",), timezone="Asia/Makassar", created_at=NOW)


def selection(address: str = "", tenant: Tenant = PROVINCE) -> Selection:
    """What the dependency `selection` makes of an address."""
    params = QueryParams(address)
    period, problem = chosen_period(
        NOW, tenant.zone, params.get("hari"), params.get("dari"), params.get("sampai")
    )
    region = choose(tenant.scope, params.get("wilayah"))
    return Selection(tenant, region, period, NOW.astimezone(tenant.zone).date(), problem)


def read(address: str) -> Search:
    return search_of(QueryParams(address), selection(address))


@pytest.mark.parametrize(
    "address",
    [
        "",
        "q=%22air+bersih%22+-hoaks",
        "q=banjir&wilayah=64.08&hari=7&nada=negatif&nada=netral&topik=bencana",
        "hari=semua&sumber=kabar-pesisir&jenis=rilis&bahasa=id&tokoh=Rina+Batubara",
        "dari=2026-11-01&sampai=2026-11-15&cerita=c1&lingkup=disebut&salinan=semua&urut=masuk",
        "q=banjir&cara=makna",
        "nada=negatif&terlihat=2026-11-24T15%3A30%3A00%2B08%3A00&urut=masuk",
        "terlihat=2026-11-24",
    ],
)
def test_an_address_is_read_and_written_alike(address: str) -> None:
    assert read(address).path() == (f"/cari?{address}" if address else "/cari")


def test_what_means_nothing_is_left_out_and_named() -> None:
    search = read("nada=marah&topik=bencana&urut=acak&jenis=gosip")
    assert (search.nada, search.topik, search.urut, search.jenis) == ((), ("bencana",), "terbaru", ())
    assert search.unknown == ("nada=marah", "jenis=gosip", "urut=acak")
    assert search.path() == "/cari?topik=bencana"


@pytest.mark.parametrize(
    ("address", "moment"),
    [
        ("terlihat=2026-11-24T15:30:00%2B08:00", datetime(2026, 11, 24, 7, 30, tzinfo=UTC)),
        # A plus sign that was not escaped is a blank.
        ("terlihat=2026-11-24T15:30:00+08:00&hari=semua", datetime(2026, 11, 24, 7, 30, tzinfo=UTC)),
        ("terlihat=2026-11-24", datetime(2026, 11, 23, 16, tzinfo=UTC)),
        ("terlihat=", None),
    ],
)
def test_a_first_sight_is_a_time_or_a_day_of_the_tenant(address: str, moment: datetime | None) -> None:
    search = read(address)
    assert search.filter(selection(address)).seen_from == moment
    assert (search.narrowed, search.unknown) == (moment is not None, ())


@pytest.mark.parametrize("text", ["kemarin", "2026-02-30", "2026-11-24T15:30:00", "0001-01-01"])
def test_a_first_sight_that_is_no_time_is_left_out_and_named(text: str) -> None:
    search = read(f"terlihat={text}")
    assert (search.terlihat, search.unknown) == ("", (f"terlihat={text}",))


def test_other_pages_count_what_the_search_behind_their_figures_finds() -> None:
    chosen = selection("wilayah=64.08&hari=7")
    address = chosen.path("/cari", nada="negatif", topik=["bencana", "sosial"]).partition("?")[2]
    found = read(address).filter(selection(address))
    assert found == chosen.filter(tones=["negatif"], topics=["bencana", "sosial"])


def test_all_times_have_no_bounds_and_mentions_are_found_on_demand() -> None:
    address = "hari=semua&lingkup=semua&salinan=semua"
    found = read(address).filter(selection(address))
    assert (found.from_, found.to, found.about, found.copies) == (None, None, None, "include")
    assert found.scope == ["64"]


def test_a_value_is_put_on_and_taken_off() -> None:
    search = read("nada=negatif")
    assert search.with_value("nada", "netral") == "/cari?nada=negatif&nada=netral"
    assert search.without_value("nada", "negatif") == "/cari"


def test_a_search_by_meaning_knows_one_order() -> None:
    assert read("q=banjir&cara=gabungan&urut=terbaru").sort == "relevance"
    assert read("q=banjir&urut=cocok").mode is None


@pytest.mark.parametrize(
    ("sent", "tidy"),
    [
        ("q=banjir&hari=30&urut=terbaru&lingkup=tentang&salinan=lipat&cara=&dari=&sampai=", "q=banjir"),
        ("q=&hari=7&dari=2026-11-01&sampai=2026-11-02", "hari=7"),
        ("q=&hari=&dari=2026-11-01&sampai=", "dari=2026-11-01"),
        ("q=banjir&nada=negatif", None),
        ("", None),
    ],
)
def test_a_form_leads_to_a_short_address(sent: str, tidy: str | None) -> None:
    assert tidied(QueryParams(sent)) == tidy


def test_a_region_that_is_all_one_sees_is_no_filter() -> None:
    kutim = Tenant(id="k", name="Kutim", scope=("64.08",), timezone="Asia/Makassar", created_at=NOW)
    chosen = Selection(kutim, choose(["64.08"], None), Period.ending(NOW, ZoneInfo("UTC")), NOW.date())
    assert search_of(QueryParams("wilayah=64.08"), chosen).wilayah == ""
