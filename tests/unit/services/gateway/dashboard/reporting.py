"""A gateway with a story of three articles, and the forms of reports as a browser sends them."""

from __future__ import annotations

import html
import re
from datetime import timedelta

import httpx

from services.gateway.tenants import list_tenants
from shared.contracts.enrichment import Person, Quote
from tests.unit.services.gateway.dashboard.browsing import Gateway, csrf_of
from tests.unit.services.gateway.dashboard.fakes import article

RINA = Person(
    name="Rina Batubara", role="Kepala Dinas Pekerjaan Umum dan Penataan Ruang", org="Pemkab Kutai Timur"
)
HAMDANI = Person(name="Hamdani Lasut", role="sopir")
ROAD = """Sangatta – Jalan poros Kilometer 48 putus setelah hujan tiga hari.

Perbaikan itu diatur dalam Peraturan Daerah Nomor 4 Tahun 2024 tentang jalan. Rapat digelar Senin (30/11/2026).

Dinas membantah anggarannya tidak ada."""
EVIL = "<script>alert(1)</script>"


def tell(gateway: Gateway) -> None:
    """A story of three articles about a road, one of them hostile."""
    quotes = (
        Quote(speaker=RINA.name, text="Malam ini kami timbun batu dulu supaya kendaraan bisa lewat di sana"),
        Quote(
            speaker=HAMDANI.name,
            text="Baru tiga bulan ditambal sudah hancur lagi, kami minta jangan ditimbun",
        ),
    )
    gateway.search.articles = [
        article(1, title="Jalan Poros Putus", text=ROAD, tone="negatif", story="jalan", age=timedelta(hours=30),
                quotes=quotes, people=(RINA, HAMDANI)),
        article(2, title=EVIL, text=f"{EVIL} Jalan belum bisa dilalui.", tone="negatif", story="jalan", age=timedelta(hours=26)),
        article(3, title="Alat Berat Diturunkan", tone="netral", story="jalan", age=timedelta(hours=9)),
    ]  # fmt: skip


async def make(pages: httpx.AsyncClient, path: str, **fields: str) -> str:
    """Send the form; the address of the edition."""
    form = await pages.get(path)
    answer = await pages.post(path, data={"csrf": csrf_of(form), **fields})
    assert answer.status_code == 303, re.findall(r"galat-medan[^>]*>([^<]*)", answer.text)
    return answer.headers["location"]


def sent_edits(form: httpx.Response) -> dict[str, str | list[str]]:
    """What a browser sends when nobody types into the form of an edition's edits."""
    texts = dict(
        re.findall(r'<textarea id="[^"]*" name="(teks:[^"]+)"[^>]*>\n(.*?)</textarea>', form.text, re.DOTALL)
    )
    quotes = dict(re.findall(r'<input type="hidden" name="(teks:[^"]+)" value="([^"]*)"', form.text))
    [(version, marks)] = re.findall(
        r'id="versi" value="(\d+)"><input type="hidden" name="semula" value="([^"]*)"', form.text
    )
    shown = re.findall(r'name="tampil" value="([^"]+)" checked', form.text)
    typed = {name: html.unescape(text) for name, text in (texts | quotes).items()}
    return {"csrf": csrf_of(form), "versi": version, "semula": marks, "tampil": shown, **typed}


async def gateway_tenant(gateway: Gateway) -> str:
    """The id of Kutai Timur."""
    return (await list_tenants(gateway.engine))[0].id
