"""Links: each pair scored once, and look-alikes scored apart by what they name."""

from __future__ import annotations

import numpy as np
import pytest

from services.search.stories import links as linking
from services.search.stories.links import Links, log_odds
from services.search.stories.member import Member
from services.search.stories.neighbours import Neighbours
from services.search.stories.thresholds import FITTED
from tests.search_world import PARAGRAPH
from tests.unit.services.search.stories.members import member


def shelf(*members: Member) -> list[Neighbours]:
    """One shelf with these members."""
    neighbours = Neighbours()
    for each in members:
        neighbours.put(each)
    return [neighbours]


def test_who_came_later_is_learned_by_who_was_there() -> None:
    a, b = member("a"), member("b", hours=1)
    links = Links()
    assert links.of(a, shelf(a)) == {}
    shelves = shelf(a, b)
    assert set(links.of(b, shelves)) == {"a"}
    assert links.of(a, shelves) == {"b": links.of(b, shelves)["a"]}
    links.forget("b")
    assert links.of(a, shelves) == {}


def test_a_pair_is_scored_once(monkeypatch: pytest.MonkeyPatch) -> None:
    members = [member(f"m{k}", hours=k) for k in range(5)]
    links = Links()
    for each in members:
        links.of(each, shelf(*members))
    monkeypatch.setattr(
        linking, "log_odds", lambda _fitted, _one, others: [0.0 / len(others)] if others else []
    )
    table = links.between(members)
    assert np.array_equal(table, table.T)
    assert table[0, 4] == links.of(members[0], [])["m4"]


def test_what_is_out_of_the_window_is_not_compared() -> None:
    a, b = member("a"), member("b", hours=24 * 8)
    assert Links().of(a, shelf(a, b)) == {}


FLOOD = (
    "Banjir merendam 412 rumah di Desa Muara Pantun, Kecamatan Telen, Kutai Timur, Senin (13/7/2026) malam. "
    "Petugas BPBD mengevakuasi 87 warga dengan perahu karet ke balai desa. Hingga pagi air belum surut."
)
SAME_FLOOD = (
    "Air Sungai Wahau meluap dan 412 rumah di Muara Pantun terendam sejak Senin (13/7/2026) malam. BPBD Kutai "
    "Timur mengungsikan 87 orang memakai perahu karet, balai desa menjadi tempat menginap sementara."
)


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"text": FLOOD.replace("Muara Pantun", "Juk Ayaq").replace("Kecamatan Telen", "Kecamatan Busang")
          .replace("412", "96").replace("87", "31")}, "another village with the same words"),
        ({"text": FLOOD.replace("13/7", "20/7").replace("412", "233").replace("87", "54"), "hours": 164},
         "the next flood a week later"),
        ({"text": FLOOD.replace("Kutai Timur", "Tegal"), "regions": ["33.28"]}, "another regency"),
    ],
)  # fmt: skip
def test_the_same_event_outscores_its_look_alikes(change: dict[str, object], why: str) -> None:
    first = member("a", about="banjir telen", text=FLOOD)
    same = member("b", about="banjir telen", text=SAME_FLOOD, hours=9)
    other = member("c", about="banjir telen", **change)  # type: ignore[arg-type]  # well typed above
    true, false = log_odds(FITTED, first, [same, other])
    assert true > FITTED.join, why
    assert true > false, why


def test_a_copy_without_an_embedding_is_still_linked() -> None:
    copy = member("b", about=None, text=f"Sangatta - {PARAGRAPH} Editor: Red.", hours=2)
    first = member("a")
    assert Links().of(copy, shelf(first, copy))["a"] > FITTED.join
