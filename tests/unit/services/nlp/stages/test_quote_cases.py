"""Quotes in the wording of the press and of citizens: one row a text, after a sentence that names who is who.

A row is the text and [speaker, words] of each quote in order; direct and reported speech alike.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from services.nlp.stages.document import read_document
from services.nlp.stages.people import find_people
from services.nlp.stages.quotes import find_quotes

GROUPS = [
    json.loads(line)
    for line in Path(__file__).with_name("quote_cases.jsonl").read_text(encoding="utf-8").splitlines()
]
CASES = [(group["about"], case[0], case[1:]) for group in GROUPS for case in group["cases"]]


@pytest.mark.parametrize(("about", "text", "wanted"), CASES)
def test_quotes_of_a_text(about: str, text: str, wanted: list[list[str]]) -> None:
    document = read_document("Judul", f"{about}\n\n{text}")
    found = find_quotes(document, find_people(document))
    assert [[quote.speaker, quote.text] for quote in found] == wanted
