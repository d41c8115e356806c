"""Laws in the news: named by number, or by title and year; the public order agency is none."""

from __future__ import annotations

import pytest

from services.gateway.reports.issue_laws import names_law


@pytest.mark.parametrize(
    "sentence",
    [
        "Hal itu diatur Perda Nomor 1.",
        "Sanksinya diatur Perda No. 7 Tahun 2012 dan Perbup 12/2020.",
        "Dendanya menurut Perda 7/2012.",
        "Izinnya sesuai PP 35 Tahun 2021.",
        "Dasarnya PP Nomor 12 Tahun 2019 tentang pengelolaan keuangan daerah.",
        "Ia mengacu pada Permendagri 77 Tahun 2020.",
        "Sesuai UU Cipta Kerja Nomor 11 Tahun 2020, izin terbit dari pusat.",
        "Ia merujuk Undang-Undang Desa Tahun 2014.",
        "Perda Kabupaten Kutai Timur Nomor 3 melarangnya.",
        "Perda tentang Pajak Daerah dan Retribusi Daerah Tahun 2023 mengancam denda.",
        "Menurut perda tentang pengelolaan sampah nomor 7 tahun 2012, denda menanti.",
        "Peraturan Pemerintah Pengganti Undang-Undang Nomor 2 Tahun 2022 mengubahnya.",
        "Surat Edaran Bupati Nomor 100.3/44 melarangnya.",
        "Hak itu dijamin UUD Negara Republik Indonesia Tahun 1945.",
        "Satpol PP menegakkan Perda Nomor 3 Tahun 2020.",
    ],
)
def test_a_law_is_known_by_its_number_or_by_its_title_and_year(sentence: str) -> None:
    assert names_law(sentence)


@pytest.mark.parametrize(
    "sentence",
    [
        "Satpol PP menertibkan 12 lapak pada awal tahun 2026.",
        "Satpol PP Kutai Timur tahun 2026 menambah 20 personel.",
        "Regu Satpol PP Nomor 3 tiba lebih dulu.",
        "Anggota Satpol PP 35 tahun 2021 lalu dilantik.",
        "PP Muhammadiyah berkantor di Jalan Cik Ditiro nomor 23.",
        "Perda itu disahkan pada awal tahun 2026.",
        "Dua perda 5 tahun lalu belum dijalankan.",
        "Sejak perda itu berlaku, warga gang nomor 3 mengeluh.",
        "DPRD membahas peraturan daerah tentang sampah pada tahun 2026.",
        "Raperda Pengelolaan Sampah Tahun 2026 dibahas.",
        "Peraturan baru berlaku tahun 2026.",
    ],
)
def test_a_year_or_a_number_nearby_names_no_law(sentence: str) -> None:
    assert not names_law(sentence)
