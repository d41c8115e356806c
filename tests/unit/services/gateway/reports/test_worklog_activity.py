"""Activities become lines of a log: the same act on one day once, moments as people write them and back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from services.gateway.reports.worklog_activity import Activity, moment_of, moment_text, work_lines

MAKASSAR = ZoneInfo("Asia/Makassar")
MORNING = datetime(2026, 11, 2, 23, 5, tzinfo=UTC)


def act(at: datetime, did: str = "Menyunting", result: str = "Kliping") -> Activity:
    return Activity(at, "laporan", did, result, "/laporan/kliping/1")


def test_the_same_act_on_one_day_is_one_line_at_its_last_time() -> None:
    [line] = work_lines([act(MORNING + timedelta(hours=1)), act(MORNING)], MAKASSAR)
    assert (line.times, line.act_text) == (2, "Menyunting (2 kali)")
    assert moment_text(line.at) == "3\u00a0Nov, 08.05"


def test_days_are_those_of_the_zone() -> None:
    # 23.05 and 00.10 UTC are two days in UTC, one in Makassar.
    assert len(work_lines([act(MORNING), act(MORNING + timedelta(minutes=65))], MAKASSAR)) == 1
    assert len(work_lines([act(MORNING), act(MORNING - timedelta(hours=8))], MAKASSAR)) == 2


def test_other_acts_and_other_things_are_lines_of_their_own_in_order_of_time() -> None:
    later = act(MORNING + timedelta(minutes=1), "Mengirim")
    lines = work_lines([later, act(MORNING), act(MORNING, result="Telaah")], MAKASSAR)
    assert [line.act_text for line in lines] == ["Menyunting", "Menyunting", "Mengirim"]


@pytest.mark.parametrize("month", range(1, 13))
def test_a_moment_reads_back_what_it_wrote(month: int) -> None:
    at = datetime(2026, month, 9, 7, 4, tzinfo=MAKASSAR)
    assert moment_of(moment_text(at), 2026) == at.replace(tzinfo=None)


@pytest.mark.parametrize(
    "text", ["", "kemarin", "31 Feb, 07.00", "3 Nov 07.05", "3 Xyz, 07.05", "3 Nov, 25.00"]
)
def test_anything_else_is_no_moment(text: str) -> None:
    assert moment_of(text, 2026) is None
