"""Two months of fictional news about Kutai Timur: invented outlets, people and events in real places.

The last 30 days hold more complaints than the 30 before, one story has a copy and a government release beside
it, one article changed its title, and one tries to run a script.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from services.search.index.document import Document
from shared.contracts.article import Article, Kind, SourceRef
from shared.contracts.enrichment import (
    Enrichment,
    Person,
    Quote,
    RegionMention,
    Tone,
    ToneLabel,
    Topic,
)
from shared.contracts.query import Revision
from shared.regions import load_regions
from tests.browser.language import minhash, vector

# Neighbours of Kutai Timur: the chances of complaints, reports and praises now and before, and how busy.
NEIGHBOURS: dict[str, tuple[tuple[int, int, int], tuple[int, int, int], int]] = {
    "64.02": ((30, 40, 30), (30, 40, 30), 45),
    "64.03": ((15, 35, 50), (40, 35, 25), 40),
    "64.71": ((55, 30, 15), (25, 40, 35), 60),
    "64.72": ((35, 35, 30), (35, 35, 30), 80),
    "64.74": ((40, 40, 20), (30, 45, 25), 30),
    "64.01": ((20, 50, 30), (25, 50, 25), 8),
}
KUTIM = RegionMention(
    code="64.08",
    name="Kabupaten Kutai Timur",
    about=True,
    score=0.97,
    evidence="Pemkab Kutai Timur menanggung perbaikan ruas itu.",
)
SOURCES = {
    "kabar-pesisir": "Kabar Pesisir",
    "sangatta-pos": "Sangatta Pos",
    "mahakam-harian": "Mahakam Harian",
    "lintas-kutim": "Lintas Kutim",
    "portal-tuah-bumi": "Portal Tuah Bumi",
}
OFFICIAL = "portal-tuah-bumi"
HOSTILE = "<script>document.title='diretas'</script><img src=x onerror=\"document.title='diretas'\">"

ROAD = """SANGATTA – Jalan poros Sangatta–Bengalon di Kilometer 48 kembali putus setelah hujan tiga hari. \
Antrean truk dan mobil penumpang mencapai dua kilometer sampai Selasa malam.

Sopir angkutan sayur mengaku merugi karena muatan membusuk di jalan. Warga menilai perbaikan tiga bulan lalu \
dikerjakan asal jadi.

"Baru tiga bulan ditambal sudah hancur lagi. Kami minta jangan hanya ditimbun," kata Hamdani Lasut, sopir asal \
Desa Sepaso.

Kepala Dinas Pekerjaan Umum, Rina Batubara, mengatakan alat berat sudah berada di lokasi. Menurut dia, perbaikan \
permanen menunggu anggaran perubahan.

"Malam ini kami timbun batu dulu supaya kendaraan bisa lewat," ujarnya."""

RELEASE = """Sangatta – Dinas Pekerjaan Umum Kabupaten Kutai Timur menurunkan dua ekskavator dan satu mesin gilas \
ke Kilometer 48 jalan poros Sangatta–Bengalon.

Kepala Dinas Pekerjaan Umum, Rina Batubara, menyatakan jalur darurat dapat dilalui mulai Rabu siang."""

CLINIC = """SANGATTA – Sudah empat bulan Puskesmas Sandaran berjalan tanpa dokter umum. Pasien luka berat dirujuk \
ke Sangatta dengan waktu tempuh tujuh jam.

Anggota Komisi D DPRD, Yulius Tandi, menerima empat belas laporan warga sejak Maret.

Kepala Bidang Sumber Daya Kesehatan, Novita Rampengan, tidak membantah. "Kami akan carikan skema penugasan \
bergilir dari puskesmas terdekat," ujarnya."""


@dataclass(frozen=True)
class Story:
    """What one article of the fixture needs; `age` in hours before now."""

    title: str
    tone: ToneLabel
    topic: str
    age: float
    source: str = "kabar-pesisir"
    story: str = ""
    text: str = ""
    evidence: str = ""
    copy_of: str = ""
    earlier_title: str = ""
    kind: Kind = "berita"
    people: Sequence[Person] = ()
    quotes: Sequence[Quote] = ()
    region: RegionMention = KUTIM


RINA = Person(name="Rina Batubara", role="Kepala Dinas Pekerjaan Umum", org="Pemkab Kutai Timur")
ROAD_QUOTES = (
    Quote(
        speaker="Hamdani Lasut",
        text="Baru tiga bulan ditambal sudah hancur lagi. Kami minta jangan hanya ditimbun,",
    ),
    Quote(speaker="Rina Batubara", text="perbaikan permanen menunggu anggaran perubahan", indirect=True),
    Quote(speaker="Rina Batubara", text="Malam ini kami timbun batu dulu supaya kendaraan bisa lewat,"),
)
ROAD_PEOPLE = (RINA, Person(name="Hamdani Lasut", role="sopir asal Desa Sepaso"))

STORIES = (
    Story(
        "Jalan Poros Sangatta–Bengalon Putus Lagi, Antrean Truk Dua Kilometer",
        "negatif",
        "infrastruktur",
        9,
        story="jalan",
        text=ROAD,
        evidence="Warga menilai perbaikan tiga bulan lalu dikerjakan asal jadi.",
        people=ROAD_PEOPLE,
        quotes=ROAD_QUOTES,
        earlier_title="Jalan Poros Sangatta–Bengalon Macet, Truk Mengular",
    ),
    Story(
        "Jalan Poros Sangatta–Bengalon Putus Lagi",
        "negatif",
        "infrastruktur",
        7,
        source="lintas-kutim",
        story="jalan",
        text=ROAD,
        evidence="Warga menilai perbaikan tiga bulan lalu dikerjakan asal jadi.",
        copy_of="Jalan Poros Sangatta–Bengalon Putus Lagi, Antrean Truk Dua Kilometer",
    ),
    Story(
        "Dinas PU Turunkan Dua Ekskavator ke Kilometer 48",
        "netral",
        "infrastruktur",
        1.2,
        source=OFFICIAL,
        story="jalan",
        text=RELEASE,
        kind="rilis",
        people=(RINA,),
    ),
    Story(
        "Empat Bulan Tanpa Dokter, Pasien Puskesmas Sandaran Dirujuk Tujuh Jam",
        "negatif",
        "kesehatan",
        20,
        source="mahakam-harian",
        text=CLINIC,
        evidence="Sudah empat bulan Puskesmas Sandaran berjalan tanpa dokter umum.",
    ),
    Story(
        "Adminduk Keliling Layani 214 Warga Kongbeng dalam Sehari", "positif", "layanan_publik_adminduk", 14
    ),
    Story(
        "Dua Belas Desa di Pesisir Kini Tersambung Internet", "positif", "kominfo_digital", 27, "sangatta-pos"
    ),
    Story("DPRD dan Pemkab Sepakati APBD Perubahan", "netral", "keuangan_daerah", 33, "mahakam-harian"),
    Story("Elpiji 3 Kilogram Tembus Rp45 Ribu di Muara Wahau", "negatif", "ekonomi_umkm", 45, "lintas-kutim"),
    Story(
        "Festival Pesisir Sangkulirang Digelar Pekan Depan",
        "positif",
        "pariwisata_budaya",
        52,
        "sangatta-pos",
    ),
    Story(f"Judul jahil {HOSTILE}", "netral", "lainnya", 80, text=f"Paragraf {HOSTILE}\n\nSelesai."),
)

FLOOD = Story(
    "Banjir Rendam Dua RT di Sangatta Utara, 40 Keluarga Mengungsi",
    "negatif",
    "bencana",
    0.4,
    source="sangatta-pos",
    text="""SANGATTA – Banjir setinggi lutut merendam dua RT di Sangatta Utara sejak Kamis dini hari. Empat puluh \
keluarga mengungsi ke balai desa.

Warga mengeluhkan saluran yang tersumbat. "Sudah kami laporkan sejak bulan lalu," kata Marten Sulo, ketua RT.""",
    evidence="Warga mengeluhkan saluran yang tersumbat.",
)

COMPLAINTS = (
    ("Warga {place} Keluhkan Air PDAM Keruh Sepekan", "layanan_publik_adminduk"),
    ("Lampu Jalan di {place} Padam Sebulan", "infrastruktur"),
    ("Ambulans Desa {place} Rusak, Warga Patungan Sewa Mobil", "kesehatan"),
    ("Bantuan Pupuk di {place} Terlambat, Petani Menunggu", "pangan_pertanian_perikanan"),
)
REPORTS = (
    ("Musrenbang Kecamatan {place} Bahas Prioritas 2027", "politik_pemerintahan"),
    ("BPBD Petakan Titik Rawan Banjir di {place}", "bencana"),
    ("Polres Siagakan Personel di Pasar {place}", "keamanan_ketertiban"),
)
PRAISES = (
    ("Siswa {place} Juara Lomba Sains Provinsi", "pendidikan"),
    ("Posyandu {place} Turunkan Angka Tengkes", "kesehatan"),
    ("UMKM {place} Tembus Pasar Samarinda", "ekonomi_umkm"),
)
MOODS: tuple[tuple[Sequence[tuple[str, str]], ToneLabel], ...] = (
    (COMPLAINTS, "negatif"),
    (REPORTS, "netral"),
    (PRAISES, "positif"),
)
PLACES = ("Bengalon", "Sangkulirang", "Muara Wahau", "Kongbeng", "Kaliorang", "Teluk Pandan", "Rantau Pulung")


def documents(now: datetime) -> list[Document]:
    """All articles as the index keeps them."""
    return [document(story, now) for story in (*STORIES, *_daily_news(), *_news_of_neighbours())]


def breaking_news(now: datetime) -> Document:
    """What came in just now: a flood that a watch waits for."""
    found = document(FLOOD, now)
    meaning = {"embedding": vector(FLOOD.title), "minhash": minhash(FLOOD.title)}
    return replace(found, enrichment=found.enrichment.model_copy(update=meaning))


def article_id(title: str) -> str:
    """The id of the article with this title."""
    return hashlib.sha256(title.encode()).hexdigest()[:32]


def _daily_news() -> list[Story]:
    """None to five articles a day from the third day back; complaints grow in the last month."""
    # Seeded: every run reads the same news.
    chance = Random(6408)
    news = []
    for day in range(3, 60):
        weights = (45, 30, 25) if day < 30 else (20, 35, 45)
        for number in range(chance.choice((0, 1, 2, 2, 3, 3, 4, 5))):
            patterns, tone = chance.choices(MOODS, weights)[0]
            pattern, topic = chance.choice(patterns)
            news.append(
                Story(
                    pattern.format(place=chance.choice(PLACES)),
                    tone,
                    topic,
                    day * 24 + chance.uniform(0, 20),
                    chance.choice(list(SOURCES)[:4]),
                    story=f"harian-{day}-{number}",
                )
            )
    return news


def _news_of_neighbours() -> list[Story]:
    """News of other regencies of the province; some turn bad, some good, one is hardly written about."""
    chance = Random(64)
    news = []
    for code, (now, before, articles) in NEIGHBOURS.items():
        name = load_regions().get(code)
        for number in range(articles):
            age = chance.uniform(24, 59 * 24)
            patterns, tone = chance.choices(MOODS, now if age < 30 * 24 else before)[0]
            pattern, topic = chance.choice(patterns)
            news.append(
                Story(
                    pattern.format(place=name.short_name),
                    tone,
                    topic,
                    age,
                    "mahakam-harian",
                    story=f"harian-{code}-{number}",
                    region=RegionMention(
                        code=code, name=name.name, about=True, score=0.9, evidence=name.name
                    ),
                )
            )
    return news


def document(story: Story, now: datetime) -> Document:
    """An article as the index keeps it."""
    # The same headline may come back on another day: the story's id keeps the addresses apart.
    key = story.title if not story.story.startswith("harian") else story.story
    published = (
        (now - timedelta(hours=story.age)).astimezone(ZoneInfo("Asia/Makassar")).replace(microsecond=0)
    )
    text = story.text or f"SANGATTA – {story.title}.\n\nPemkab Kutai Timur menanggapi hal itu pekan ini."
    evidence = story.evidence or text.split("\n\n")[0]
    address = f"https://{story.source}.example/{article_id(key)[:8]}"
    titles = [title for title in (story.earlier_title, story.title) if title]
    return Document(
        article=Article(
            id=article_id(key),
            revision=len(titles),
            url=address,
            canonical_url=address,
            title=story.title,
            text=text,
            kind=story.kind,
            image="https://gambar.example/foto.jpg",
            source=SourceRef(
                id=story.source,
                name=SOURCES[story.source],
                domain=f"{story.source}.example",
                region="64.08",
                timezone="Asia/Makassar",
                official=story.source == OFFICIAL,
            ),
            published_at=published,
            published_precision="time",
            published_from="json-ld",
            seen_at=published,
            revised_at=published,
            content_hash=article_id(text),
        ),
        enrichment=Enrichment(
            model="fiksi",
            lang="id",
            regions=[story.region],
            tone=Tone(label=story.tone, scores={story.tone: 0.87}, evidence=evidence),
            topics=[Topic(id=story.topic, score=0.9)],
            people=list(story.people),
            quotes=list(story.quotes),
            summary=[text.split("\n\n")[0].removeprefix("SANGATTA – ")],
            stages={"tone": "ok"},
        ),
        revisions=[
            Revision(revision=number, seen_at=published + timedelta(minutes=95 * (number - 1)), title=title)
            for number, title in enumerate(titles, start=1)
        ],
        story_id=story.story or f"cerita-{article_id(key)[:8]}",
        copy_of=article_id(story.copy_of) if story.copy_of else None,
    )
