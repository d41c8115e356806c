"""The articles that the index contract is tested with: fictional outlets and people in real places.

Codes: 64 Kalimantan Timur, 64.08 Kutai Timur, 64.71 Balikpapan, 64.72 Samarinda, 19.71 Pangkalpinang,
91.71 Jayapura. An article is named by a word; `article_id` gives its id.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from services.search.index.document import Document
from shared.contracts.article import Article, Kind, SourceRef
from shared.contracts.enrichment import (
    Enrichment,
    Entity,
    Person,
    RegionMention,
    Tone,
    ToneLabel,
    Topic,
)
from shared.contracts.query import Revision

SEEN = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)

SOURCES = {
    "suara-sangatta": SourceRef(
        id="suara-sangatta",
        name="Suara Sangatta",
        domain="suara-sangatta.example",
        region="64.08",
        timezone="Asia/Makassar",
    ),
    "mahakam-pos": SourceRef(
        id="mahakam-pos",
        name="Mahakam Pos",
        domain="mahakam-pos.example",
        region="64",
        timezone="Asia/Makassar",
    ),
    "kabar-pesisir": SourceRef(
        id="kabar-pesisir", name="Kabar Pesisir", domain="kabar-pesisir.example", region="19.71"
    ),
    "cenderawasih-kini": SourceRef(
        id="cenderawasih-kini",
        name="Cenderawasih Kini",
        domain="cenderawasih-kini.example",
        region="91.71",
        timezone="Asia/Jayapura",
    ),
    "warta-umum": SourceRef(id="warta-umum", name="Warta Umum", domain="warta-umum.example", region=None),
}


def article_id(name: str) -> str:
    """The id of the article of that name."""
    return hashlib.sha256(name.encode()).hexdigest()[:32]


def vector(seed: int) -> list[float]:
    """A unit vector of 384 values that differs with the seed."""
    raw = [math.sin(seed * 12.9898 + position * 78.233) for position in range(384)]
    length = math.sqrt(sum(value * value for value in raw))
    return [value / length for value in raw]


def document(
    name: str,
    title: str,
    text: str,
    published: str,
    *,
    source: str = "mahakam-pos",
    about: Sequence[str] = (),
    mentions: Sequence[str] = (),
    tone: ToneLabel | None = "netral",
    topics: Sequence[str] = (),
    people: Sequence[Person] = (),
    orgs: Sequence[str] = (),
    lang: str = "id",
    kind: Kind = "berita",
    story: str | None = None,
    copy_of: str | None = None,
    revision: int = 1,
    revisions: Sequence[Revision] = (),
    seen: datetime = SEEN,
    embedding: list[float] | None = None,
) -> Document:
    """A document with what a test cares about; the rest is plausible."""
    regions = [RegionMention(code=code, name=code, about=True, score=0.9) for code in about]
    regions += [RegionMention(code=code, name=code, about=False, score=0.4) for code in mentions]
    url = f"https://{SOURCES[source].domain}/{name}"
    return Document(
        article=Article(
            id=article_id(name),
            revision=revision,
            url=url,
            canonical_url=url,
            title=title,
            text=text,
            kind=kind,
            source=SOURCES[source],
            published_at=datetime.fromisoformat(published),
            published_precision="time",
            published_from="json-ld",
            seen_at=seen,
            revised_at=seen + timedelta(hours=revision - 1),
            content_hash=hashlib.sha256(f"{title}\n{text}".encode()).hexdigest(),
        ),
        enrichment=Enrichment(
            model="gaung-test",
            lang=lang,
            regions=regions,
            tone=Tone(label=tone, scores={tone: 1.0}) if tone else None,
            topics=[Topic(id=topic, score=0.8) for topic in topics],
            people=list(people),
            entities=[Entity(text=org, type="ORG", count=1) for org in orgs],
            summary=[text.split(". ")[0]],
            embedding=embedding if embedding is not None else vector(len(name)),
            minhash=[len(name)] * 128,
            stages={"tone": "ok"},
        ),
        revisions=revisions or (Revision(revision=1, seen_at=seen, title=title),),
        story_id=story,
        copy_of=article_id(copy_of) if copy_of else None,
    )


_BUPATI = Person(name="Rahmat Wijaya", role="Bupati", org="Pemkab Kutai Timur")
_SITI = Person(name="Siti Aminah Lestari", role="Kepala Dinas Kesehatan")
_BRIDGE = (
    "Pemerintah Kabupaten Kutai Timur membangun jembatan di atas Sungai Sangatta. "
    "Bupati Rahmat Wijaya meresmikan pekerjaan itu pada Selasa pagi.\n\n"
    "Warga menyambut baik jembatan yang lama dinanti."
)

EVENTS: tuple[Document, ...] = (
    document(
        "jembatan", "Pembangunan jembatan Sangatta dimulai", _BRIDGE, "2026-11-03T09:00:00+08:00",
        source="suara-sangatta", about=["64.08"], tone="positif", topics=["infrastruktur"], people=[_BUPATI],
        orgs=["Dinas PUPR"], story="story-jembatan",
    ),
    document(
        "jembatan-salinan", "Jembatan Sangatta mulai dibangun", _BRIDGE, "2026-11-03T10:00:00+08:00",
        about=["64.08"], tone="positif", topics=["infrastruktur"], people=[_BUPATI], story="story-jembatan",
        copy_of="jembatan",
    ),
    document(
        "jembatan-kritik", "Warga kritik anggaran jembatan Sangatta",
        "Warga menilai anggaran jembatan terlalu besar. Dewan di Samarinda meminta penjelasan.",
        "2026-11-03T15:00:00+08:00", about=["64.08"], mentions=["64.72"], tone="negatif",
        topics=["infrastruktur", "keuangan_daerah"], orgs=["DPRD Kaltim"], story="story-jembatan",
    ),
    # The night of 4 to 5 November, around midnight of three zones.
    document(
        "banjir-samarinda", "Banjir rendam Samarinda", "Banjir merendam ratusan rumah di tepi Sungai Mahakam.",
        "2026-11-04T23:30:00+08:00", about=["64.72"], tone="negatif", topics=["bencana"],
        story="story-banjir",
    ),
    document(
        "banjir-kutim", "Air naik di Kutim", "Air bersih sulit didapat setelah banjir di Kutim, kata petugas.",
        "2026-11-05T00:10:00+08:00", source="suara-sangatta", about=["64.08"], tone="negatif",
        topics=["bencana", "lingkungan"], story="story-banjir",
    ),
    document(
        "jayapura-pasar", "Pasar malam Jayapura dibuka", "Pasar malam di Jayapura dibuka dan ramai pengunjung.",
        "2026-11-05T00:30:00+09:00", source="cenderawasih-kini", about=["91.71"], tone="positif",
        topics=["ekonomi_umkm"], story="story-pasar",
    ),
    document(
        "anggaran-provinsi", "Anggaran Kaltim disahkan",
        "Dewan mengesahkan anggaran provinsi untuk tahun depan.",
        "2026-11-06T08:00:00+08:00", about=["64"], topics=["keuangan_daerah"], orgs=["DPRD Kaltim"],
    ),
    document(
        "menyebut-provinsi", "Menteri berkunjung ke timur", "Menteri singgah sebentar sebelum terbang lagi.",
        "2026-11-06T09:00:00+08:00", source="warta-umum", mentions=["64"], topics=["politik_pemerintahan"],
    ),
    document(
        "tanpa-daerah", "Cuaca cerah sepanjang pekan", "Langit cerah, nelayan kembali melaut.",
        "2026-11-07T07:00:00+08:00", source="suara-sangatta", tone=None,
    ),
    document(
        "tanpa-rumah", "Harga emas dunia naik", "Harga emas naik di pasar dunia.",
        "2026-11-07T08:00:00+07:00", source="warta-umum", tone=None, topics=["ekonomi_umkm"],
    ),
    document(
        "pangkalpinang", "Pelayanan kesehatan Pangkalpinang membaik",
        "Kepala Dinas Kesehatan Siti Aminah Lestari menyebut pelayanan kesehatan membaik di Pangkalpinang.",
        "2026-11-08T09:00:00+07:00", source="kabar-pesisir", about=["19.71"], tone="positif",
        topics=["kesehatan"], people=[_SITI],
    ),
    document(
        "english", "Harbour reopens in Balikpapan", "The harbour has reopened after repairs.",
        "2026-11-08T10:00:00+08:00", about=["64.71"], lang="en", topics=["perhubungan"],
    ),
    document(
        "aduan", "Lampu jalan mati", "Lampu jalan di depan sekolah mati sejak pekan lalu, mohon diperbaiki.",
        "2026-11-08T11:00:00+08:00", about=["64.71"], kind="aspirasi", tone="negatif",
        topics=["infrastruktur"],
    ),
    document(
        "rilis", "Siaran pers: perbaikan jalan Balikpapan selesai",
        "Perbaikan jalan selesai. Pelayanan, kata Jum'at Pratama, sudah normal; biayanya Rp1.500,50 juta.",
        "2026-11-08T12:00:00+08:00", about=["64.71"], kind="rilis", tone="positif",
        topics=["infrastruktur"], people=[Person(name="Jum'at Pratama", org="Dinas PUPR")],
    ),
    document(
        "tanda", 'Harga <b>beras</b> & "gula" naik',
        "Pedagang <script>alert(1)</script> menjual beras\ue000 mahal. " + "Pembeli mengeluh. " * 40 + "Beras langka.",
        "2026-11-09T06:00:00+08:00", about=["64.71"], tone="negatif", topics=["pangan_pertanian_perikanan"],
    ),
)  # fmt: skip

# A dozen articles of one and the same second, so that only the id orders them, seen in two months.
SIMULTANEOUS: tuple[Document, ...] = tuple(
    document(
        f"serentak-{number:02}",
        f"Kabar singkat nomor {number}",
        "Olahraga pagi digelar di Balikpapan.",
        "2026-11-10T08:00:00+08:00",
        about=["64.71"],
        topics=["pemuda_olahraga"],
        story=f"story-serentak-{number:02}",
        seen=SEEN if number % 2 else datetime(2026, 10, 31, 17, 30, tzinfo=UTC),
    )
    for number in range(12)
)

DOCUMENTS: tuple[Document, ...] = EVENTS + SIMULTANEOUS
