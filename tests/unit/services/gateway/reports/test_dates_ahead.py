"""Dates ahead: read from sentences as they stand, never guessed; and how sentences are cut."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from services.gateway.reports.dates_ahead import dates_ahead
from services.gateway.reports.sentences import sentences

PUBLISHED = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Rapat digelar Senin (30/11/2026) di kantor bupati.", date(2026, 11, 30), date(2026, 11, 30)),
        ("Jalan ditutup 12-14 Desember untuk perbaikan.", date(2026, 12, 12), date(2026, 12, 14)),
        ("Pendaftaran dibuka sampai 5 Januari.", date(2027, 1, 5), date(2027, 1, 5)),
        ("Uji coba dimulai Selasa, 1 Desember 2026.", date(2026, 12, 1), date(2026, 12, 1)),
        ("Lomba berlangsung Jum'at (4/12).", date(2026, 12, 4), date(2026, 12, 4)),
        ("Jembatan diresmikan 17 Agu. 2027.", date(2027, 8, 17), date(2027, 8, 17)),
    ],
)
def test_a_date_is_read_with_its_sentence(text: str, first: date, last: date) -> None:
    [found] = dates_ahead(f"Hujan turun. {text} Warga menunggu.", PUBLISHED, PUBLISHED)
    assert (found.first, found.last, found.sentence) == (first, last, text)


@pytest.mark.parametrize(
    "text",
    [
        "Sangatta, Rabu (25/11/2026). Hujan turun.",  # the dateline
        "Banjir terjadi pada 12 Desember lalu.",
        "Rapat digelar Selasa (30/11/2026).",  # that day is a Monday
        "Sebanyak 2/3 warga setuju dan petugas siaga 24/7 jam.",
        "Program selesai 1 Januari 2030.",
        "Panen raya Mei dan 31 Juni.",
        "Kegiatan pekan depan dan besok.",
        "Sejak 3 Oktober jalan itu rusak.",
        "Banjir melanda desa itu 20-25 November.",
    ],
)
def test_what_is_past_uncertain_or_no_date_is_left_out(text: str) -> None:
    assert dates_ahead(text, PUBLISHED, PUBLISHED) == []


@pytest.mark.parametrize(
    ("text", "over"),
    [
        ("Sidang paripurna digelar Kamis (26/11/2026).", date(2026, 11, 27)),
        ("Operasi pasar berlangsung 23-28 November.", date(2026, 11, 29)),
        ("Operasi pasar berlangsung 25–26 November 2026.", date(2026, 11, 27)),
    ],
)
def test_a_date_is_told_until_it_is_over(text: str, over: date) -> None:
    assert [one.sentence for one in dates_ahead(text, PUBLISHED, over - timedelta(days=1))] == [text]
    assert dates_ahead(text, PUBLISHED, over) == []


def test_the_dateline_of_yesterday_is_over_in_the_morning() -> None:
    assert dates_ahead("Sangatta, Rabu (25/11/2026). Hujan turun.", PUBLISHED, date(2026, 11, 26)) == []


def test_each_date_comes_once_and_the_earliest_first() -> None:
    text = "Puncak acara 20 Desember. Pembukaan 10 Desember. Sekali lagi, pembukaan 10 Desember."
    assert [one.first.day for one in dates_ahead(text, PUBLISHED, PUBLISHED)] == [10, 20]


def test_titles_streets_and_initials_end_no_sentence() -> None:
    text = "Kepala Dinas, Dr. Ir. H. Rudi S. Tanjung, meninjau Jl. Poros km. 48. “Segera kami tangani.” Warga lega!"
    assert sentences(text) == [
        "Kepala Dinas, Dr. Ir. H. Rudi S. Tanjung, meninjau Jl. Poros km. 48.",
        "“Segera kami tangani.”",
        "Warga lega!",
    ]
