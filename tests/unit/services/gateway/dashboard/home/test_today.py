"""Today and yesterday as a person would say them."""

from __future__ import annotations

import pytest

from services.gateway.dashboard.home.today import today_sentence
from services.gateway.presentation.direction import ToneCounts

NONE, QUIET = ToneCounts(), ToneCounts(netral=2)
LOUD = ToneCounts(netral=1000, positif=200, negatif=34, untold=1)


@pytest.mark.parametrize(
    ("today", "yesterday", "said"),
    [
        (QUIET, QUIET, "Hari ini 2 berita, kemarin 2."),
        (LOUD, LOUD, "Hari ini 1.235 berita (34\u00a0negatif), kemarin 1.235 (34\u00a0negatif)."),
        (QUIET, NONE, "Hari ini 2 berita, kemarin tidak ada."),
        (NONE, LOUD, "Hari ini belum ada berita, kemarin 1.235 berita (34\u00a0negatif)."),
        (NONE, NONE, "Hari ini belum ada berita, kemarin juga tidak ada."),
        # A period of today alone.
        (QUIET, None, "Hari ini 2 berita."),
        (NONE, None, "Hari ini belum ada berita."),
    ],
)
def test_no_count_is_said_to_be_nought(today: ToneCounts, yesterday: ToneCounts | None, said: str) -> None:
    assert today_sentence(today, yesterday) == said
