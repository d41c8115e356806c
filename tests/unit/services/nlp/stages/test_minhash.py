"""Signatures tell near-copies from other texts, and never change."""

from __future__ import annotations

from services.nlp.stages.minhash import signature

RELEASE = (
    "Pemerintah Kabupaten Semarang melalui Dinas Tenaga Kerja memfasilitasi pertemuan antara perwakilan pekerja "
    "dan manajemen pabrik di aula dinas setempat untuk mencari titik temu mengenai besaran pesangon pekerja"
)


def likeness(one: str, other: str) -> float:
    a, b = signature(one), signature(other)
    assert a is not None
    assert b is not None
    return sum(x == y for x, y in zip(a, b, strict=True)) / len(a)


def test_shape() -> None:
    values = signature(RELEASE)
    assert values is not None
    assert len(values) == 128
    assert all(0 <= value < 2**32 for value in values)


def test_signature_is_the_same_for_ever() -> None:
    # Stored signatures are compared with new ones: a change here would hide every copy already indexed.
    values = signature("satu dua tiga empat lima enam")
    assert values is not None
    assert values[:3] == FIRST_VALUES


FIRST_VALUES = [3090846552, 82485288, 1249872224]


def test_case_and_punctuation_do_not_matter() -> None:
    assert likeness(RELEASE, RELEASE.upper().replace(" ", ",  ")) == 1.0


def test_a_near_copy_is_near_and_another_text_is_not() -> None:
    copy = RELEASE.replace("setempat", "itu") + ". Demikian disampaikan humas."
    assert likeness(RELEASE, copy) > 0.5
    assert likeness(RELEASE, "Harga cabai turun di pasar karena panen raya petani di lereng gunung") < 0.1


def test_short_and_empty_texts() -> None:
    assert signature("hujan") is not None
    assert signature(" … ") is None
