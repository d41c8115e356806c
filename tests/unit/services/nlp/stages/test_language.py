"""The language of a text, Indonesian among its sisters."""

from __future__ import annotations

import pytest

from services.nlp.stages.language import identify_language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Pemerintah kabupaten akan memperbaiki jalan yang rusak karena banjir tersebut.", "id"),
        ("Dalane wis rusak suwe nanging ora ana sing ndandani, wong cilik mung isa ngenteni.", "jv"),
        ("Jalan téh geus ruksak lila, tapi teu aya nu ngalereskeun, abdi ngan bisa nungguan.", "su"),
        ("Ulun kada tahu napa jalan kada dibaiki, banyak urang handak lewat wan kada kawa.", "bjn"),
        ("The road has been broken for a long time and nobody was here to repair it.", "en"),
        ("Kaga ade yang mau benerin got depan rumah aye, tiap ujan pasti banjir, pade diem aje.", "bew"),
        ("Jalan di kampuang awak alah rusak lamo, tapi indak ado nan mampaelokan doh.", "min"),
        ("Warga bilang, “Dalane wis rusak suwe.” Pemerintah kabupaten akan memperbaiki jalan itu.", "id"),
        ("Lihat https://example.org/yang/dan/untuk @akun #tagar", "und"),
        ("تم إصلاح الطريق في القرية يوم الاثنين", "und"),
        ("Pemkab Kutim menyalurkan bantuan. Kami kirim perahu, kata kepala badan.", "id"),
        ("12345 67890", "und"),
        ("", "und"),
    ],
)
def test_language(text: str, language: str) -> None:
    assert identify_language(text) == language
