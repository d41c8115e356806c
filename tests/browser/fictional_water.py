"""A story that turned: a new waterworks is praised, its water runs muddy, the office answers.

One outlet copies the release, one reworks it, one turns its figures against it; a team has worked on it.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy.ext.asyncio import AsyncEngine

from services.gateway.desk.authors import Author
from services.gateway.desk.clarifications import Answer, add_clarification
from services.gateway.desk.story_notes import add_note
from services.gateway.desk.story_work import WorkedStory, open_work, set_state
from services.gateway.users import User
from services.search.index.document import Document
from shared.contracts.enrichment import Person, Quote, ToneLabel
from tests.browser.fictional_news import OFFICIAL, Story, article_id, document

STORY = "air"
OPENING = "Instalasi Air Baru Sangatta Mulai Dialirkan ke 1.200 Rumah"
MUDDY = "Baru Sepekan, Air Instalasi Baru Sangatta Keruh Kecokelatan"
CLAIM = "Warga menilai instalasi itu diresmikan sebelum benar-benar siap."
PROMISE = "Pipa induk ini dirancang untuk dua puluh tahun ke depan"
RELEASE = f"""Sangatta – Perusahaan air minum daerah mengalirkan air dari instalasi baru di Teluk Lingga ke 1.200 \
rumah di Sangatta Utara dengan debit 40 liter per detik.

"{PROMISE}," kata Direktur Perumdam, Suparjo Lakuy.

Pelanggan yang belum teraliri dapat meminta mobil tangki lewat nomor layanan tanpa biaya."""
REWORKED = f"""SANGATTA – Warga Sangatta Utara akhirnya menikmati air dari instalasi baru. Ada 1.200 rumah yang lebih \
dulu tersambung.

Direktur Perumdam Suparjo Lakuy optimistis. "{PROMISE}," ujarnya."""
TURNED = f"""SANGATTA – Air dari instalasi yang baru sepekan mengalir ke 1.200 rumah keluar keruh kecokelatan. Debit 40 \
liter per detik yang dijanjikan pun tidak sampai ke ujung pipa.

{CLAIM} "Kami terpaksa beli air galon untuk memasak," kata Nurmila Sado, warga Gang Mufakat."""
ANSWER = (
    "Kekeruhan disebabkan pengurasan sedimen pipa lama dan berakhir dalam tiga hari. Mobil tangki gratis "
    "disiagakan di enam titik sampai air kembali jernih."
)
FOLLOWED = f"""SANGATTA – Perumdam menjelaskan air keruh di Sangatta Utara. {ANSWER}

Warga berharap janji itu ditepati."""
DIRECTOR = Person(name="Suparjo Lakuy", role="Direktur Perumdam", org="Perumdam Tuah Bumi")
SAID = Quote(speaker="Suparjo Lakuy", text=PROMISE)
COMPLAINT = Quote(speaker="Nurmila Sado", text="Kami terpaksa beli air galon untuk memasak")


def _news(title: str, tone: ToneLabel, age: float, source: str, text: str = "", **more: object) -> Story:
    return Story(title, tone, "layanan_publik_adminduk", age, source, STORY, text, **more)  # type: ignore[arg-type]


WATER = (
    _news(OPENING, "positif", 152, "sangatta-pos"),
    _news(
        "Air Instalasi Baru Mengalir ke Sangatta Utara",
        "positif",
        150,
        OFFICIAL,
        RELEASE,
        kind="rilis",
        people=(DIRECTOR,),
        quotes=(SAID,),
    ),
    _news(
        "Air Instalasi Baru Mengalir ke Sangatta Utara, Pelanggan Dilayani Mobil Tangki",
        "positif",
        146,
        "mahakam-harian",
        RELEASE,
        copy_of="Air Instalasi Baru Mengalir ke Sangatta Utara",
    ),
    _news(
        "Warga Sangatta Utara Akhirnya Menikmati Air Bersih",
        "positif",
        128,
        "kabar-pesisir",
        REWORKED,
        people=(DIRECTOR,),
        quotes=(SAID,),
    ),
    _news(
        MUDDY, "negatif", 70, "lintas-kutim", TURNED, evidence=CLAIM, quotes=(COMPLAINT,), people=(DIRECTOR,)
    ),
    _news("Air Keruh di Sangatta Utara, Warga Antre Galon", "negatif", 66, "kabar-pesisir"),
    _news(
        "Baru Sepekan, Air Instalasi Baru Keruh",
        "negatif",
        64,
        "sangatta-pos",
        TURNED,
        evidence=CLAIM,
        copy_of=MUDDY,
    ),
    _news("DPRD Minta Perumdam Jelaskan Air Keruh", "negatif", 47, "mahakam-harian"),
    _news("Perumdam: Air Kembali Jernih dalam Tiga Hari", "netral", 22, "kabar-pesisir", FOLLOWED),
)


def water_documents(now: datetime) -> list[Document]:
    """The articles as the index keeps them."""
    return [document(story, now) for story in WATER]


async def work_on_water(engine: AsyncEngine, tenant_id: str, people: list[User]) -> None:
    """What the team did: it read, decided to answer, answered, and told itself why."""
    officer, head = (Author(user.id, user.email) for user in people)
    ids = [article_id(story.title) for story in sorted(WATER, key=lambda story: -story.age)]
    work = await open_work(engine, tenant_id, WorkedStory(STORY, OPENING, ids))
    await set_state(engine, tenant_id, [work.id], "ditelaah", officer)
    await set_state(engine, tenant_id, [work.id], "perlu_jawaban", head)
    await add_note(
        engine, tenant_id, work.id, "Jangan sebut pelanggan sebagai penyebab. Data debit menyusul.", head
    )
    await add_note(
        engine, tenant_id, work.id, "Perumdam mengirim data pukul 10; titik mobil tangki ada enam.", officer
    )
    answer = Answer(
        claim=CLAIM,
        claim_article_id=article_id(MUDDY),
        text=ANSWER,
        issued_at=datetime.now(UTC) - timedelta(hours=26),
        link="https://kutimkab.example/rilis/air-sangatta-utara",
    )
    await add_clarification(engine, tenant_id, work.id, answer, officer)
