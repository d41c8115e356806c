"""The form of a clarification: two who write, claims in releases, and articles that left the story."""

from __future__ import annotations

import html
import re
from datetime import timedelta
from urllib.parse import urlencode

import httpx
import pytest

from tests.unit.services.gateway.dashboard.browsing import Gateway, csrf_of
from tests.unit.services.gateway.dashboard.fakes import article, article_id

CLAIM = "Perbaikan jalan poros itu dikerjakan asal jadi oleh kontraktor."
PROMISE = "Semua warga terdampak sudah menerima bantuan sejak Senin."
FIELDS = {
    "artikel": article_id(1),
    "klaim": CLAIM,
    "jawaban": "Dinas PU menurunkan dua ekskavator.",
    "rilis": article_id(2),
    "tanggal": "2026-11-24",
    "jam": "08:00",
}


@pytest.fixture
def told(gateway: Gateway) -> Gateway:
    """A story of two articles of the press and a release."""
    gateway.search.articles = [
        article(1, title="Jalan Putus", story="s", tone="negatif", text=f"Jalan putus. {CLAIM}", age=timedelta(days=2)),
        article(2, title="Rilis PU", story="s", text=f"Rilis. {PROMISE}", kind="rilis", age=timedelta(hours=9)),
        article(3, title="Kabar Lain", story="s", age=timedelta(hours=2)),
    ]  # fmt: skip
    return gateway


async def send(browser: httpx.AsyncClient, path: str, **fields: str) -> httpx.Response:
    token = csrf_of(await browser.get("/cerita"))
    return await browser.post(path, data={"csrf": token, **fields})


async def entered(browser: httpx.AsyncClient) -> str:
    """Enter a clarification; the address of the form that changes it."""
    done = await send(browser, "/cerita/s/klarifikasi", **FIELDS)
    assert done.status_code == 303
    [path] = re.findall(r'href="(/cerita/s/klarifikasi/\w+)"', (await browser.get("/cerita/s")).text)
    return str(path)


def as_sent(form: httpx.Response) -> dict[str, str]:
    """What a browser sends when nobody types into the form."""
    page = form.text[form.text.index('class="isian"') :]
    fields = dict(
        re.findall(r'<input (?:type="hidden" name|id="[^"]*" name)="([^"]+)"[^>]* value="([^"]*)"', page)
    )
    fields |= dict(re.findall(r'<textarea id="\w+" name="(\w+)"[^>]*>\n(.*?)</textarea>', page, re.DOTALL))
    for name, options in re.findall(r'<select id="\w+" name="(\w+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        values = re.findall(r'<option value="([^"]*)"( selected)?', options)
        chosen = [value for value, selected in values if selected] or [value for value, _ in values]
        fields[name] = chosen[0]
    return {name: html.unescape(value) for name, value in fields.items()}


async def test_who_saves_second_is_told_and_sees_what_the_first_wrote(
    told: Gateway, press_officer: httpx.AsyncClient
) -> None:
    path = await entered(press_officer)
    mine = as_sent(await press_officer.get(path))
    theirs = mine | {"jawaban": "Ditulis rekan."}
    assert (await press_officer.post(path, data=theirs)).status_code == 303
    empty = await press_officer.post(path, data=mine | {"jawaban": ""})
    assert empty.status_code == 422
    late = await press_officer.post(path, data=as_sent(empty) | {"jawaban": "Ditulis saya."})
    assert late.status_code == 409
    assert "Orang lain mengubah klarifikasi ini" in late.text
    assert re.search(r"<textarea[^>]* readonly>\nDitulis rekan\.</textarea>", late.text)
    assert "Ditulis rekan." in (await press_officer.get("/cerita/s")).text
    again = as_sent(late)
    assert again["jawaban"] == "Ditulis saya."
    assert (await press_officer.post(path, data=again)).status_code == 303
    page = (await press_officer.get("/cerita/s")).text
    assert "Ditulis saya." in page
    assert "Ditulis rekan." not in page


async def test_a_claim_in_a_release_is_answered(told: Gateway, press_officer: httpx.AsyncClient) -> None:
    query = urlencode({"artikel": article_id(2), "klaim": PROMISE})
    form = await press_officer.get(f"/cerita/s/klarifikasi?{query}")
    fields = as_sent(form)
    assert fields["artikel"] == article_id(2)
    done = await press_officer.post("/cerita/s/klarifikasi", data=fields | {"jawaban": "Belum semua."})
    assert done.status_code == 303
    assert PROMISE in (await press_officer.get("/cerita/s")).text


async def test_an_entry_keeps_its_article_and_its_release_after_they_left_the_story(
    told: Gateway, press_officer: httpx.AsyncClient
) -> None:
    path = await entered(press_officer)
    for number in (1, 2):
        told.search.stories.regroup(article_id(number), "lain")
    form = await press_officer.get(path)
    fields = as_sent(form)
    assert (fields["artikel"], fields["rilis"]) == (article_id(1), article_id(2))
    assert form.text.count("Yang dicatat semula, tidak ada lagi dalam cerita ini") == 2
    done = await press_officer.post(path, data=fields | {"jawaban": "Sudah diperbaiki."})
    assert done.status_code == 303
    kept = as_sent(await press_officer.get(path))
    assert (kept["jawaban"], kept["rilis"]) == ("Sudah diperbaiki.", article_id(2))
    other = await press_officer.post(path, data=kept | {"klaim": "Kalimat lain."})
    assert other.status_code == 422
    assert "Berita semula tidak ada lagi dalam cerita ini" in other.text
