"""Each task on two articles whose counts a reader can check: right answers count, wrong ones do not."""

from __future__ import annotations

from typing import Any

import pytest

from evaluation import furniture, labels, people, regions
from evaluation.rows import Row
from evaluation.sets import Item, pushed
from shared.contracts.enrichment import Enrichment, Person, Quote, RegionMention, Tone, Topic

TEXT = (
    "SLAWI – Jalan di Adiwerna rusak berat sejak Januari lalu.\n\nBaca juga: Harga Cabai Naik\n\n"
    'Kepala Dinas PUPR Kabupaten Tegal, Sugeng Hartadi, minta warga bersabar. "Pekan depan diperbaiki," ujarnya.'
)
LABELS: dict[str, Any] = {
    "id": "x-1",
    "title": "Jalan Adiwerna Rusak",
    "text": TEXT,
    "tone": "negatif",
    "topic": "infrastruktur",
    "topic_alt": [],
    "aspiration": None,
    "regions": ["33.28"],
    "mentioned_regions": ["33.28"],
    "people": [{"name": "Sugeng Hartadi", "role": "Kepala Dinas PUPR", "org": "Dinas PUPR Kabupaten Tegal"}],
    "quotes": [{"speaker": "Sugeng Hartadi", "text": "Pekan depan diperbaiki", "indirect": False}],
    "lead_noise": ["Baca juga: Harga Cabai Naik"],
    "event": None,
}
RIGHT = Enrichment(
    model="x",
    lang="id",
    tone=Tone(label="negatif", scores={"positif": 0.0, "netral": 0.1, "negatif": 0.9}),
    topics=[Topic(id="infrastruktur", score=0.9)],
    regions=[RegionMention(code="33.28", name="Kabupaten Tegal", about=True, score=1)],
    people=[Person(name="Sugeng Hartadi", role="Kepala Dinas PUPR Kabupaten Tegal")],
    quotes=[Quote(speaker="Sugeng Hartadi", text="Pekan depan diperbaiki,")],
)
WRONG = Enrichment(
    model="x",
    lang="id",
    tone=Tone(label="positif", scores={"positif": 1.0, "netral": 0.0, "negatif": 0.0}),
    topics=[Topic(id="agama", score=0.9)],
    aspiration="apresiasi",
    regions=[RegionMention(code="33.76", name="Kota Tegal", about=True, score=1)],
    people=[Person(name="Sugeng Hartadi", role="Camat Slawi"), Person(name="Harga Cabai")],
    quotes=[Quote(speaker="Warga", text="Pekan depan diperbaiki")],
)


def measured(task: Any, *enrichments: Enrichment) -> dict[tuple[str, str], Row]:
    items = [Item(LABELS, pushed(LABELS), enrichment) for enrichment in enrichments]
    return {(row.task, row.measure): row for row in task.measure("x", items)}


def test_right_answers_have_the_full_score() -> None:
    for task in (labels, regions, people):
        for (name, measure), row in measured(task, RIGHT).items():
            assert row.value == pytest.approx(0.1 if measure == "calibration error" else 1.0), (name, measure)


def test_wrong_answers_have_none() -> None:
    assert measured(labels, WRONG)["tone", "macro-F1"].value == 0
    assert measured(labels, WRONG)["topic", "accuracy with alternatives"].value == 0
    assert measured(labels, WRONG)["aspiration", "macro-F1"].value == 0
    assert measured(regions, WRONG)["regions about", "micro-F1"].value == 0
    assert measured(people, WRONG)["people", "micro-F1"].value == pytest.approx(2 / 3)
    assert measured(people, WRONG)["offices", "right, of the people found"].value == 0
    assert measured(people, WRONG)["quotes with speaker", "micro-F1"].value == 0


def test_half_right_is_half() -> None:
    assert measured(regions, RIGHT, WRONG)["regions about", "micro-F1"].value == pytest.approx(0.5)
    assert measured(people, RIGHT, WRONG)["offices", "right, of the people found"].value == pytest.approx(0.5)


def test_furniture_is_judged_on_what_the_product_keeps() -> None:
    rows = measured(furniture, RIGHT)
    assert rows["furniture", "pieces left"].value == 0
    assert rows["furniture", "sentences lost"].value == 0
    assert rows["furniture", "body ends lost"].baseline_value == 1  # cutting at the first piece loses the end
    article = pushed(LABELS).model_copy(update={"text": "SLAWI – Baca juga: Harga Cabai Naik"})
    (left, lost, ends) = furniture.measure("x", [Item(LABELS, article, RIGHT)])
    assert (left.value, lost.value, ends.value) == (1, 1, 1)
