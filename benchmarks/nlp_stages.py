"""`python -m benchmarks.nlp_stages`: milliseconds of every stage on an article of 200 words, and its share.

The stages run as they do in the service, in batches; the figures come from the service's own metrics. The
baseline is the encoder of the same run: no other stage should cost 10 ms, and all together less than it.
Without the shipped model only the stages around it are measured.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

import numpy as np

from services.nlp.encoder import Encoder, ModelMissing, Reading
from services.nlp.metrics import STAGE_SECONDS
from services.nlp.pipeline import Model, Reader
from services.nlp.texts import article_from_text
from services.nlp.worker import BATCH
from shared.contracts.article import Article

ARTICLES = 200
LIMIT_MS = 10.0
PLACES = (
    ("Kabupaten Tegal", "Adiwerna", "SLAWI"),
    ("Kabupaten Kutai Timur", "Sangatta Utara", "SANGATTA"),
    ("Kota Bandung", "Coblong", "BANDUNG"),
    ("Kabupaten Muara Enim", "Lawang Kidul", "MUARA ENIM"),
    ("Kabupaten Lombok Timur", "Sakra", "SELONG"),
)
BODY = "\n\n".join(
    (
        "{dateline} – Jembatan gantung di Kecamatan {district}, {region}, miring sejak Minggu (12/7/2026) "
        "pagi setelah tali sling sisi hulu putus. Empat warga yang hendak ke pasar tercebur ke sungai "
        "bersama dua sepeda motor, dan seorang di antaranya dirawat di puskesmas.",
        '"Bunyinya seperti petir. Saya sempat memegang kawat, tetapi papannya sudah terbalik semua," '
        "tutur Ruminah (51), pedagang sayur, saat ditemui di Puskesmas {district}.",
        "Kepala Dinas Pekerjaan Umum dan Penataan Ruang {region}, Ir. Bahrudin Anwari, M.T., mengatakan "
        "tim sudah memeriksa tujuh batang penggantung yang bengkok. Menurut dia, anggaran pemeliharaan "
        "jembatan gantung tahun ini Rp 400 juta untuk 31 unit, sehingga penanganan dilakukan bertahap.",
        '"Kami pasang sling baru pekan depan. Selama itu warga kami minta memakai perahu," ujarnya, Rabu '
        "(15/7/2026).",
        "Warga menyebut karat pada sling bukan cerita baru. Ketua kelompok tani, Jauhari Basri, mengaku "
        "sudah tiga kali bersurat ke dinas, terakhir pada bulan Maret. Jawabannya, kata dia, hanya "
        "permintaan melengkapi foto. Bupati dan DPRD diminta turun melihat sendiri keadaan jembatan yang "
        "menjadi satu-satunya jalan ratusan keluarga menuju kebun dan sekolah.",
        "Hingga Rabu petang belum terlihat petugas di lokasi. Warga memasang drum dan bambu sebagai "
        "penghalang supaya tidak ada lagi yang nekat melintas pada malam hari.",
    )
)


class _NoModel:
    """Stands in for the encoder where it is not shipped: it answers at once."""

    def encode(self, articles: Sequence[tuple[str, str]]) -> list[Reading]:
        tone = {"positif": 0.1, "netral": 0.2, "negatif": 0.7}
        return [Reading(self.embed([text])[0], tone, [("infrastruktur", 0.9)], False) for _, text in articles]

    def sentence_tone(self, sentences: Sequence[str]) -> list[dict[str, float]]:
        return [{"negatif": 0.5} for _ in sentences]

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        return np.zeros((len(texts), 384), dtype=np.float32)


def articles() -> list[Article]:
    """Articles of about 200 words from five regions, all different."""
    made = []
    for number in range(ARTICLES):
        region, district, dateline = PLACES[number % len(PLACES)]
        text = BODY.format(region=region, district=district, dateline=dateline)
        made.append(
            article_from_text(f"Jembatan Gantung {district} Miring, Warga Menunggu", f"{text} ({number})")
        )
    return made


def stage_times() -> dict[str, tuple[float, float]]:
    """Seconds and observations of each stage since the process began."""
    times: dict[str, list[float]] = {}
    for metric in STAGE_SECONDS.collect():
        for sample in metric.samples:
            if sample.name.endswith(("_sum", "_count")):
                times.setdefault(sample.labels["stage"], [0.0, 0.0])[sample.name.endswith("_count")] = (
                    sample.value
                )
    return {stage: (seconds, count) for stage, (seconds, count) in times.items()}


def main() -> int:
    """Measure and print one table; 1 when a stage besides the encoder takes longer than it should."""
    model: Model
    try:
        model = Encoder.load()
    except ModelMissing:
        sys.stdout.write("the model is not there: the stages around it only\n")
        model = _NoModel()
    reader = Reader(model, "benchmark")
    texts = articles()
    reader.read(texts[:BATCH])
    before = stage_times()
    for start in range(BATCH, len(texts), BATCH):
        reader.read(texts[start : start + BATCH])
    each = {}
    for stage, (seconds, count) in stage_times().items():
        earlier_seconds, earlier_count = before.get(stage, (0.0, 0.0))
        each[stage] = 1000 * (seconds - earlier_seconds) / (count - earlier_count)
    total = sum(each.values())
    words = len(texts[0].text.split())
    sys.stdout.write(f"{len(texts) - BATCH} articles of {words} words, batches of {BATCH}, one thread\n")
    sys.stdout.write(f"{'stage':16} {'ms':>8} {'share':>7}\n")
    for stage, milliseconds in sorted(each.items(), key=lambda item: -item[1]):
        sys.stdout.write(f"{stage:16} {milliseconds:8.2f} {milliseconds / total:7.1%}\n")
    sys.stdout.write(f"{'all':16} {total:8.2f} {1000 / total:7.1f} articles/s\n")
    # Choosing the proof of a tone asks the encoder too: it is the encoder's time.
    slow = [s for s, ms in each.items() if ms > LIMIT_MS and s not in {"encoder", "tone_evidence"}]
    for stage in slow:
        sys.stdout.write(f"{stage} takes longer than {LIMIT_MS} ms\n")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
