"""Clues: days, places, figures and people as Indonesian outlets write them."""

from __future__ import annotations

import time
from datetime import date, datetime

import pytest

from services.search.stories.clues import Clues, clues_of, days_named, places_named
from shared.contracts.enrichment import Person
from tests.search_world import enriched

# A Thursday.
PUBLISHED = datetime.fromisoformat("2026-07-16T08:00:00+08:00")


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("dibuka pada Selasa (14/7/2026) pagi", {(2026, 7, 14)}),
        ("dibuka Selasa (14/7) pagi", {(2026, 7, 14)}),
        ("Selasa, 14-07-26", {(2026, 7, 14)}),
        ("Rabu, 15 Juli 2026 | 18:19 WITA", {(2026, 7, 15)}),
        ("pada 3 agustus mendatang", {(2026, 8, 3)}),
        ("13–15 Jul 2026", {(2026, 7, 15)}),
        ("terjadi Selasa malam", {(2026, 7, 14)}),
        ("Jum'at petang", {(2026, 7, 10)}),
        ("sejak dua minggu lalu", set()),
        ("tahun anggaran 12/2024, Pasal 14/7, rasio 3/4", set()),
        ("diresmikan 17 Agustus 2019", set()),
        ("31 Februari 2026", set()),
        ("Kamis kemarin bukan 30/14/2026", {(2026, 7, 16)}),
    ],
)
def test_days(text: str, days: set[tuple[int, int, int]]) -> None:
    assert days_named(text, PUBLISHED) == {date(*day) for day in days}


def test_a_day_without_a_year_is_the_nearest_one() -> None:
    january = datetime.fromisoformat("2026-01-03T08:00:00+07:00")
    assert days_named("Rabu (31/12)", january) == {date(2025, 12, 31)}


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("warga Desa Muara Pantun, Kecamatan Telen", {"muara pantun", "telen"}),
        ("di Kecamatan Bayat, Cawas, dan Wedi", {"bayat", "cawas", "wedi"}),
        ("Kampung Baru Ulu dan Dusun III", {"baru ulu", "iii"}),
        ("Kelurahan Gunung Sari Kota Balikpapan", {"gunung sari"}),
        ("pemerintah desa setempat", set()),
    ],
)
def test_places_that_are_called_one(text: str, places: set[str]) -> None:
    assert places_named(text, frozenset()) == places


def test_districts_of_the_region_are_known_by_their_bare_names() -> None:
    text = "Gerakan Pangan Murah Hadir di Haruai, Warga Kelua Menyusul"
    assert places_named(text, frozenset({"63.09"})) == {"haruai", "kelua"}
    assert places_named(text, frozenset({"64.08"})) == set()


def figures(text: str) -> frozenset[str]:
    event = enriched("https://a.example/1", title="Kabar", text=text)
    return clues_of(event.article, event.enrichment).figures


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("senilai Rp3,2 miliar", {"3200000000"}),
        ("sebesar Rp 412 juta atau Rp412.000.000", {"412000000"}),
        ("61 laptop dan 1.250 kursi", {"61", "1250"}),
        ("naik 12,5 persen", {"12.5"}),
        ("pukul 06.40 WIB, 18:19, tahun 2026, Selasa 14 Juli", set()),
        ("lima rumah, 3 motor", set()),
    ],
)
def test_figures(text: str, found: set[str]) -> None:
    assert figures(text) == found


def test_heads_of_the_region_are_no_clue_and_others_are() -> None:
    event = enriched("https://a.example/1")
    people = [
        Person(name="Rahmat Wijayakusuma", role="Bupati Kutai Timur"),
        Person(name="Sulastri Menur", role="ketua kelompok tani"),
        Person(name="Yohanes"),
    ]
    clues = clues_of(event.article, event.enrichment.model_copy(update={"people": people}))
    assert len(clues.people) == 3


def test_clues_survive_storage_and_none_is_none() -> None:
    event = enriched("https://a.example/1", text="Desa Telen rugi Rp412 juta, Selasa (14/7/2026).")
    clues = clues_of(event.article, event.enrichment)
    assert clues.places
    assert Clues.from_json(clues.as_json()) == clues
    assert Clues.from_json(None) == Clues()


@pytest.mark.parametrize("text", ["Desa A, " * 250_000, "1." * 1_000_000, "A" * 2_000_000, "(1/" * 600_000])
def test_two_megabytes_of_anything_take_no_time(text: str) -> None:
    event = enriched("https://a.example/1", text="x")
    article = event.article.model_copy(update={"text": text})
    started = time.perf_counter()
    clues_of(article, event.enrichment)
    assert time.perf_counter() - started < 2
