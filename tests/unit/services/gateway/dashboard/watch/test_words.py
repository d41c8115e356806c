"""Rules, filters, figures and dry runs in plain words; how long a watch is muted; the course of an alert."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import vl_convert
from pydantic import TypeAdapter

from services.gateway.dashboard.watch.alert_chart import alert_chart, window_text
from services.gateway.dashboard.watch.alert_series import Series, window_number, windows
from services.gateway.dashboard.watch.dry_run_view import trial
from services.gateway.dashboard.watch.figures import chance, figure_facts
from services.gateway.dashboard.watch.filter_words import filter_words, search_of_filter, short_words
from services.gateway.dashboard.watch.muting import CHOICES, muted_until
from services.gateway.dashboard.watch.rule_words import (
    channels_text,
    digest_text,
    duration_text,
    quiet_text,
    rule_text,
)
from services.gateway.tenants import Tenant
from services.gateway.watch_input import DigestBody, QuietHoursBody, WatchFilter
from shared.contracts.alert import CountFigures, DryRun, TurnFigures
from shared.contracts.query import Bucket
from shared.contracts.watch import Rule

ZONE = ZoneInfo("Asia/Makassar")
NOW = datetime(2026, 11, 24, 23, 2, tzinfo=UTC)
KUTIM = Tenant(id="t", name="Kutim", scope=("64.08",), timezone="Asia/Makassar", created_at=NOW)
RULES: TypeAdapter[Rule] = TypeAdapter(Rule)


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ({"rule": "each_story"}, "ada cerita baru"),
        ({"rule": "negative_turn"}, "nada pemberitaan berbalik negatif dalam 24 jam"),
        (
            {"rule": "negative_turn", "of": "story", "hours": 72},
            "nada sebuah cerita berbalik negatif dalam 3 hari",
        ),
        (
            {"rule": "spike", "per": "day", "sensitivity": "low"},
            "berita jauh lebih banyak daripada biasanya (dihitung per hari, kepekaan rendah)",
        ),
        ({"rule": "threshold", "count": 1200, "per": "day"}, "ada 1.200 berita atau lebih dalam sehari"),
        (
            {"rule": "threshold", "count": 5, "only_negative": True},
            "ada 5 berita negatif atau lebih dalam satu jam",
        ),
    ],
)
def test_rules_in_plain_words(rule: dict[str, Any], words: str) -> None:
    assert rule_text(RULES.validate_python(rule)) == words


def test_rhythms_in_plain_words() -> None:
    assert [duration_text(each) for each in ("0m", "30m", "6h", "1d")] == [
        "tanpa jeda",
        "30 menit",
        "6 jam",
        "1 hari",
    ]
    assert quiet_text(QuietHoursBody(from_="22:00", to="06:00")) == "22.00 sampai 06.00"
    assert digest_text(DigestBody(every="day", at="06:30")) == "dikumpulkan, dikirim setiap hari pukul 06.30"
    assert channels_text([]) == "hanya dicatat di Gaung"
    assert channels_text(["webhook", "email", "email"]) == "2 surel, Webhook"


def test_a_filter_in_words_and_as_a_search() -> None:
    wanted = WatchFilter(q="banjir", tone=["negatif"], source=["kabar-pesisir"], copies="include")
    assert filter_words(wanted, KUTIM, {"kabar-pesisir": "Kabar Pesisir"}) == [
        ("Kata", "banjir"),
        ("Wilayah", "Kabupaten Kutai Timur, juga bila hanya disebut"),
        ("Nada", "Negatif"),
        ("Media", "Kabar Pesisir"),
        ("Salinan", "ikut dihitung"),
    ]
    assert short_words(WatchFilter(), {}) == "semua berita"
    path = "/cari?q=banjir&nada=negatif&sumber=kabar-pesisir&lingkup=semua&salinan=semua"
    assert search_of_filter(wanted, KUTIM).path() == path


def test_figures_are_named() -> None:
    when = datetime.isoformat
    count = CountFigures(start=NOW, end=NOW, count=12, expected=2.43, p=0.00005, weeks=8)
    assert dict(figure_facts(count, when))["Biasanya"] == "sekitar 2,4"
    turn = TurnFigures(start=NOW, end=NOW, negative=7, toned=9, negative_before=10, toned_before=60, p=1e-9)
    facts = dict(figure_facts(turn, when))
    assert facts["Negatif sekarang"] == "7 dari 9 berita (78%)"
    assert facts["Peluang kebetulan"] == "kurang dari 1 banding sejuta"


@pytest.mark.parametrize(
    ("p", "words"),
    [(0.5, "1 banding 2"), (0.00005, "1 banding 20.000"), (0.0, "kurang dari 1 banding sejuta")],
)
def test_probabilities_for_people(p: float, words: str) -> None:
    assert chance(p) == words


def test_muting_ends_when_it_says() -> None:
    assert muted_until("besok", NOW, ZONE) == datetime(2026, 11, 26, 7, tzinfo=ZONE)
    assert muted_until("24", NOW, ZONE) == NOW + timedelta(days=1)
    assert muted_until("selamanya", NOW, ZONE) is None
    assert all(muted_until(choice, NOW, ZONE) is not None for choice, _ in CHOICES)


def bucket(hours_ago: int, negative: int, others: int) -> Bucket:
    start = datetime(2026, 11, 24, 22, tzinfo=UTC) - timedelta(hours=hours_ago)
    return Bucket(
        start=start, count=negative + others, mean_tone=None, split={"negatif": negative, "netral": others}
    )


def test_hours_are_added_up_into_windows_that_end_with_the_alert() -> None:
    end, six = datetime(2026, 11, 24, 22, tzinfo=UTC), timedelta(hours=6)
    bars = windows([bucket(12, 1, 1), bucket(7, 0, 2), bucket(6, 3, 0), bucket(1, 1, 4)], end, six, 2)
    assert [(bar.negative, bar.others, bar.fired) for bar in bars] == [(1, 3, False), (4, 4, True)]
    assert (bars[0].start, bars[1].end) == (end - 2 * six, end)
    outside = windows([bucket(13, 9, 9), bucket(0, 9, 9)], end, six, 2)
    assert [bar.count for bar in outside] == [0, 0]


def test_no_chart_has_more_bars_than_a_phone_shows() -> None:
    assert [window_number(timedelta(hours=hours)) for hours in (1, 6, 24, 168)] == [24, 24, 14, 4]


@pytest.mark.parametrize("mode", ["terang", "gelap"])
def test_the_chart_of_an_alert_can_be_drawn(mode: Any) -> None:
    end = datetime(2026, 11, 24, 22, tzinfo=UTC)
    bars = windows([bucket(1, 3, 9), bucket(3, 0, 2)], end, timedelta(hours=1), 24)
    spec = alert_chart(Series(bars, 2.4, "Biasanya"), ZONE, mode)
    drawing = vl_convert.vegalite_to_svg(spec, allowed_base_urls=[])
    assert "05.00" in drawing
    assert "stroke-dasharray" in drawing


def test_windows_are_told_by_the_readers_clock() -> None:
    start = datetime(2026, 11, 24, 21, tzinfo=UTC)
    assert window_text(start, start + timedelta(hours=1), ZONE) == "25 Nov 05.00–06.00"
    assert window_text(start, start + timedelta(days=1), ZONE) == "25 Nov 05.00 – 26 Nov 05.00"


def run(**changes: Any) -> DryRun:
    usual: dict[str, Any] = {
        "from_": NOW - timedelta(days=30),
        "to": NOW,
        "covered_from": NOW - timedelta(days=30),
        "alerts": [],
        "alerts_total": 0,
        "messages": 0,
        "per_week": 0.0,
        "limits": [],
    }
    return DryRun(**(usual | changes))


def test_a_dry_run_says_whether_the_rule_fits() -> None:
    when = datetime.isoformat
    assert trial(run(), when).sentence.endswith("tidak akan mengirim apa pun.")
    assert "longgarkan" in trial(run(), when).advice
    noisy = trial(run(alerts_total=90, messages=70, per_week=16.3), when)
    assert noisy.sentence.endswith("70 pesan berisi 90 peringatan, sekitar 16,3 pesan seminggu.")
    assert noisy.advice.startswith("Itu sering.")
    assert noisy.left_out.startswith("90 peringatan")
    assert trial(run(alerts_total=3, messages=3, per_week=0.7), when).advice == ""
