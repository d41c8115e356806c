"""Evidence: symmetric, 0 for what nobody says, conflicts only where both say something else."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from services.search.stories.evidence import KINDS, evidence
from tests.unit.services.search.stories.members import member


def between(one: dict[str, Any], other: dict[str, Any]) -> dict[str, float]:
    """The evidence of two articles by kind."""
    return dict(zip(KINDS, evidence(member("a", **one), [member("b", **other)])[0].tolist(), strict=True))


def test_it_is_symmetric() -> None:
    one = member("a", title="Banjir di Telen", text="Desa Muara Pantun, 412 rumah, Selasa (14/7/2026).")
    other = member("b", about="lain", text="Desa Lung Melah, 87 rumah, Rabu malam.", hours=30)
    assert np.array_equal(evidence(one, [other]), evidence(other, [one]))


def test_nothing_said_is_no_evidence() -> None:
    found = between({"text": "banjir", "about": None, "regions": []}, {"text": "macet", "about": None})
    assert {kind for kind, value in found.items() if value} == set()


@pytest.mark.parametrize(
    ("mine", "theirs", "kind"),
    [
        ("banjir di Desa Telen", "banjir di Desa Telen", "same_place"),
        ("banjir di Desa Telen", "banjir di Desa Juk Ayaq", "other_place"),
        ("rugi Rp412 juta", "kerugian Rp412.000.000", "same_figures"),
        ("rugi Rp412 juta, 87 rumah", "rugi Rp97 juta, 23 rumah", "other_figures"),
        ("terjadi 3 Juli 2026 itu", "pada (3/7/2026)", ""),
    ],
)
def test_what_two_texts_say(mine: str, theirs: str, kind: str) -> None:
    found = between({"text": mine}, {"text": theirs})
    assert {name for name in found if name.startswith(("same_", "other_"))} >= ({kind} if kind else set())
    told = {"same_place", "other_place", "same_figures", "other_figures"}
    assert {name for name in told if found[name]} == ({kind} if kind else set())


def test_days() -> None:
    assert between({"text": "terjadi Senin"}, {"text": "pada Senin malam"})["same_day"] == 1
    apart = between({"text": "terjadi Senin"}, {"text": "pada Selasa malam", "hours": 0})
    assert (apart["same_day"], apart["other_day"]) == (0, 1)


def test_round_numbers_weigh_little() -> None:
    rare = between({"text": "ada 4.127 warga"}, {"text": "4.127 jiwa"})["same_figures"]
    usual = between({"text": "ada 500 warga"}, {"text": "500 jiwa"})["same_figures"]
    assert rare > 1 > usual


def test_regions_conflict_unless_one_names_the_other() -> None:
    assert between({}, {"regions": ["33.28"]})["other_region"] == 1
    assert between({}, {"regions": ["64"]})["same_region"] == 1
    assert between({}, {"regions": []})["other_region"] == 0


def test_others_do_not_matter() -> None:
    one, other = member("a"), member("b", about="lain")
    crowd = [member(f"c{k}", about=f"hal{k}", text=f"Kabar {k}") for k in range(20)]
    assert np.array_equal(evidence(one, [other])[0], evidence(one, [*crowd, other])[-1])
