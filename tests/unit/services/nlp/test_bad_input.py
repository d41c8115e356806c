"""Whatever is pushed gets a defined answer: every stage ends, none fails, and none takes long."""

from __future__ import annotations

import time

import pytest

from services.nlp.pipeline import Reader
from services.nlp.texts import article_from_text
from shared.contracts.enrichment import TONES, Enrichment
from shared.runtime.settings import Settings

LONGEST_SECONDS = 20.0
"""Far above what is usual (2 MB take about a second): a text must not keep the service from the next one."""
TWO_MEGABYTES = 2_000_000
NEWS = "Kepala Dinas PUPR Kabupaten Tegal, Sugeng Hartadi, mengatakan jalan di Adiwerna rusak. "
TEXTS = {
    "empty": "",
    "one word": "Banjir",
    "two megabytes": NEWS * (TWO_MEGABYTES // len(NEWS)),
    "two megabytes without spaces": "a" * TWO_MEGABYTES,
    "two megabytes of capitals": "Sugeng Hartadi " * (TWO_MEGABYTES // 15),
    "two megabytes of quotation marks": '" “' * (TWO_MEGABYTES // 3),
    "two megabytes of line breaks": "a\n" * (TWO_MEGABYTES // 2),
    "two megabytes of brackets": "(" * TWO_MEGABYTES,
    "two megabytes of full stops": "K. " * (TWO_MEGABYTES // 3),
    "all capitals": NEWS.upper() * 4,
    "HTML entities": "Bupati &quot;Tegal&quot; &amp; warga&nbsp;bergotong royong &#8211; jalan &lt;b&gt;rusak&lt;/b&gt;.",
    "zero width": "Ban\u200bjir di Kabu\u200bpaten Te\u200dgal\ufeff merendam sawah.",
    "emoji": "Jalan rusak 😡😡 tolong pak 🙏🏽 " * 20,
    "Arabic": "تم إصلاح الطريق في القرية يوم الاثنين بحضور رئيس البلدية",
    "Javanese script": "ꦱꦼꦩꦸꦮ ꦮꦺꦴꦁ ꦏꦭꦲꦶꦫꦏꦺ ꦏꦤ꧀ꦛꦶ ꦩꦂꦢꦶꦏ",
    "English": "The regent of Tegal opened a new clinic on Monday, and residents thanked the health office.",
    "names only": "Sugeng Hartadi, Siti Maimunah, I Wayan Sukerta, Yohanes Tekege, Lim Sioe Hong",
    "control characters": "Jalan\x00 di\x07 Tegal\x1b rusak.",
}


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader.load(Settings())


def read(reader: Reader, text: str) -> Enrichment:
    return reader.read([article_from_text("", text)])[0]


@pytest.mark.parametrize("name", TEXTS)
def test_every_stage_ends_in_time(reader: Reader, name: str) -> None:
    started = time.monotonic()
    enrichment = read(reader, TEXTS[name])
    assert time.monotonic() - started < LONGEST_SECONDS
    assert set(enrichment.stages.values()) == {"ok"}
    assert enrichment.tone is not None
    assert enrichment.tone.label in TONES
    assert sum(enrichment.tone.scores.values()) == pytest.approx(1, abs=1e-3)
    assert enrichment.embedding is not None
    assert len(enrichment.summary) <= 3


@pytest.mark.parametrize(
    ("name", "language"),
    [
        ("empty", "und"),
        ("one word", "und"),
        ("Arabic", "und"),
        ("Javanese script", "und"),
        ("English", "en"),
        ("all capitals", "id"),
    ],
)
def test_the_language_of_oddities(reader: Reader, name: str, language: str) -> None:
    assert read(reader, TEXTS[name]).lang == language


def test_what_holds_no_news_names_no_region(reader: Reader) -> None:
    for name in ("empty", "one word", "Arabic", "Javanese script", "names only"):
        assert read(reader, TEXTS[name]).regions == [], name


def test_a_long_text_is_read_like_its_beginning(reader: Reader) -> None:
    enrichment = read(reader, TEXTS["two megabytes"])
    assert [region.code for region in enrichment.regions if region.about] == ["33.28"]
    assert [person.name for person in enrichment.people] == ["Sugeng Hartadi"]
