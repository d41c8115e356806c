"""People in the wording of regency sites, portals, wire copy and citizens' posts: one row a text.

A row is the text and [name, role, organisation] of each person in order; null leaves role or organisation open.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from services.nlp.stages.document import read_document
from services.nlp.stages.people import find_people

ROWS = [
    json.loads(line)
    for line in Path(__file__).with_name("people_cases.jsonl").read_text(encoding="utf-8").splitlines()
]


@pytest.mark.parametrize(("text", "wanted"), [(row[0], row[1:]) for row in ROWS])
def test_people_of_a_text(text: str, wanted: list[list[str | None]]) -> None:
    found = find_people(read_document("Judul", text))
    assert [person.name for person in found] == [name for name, _, _ in wanted]
    for person, (_, role, org) in zip(found, wanted, strict=True):
        assert role is None or person.role == role
        assert org is None or person.org == org
