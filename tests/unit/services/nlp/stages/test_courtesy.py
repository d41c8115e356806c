"""Thanks that close a letter are left out, thanks for something are not."""

from __future__ import annotations

import pytest

from services.nlp.stages.courtesy import without_closing_thanks
from services.nlp.stages.document import read_document


def left(text: str) -> str:
    return " ".join(sentence.text for sentence in without_closing_thanks(read_document("", text).sentences))


@pytest.mark.parametrize(
    "closing",
    [
        "Terima kasih.",
        "TERIMA KASIH",
        "Terimakasih banyak pak.",
        "Trims",
        "Mohon ditindaklanjuti, terima kasih.",
        "Demikian laporan saya, atas perhatiannya saya ucapkan terima kasih.",
        "Sekian. Terima kasih atas perhatian dan kerja samanya.",
        "Terima kasih. Terima kasih banyak.",
    ],
)
def test_what_only_thanks_is_no_part_of_a_complaint(closing: str) -> None:
    complaint = "Lampu jalan padam sejak pekan lalu."
    assert left(f"{complaint} {closing}").startswith(complaint)
    assert "asih" not in left(f"{complaint} {closing}")
    assert "rims" not in left(f"{complaint} {closing}")


@pytest.mark.parametrize(
    "text",
    [
        "Terima kasih.",
        "Selokan bersih. Terima kasih Dinas PUPR.",
        "Selokan sudah dikeruk. Terima kasih atas kerja cepat petugas.",
        "Terima kasih. Lampu jalan padam lagi.",
        "Mohon segera diperbaiki.",
        "",
    ],
)
def test_what_says_something_stays(text: str) -> None:
    assert left(text) == text
