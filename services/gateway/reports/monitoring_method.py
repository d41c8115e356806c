"""How a monitoring report came about: how articles were gathered and read, how well, and its limits."""

from __future__ import annotations

from dataclasses import dataclass

from services.gateway.presentation.wording import decimal, number
from services.gateway.reports.document import Block, Paragraph, Row, Section, TablePart
from services.gateway.reports.monitoring_figures import MonitoringFigures, MonitoringPlace


@dataclass(frozen=True)
class Measured:
    """How well a task is read: the lowest and the highest score over the test sets of docs/evaluation.md."""

    name: str
    task: str
    measure: str
    lowest: float
    highest: float


# From the table of docs/evaluation.md, sets "c and g", k and p; a test compares them with it.
MEASURED = (
    Measured("Nada", "tone", "macro-F1", 0.841, 0.933),
    Measured("Topik (urusan)", "topic", "accuracy with alternatives", 0.821, 0.922),
    Measured("Jenis laporan warga", "aspiration", "macro-F1", 0.674, 0.791),
    Measured("Wilayah yang diberitakan", "regions about", "micro-F1", 0.942, 0.981),
    Measured("Berita satu cerita", "stories", "B-cubed F1", 0.984, 1.000),
)
# The model card's score on its development set, most of whose texts are real news.
TONE_ON_REAL_NEWS = 0.83


def method_section(place: MonitoringPlace, figures: MonitoringFigures) -> Section:
    """The section on method; it is not told in a chat."""
    return Section(key="metode", title="Metode", chat=False, blocks=_blocks(place, figures))


def _blocks(place: MonitoringPlace, figures: MonitoringFigures) -> list[Block]:
    before = place.before
    return [
        Paragraph(
            key="metode:kumpul",
            text=(
                f"Berita dikumpulkan otomatis dari {number(figures.all_outlets)} media, situs pemerintah, "
                f"dan kanal yang terbit pada {place.period.name} dan memberitakan {place.now.region.name}. "
                "Berita yang dimuat ulang oleh media lain dihitung satu kali; dalam jangkauan isu setiap "
                "media yang memuatnya dihitung."
            ),
        ),
        Paragraph(
            key="metode:baca",
            text=(
                "Nada, topik, wilayah, dan kutipan dibaca oleh model bahasa yang berjalan di server "
                "sendiri. Nada berarti sikap berita terhadap pemerintah daerah, layanannya, atau hal yang "
                "menjadi tanggung jawabnya. Laporan warga dihitung tersendiri, tidak dalam angka "
                "pemberitaan; unggahan media sosial yang berisi laporan termuat di keduanya."
            ),
        ),
        Paragraph(
            key="metode:pembanding",
            text=(
                f"Pembandingnya {before.name}, sama-sama {number(before.length)} hari."
                if before.length == place.period.length
                else f"Pembandingnya {before.name} ({number(before.length)} hari; periode ini "
                f"{number(place.period.length)} hari), sehingga volume dibandingkan per hari."
            )
            + " Perubahan disebut naik atau turun hanya bila selang keyakinan 95% dari selisihnya tidak "
            "memuat nol.",
        ),
        TablePart(
            caption="Seberapa tepat mesin membaca, diukur pada berita uji yang tidak dipakai melatihnya",
            columns=["Yang dibaca", "Skor (1 = selalu tepat)"],
            numeric=[1],
            rows=[
                Row(cells=[one.name, f"{decimal(one.lowest, 2)} sampai {decimal(one.highest, 2)}"])
                for one in MEASURED
            ],
            remark=(
                "Skor terendah dan tertinggi dari tiga perangkat uji. Berita ujinya rekaan; pada berita "
                f"nyata skor nada {decimal(TONE_ON_REAL_NEWS, 2)}."
            ),
        ),
        Paragraph(
            style="aside",
            text=(
                "Batasnya: hanya media yang terdaftar yang terbaca; siaran televisi, radio, dan media "
                "cetak tanpa situs tidak termasuk. Selang keyakinan memuat kebetulan karena sedikitnya "
                "berita, bukan salah baca mesin. Sindiran dan keluhan halus paling sering keliru dibaca; "
                "periksa berita aslinya sebelum mengambil keputusan."
            ),
        ),
    ]
