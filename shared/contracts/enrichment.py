"""The Enrichment: everything the language service read out of one article revision."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from shared.contracts.article import Contract

ToneLabel = Literal["positif", "netral", "negatif"]
Aspiration = Literal["pengaduan", "aspirasi", "permintaan_informasi", "apresiasi"]
StageState = Literal["ok", "shallow", "failed", "skipped"]

TONES: tuple[ToneLabel, ...] = ("positif", "netral", "negatif")
TOPICS: tuple[str, ...] = (
    "pendidikan",
    "kesehatan",
    "infrastruktur",
    "perhubungan",
    "perumahan_permukiman",
    "keamanan_ketertiban",
    "hukum_korupsi",
    "sosial",
    "ekonomi_umkm",
    "pangan_pertanian_perikanan",
    "lingkungan",
    "bencana",
    "pariwisata_budaya",
    "layanan_publik_adminduk",
    "kominfo_digital",
    "keuangan_daerah",
    "politik_pemerintahan",
    "ketenagakerjaan",
    "pemuda_olahraga",
    "agama",
    "lainnya",
)


class RegionMention(Contract):
    """A region the article is about, or merely mentions."""

    code: str = Field(description="Kemendagri code: 64 for a province, 64.08 for a regency or city")
    name: str
    about: bool
    score: float = Field(ge=0, le=1)
    evidence: str = Field("", description="The sentence that names it")


class Tone(Contract):
    """Tone toward the local government, its services or what it answers for."""

    label: ToneLabel
    scores: dict[str, float]
    evidence: str = Field("", description="The sentence that weighs most")


class Topic(Contract):
    """A subject (urusan) with its probability."""

    id: str
    score: float = Field(ge=0, le=1)


class Person(Contract):
    """A person with the office held in this article."""

    name: str
    role: str | None = None
    org: str | None = None


class Entity(Contract):
    """A named entity: PER, ORG, LOC, EVT or LAW."""

    text: str
    type: str
    count: int = Field(ge=1)


class Quote(Contract):
    """Something said, directly or indirectly."""

    speaker: str
    text: str
    indirect: bool = False


class Enrichment(Contract):
    """What was read, with the state of every stage: a failed stage lets the others through."""

    model: str = Field(description="Name of the model that read tone, topics and meaning")
    lang: str = Field(description="ISO 639 code, `und` when unknown")
    regions: list[RegionMention] = []
    tone: Tone | None = None
    topics: list[Topic] = []
    aspiration: Aspiration | None = None
    people: list[Person] = []
    entities: list[Entity] = []
    quotes: list[Quote] = []
    keyphrases: list[str] = []
    summary: list[str] = []
    embedding: list[float] | None = Field(None, description="384 values, unit length")
    minhash: list[int] | None = Field(None, description="128 MinHash values over word 5-shingles, uint32")
    stages: dict[str, StageState] = {}
