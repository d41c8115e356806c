"""The columns of CSV and XLSX exports: their names, what they hold, and how an article fills them.

Names are part of the API (docs/versioning.md): they stay, and new ones come at the end, before `cursor`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from typing import TypeAlias

from services.gateway.article_view import ArticleView
from services.gateway.exports.row import ExportRow
from shared.contracts.enrichment import Person

Cell: TypeAlias = str | int | float | date | None
# Of list-valued fields: no code, topic or office contains it, and a comma would not survive people's offices.
SEPARATOR = "; "
_TONE_VALUES = {"positif": 1, "netral": 0, "negatif": -1}


@dataclass(frozen=True)
class Column:
    """A column. `read` takes a row and the tenant's zone; `title` and `meaning` are for people."""

    name: str
    title: str
    meaning: str
    read: Callable[[ExportRow, tzinfo], Cell]


def _of(read: Callable[[ArticleView], Cell]) -> Callable[[ExportRow, tzinfo], Cell]:
    return lambda row, _zone: read(row.article)


def _local(moment: datetime, zone: tzinfo) -> str:
    return moment.astimezone(zone).isoformat(timespec="seconds")


def _score(label: str) -> Callable[[ExportRow, tzinfo], Cell]:
    return _of(lambda article: round(article.tone.scores.get(label, 0.0), 4) if article.tone else None)


def _report(fact: str) -> Callable[[ExportRow, tzinfo], Cell]:
    return _of(lambda article: getattr(article.report, fact) if article.report else None)


def _person(person: Person) -> str:
    office = ", ".join(part for part in (person.role, person.org) if part)
    return f"{person.name} ({office})" if office else person.name


COLUMNS: tuple[Column, ...] = (
    Column("id", "Id", "Pengenal berita; tetap selamanya", _of(lambda a: a.id)),
    Column("published_at", "Terbit", "Waktu terbit di zona waktu Anda, dengan selisih UTC",
           lambda row, zone: _local(row.article.published_at, zone)),
    Column("published_date", "Tanggal terbit", "Hari terbit di zona waktu Anda",
           lambda row, zone: row.article.published_at.astimezone(zone).date()),
    Column("published_precision", "Ketelitian", "time: sampai menit; day: hanya hari; unknown: tak diketahui",
           _of(lambda a: a.published_precision)),
    Column("seen_at", "Pertama terlihat", "Kapan Gaung pertama kali melihatnya, di zona waktu Anda",
           lambda row, zone: _local(row.article.seen_at, zone)),
    Column("title", "Judul", "Judul", _of(lambda a: a.title)),
    Column("summary", "Ringkasan", "Kalimat terpenting", _of(lambda a: " ".join(a.summary))),
    Column("text", "Isi", "Isi lengkap; paragraf dipisah baris kosong", _of(lambda a: a.text)),
    Column("url", "Alamat", "Alamat halaman", _of(lambda a: a.url)),
    Column("author", "Penulis", "Penulis seperti tertulis", _of(lambda a: a.author)),
    Column("kind", "Jenis", "berita, rilis, aspirasi, atau sosial", _of(lambda a: a.kind)),
    Column("lang", "Bahasa", "Kode ISO 639", _of(lambda a: a.lang)),
    Column("source_id", "Id sumber", "Pengenal media", _of(lambda a: a.source.id)),
    Column("source", "Sumber", "Nama media", _of(lambda a: a.source.name)),
    Column("source_region", "Wilayah sumber", "Kode wilayah asal media", _of(lambda a: a.source.region)),
    Column("about", "Tentang", "Kode wilayah yang diberitakan",
           _of(lambda a: SEPARATOR.join(r.code for r in a.regions if r.about))),
    Column("about_names", "Tentang (nama)", "Nama wilayah yang diberitakan",
           _of(lambda a: SEPARATOR.join(r.name for r in a.regions if r.about))),
    Column("mentions", "Disebut", "Kode wilayah yang hanya disebut",
           _of(lambda a: SEPARATOR.join(r.code for r in a.regions if not r.about))),
    Column("tone", "Nada", "Nada terhadap pemerintah daerah",
           _of(lambda a: a.tone.label if a.tone else None)),
    Column("tone_value", "Nilai nada", "1 positif, 0 netral, -1 negatif",
           _of(lambda a: _TONE_VALUES[a.tone.label] if a.tone else None)),
    Column("tone_positif", "Peluang positif", "0 sampai 1", _score("positif")),
    Column("tone_netral", "Peluang netral", "0 sampai 1", _score("netral")),
    Column("tone_negatif", "Peluang negatif", "0 sampai 1", _score("negatif")),
    Column("topics", "Urusan", "Urusan pemerintahan", _of(lambda a: SEPARATOR.join(t.id for t in a.topics))),
    Column("aspiration", "Jenis aspirasi", "pengaduan, aspirasi, permintaan_informasi, atau apresiasi",
           _of(lambda a: a.aspiration)),
    Column("people", "Tokoh", "Nama dengan jabatannya",
           _of(lambda a: SEPARATOR.join(map(_person, a.people)))),
    Column("keyphrases", "Frasa kunci", "Frasa kunci", _of(lambda a: SEPARATOR.join(a.keyphrases))),
    Column("story_id", "Id cerita", "Cerita yang memuat berita ini",
           _of(lambda a: a.story.id if a.story else None)),
    Column("story_size", "Besar cerita", "Jumlah berita cerita itu",
           _of(lambda a: a.story.size if a.story else None)),
    Column("copy_of", "Salinan dari", "Id berita yang isinya diulang", _of(lambda a: a.copy_of)),
    Column("revision", "Revisi", "Revisi ke berapa", _of(lambda a: a.revision)),
    Column("report_ticket", "Nomor tiket", "Nomor laporan di sistem asalnya", _report("ticket")),
    Column("report_status", "Status laporan", "Seperti tertulis di sistem asalnya", _report("status")),
    Column("report_office", "Instansi laporan", "Instansi yang menerima laporan itu", _report("office")),
    Column("report_category", "Kategori laporan", "Kategori di sistem asalnya", _report("category")),
    Column("report_channel", "Saluran laporan", "Lewat apa laporan disampaikan", _report("channel")),
    Column("cursor", "Kursor", "Untuk melanjutkan unduhan setelah baris ini", lambda row, _zone: row.cursor),
)  # fmt: skip
"""In this order."""


def cells_of(row: ExportRow, zone: tzinfo) -> list[Cell]:
    """The values of a row, in the order of COLUMNS."""
    return [column.read(row, zone) for column in COLUMNS]
