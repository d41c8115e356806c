"""Briefs before the real search service: their figures, their forms, and nothing foreign in them."""

from __future__ import annotations

import pytest

from tests.integration.test_gateway_api import World, world

__all__ = ["world"]


async def test_the_figures_are_those_of_the_tenants_day(world: World) -> None:
    kutim = await world.tenant("64.08")
    brief = await world.get("/v1/briefs?date=2026-08-17", kutim)
    assert brief["title"] == "Kliping harian Kabupaten Kutai Timur, Senin, 17 Agustus 2026"
    # 00.30 and 23.30 WITA are one day; WIB would cut the first one off.
    assert (brief["now"]["positif"], brief["now"]["negatif"], brief["now"]["total"]) == (1, 1, 2)
    assert brief["before"]["total"] == 1
    assert [day["day"] for day in brief["days"]] == [f"2026-08-{day}" for day in range(10, 18)]
    assert [story["headline"] for story in brief["stories"]] == ["Jembatan Sangatta dibuka"]
    assert [story["headline"] for story in brief["to_answer"]] == ["Jalan poros rusak parah"]
    assert [(one["size"], one["size_total"], one["tones"]) for one in brief["to_answer"]] == [
        (1, 1, {"negatif": 1})
    ]
    assert brief["outlets"] == [{"id": "kabar-pesisir", "name": "Kabar Pesisir", "count": 2, "negative": 1}]
    assert "terlalu sedikit" in brief["sentence"]


async def test_a_brief_made_anew_of_the_same_figures_is_not_changed(world: World) -> None:
    kutim = await world.tenant("64.08")
    path = "/v1/briefs?date=2026-08-17"
    first = await world.client.get(path, headers=kutim)
    again = await world.client.get(path, headers=kutim | {"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")
    other = await world.client.get(
        "/v1/briefs?date=2026-08-16", headers=kutim | {"If-None-Match": first.headers["etag"]}
    )
    assert other.status_code == 200


async def test_a_week_holds_seven_days_and_an_empty_one_says_so(world: World) -> None:
    kutim = await world.tenant("64.08")
    week = await world.get("/v1/briefs?period=week&date=2026-08-17", kutim)
    assert (week["first_day"], week["now"]["total"]) == ("2026-08-11", 3)
    empty = await world.get("/v1/briefs?date=2026-03-01", kutim)
    assert (empty["direction"], empty["sentence"], empty["stories"]) == (
        "kosong",
        "Tidak ada berita hari itu.",
        [],
    )


async def test_nothing_foreign_and_404_outside_the_scope(world: World) -> None:
    kutim, kaltim = await world.tenant("64.08"), await world.tenant("64")
    for form in ("json", "html"):
        own = await world.client.get(f"/v1/briefs?period=week&date=2026-08-17&format={form}", headers=kutim)
        assert "Puskesmas" not in own.text
    assert (await world.client.get("/v1/briefs?region=64.09", headers=kutim)).status_code == 404
    wider = await world.get("/v1/briefs?region=64.09&date=2026-08-17", kaltim)
    assert wider["region"] == {"code": "64.09", "name": "Kabupaten Penajam Paser Utara"}
    assert [story["headline"] for story in wider["stories"]] == ["Puskesmas Sepaku terbaik"]


async def test_the_page_carries_no_markup_of_an_article(world: World) -> None:
    kutim = await world.tenant("64.08")
    page = await world.client.get("/v1/briefs?period=week&date=2026-08-17&format=html", headers=kutim)
    assert page.headers["content-type"].startswith("text/html")
    assert "script" not in page.headers["content-security-policy"]
    assert "&lt;b&gt;gedung" in page.text
    assert "<b>gedung" not in page.text
    assert "<svg" in page.text


async def test_the_pdf_is_a_pdf(world: World) -> None:
    kutim = await world.tenant("64.08")
    answer = await world.client.get("/v1/briefs?period=week&date=2026-08-17&format=pdf", headers=kutim)
    assert answer.headers["content-type"] == "application/pdf"
    assert 'filename="kliping-2026-08-17.pdf"' in answer.headers["content-disposition"]
    assert answer.content.startswith(b"%PDF-")


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("date=2999-01-01", "date"),
        ("date=1970-01-01", "date"),
        ("date=kemarin", "date"),
        ("period=month", "period"),
        ("format=docx", "format"),
        ("region=99.99", "region"),
        ("regio=64.08", "regio"),
    ],
)
async def test_bad_parameters_are_named(world: World, query: str, name: str) -> None:
    answer = await world.client.get(f"/v1/briefs?{query}", headers=await world.tenant("64.08"))
    assert answer.status_code == 400
    assert [error["name"] for error in answer.json()["errors"]] == [name]
