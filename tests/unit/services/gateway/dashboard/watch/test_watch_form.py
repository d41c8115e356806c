"""The form of a watch: from a search, from a watch, and back into what it becomes."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from services.gateway.dashboard.forms import Form
from services.gateway.dashboard.watch.watch_form import (
    form_of_search,
    form_of_watch,
    other_choices,
    read_watch,
    refuse_channels,
)
from services.gateway.problems import invalid, refused
from services.gateway.tenants import Tenant
from services.gateway.watch_input import WatchBody, new_watch
from shared.contracts.watch import NegativeTurn, QuietHours, Spike, Threshold, Watch
from tests.unit.services.gateway.dashboard.search.test_search import read

NOW = datetime(2026, 11, 24, 23, 2, tzinfo=UTC)
KUTIM = Tenant(id="t", name="Kutim", scope=("64.08",), timezone="Asia/Makassar", created_at=NOW)
PROVINCE = Tenant(id="t", name="Kaltim", scope=("64",), timezone="Asia/Makassar", created_at=NOW)


def watch_of(body: dict[str, Any], tenant: Tenant = PROVINCE) -> Watch:
    made = new_watch(WatchBody.model_validate(body), tenant)
    return Watch(**dict(made), id="a" * 32, created_at=NOW, updated_at=NOW)


def test_a_search_becomes_a_watch_of_the_same_articles() -> None:
    search = read("q=banjir&wilayah=64.08&nada=negatif&topik=bencana&sumber=kabar-pesisir&tokoh=Rina, S.T.")
    watch = read_watch(form_of_search(search, "Banjir"), PROVINCE)
    assert watch is not None
    assert watch.given == {
        "q": "banjir",
        "region": ["64.08"],
        "about": True,
        "tone": ["negatif"],
        "topic": ["bencana"],
        "source": ["kabar-pesisir"],
        "person": ["Rina, S.T."],
    }
    assert (watch.filter.copies, watch.when.rule, watch.cooldown) == ("fold", "each_story", 3600)


def test_all_that_one_sees_follows_the_scope() -> None:
    watch = read_watch(form_of_search(read("q=banjir"), "Banjir"), KUTIM)
    assert watch is not None
    assert (watch.within_scope, watch.filter.regions) == (True, ["64.08"])


@pytest.mark.parametrize(
    "body",
    [
        {"name": "Semua"},
        {
            "name": "Jalan",
            "filter": {"q": '"jalan rusak"~3', "region": ["64.08"], "about": True, "tone": ["negatif"]},
            "when": {"rule": "negative_turn", "of": "story", "hours": 72},
            "cooldown": "45m",
            "quiet_hours": {"from": "22:00", "to": "06:00"},
            "digest": {"every": "day", "at": "06:30"},
            "channels": [
                {"type": "email", "target": "humas@kutim.example"},
                {"type": "webhook", "target": "https://hook.example/a,b"},
            ],
        },
        {
            "name": "Lewat API",
            "filter": {
                "region": ["64.08", "64.09"],
                "source": ["a", "b"],
                "person": ["Rina = Batubara"],
                "story": "c1",
                "from": "2026-11-01",
                "about": False,
                "copies": "include",
            },
            "when": {"rule": "spike", "per": "day", "sensitivity": "high"},
        },
        {"name": "Ambang", "when": {"rule": "threshold", "count": 1500, "only_negative": True}},
    ],
)
def test_a_watch_that_is_opened_and_saved_stays_as_it_is(body: dict[str, Any]) -> None:
    watch = watch_of(body)
    again = read_watch(form_of_watch(watch), PROVINCE)
    assert again is not None
    assert again.model_dump() == {
        name: value for name, value in watch.model_dump().items() if name in type(again).model_fields
    }


def filled(**changes: str) -> Form:
    fields = {"nama": "Banjir", "q": "banjir", "aturan": "each_story", "lingkup": "tentang"} | changes
    return Form(list(fields.items()))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"nama": " "}, "nama"),
        ({"nama": "a" * 201}, "nama"),
        ({"aturan": ""}, "aturan"),
        ({"aturan": "gempa"}, "aturan"),
        ({"aturan": "threshold", "ambang_jumlah": "nol"}, "ambang_jumlah"),
        ({"aturan": "threshold", "ambang_jumlah": "0"}, "ambang_jumlah"),
        ({"tenang_dari": "22:00"}, "tenang_sampai"),
        ({"tenang_dari": "jam", "tenang_sampai": "06:00"}, "tenang_dari"),
        ({"jeda": "8d"}, "jeda"),
        ({"lain": "region=99.99"}, "wilayah"),
        ({"lain": "from=kemarin"}, "lain"),
        ({"lain": "kind=gosip"}, "lain"),
        ({"surel": "\n".join(f"{n}@a.example" for n in range(11))}, "surel"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(changes: dict[str, str], field: str) -> None:
    form = filled(**changes)
    assert read_watch(form, PROVINCE) is None
    assert list(form.errors) == [field]


def test_rules_and_rhythm_are_read() -> None:
    turn = read_watch(filled(aturan="negative_turn", turun_dari="story", turun_jam="6"), KUTIM)
    spike = read_watch(filled(aturan="spike", lonjakan_per="day", lonjakan_peka="low"), KUTIM)
    many = read_watch(filled(aturan="threshold", ambang_jumlah="1.000", ambang_per="day"), KUTIM)
    quiet = read_watch(filled(tenang_dari="22:00", tenang_sampai="06:00"), KUTIM)
    assert turn is not None
    assert spike is not None
    assert many is not None
    assert quiet is not None
    assert turn.when == NegativeTurn(of="story", hours=6)
    assert spike.when == Spike(per="day", sensitivity="low")
    assert many.when == Threshold(per="day", count=1000)
    assert quiet.quiet_hours == QuietHours.model_validate({"start": "22:00", "end": "06:00"})


def test_each_refused_place_is_named_beside_its_own_field() -> None:
    form = filled(surel="a@a.example", webhook="http://satu.example\nhttp://dua.example")
    refuse_channels(
        form,
        invalid(
            refused("body", "channels.1.target", "di jaringan privat"),
            refused("body", "channels.2.target", "bukan alamat"),
        ),
    )
    assert form.errors == {
        "webhook": "http://satu.example: di jaringan privat. http://dua.example: bukan alamat."
    }


def test_conditions_without_a_field_of_their_own_are_told_in_words() -> None:
    form = Form([("lain", "source=kabar-pesisir"), ("lain", "from=2026-11-01"), ("lain", "rusak")])
    assert other_choices(form, {"kabar-pesisir": "Kabar Pesisir"}) == [
        ("source=kabar-pesisir", "Media: Kabar Pesisir"),
        ("from=2026-11-01", "Sejak 2026-11-01"),
    ]
