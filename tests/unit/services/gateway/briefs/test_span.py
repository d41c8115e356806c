"""The days of a brief: whole days of the tenant's zone, yesterday by default."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from services.gateway.briefs.sentence import sentence_of, title_of
from services.gateway.briefs.span import Span
from services.gateway.presentation.direction import ToneCounts

WITA = ZoneInfo("Asia/Makassar")
# 06.45 WITA on the 26th, still the 25th in UTC.
MORNING = datetime(2026, 11, 25, 22, 45, tzinfo=UTC)


def test_by_default_the_last_day_that_is_over() -> None:
    span = Span.of("day", None, MORNING, WITA)
    assert (span.first, span.last) == (date(2026, 11, 25), date(2026, 11, 25))
    assert span.start.isoformat() == "2026-11-25T00:00:00+08:00"
    assert span.end.isoformat() == "2026-11-26T00:00:00+08:00"
    assert span.start_before.isoformat() == "2026-11-18T00:00:00+08:00"


def test_a_week_ends_with_its_date() -> None:
    span = Span.of("week", date(2026, 11, 25), MORNING, WITA)
    assert (span.first, span.start_before.date()) == (date(2026, 11, 19), date(2026, 11, 12))
    assert title_of("Kota Bontang", span) == ("Kliping mingguan Kota Bontang, 19 sampai 25 November 2026")


def test_the_sentence_tells_the_figures_it_rests_on() -> None:
    span = Span.of("week", date(2026, 11, 25), MORNING, WITA)
    fell = sentence_of(ToneCounts(2, 8, 20), ToneCounts(20, 8, 2), span)
    assert fell == (
        "Nada pemberitaan turun: 20 dari 30 berita pekan itu bernada negatif (67%), "
        "7 hari sebelumnya 2 dari 30 (7%)."
    )
    alone = sentence_of(ToneCounts(5, 5, 5), ToneCounts(1, 0, 0), span)
    assert "belum cukup berita sebagai pembanding" in alone
    assert sentence_of(ToneCounts(), ToneCounts(9, 9, 9), span) == "Tidak ada berita pekan itu."
