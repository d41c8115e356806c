"""The outlets: who is first, who takes a release up, who changes an article, and the pages that show it."""

from __future__ import annotations

from datetime import timedelta

import httpx
import pytest

from services.gateway.dashboard.media.durations import spoken_duration
from services.gateway.dashboard.media.measures import read
from shared.contracts.query import ArticleScan, ScannedArticles
from tests.unit.services.gateway.dashboard.browsing import Gateway
from tests.unit.services.gateway.dashboard.fakes import NOW, article

PESISIR = ("kabar-pesisir", "Kabar Pesisir")
POS = ("sangatta-pos", "Sangatta Pos")
PORTAL = ("portal-tuah-bumi", "Portal Tuah Bumi")
START = NOW - timedelta(days=30)
RELEASE = (
    "Dinas Pekerjaan Umum menurunkan dua ekskavator dan satu mesin gilas ke Kilometer 48 jalan poros "
    "Sangatta menuju Bengalon, dan jalur darurat dapat dilalui mulai Rabu siang."
)


def test_the_first_and_the_delay_of_the_others() -> None:
    found = read(
        [
            article(1, story="jalan", age=timedelta(hours=9), source=PESISIR),
            article(2, story="jalan", age=timedelta(hours=7), source=POS),
            article(3, story="jalan", age=timedelta(hours=2), source=POS),
            article(4, story="sendiri", source=POS),
        ],
        START,
        whole=True,
    )
    assert (found.of("kabar-pesisir").first, found.of("kabar-pesisir").shared) == (1, 1)
    assert (found.of("sangatta-pos").first, found.of("sangatta-pos").shared) == (0, 1)
    assert found.of("sangatta-pos").usual_delay == timedelta(hours=2)
    assert found.of("kabar-pesisir").usual_delay is None
    assert found.of("tidak-ada").shared == 0


def test_neither_an_unknown_time_nor_a_story_from_before_tells_who_was_first() -> None:
    by_day = {"published_precision": "day"}
    found = read(
        [
            article(1, story="jalan", age=timedelta(hours=9), source=PESISIR, **by_day),
            article(2, story="jalan", age=timedelta(hours=7), source=POS),
            article(3, story="lama", age=timedelta(days=31), source=PESISIR),
            article(4, story="lama", age=timedelta(days=29), source=POS),
        ],
        START,
        whole=True,
    )
    assert found.of("sangatta-pos").shared == 0
    assert found.articles == 3


def test_a_release_that_was_taken_up_and_one_that_was_not() -> None:
    found = read(
        [
            article(1, story="jalan", text=RELEASE, kind="rilis", age=timedelta(hours=9), source=PORTAL),
            article(2, story="jalan", text=RELEASE, age=timedelta(hours=7), source=PESISIR),
            article(3, story="jalan", text="Warga menunggu di tepi jalan.", source=POS),
        ],
        START,
        whole=True,
    )
    assert found.releases == 1
    assert [one.pickup.kind for one in found.of("kabar-pesisir").taken] == ["dimuat"]
    assert found.of("kabar-pesisir").releases_taken == 1
    assert found.of("sangatta-pos").taken == []


def test_a_changed_headline_and_a_changed_text() -> None:
    found = read(
        [
            article(1, title="Jalan Putus", titles=["Jalan Macet"], source=PESISIR),
            article(2, title="Air Keruh", titles=["Air Keruh"], source=PESISIR),
            article(3, source=PESISIR),
        ],
        START,
        whole=True,
    )
    assert sorted(one.before or "" for one in found.of("kabar-pesisir").changed) == ["", "Jalan Macet"]
    assert found.of("kabar-pesisir").headlines_changed == 1


@pytest.mark.parametrize(
    ("duration", "said"),
    [
        (timedelta(seconds=20), "kurang dari 1 menit"),
        (timedelta(minutes=12), "12 menit"),
        (timedelta(hours=2, minutes=10), "2 jam 10 menit"),
        (timedelta(hours=2), "2 jam"),
        (timedelta(days=1, hours=4, minutes=5), "1 hari 4 jam"),
        (timedelta(days=2, minutes=5), "2 hari"),
    ],
)
def test_durations_as_people_say_them(duration: timedelta, said: str) -> None:
    assert spoken_duration(duration) == said


@pytest.fixture
def scanning(gateway: Gateway) -> Gateway:
    """The gateway with a search service that also walks over all articles, two at a time."""

    def scan(query: ArticleScan) -> ScannedArticles:
        found = gateway.search._matching(query.filter)
        start = int(query.after[0]) if query.after else 0
        more = [start + 2] if start + 2 < len(found) else None
        return ScannedArticles(items=found[start : start + 2], next=more)

    gateway.search.app.post("/articles/scan")(scan)
    gateway.search.articles = [
        article(
            1, story="jalan", tone="negatif", age=timedelta(hours=9), source=PESISIR, titles=["Jalan Macet"]
        ),
        article(2, story="jalan", tone="negatif", age=timedelta(hours=7), source=POS, copy_of=1),
        article(3, tone="positif", age=timedelta(days=2), source=PESISIR),
        article(4, age=timedelta(days=40), source=PESISIR),
        article(5, source=("<b>jahil</b>", "<b>Jahil</b>"), title="<script>alert(1)</script>"),
    ]
    return gateway


async def test_the_list_of_outlets(scanning: Gateway, press_officer: httpx.AsyncClient) -> None:
    shown = (await press_officer.get("/media")).text
    assert "<b>3 media</b> menulis 4 berita" in shown
    assert shown.index("Kabar Pesisir") < shown.index("Sangatta Pos")
    assert "1 sebelumnya" in shown
    assert "Pertama pada 1 cerita yang juga ditulis media lain" in shown
    assert "Menyusul pada 1 cerita, biasanya 2 jam setelah yang pertama" in shown
    assert "1 berita diubah setelah terbit, termasuk judulnya" in shown
    assert "sumber=kabar-pesisir&amp;jenis=berita&amp;jenis=rilis&amp;salinan=semua" in shown
    assert "<b>jahil" not in shown.lower()
    # Kesehatan sumber is the admin's.
    assert "/admin/sumber" not in shown


async def test_one_outlet_shows_the_evidence(scanning: Gateway, press_officer: httpx.AsyncClient) -> None:
    shown = (await press_officer.get("/media/sangatta-pos")).text
    assert "2 jam setelah Kabar Pesisir" in shown
    assert "1 dari 1 yang nadanya terbaca" in shown
    assert "terlalu sedikit untuk menyimpulkan" in shown
    shown = (await press_officer.get("/media/kabar-pesisir")).text
    assert "Semula: Jalan Macet" in shown
    quiet = (await press_officer.get("/media/kabar-pesisir?dari=2026-01-01&sampai=2026-01-05")).text
    assert "tidak menulis tentang Kabupaten Kutai Timur dalam rentang ini" in quiet


async def test_an_outlet_that_never_wrote_here_is_not_there(
    scanning: Gateway, press_officer: httpx.AsyncClient
) -> None:
    assert (await press_officer.get("/media/koran-jauh")).status_code == 404


async def test_nothing_written_says_what_to_do(gateway: Gateway, press_officer: httpx.AsyncClient) -> None:
    gateway.search.app.post("/articles/scan")(lambda: {"items": [], "next": None})
    shown = (await press_officer.get("/media")).text
    assert "Belum ada media yang memberitakan Kabupaten Kutai Timur" in shown


async def test_a_reading_is_kept_and_a_failure_is_not(
    scanning: Gateway, press_officer: httpx.AsyncClient
) -> None:
    scanning.search.down = True
    assert (await press_officer.get("/media")).status_code == 503
    scanning.search.down = False
    assert "Menyusul pada 1 cerita" in (await press_officer.get("/media")).text
    del scanning.search.articles[1:]
    assert "diubah setelah terbit" in (await press_officer.get("/media")).text
