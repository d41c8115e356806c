"""Short forms and the names of regions: which find which, for every listed form, province and regency."""

from __future__ import annotations

import csv
from collections import defaultdict
from importlib.resources import files

import pytest

from services.search.index.abbreviations import longest_name, other_names
from services.search.index.analysis import STOP_WORDS, words
from shared.regions import load_regions, ordinary_words

_LISTED = [
    (" ".join(words(row["short"])), " ".join(words(row["full"])))
    for row in csv.DictReader(
        files("services.search.index").joinpath("abbreviations.csv").read_text(encoding="utf-8").splitlines()
    )
]


def _others(name: str) -> set[str]:
    return {" ".join(other) for other in other_names(tuple(name.split()))}


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("kutim", "kutai timur"),
        ("ppu", "penajam paser utara"),
        ("sulsel", "sulawesi selatan"),
        ("pulpis", "pulang pisau"),
        ("sumatra utara", "sumatera utara"),
        ("palangka raya", "palangkaraya"),
        ("tolitoli", "toli toli"),
        ("babel", "bangka belitung"),
        ("irjabar", "papua barat"),
    ],
)
def test_short_and_full_names_find_each_other(short: str, full: str) -> None:
    assert full in _others(short)
    assert short in _others(full)


def test_every_short_form_of_every_region_finds_its_full_name() -> None:
    table, tried = load_regions(), 0
    assert len(list(table)) == 38 + 514
    for region in table:
        full = tuple(words(region.short_name))
        for written in table.short_forms(region.code):
            name = tuple(words(written))
            if other_names(name) == () or name == full or full[0] in STOP_WORDS:
                continue
            tried += 1
            finds = [*other_names(name), name]
            assert any(" ".join(other) in " ".join(full) for other in finds), (written, region.name)
    assert tried > 350


def test_a_short_form_of_two_regions_finds_both_and_is_found_by_neither() -> None:
    assert _others("mura") == {"musi rawas", "murung raya"}
    assert "mura" not in _others("musi rawas") | _others("murung raya")


@pytest.mark.parametrize("word", ["solo", "mitra", "benteng", "batubara", "irian", "banjir", "jakarta"])
def test_ordinary_words_and_parts_of_names_stand_for_themselves(word: str) -> None:
    assert _others(word) == set()


def test_ordinary_words_are_not_found_by_a_name() -> None:
    assert "solo" not in _others("surakarta")
    assert "batubara" not in _others("batu bara")
    assert "di yogyakarta" not in _others("diy")


def test_what_another_name_finds_anyway_is_left_out() -> None:
    # "Kepulauan Bangka Belitung" is found by "bangka belitung".
    assert _others("babel") == {"bangka belitung"}


def test_a_name_is_no_longer_than_the_longest() -> None:
    assert longest_name() >= 4
    assert all(len(words(region.short_name)) <= 5 for region in load_regions())


@pytest.mark.parametrize(("short", "full"), _LISTED)
def test_a_listed_short_form_and_its_full_form_find_each_other(short: str, full: str) -> None:
    assert full in _others(short)
    assert short in _others(full)


def test_the_list_is_in_order_and_says_nothing_twice() -> None:
    assert sorted(set(_LISTED)) == _LISTED
    assert len({short for short, _ in _LISTED}) >= 90
    assert len({full for _, full in _LISTED}) == len(_LISTED)


def test_a_listed_form_is_no_region_no_ordinary_word_and_no_stop_word() -> None:
    table = load_regions()
    for name in {name for pair in _LISTED for name in pair}:
        assert not list(table.named(name)), name
        assert name not in ordinary_words(), name
        assert name.split()[0] not in STOP_WORDS, name


def test_no_listed_full_form_begins_another() -> None:
    """Or who looks for the short form of the one would find the other: "DPR" would find "DPRD"."""
    begun = defaultdict(set)
    for short, full in _LISTED:
        for _, other in _LISTED:
            if other.startswith(f"{full} "):
                begun[short].add(other)
    # The office of education is called so with or without culture.
    assert begun == {"disdik": {"dinas pendidikan dan kebudayaan"}}
