"""Marked pieces, refused queries, ways out of an empty result, sizes of files."""

from __future__ import annotations

from typing import cast

import pytest

from services.gateway.dashboard.search.downloading import size_text
from services.gateway.dashboard.search.loosening import loosenings
from services.gateway.dashboard.search.refused_query import refused_query
from services.gateway.dashboard.search.results import pieces, total_text
from services.gateway.internal_calls import Refused
from services.gateway.presentation.article_view import Piece
from services.gateway.search_client import SearchClient
from shared.contracts.query import Filter, Total
from tests.unit.services.gateway.dashboard.search.test_search import read, selection


def test_marks_become_pieces() -> None:
    assert pieces("a \ue000jalan\ue001 b") == [Piece("a "), Piece("jalan", marked=True), Piece(" b")]
    assert pieces("\ue000jalan\ue001") == [Piece("jalan", marked=True)]
    assert pieces("tanpa tanda") == [Piece("tanpa tanda")]
    assert pieces("\ue000tanpa akhir") == [Piece("tanpa akhir")]


def test_the_place_of_a_mistake_is_shown() -> None:
    shown = refused_query("banjir )longsor", Refused("q", "Kurung ditutup.", 7, "Hapus."))
    assert (shown.before, shown.at, shown.after, shown.place) == ("banjir ", ")", "longsor", 8)


def test_a_mistake_at_the_end_can_be_seen() -> None:
    shown = refused_query("(" + "a" * 100, Refused("q", "Kurung dibuka.", 101, "Tutup."))
    assert (shown.at, shown.after) == ("␣", "")
    assert shown.before == "… " + "a" * 60


def test_a_refusal_without_a_place_shows_the_query() -> None:
    assert refused_query("x", Refused("q", "Tidak bisa.")).place is None


class Counting:
    """Finds two articles where neither "gajah" nor a tone is asked for, seven in all times."""

    def __init__(self) -> None:
        self.asked: list[Filter] = []

    async def count(self, wanted: Filter) -> int:
        self.asked.append(wanted)
        if wanted.q == "(banjir":
            raise Refused("q", "Kurung dibuka tetapi tidak ditutup.", 0)
        if wanted.from_ is None:
            return 7
        return 0 if "gajah" in (wanted.q or "") or wanted.tones else 2


async def ways(address: str) -> list[tuple[str, int]]:
    client = cast(SearchClient, Counting())
    chosen = selection(address)
    found = await loosenings(client, read(address), chosen, chosen, {})
    return [(each.text, each.count) for each in found]


async def test_each_condition_is_tried_away() -> None:
    assert await ways('q="air bersih" gajah') == [
        ("Tanpa “gajah”", 2),
        ("Tanpa kata pencarian", 2),
        ("Dari semua waktu", 7),
    ]


async def test_one_condition_of_two_fields_is_not_enough() -> None:
    assert await ways("q=gajah&nada=positif&hari=semua") == [
        ("Tanpa saringan nada (Positif)", 7),
        ("Termasuk berita yang hanya menyebut wilayah ini", 7),
        ("Tanpa kata pencarian", 7),
    ]


async def test_a_first_sight_is_tried_away() -> None:
    found = await ways("nada=positif&terlihat=2026-11-24&hari=semua")
    assert ("Termasuk yang sudah terlihat sebelumnya", 7) in found


async def test_alternatives_are_not_taken_apart() -> None:
    found = await ways("q=gajah OR badak gajah&nada=positif")
    assert [text for text, _ in found] == ["Dari semua waktu"]


@pytest.mark.parametrize(
    ("size", "said"), [(12, "sekitar 1 kB"), (48_400, "sekitar 48 kB"), (3_420_000, "sekitar 3,4 MB")]
)
def test_sizes_are_said_as_people_say_them(size: int, said: str) -> None:
    assert size_text(size) == said


def test_totals_say_whether_they_are_exact() -> None:
    assert total_text(Total(value=1234)) == "1.234 berita"
    assert total_text(Total(value=10_000, relation="gte")) == "lebih dari 10.000 berita"
