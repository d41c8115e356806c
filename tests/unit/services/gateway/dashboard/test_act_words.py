"""The audit trail in words: every action that the code records has a name, no detail stays in English."""

from __future__ import annotations

import re
from datetime import datetime

import pytest

from services.gateway.api.admin_sources import SourceChange
from services.gateway.dashboard.admin.act_details import SOURCE_FIELDS, WATCH_FIELDS, act_detail
from services.gateway.dashboard.admin.act_words import ACT_NAMES, actor_name
from services.gateway.watch_input import WatchChangeBody
from shared.contracts.watch import WatchChange
from tests.unit.services.gateway.dashboard.recorded_acts import Recorded, recorded_acts

ACTS = recorded_acts()
ID = "0123456789abcdef"
NAMES = {"u1": "humas@kutaitimur.example", "k1": "Kunci Portal"}
# Of both languages.
SHARED = {"admin", "operator"}


def said(moment: datetime) -> str:
    return f"{moment.day} November {moment:%H.%M}"


def detail_of(action: str, detail: str, subject: str = ID) -> str:
    return act_detail(action, subject, detail, NAMES, said)


def test_every_action_that_the_code_records_has_a_name() -> None:
    actions = {act.action for act in ACTS}
    # The reading of the code finds what it is there to find.
    assert {"session.close", "user.disable", "report.send", "source.import", "import.undo"} <= actions
    assert actions - ACT_NAMES.keys() == set()
    assert ACT_NAMES.keys() - actions == set()


@pytest.mark.parametrize("act", sorted(act for act in ACTS if act.detail), ids=str)
def test_no_word_of_a_detail_stays_as_the_code_writes_it(act: Recorded) -> None:
    written = set(re.findall(r"[a-z]{3,}", act.detail)) - SHARED
    shown = set(re.findall(r"[a-z]{3,}", detail_of(act.action, act.detail).lower()))
    assert written & shown == set()


def test_every_field_that_can_be_changed_has_a_word() -> None:
    assert WATCH_FIELDS.keys() == WatchChangeBody.model_fields.keys() | WatchChange.model_fields.keys()
    assert SOURCE_FIELDS.keys() == SourceChange.model_fields.keys() | {"resumed"}


@pytest.mark.parametrize(
    ("action", "detail", "told"),
    [
        ("user.create", "role analyst", "peran analis"),
        ("user.role", "viewer → admin", "pembaca → admin"),
        ("user.password", "2 other sessions ended", "2 perangkat lain dikeluarkan"),
        ("session.close", "from 10.0.0.7", "dari 10.0.0.7"),
        ("session.end", "one device", "satu perangkat"),
        ("session.end", "all 3 devices", "semua perangkat (3)"),
        (
            "key.rotate",
            "the secret before ends at 2026-11-27T02:00:00+00:00",
            "rahasia sebelumnya berlaku sampai 27 November 02.00",
        ),
        ("watch.rotate", "", ""),
        ("tenant.create", "64.08,64.03", "Kabupaten Kutai Timur, Kabupaten Berau"),
        (
            "tenant.change",
            "scope: ('64.08',) → ['64.08', '64.03']; daily_quota: None → 500",
            "wilayah: Kabupaten Kutai Timur → Kabupaten Kutai Timur, Kabupaten Berau; "
            "permintaan API per hari: seperti semua → 500",
        ),
        ("watch.change", "deliveries, filter, given, muted_until", "tujuan kiriman, saringan, pembisuan"),
        ("source.change", "interval, paused", "selang kunjungan, jeda"),
        ("aspiration.change", "state, office", "keadaan, OPD"),
        ("office.topics", "21 topics", "21 topik"),
        ("retention.change", "no limit → 24 months", "tanpa batas → 24 bulan"),
        ("story.state", "baru to perlu_jawaban", "Baru → Perlu jawaban"),
        ("story.office", "as the topics propose", "sesuai topiknya"),
        ("story.office", "Dinas Kesehatan", "Dinas Kesehatan"),
        ("story.merge", f"with {ID}", ""),
        ("story.split", f"off it: {ID}, {ID}", "2 berita dikeluarkan"),
        ("story.undo", f"correction {ID}", ""),
        ("clarification.create", f"story {ID}", ""),
        ("import.create", "1024 rows of aspirasi", "1.024 baris aspirasi warga"),
        ("import.undo", "5 articles removed", "5 laporan dihapus"),
        ("report.send", "bupati@kutaitimur.example", "bupati@kutaitimur.example"),
    ],
)
def test_details_are_told_in_indonesian_and_without_ids(action: str, detail: str, told: str) -> None:
    assert detail_of(action, detail) == told


def test_who_and_what_are_named() -> None:
    assert detail_of("key.revoke", "", "k1") == "Kunci Portal"
    assert detail_of("user.create", "role viewer", "u1") == "humas@kutaitimur.example · peran pembaca"
    assert detail_of("source.add", "", "kabar-pesisir") == "kabar-pesisir"
    assert actor_name(f"schedule:{ID}", {}, {}) == "Jadwal laporan"
