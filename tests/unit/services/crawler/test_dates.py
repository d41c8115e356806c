"""When an article was published: formats, order of trust, and dates that cannot be true."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from services.crawler.date_text import read_date
from services.crawler.dates import DateCandidate, date_in_url, dateline, first_seen, publication_date

JAKARTA = ZoneInfo("Asia/Jakarta")
MAKASSAR = ZoneInfo("Asia/Makassar")
NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "expected", "precision"),
    [
        ("2023-08-15T18:19:00+07:00", "2023-08-15T18:19:00+07:00", "time"),
        ("2023-08-15T18:19:00Z", "2023-08-15T18:19:00+00:00", "time"),
        ("2023-08-15T11:19:00.123Z", "2023-08-15T11:19:00+00:00", "time"),
        ("2023-08-15 18:19", "2023-08-15T18:19:00+07:00", "time"),
        ("2023-08-15", "2023-08-15T00:00:00+07:00", "day"),
        ("Tue, 15 Aug 2023 18:19:07 +0700", "2023-08-15T18:19:07+07:00", "time"),
        ("Tue, 15 Aug 2023 18:19:07 GMT", "2023-08-15T18:19:07+00:00", "time"),
        ("Sel, 15 Agu 2023 18:19:07 WIB", "2023-08-15T18:19:07+07:00", "time"),
        ("15 Agustus 2023 | 18:19 WIB", "2023-08-15T18:19:00+07:00", "time"),
        ("Rabu, 15 Juli 2026 | 18:19 WITA", "2026-07-15T18:19:00+08:00", "time"),
        ("Rabu, 15 Juli 2026, pukul 18.19 WIT", "2026-07-15T18:19:00+09:00", "time"),
        ("Jumat, 3 Mei 2024 - 07:05", "2024-05-03T07:05:00+07:00", "time"),
        ("14/5/2024 09:30 wib", "2024-05-14T09:30:00+07:00", "time"),
        ("Diterbitkan 14-05-2024", "2024-05-14T00:00:00+07:00", "day"),
        ("May 14, 2024 3:15 pm", "2024-05-14T15:15:00+07:00", "time"),
        ("20240514T0930", "2024-05-14T09:30:00+07:00", "time"),
    ],
)
def test_a_date_keeps_its_offset(text: str, expected: str, precision: str) -> None:
    read = read_date(text, JAKARTA)
    assert read is not None
    assert (read.at.isoformat(), read.precision) == (expected, precision)


@pytest.mark.parametrize(
    "text", [None, "", "kemarin", "31/02/2024", "2024-13-01", "Mei 2024", "Rp12.500", "08123456789"]
)
def test_no_date_in_other_text(text: str | None) -> None:
    assert read_date(text, JAKARTA) is None


def candidate(text: str, origin: str) -> DateCandidate:
    return DateCandidate(text, origin)  # type: ignore[arg-type]  # the test passes literals


def chosen(
    *candidates: DateCandidate, url: str = "https://a.example/x", text: str = "", zone: ZoneInfo = JAKARTA
) -> tuple[str, str, str]:
    published = publication_date(candidates, url=url, text=text, zone=zone, now=NOW)
    assert published is not None
    return published.at.isoformat(), published.precision, published.origin


def test_order_of_trust() -> None:
    everything = [
        candidate("2024-05-14T09:00:00+07:00", "feed"),
        candidate("2024-05-14T08:00:00+07:00", "meta"),
        candidate("2024-05-14T07:00:00+07:00", "json-ld"),
    ]
    assert chosen(*everything) == ("2024-05-14T07:00:00+07:00", "time", "json-ld")
    assert chosen(*everything[:2])[2] == "meta"
    assert chosen(everything[0], url="https://a.example/2024/05/13/x")[2] == "feed"
    assert chosen(url="https://a.example/2024/05/13/x", text="Selasa (14/5/2024)") == (
        "2024-05-13T00:00:00+07:00", "day", "url",
    )  # fmt: skip


@pytest.mark.parametrize(
    "impossible",
    [
        "Thu, 01 Jan 1970 00:00:00 GMT",
        "1970-01-01T07:00:00+07:00",
        "9999-12-31",
        "2026-11-25T19:10:00+07:00",
        "2026-11-26",
    ],
)
def test_impossible_dates_make_way_for_the_text(impossible: str) -> None:
    text = "SANGATTA – Warga mengeluhkan jalan rusak, Selasa (14/5/2024).\n\nJalan itu rusak sejak Januari."
    got = chosen(candidate(impossible, "json-ld"), candidate(impossible, "meta"), text=text, zone=MAKASSAR)
    assert got == ("2024-05-14T00:00:00+08:00", "day", "dateline")


def test_a_few_minutes_ahead_is_a_wrong_clock_and_not_the_future() -> None:
    assert chosen(candidate("2026-11-25T19:03:00+07:00", "meta"))[2] == "meta"


def test_feed_that_calls_local_time_gmt_is_not_believed_when_it_lies_ahead() -> None:
    got = chosen(
        candidate("Wed, 25 Nov 2026 18:30:00 GMT", "feed"),
        candidate("Rabu, 25 November 2026 18:30 WIB", "dateline"),
    )
    assert got == ("2026-11-25T18:30:00+07:00", "time", "dateline")


def test_a_day_is_refined_by_a_time_on_that_day_only() -> None:
    day = candidate("2024-05-14", "json-ld")
    assert chosen(day, candidate("2024-05-14T09:00:00+07:00", "feed")) == (
        "2024-05-14T09:00:00+07:00",
        "time",
        "feed",
    )
    assert chosen(day, candidate("2024-05-15T09:00:00+07:00", "feed")) == (
        "2024-05-14T00:00:00+07:00",
        "day",
        "json-ld",
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SANGATTA – Warga mengeluh, Selasa (14/5/2024).", "2024-05-14T00:00:00+07:00"),
        ("Warga mengeluh, Selasa, 14 Mei 2024.", "2024-05-14T00:00:00+07:00"),
        ("Redaksi\n\n15 Agustus 2023 | 18:19 WIB\n\nIsi", "2023-08-15T18:19:00+07:00"),
        ("Rapat digelar Senin (6/7) di Sangatta.", "2026-07-06T00:00:00+07:00"),
    ],
)
def test_dateline(text: str, expected: str) -> None:
    read = dateline(text, JAKARTA, NOW)
    assert read is not None
    assert read.at.isoformat() == expected


@pytest.mark.parametrize(
    "text",
    [
        "Kemerdekaan diraih 17 Agustus 1945.",
        "Gempa mengguncang wilayah itu 14 Mei 2024 pukul 05.30 WIB dan membuat ratusan warga keluar dari rumah mereka.",
        "Akan digelar Selasa (14/5/2030).",
        "Jembatan dibangun 3 Mei 2012.",
        "Rabu (6/7)",
        "Tanpa tanggal.",
    ],
)
def test_other_dates_in_the_text_are_not_datelines(text: str) -> None:
    assert dateline(text, JAKARTA, NOW) is None


def test_dates_in_addresses() -> None:
    for url in (
        "https://a.example/2024/05/14/judul",
        "https://a.example/read/20240514123456/judul",
        "https://a.example/2024-05-14-judul",
    ):
        read = date_in_url(url, JAKARTA)
        assert read is not None
        assert read.at.isoformat() == "2024-05-14T00:00:00+07:00"
    assert date_in_url("https://a.example/berita/12345678/judul", JAKARTA) is None


def test_without_any_date_first_sight_in_the_outlets_offset() -> None:
    assert publication_date([], url="https://a.example/x", text="", zone=JAKARTA, now=NOW) is None
    assert first_seen(NOW, MAKASSAR).at.isoformat() == "2026-11-25T20:00:00+08:00"
