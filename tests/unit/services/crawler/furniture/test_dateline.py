"""The outlet leaves the dateline, the place stays."""

from __future__ import annotations

import pytest

from services.crawler.furniture.dateline import is_label, place_of, without_outlet

SENTENCE = "Bupati membuka pelatihan itu, Senin (6/7/2026)."


@pytest.mark.parametrize(
    ("dateline", "outlet", "left"),
    [
        ("JAKARTA, HUMAS – ", "Humas Tanjungpinang", "JAKARTA – "),
        ("TAIS, SP – ", "Serawai Post", "TAIS – "),
        ("MEDAN (TABAGSEL HARI INI) – ", "Tabagsel Hari Ini", "MEDAN – "),
        ("Metro (Lampung Sepagi) - ", "Lampung Sepagi", "METRO – "),
        ("SEKAYU, MUBA.example – ", None, "SEKAYU – "),
        ("Tegal, kabartegalan.id - ", None, "TEGAL – "),
        ("MENTOK (BKPSDM) ", "BKPSDM Bangka Barat", "MENTOK – "),
        ("KUALA KURUN – KHI. ", "Kurun Hari Ini", "KUALA KURUN – "),
        ("MEDIA CENTER, Sinabang – ", "Media Center Simeulue", "Sinabang – "),
        ("CEPU TERKINI, BLORA – ", "Cepu Terkini", "BLORA – "),
        ("Bengawan Sport - Solo – ", "Bengawan Sport", "Solo – "),
        ("Malang Raya Berkabar – ", "Malang Raya Berkabar", ""),
        ("(KABAR PESISIR) – ", "Kabar Pesisir", ""),
        ("KABARPESISIR.example, SANGATTA – ", "Kabar Pesisir", "SANGATTA – "),
        ("Suara Perbatasan 98,4 FM, Atambua | ", "Suara Perbatasan 98,4 FM", "Atambua | "),
    ],
)
def test_the_outlet_goes(dateline: str, outlet: str | None, left: str) -> None:
    assert without_outlet(dateline + SENTENCE, outlet) == left + SENTENCE


@pytest.mark.parametrize(
    "paragraph",
    [
        f"SANGATTA – {SENTENCE}",
        f"SANGATTA, KUTAI TIMUR – {SENTENCE}",
        f"Kupang (NTT) - {SENTENCE}",
        f"Serang, 22 April 2026. {SENTENCE}",
        "Manokwari – Pemerintah kabupaten membuka pasar itu, Senin.",
        "Kabar Pesisir, koran tertua di kota itu, tutup bulan ini.",
        "Media Center, yang dibangun tahun lalu, belum dipakai.",
        "Pemkab – lewat Dinas PUPR – memperbaiki jalan itu.",
        "Humas Polres Berau, AKP Suradi – yang menerima laporan itu – membenarkan.",
        "Diskominfo Gelar Bimtek, Peserta Membludak",
        SENTENCE,
    ],
)
def test_everything_else_stays(paragraph: str) -> None:
    assert without_outlet(paragraph, "Diskominfo Manokwari") == paragraph


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("MEDIA CENTER, Manokwari", "Manokwari"),
        ("KARUBAGA, Diskominfo Tolikara", "KARUBAGA"),
        ("SUNGAI RAYA, Diskominfo KKR. 25/8/26", "SUNGAI RAYA"),
        ("Bupati, wakil bupati hadir", None),
        ("Sangatta, Bontang", None),
    ],
)
def test_a_line_of_place_and_desk(line: str, place: str | None) -> None:
    assert place_of(line, None) == place


def test_lines_that_are_the_name_of_the_outlet() -> None:
    assert is_label("TALIWANG POS | Ekonomi", "Taliwang Pos")
    assert is_label("Jogja Selatan/Tika", "Jogja Selatan")
    assert not is_label("Taliwang Pos dibredel pada 1965.", "Taliwang Pos")
    assert not is_label("Taliwang", "Taliwang Pos")
