"""The names of villages: which regencies have one."""

from __future__ import annotations

import pytest

from shared.regions import VillageNames, load_regions, load_villages


@pytest.fixture(scope="module")
def villages() -> VillageNames:
    return load_villages()


@pytest.mark.parametrize(
    ("written", "codes"),
    [
        ("Semolowaru", ("35.78",)),
        ("PULAU KELAPA", ("31.01",)),
        ("Bandaran", ("35.08", "35.14", "35.28")),
        ("Sukamaju", ()),
        ("Atlantis", None),
    ],
)
def test_regencies_of_a_village(villages: VillageNames, written: str, codes: tuple[str, ...] | None) -> None:
    assert villages.named(written) == codes


def test_first_words(villages: VillageNames) -> None:
    assert villages.begins_name("Semolowaru")
    assert villages.begins_name("Pulau")
    assert not villages.begins_name("Xylofon")


def test_every_code_is_a_regency_and_a_common_name_has_none() -> None:
    from shared.regions.table import _rows

    table = load_regions()
    rows = _rows("villages.csv")
    assert len(rows) > 60_000
    codes = {code for _, listed in rows for code in listed.split()}
    assert all(code in table and len(code) == 5 for code in codes)
    # All regencies and cities but the handful whose wards the data set leaves out.
    assert len(codes) > 500
    assert max(len(listed.split()) for _, listed in rows) == 8


def test_names_are_few_enough_to_be_searched() -> None:
    assert 2 <= load_villages().longest_name <= 10
