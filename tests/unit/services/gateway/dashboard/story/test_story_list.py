"""The list of stories: which ones it shows, in which order, with which work."""

from __future__ import annotations

import re
from datetime import timedelta

import httpx
import pytest

from services.gateway.dashboard.story import listing
from services.gateway.dashboard.visitor import SESSION_COOKIE
from services.gateway.sessions import open_session
from services.gateway.tenants import create_tenant
from services.gateway.users import create_user
from tests.unit.services.gateway.dashboard.browsing import PASSWORD, Gateway, csrf_of
from tests.unit.services.gateway.dashboard.fakes import article


def headlines(page: str) -> list[str]:
    return re.findall(r'<h3><a href="/cerita/[^"]+">([^<]+)</a></h3>', page)


async def put_in(browser: httpx.AsyncClient, story: str, state: str) -> None:
    token = csrf_of(await browser.get(f"/cerita/{story}"))
    answer = await browser.post(f"/cerita/{story}/keadaan", data={"csrf": token, "keadaan": state})
    assert answer.status_code == 303


async def test_newest_largest_and_most_negative_first(
    gateway: Gateway, press_officer: httpx.AsyncClient
) -> None:
    gateway.search.articles = [
        article(1, title="Baru", story="a", age=timedelta(hours=1), tone="positif"),
        *[article(n, title="Besar", story="b", age=timedelta(hours=n), tone="netral") for n in (5, 6, 7)],
        *[article(n, title="Gawat", story="c", age=timedelta(hours=n), tone="negatif") for n in (8, 9)],
    ]
    for order, wanted in (
        ("terbaru", ["Baru", "Besar", "Gawat"]),
        ("terbanyak", ["Besar", "Gawat", "Baru"]),
        ("negatif", ["Gawat", "Besar", "Baru"]),
    ):
        page = (await press_officer.get(f"/cerita?urut={order}")).text
        assert headlines(page) == wanted, order


async def test_topic_and_tone_narrow_and_are_told(gateway: Gateway, press_officer: httpx.AsyncClient) -> None:
    gateway.search.articles = [
        article(1, title="Jalan rusak", tone="negatif"),
        article(2, title="Jalan mulus", tone="positif"),
        article(3, title="Dokter kurang", tone="negatif", topic="kesehatan"),
    ]
    page = (await press_officer.get("/cerita?topik=kesehatan&nada=negatif")).text
    assert headlines(page) == ["Dokter kurang"]
    assert 'href="/cerita?nada=negatif"' in page
    assert "Ada berita negatif" in page


async def test_what_needs_an_answer_is_not_lost_after_a_month(
    gateway: Gateway, press_officer: httpx.AsyncClient
) -> None:
    gateway.search.articles = [
        article(1, title="Kemarin"),
        article(2, title="Dua bulan lalu", age=timedelta(days=60)),
    ]
    await put_in(press_officer, "cerita-2", "perlu_jawaban")
    assert headlines((await press_officer.get("/cerita")).text) == ["Kemarin"]
    page = (await press_officer.get("/cerita?keadaan=perlu_jawaban")).text
    assert headlines(page) == ["Dua bulan lalu"]
    assert 'Perlu jawaban <span class="cip-jumlah">1</span>' in page
    await put_in(press_officer, "cerita-2", "selesai")
    page = (await press_officer.get("/cerita?keadaan=perlu_jawaban")).text
    assert "Tidak ada cerita yang menunggu jawaban." in page


def count_beside(page: str, state: str) -> str | None:
    found = re.search(rf'>{state}(?: <span class="cip-jumlah">([^<]+)</span>)?</a>', page)
    assert found is not None
    return found[1]


async def test_a_state_counts_what_its_list_shows(gateway: Gateway, pages: httpx.AsyncClient) -> None:
    province = await create_tenant(gateway.engine, "Diskominfo Kaltim", ["64"])
    user = await create_user(gateway.engine, province.id, "humas@kaltim.example", PASSWORD, "analyst")
    token, _ = await open_session(gateway.engine, user.id)
    pages.cookies.set(SESSION_COOKIE, token)
    kutim, paser, withdrawn = (
        article(1, title="Jalan rusak"),
        article(2, title="Dokter kurang", topic="kesehatan", region="64.01"),
        article(3, title="Sudah ditarik"),
    )
    gateway.search.articles = [kutim, paser, withdrawn]
    for story in ("cerita-1", "cerita-2", "cerita-3"):
        await put_in(pages, story, "perlu_jawaban")
    gateway.search.articles = [kutim, paser]
    for narrowed, wanted in (
        ("", ["Dokter kurang", "Jalan rusak"]),
        ("&topik=kesehatan", ["Dokter kurang"]),
        ("&wilayah=64.08", ["Jalan rusak"]),
        ("&nada=positif", []),
    ):
        for state in ("", "perlu_jawaban", "baru"):
            page = (await pages.get(f"/cerita?keadaan={state}{narrowed}")).text
            assert count_beside(page, "Perlu jawaban") == str(len(wanted)), (narrowed, state)
        page = (await pages.get(f"/cerita?keadaan=perlu_jawaban{narrowed}")).text
        assert sorted(headlines(page)) == wanted, narrowed
    assert "Tidak ada cerita yang cocok." in page


async def test_a_story_of_two_works_counts_in_the_state_that_it_shows(
    gateway: Gateway, press_officer: httpx.AsyncClient
) -> None:
    gateway.search.articles = [article(1, title="Banjir"), article(2, title="Banjir lagi")]
    await put_in(press_officer, "cerita-1", "perlu_jawaban")
    await put_in(press_officer, "cerita-2", "ditelaah")
    gateway.search.stories.regroup(gateway.search.articles[1].article.id, "cerita-1")
    page = (await press_officer.get("/cerita")).text
    assert (count_beside(page, "Perlu jawaban"), count_beside(page, "Ditelaah")) == ("1", "0")


async def test_what_is_settled_is_counted_where_it_is_listed(
    gateway: Gateway, press_officer: httpx.AsyncClient
) -> None:
    gateway.search.articles = [article(1)]
    await put_in(press_officer, "cerita-1", "selesai")
    assert count_beside((await press_officer.get("/cerita")).text, "Selesai") is None
    assert count_beside((await press_officer.get("/cerita?keadaan=selesai")).text, "Selesai") == "1"


async def test_more_than_can_be_looked_up_beforehand_has_no_number(
    gateway: Gateway, press_officer: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "MOST_COUNTED", 1)
    gateway.search.articles = [article(1), article(2)]
    for story in ("cerita-1", "cerita-2"):
        await put_in(press_officer, story, "perlu_jawaban")
    assert count_beside((await press_officer.get("/cerita")).text, "Perlu jawaban") is None
    chosen = await press_officer.get("/cerita?keadaan=perlu_jawaban")
    assert count_beside(chosen.text, "Perlu jawaban") == "2"


async def test_new_is_what_nobody_has_begun(gateway: Gateway, press_officer: httpx.AsyncClient) -> None:
    gateway.search.articles = [article(1, title="Sudah dibaca"), article(2, title="Belum dibaca")]
    await put_in(press_officer, "cerita-1", "ditelaah")
    assert headlines((await press_officer.get("/cerita?keadaan=baru")).text) == ["Belum dibaca"]


async def test_an_office_shows_what_its_topics_bring_and_what_was_given_to_it(
    gateway: Gateway, press_officer: httpx.AsyncClient
) -> None:
    gateway.search.articles = [
        article(1, title="Jalan rusak"),
        article(2, title="Dokter kurang", topic="kesehatan"),
        article(3, title="Pasar sepi", topic="ekonomi_umkm"),
    ]
    page = await press_officer.get("/cerita")
    offices = dict(re.findall(r'<option value="([0-9a-f]{16})">([^<]+)</option>', page.text))
    [clinic] = [key for key, name in offices.items() if name == "Dinkes"]
    token = csrf_of(page)
    given = await press_officer.post("/cerita/cerita-3/opd", data={"csrf": token, "opd": clinic})
    assert given.status_code == 303
    page_text = (await press_officer.get(f"/cerita?opd={clinic}")).text
    assert sorted(headlines(page_text)) == ["Dokter kurang", "Pasar sepi"]
    assert page_text.count("(usulan)") == 1


async def test_a_long_list_goes_on_in_every_order(gateway: Gateway, press_officer: httpx.AsyncClient) -> None:
    gateway.search.articles = [article(n, title=f"Nomor {n}", age=timedelta(hours=n)) for n in range(1, 46)]
    for order in ("terbaru", "terbanyak"):
        address, seen = f"/cerita?urut={order}", []
        while address:
            page = (await press_officer.get(address)).text
            seen += headlines(page)
            further = re.search(r'href="([^"]+)">(?:Selanjutnya|Lebih lama)', page)
            address = further.group(1).replace("&amp;", "&") if further else ""
        assert seen == [f"Nomor {n}" for n in range(1, 46)], order


async def test_an_empty_list_says_what_to_do(press_officer: httpx.AsyncClient) -> None:
    assert "Belum ada cerita dalam 30 hari terakhir." in (await press_officer.get("/cerita")).text
    assert "Longgarkan saringan" in (await press_officer.get("/cerita?nada=negatif")).text
