"""How a source is: the word in the list, the sentence on its page, the reasons in plain words."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from services.crawler import errors
from services.gateway.dashboard.admin.drop_reasons import REASONS, drop_reason
from services.gateway.dashboard.admin.source_state import conclusion, dropped, source_state, steps
from services.gateway.dashboard.admin.typed_region import UnclearRegion, typed_region, typed_scope
from shared.contracts.crawl import Source, SourceHealth, SourceHealthDay

NOW = datetime.fromisoformat("2026-11-25T07:02:00+08:00")


def source(**fields: Any) -> Source:
    usual = {
        "id": "kabar-pesisir",
        "name": "Kabar Pesisir",
        "url": "https://kabar-pesisir.example",
        "domain": "kabar-pesisir.example",
        "last_success_at": NOW - timedelta(minutes=4),
    }
    return Source(**(usual | fields))


def health(day: dict[str, Any], **fields: Any) -> SourceHealth:
    return SourceHealth(source=source(**fields), days=[SourceHealthDay(day="2026-11-24", **day)])


@pytest.mark.parametrize(
    ("fields", "articles", "word", "troubled"),
    [
        ({}, 12, "Berjalan", False),
        ({}, None, "Berjalan", False),
        ({}, 0, "Tanpa berita", True),
        ({"paused": True}, 0, "Dijeda", False),
        ({"last_success_at": None}, 0, "Menunggu giliran", False),
        ({"last_success_at": None, "last_error": "HTTP 403"}, 0, "Belum pernah berhasil", True),
        ({"last_success_at": NOW - timedelta(days=2)}, 3, "Berhenti", True),
        ({"last_error": "HTTP 500"}, 3, "Sebagian gagal", True),
    ],
)
def test_the_word(fields: dict[str, Any], articles: int | None, word: str, troubled: bool) -> None:
    state = source_state(source(**fields), articles, NOW)
    assert (state.word, state.troubled) == (word, troubled)


@pytest.mark.parametrize(
    ("day", "fields", "says", "to_do"),
    [
        ({"discovered": 20, "extracted": 18, "enriched": 18, "indexed": 18}, {}, "Berjalan baik: 18", ""),
        ({}, {"paused": True}, "dijeda", "Lanjutkan"),
        ({}, {"last_success_at": None}, "menunggu kunjungan pertama", "Muat ulang"),
        ({}, {}, "tidak ada berita baru", "masih terbit"),
        (
            {"dropped": {"robots": 3}},
            {"last_success_at": None, "last_error": "robots"},
            "tidak berhasil dibuka",
            "Minta izin",
        ),
        (
            {"discovered": 24, "dropped": {"empty-article": 20, "listing": 4}},
            {},
            "24 halaman ditemukan, tidak satu pun terbaca",
            "JavaScript",
        ),
        (
            {"discovered": 24, "extracted": 4, "dropped": {"http-403": 20}},
            {},
            "Hanya 4 dari 24 halaman yang terbaca (17%)",
            "GaungBot",
        ),
        ({"discovered": 24, "extracted": 24, "enriched": 10}, {}, "14 berita belum dibaca", "Antrean"),
    ],
)
def test_the_sentence_names_the_first_thing_that_is_wrong(
    day: dict[str, Any], fields: dict[str, Any], says: str, to_do: str
) -> None:
    found = conclusion(health(day, **fields), NOW)
    assert says in found.says
    assert to_do in found.to_do


def test_the_way_and_its_shares() -> None:
    found = steps(health({"discovered": 20, "fetched": 10}))
    assert [(step.count, step.share) for step in found] == [(20, 100), (10, 50), (0, 0), (0, 0), (0, 0)]
    assert [step.share for step in steps(health({}))] == [0] * 5


def test_reasons_that_want_an_act_come_first() -> None:
    found = dropped(health({"dropped": {"listing": 40, "robots": 2, "empty-article": 9}}))
    assert [one.count for one in found] == [9, 2, 40]


def test_every_reason_of_the_crawler_has_words() -> None:
    def reasons(kind: type[errors.PageDropped]) -> set[str]:
        return {kind.reason}.union(*(reasons(each) for each in kind.__subclasses__()))

    assert reasons(errors.PageDropped) - {"dropped"} <= REASONS.keys()
    assert "HTTP 503" in drop_reason("http-503").what
    assert "HTTP 418" in drop_reason("http-418").what
    assert "hal-baru" in drop_reason("hal-baru").what


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("64.08", "64.08"),
        ("Kutai Timur", "64.08"),
        ("kabupaten kutai timur", "64.08"),
        ("64", "64"),
        ("Provinsi Kalimantan Timur", "64"),
    ],
)
def test_a_region_by_code_or_name(typed: str, code: str) -> None:
    assert typed_region(typed) == code


def test_an_unclear_region_is_explained() -> None:
    with pytest.raises(UnclearRegion, match="Tidak ada wilayah bernama “Atlantis”"):
        typed_region("Atlantis")
    with pytest.raises(UnclearRegion, match=r"dapat berarti .*Tulis kodenya"):
        typed_region("Bandung")
    assert typed_scope("Kutai Timur, 64.09\nKutai Timur") == ["64.08", "64.09"]
    assert typed_scope("Indonesia") == ["ID"]
