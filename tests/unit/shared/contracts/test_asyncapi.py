"""The AsyncAPI document: fresh, whole, and true to the payloads."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from shared.contracts import asyncapi
from shared.contracts.channels import CHANNELS
from shared.contracts.golden import golden


def test_the_document_in_the_repository_is_fresh() -> None:
    assert asyncapi.main(["--check"]) == 0


def test_a_stale_or_missing_document_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(asyncapi, "DOCUMENT", tmp_path / "docs" / "asyncapi.yaml")
    assert asyncapi.main(["--check"]) == 1
    assert "run python -m shared.contracts.asyncapi" in capsys.readouterr().err
    assert asyncapi.main([]) == 0
    assert asyncapi.main(["--check"]) == 0
    asyncapi.DOCUMENT.write_text("asyncapi: 3.0.0\n")
    assert asyncapi.main(["--check"]) == 1


def test_yaml_reads_back_as_the_document() -> None:
    assert yaml.safe_load(asyncapi.render()) == asyncapi.document()


def test_every_channel_is_described_for_a_newcomer() -> None:
    channels = asyncapi.document()["channels"]
    assert list(channels) == [channel.name for channel in CHANNELS]
    for channel in CHANNELS:
        description = channels[channel.name]["description"]
        assert channel.purpose in description
        assert f"Producer: {channel.producer}" in description
        for queue in channel.queues:
            assert f"Consumer: {queue.consumer}, queue `{queue.name}`" in description
            assert f"Dead letters: `{queue.name}.dead`" in description


def test_every_reference_leads_somewhere() -> None:
    document = asyncapi.document()
    references = list(_references(document))
    assert references
    for reference in references:
        place: Any = document
        for part in reference.removeprefix("#/").split("/"):
            place = place[part]


@pytest.mark.parametrize("channel", CHANNELS, ids=lambda channel: channel.name)
def test_golden_payloads_are_valid_by_the_document(channel: Any) -> None:
    document = asyncapi.document()
    schema = {
        "$ref": f"#/components/schemas/{channel.event.__name__}",
        "components": document["components"],
    }
    validator = jsonschema.Draft202012Validator(schema)
    for payload in golden(channel.event.TYPE).values():
        validator.validate(payload)
    for example in document["components"]["messages"][channel.event.__name__]["examples"]:
        validator.validate(example["payload"])
    assert not validator.is_valid({})


def _references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        if isinstance(value.get("$ref"), str):
            yield value["$ref"]
        for item in value.values():
            yield from _references(item)
    elif isinstance(value, list):
        for item in value:
            yield from _references(item)
