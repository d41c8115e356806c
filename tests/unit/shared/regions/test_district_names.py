"""Districts that a text names."""

from __future__ import annotations

import pytest

from shared.regions.district_names import district_in

KUTIM = "64.08"


@pytest.mark.parametrize(
    ("text", "district"),
    [
        ("Jalan di Bengalon rusak.", "Bengalon"),
        ("Banjir di kecamatan sangatta utara.", "Sangatta Utara"),
        ("Dari Bengalon ke Kec. Muara Wahau dua jam.", "Muara Wahau"),
        ("Warga Bengalon mengeluh.\n\nLokasi: Kaliorang", "Kaliorang"),
        ("Warga Bengalon mengeluh.\n\nLokasi: dekat pasar", "Bengalon"),
        ("Lampu di Muara  Wahau padam.", "Muara Wahau"),
        ("Karangan bunga layu.", None),
        ("Jalan di Kecamatan Karangan rusak.", "Karangan"),
        ("Bengaloni bukan nama.", None),
        ("Jalan di Samboja rusak.", None),
    ],
)
def test_the_place_line_comes_first_then_the_word_kecamatan_then_a_bare_name(
    text: str, district: str | None
) -> None:
    assert district_in(text, KUTIM) == district


@pytest.mark.parametrize("region", ["64", "", "99.99"])
def test_a_region_without_districts_has_none(region: str) -> None:
    assert district_in("Jalan di Bengalon rusak.", region) is None
