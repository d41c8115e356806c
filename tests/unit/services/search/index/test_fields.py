"""The searchable side of a document, and what an index must refuse."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from services.search.index.document import Document
from services.search.index.fields import fields_of, from_millis, millis, refusal
from shared.contracts.enrichment import Person
from tests.contract.index_documents import EVENTS, document


def _document(**fields: object) -> Document:
    return document("a", "A", "Isi.", "2026-11-03T09:00:00.123456+08:00", **fields)  # type: ignore[arg-type] # any


def test_regions_are_told_apart() -> None:
    fields = fields_of(_document(about=["64.08"], mentions=["64.08", "19.71"]))
    assert fields.about_codes == ["64.08"]
    assert fields.about == ["64", "64.08"]
    assert fields.mentions == ["19", "19.71"]


def test_times_are_whole_milliseconds() -> None:
    fields = fields_of(_document())
    assert from_millis(fields.published) == datetime(2026, 11, 3, 1, 0, 0, 123000, tzinfo=UTC)
    assert millis(from_millis(fields.published)) == fields.published


def test_tone_has_a_number_and_may_be_absent() -> None:
    assert [
        fields_of(_document(tone=tone)).tone_value for tone in ("positif", "netral", "negatif", None)
    ] == [
        1,
        0,
        -1,
        None,
    ]


def test_organisations_come_from_entities_and_offices_each_once() -> None:
    fields = fields_of(
        _document(orgs=["DPRD", "DPRD"], people=[Person(name="A", org="DPRD"), Person(name="", org="X")])
    )
    assert fields.orgs == ["DPRD", "X"]
    assert fields.persons == ["A"]


def test_a_name_as_long_as_a_paragraph_is_none() -> None:
    assert fields_of(_document(people=[Person(name="a" * 257), Person(name="b" * 256)])).persons == [
        "b" * 256
    ]


@pytest.mark.parametrize("vector", [[1.0], [0.0] * 384, [float("nan")] * 384, [1.0] * 385])
def test_vectors_without_direction_or_of_another_size_are_refused(vector: list[float]) -> None:
    assert refusal(fields_of(_document(embedding=vector)))


def test_vectors_of_384_values_are_fine() -> None:
    assert refusal(fields_of(EVENTS[0])) is None


def test_versions_grow_with_the_revision_and_the_story() -> None:
    first = _document()
    versions = [
        first.version,
        replace(first, story_id="s").version,
        _document(revision=2).version,
        replace(_document(revision=2), story_id="s").version,
    ]
    assert versions == sorted(set(versions))


def test_a_later_decision_on_the_story_outranks_an_earlier_one() -> None:
    early, late = (replace(_document(), story_id="s", story_seq=seq) for seq in (7, 8))
    assert early.version < late.version < _document(revision=2).version
    far = replace(_document(revision=2**22), story_id="s", story_seq=2**38)
    assert far.version < 2**63
