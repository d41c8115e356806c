"""Which texts a spreadsheet might compute."""

from __future__ import annotations

import pytest

from services.gateway.exports.neutral import looks_like_formula, neutralised
from tests.unit.services.gateway.exports.exported import FORMULAS, HARMLESS


@pytest.mark.parametrize("text", FORMULAS)
def test_formulas_get_an_apostrophe(text: str) -> None:
    assert neutralised(text) == f"'{text}"


@pytest.mark.parametrize("text", HARMLESS)
def test_other_texts_stay(text: str) -> None:
    assert not looks_like_formula(text)
    assert neutralised(text) == text
