"""Offices as readers and rules cut them: the same one, or another."""

from __future__ import annotations

import pytest

from services.nlp.office_comparison import offices_agree

SAME = [
    (("Camat Siberut Barat", None), ("Camat", "Siberut Barat")),
    (("Kadishub Simeulue", None), ("Kepala Dinas Perhubungan", "Dinas Perhubungan Kabupaten Simeulue")),
    (("Kabid SDA", "Dinas PUPR"), ("Kepala Bidang SDA", "DPUPR Kabupaten Tegal")),
    (("Kasat Reskrim", "Polres Blora"), ("Kasat Reskrim Polres Blora", None)),
    (("Kapolres Blora", "Polres Blora"), ("Kapolres Blora", None)),
    (("Plt. Sekda", None), ("Sekretaris Daerah Kota Baubau", "Pemkot Baubau")),
    (("Wakil Bupati Samosir", "Pemerintah Kabupaten Samosir"), ("Wabup Samosir", None)),
    (("penulis, pemerhati tata kota", None), ("pemerhati tata kota", None)),
    (("warga Kecamatan Ambarawa", None), ("warga Kec. Ambarawa", None)),
    ((None, None), (None, None)),
]
OTHER = [
    (("Kepala Dinas Sosial", None), ("Kepala Dinas Kesehatan", None)),
    (("Kabid Pemadaman", "Damkar Bontang"), ("Kabid Pemadaman", "Dinas Sosial Kabupaten Kutai Timur")),
    (("Wakil Bupati Samosir", None), ("Bupati Samosir", None)),
    (("Kepala Dinas Sosial", None), ("Kepala", None)),
    (("warga", None), ("penjual lakse", None)),
    (("warga", None), (None, None)),
    ((None, None), ("warga", None)),
]


@pytest.mark.parametrize(("want", "got"), SAME)
def test_the_same_office(want: tuple[str | None, str | None], got: tuple[str | None, str | None]) -> None:
    assert offices_agree(want, got)


@pytest.mark.parametrize(("want", "got"), OTHER)
def test_another_office(want: tuple[str | None, str | None], got: tuple[str | None, str | None]) -> None:
    assert not offices_agree(want, got)
