"""States of reports: what a status of another system means, working days, and when a report is late."""

from __future__ import annotations

from datetime import date

import pytest

from services.gateway.desk.aspiration_states import State, is_late, state_of_status, working_days

WEDNESDAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("status", "state"),
    [
        ("Belum Terverifikasi", "verifikasi"),
        ("Verifikasi", "verifikasi"),
        ("Tertunda", "verifikasi"),
        ("Baru", "verifikasi"),
        ("Disposisi", "disposisi"),
        ("Belum Ditindaklanjuti", "disposisi"),
        ("SEDANG  DIPROSES", "disposisi"),
        ("sudah_diverifikasi dan diteruskan", "disposisi"),
        ("Terverifikasi", "disposisi"),
        ("Belum selesai", "disposisi"),
        ("Selesai", "selesai"),
        ("Tindak lanjut selesai", "selesai"),
        ("Closed", "selesai"),
        ("Sudah dijawab", "selesai"),
        ("Bukan Wewenang", "bukan_wewenang"),
        ("bukan kewenangan pemda", "bukan_wewenang"),
        ("Diarsip", "bukan_wewenang"),
        ("Ditolak", "bukan_wewenang"),
        ("Hijau", None),
        ("", None),
        (None, None),
    ],
)
def test_a_status_of_another_system_means_a_state(status: str | None, state: State | None) -> None:
    assert state_of_status(status) == state


@pytest.mark.parametrize(
    ("since", "days"),
    [
        (date(2026, 11, 25), 0),
        (date(2026, 11, 26), 0),
        (date(2026, 11, 24), 1),
        # Friday, Saturday and Sunday: Monday is the first working day after each of them.
        (date(2026, 11, 20), 3),
        (date(2026, 11, 21), 3),
        (date(2026, 11, 22), 3),
        (date(2026, 11, 11), 10),
    ],
)
def test_only_monday_to_friday_are_working_days(since: date, days: int) -> None:
    assert working_days(since, WEDNESDAY) == days


def test_a_report_is_late_after_its_limit_and_never_when_it_is_closed() -> None:
    friday, thursday = date(2026, 11, 20), date(2026, 11, 19)
    assert not is_late("verifikasi", friday, WEDNESDAY)
    assert is_late("verifikasi", thursday, WEDNESDAY)
    assert not is_late("disposisi", date(2026, 11, 13), WEDNESDAY)
    assert is_late("disposisi", date(2026, 11, 12), WEDNESDAY)
    assert not is_late("selesai", date(2020, 1, 1), WEDNESDAY)
    assert not is_late("bukan_wewenang", date(2020, 1, 1), WEDNESDAY)
