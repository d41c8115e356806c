"""Scopes: a province covers its regencies, ID covers everything, nothing else is covered."""

from __future__ import annotations

import pytest

from services.gateway.scope import name_of, regions_within, sees, timezone_of, unknown_codes


@pytest.mark.parametrize(
    ("scope", "code", "seen"),
    [
        (["64"], "64.08", True),
        (["64"], "64", True),
        (["64.08"], "64", False),
        (["64.08"], "64.09", False),
        (["6"], "64.08", False),
        (["ID"], None, True),
        (["64"], None, False),
    ],
)
def test_what_a_scope_covers(scope: list[str], code: str | None, seen: bool) -> None:
    assert sees(scope, code) is seen


def test_the_regions_of_a_scope() -> None:
    kaltim = [region.code for region in regions_within(["64"])]
    assert kaltim[0] == "64"
    assert "64.08" in kaltim
    assert all(code.startswith("64") for code in kaltim)
    assert kaltim == sorted(kaltim)
    assert len(regions_within(["ID"])) > 500


def test_codes_and_names() -> None:
    assert unknown_codes(["64.08", "64", "ID", "64.99", ""]) == ["64.99", ""]
    assert name_of("64.08") == "Kabupaten Kutai Timur"
    assert name_of("00") == "00"
    assert timezone_of("94.03") == "Asia/Jayapura"
    assert timezone_of("ID") == "Asia/Jakarta"
