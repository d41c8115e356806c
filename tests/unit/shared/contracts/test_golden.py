"""Yesterday's payloads: every golden file decodes, and comes out again as it went in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from shared.contracts.channels import CHANNELS
from shared.contracts.golden import FOLDER, golden
from shared.contracts.messages import Event
from shared.messaging.decode import decode
from shared.messaging.port import InvalidMessage, Message

EVENTS = {channel.event.TYPE: channel.event for channel in CHANNELS}
FILES = sorted(FOLDER.glob("*.json"))


def event_of(file: Path) -> type[Event]:
    return EVENTS[file.stem.split("-")[0]]


def body(event: type[Event]) -> dict[str, Any]:
    return golden(event.TYPE)[event.TYPE]


def read(event: type[Event], payload: object) -> Event:
    sent = Message(type=event.TYPE, source="test", subject="s", data=json.dumps(payload).encode())
    return decode(sent, event)


@pytest.mark.parametrize("event", EVENTS.values(), ids=EVENTS)
def test_every_event_type_has_a_golden_payload(event: type[Event]) -> None:
    assert event.TYPE in golden(event.TYPE)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_golden_payload_decodes_and_comes_out_as_it_went_in(file: Path) -> None:
    decoded = event_of(file).model_validate_json(file.read_bytes())
    # A field that was added later has its default here, and was not in an older payload.
    assert json.loads(decoded.model_dump_json(exclude_unset=True)) == json.loads(file.read_bytes())
    assert decoded.subject()


def test_the_offset_of_publication_survives() -> None:
    decoded = read(EVENTS["id.gaung.article.crawled.v1"], body(EVENTS["id.gaung.article.crawled.v1"]))
    assert '"published_at":"2024-05-14T09:30:00+07:00"' in decoded.model_dump_json()


@pytest.mark.parametrize("event", EVENTS.values(), ids=EVENTS)
def test_a_field_of_a_newer_version_is_tolerated(event: type[Event]) -> None:
    payload = body(event)
    newer = {**payload, "added_later": {"x": 1}}
    if "article" in payload:
        newer["article"] = {**payload["article"], "added_later": True}
    assert read(event, newer) == read(event, payload)


@pytest.mark.parametrize("event", EVENTS.values(), ids=EVENTS)
def test_every_required_field_is_missed(event: type[Event]) -> None:
    required = [name for name, field in event.model_fields.items() if field.is_required()]
    assert required
    for name in required:
        incomplete = {key: value for key, value in body(event).items() if key != name}
        with pytest.raises(InvalidMessage, match=f"{name}: Field required"):
            read(event, incomplete)


def test_a_time_without_offset_is_refused() -> None:
    event = EVENTS["id.gaung.article.indexed.v1"]
    with pytest.raises(InvalidMessage, match="published_at"):
        read(event, {**body(event), "published_at": "2024-05-14T09:30:00"})


def test_places_and_people_are_fictional() -> None:
    for file in FILES:
        hosts = [word.split("/")[2] for word in file.read_text().split('"') if word.startswith("https://")]
        assert all(host.endswith(".example") for host in hosts), file.name
