"""The AsyncAPI 3 document of all channels, made from the models by ``python -m shared.contracts.asyncapi``.

With ``--check`` nothing is written; the exit code is 1 when docs/asyncapi.yaml is not fresh.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import yaml
from pydantic.json_schema import models_json_schema

from shared.contracts.channels import CHANNELS, EXCHANGE, Channel, Queue
from shared.contracts.golden import golden
from shared.contracts.messages import Event

DOCUMENT = Path(__file__).parents[2] / "docs" / "asyncapi.yaml"
HEADER = "# Generated from shared/contracts by `python -m shared.contracts.asyncapi`; do not edit.\n"
# Vectors and signatures have hundreds of numbers; an example of this many elements shows enough.
LONGEST_LIST = 12

DESCRIPTION = """\
What Gaung's services say to each other. Each channel carries one event type; each consumer group has a
durable queue of its own on it, so every group hears every event once or, after a failure, again.

Every message is a CloudEvents 1.0 event: attributes as AMQP headers with the prefix `cloudEvents:`, the body
is one JSON object. A handler acknowledges, asks for a retry (`QUEUE.retry.MILLISECONDS` holds the message
meanwhile) or sets the message aside in `QUEUE.dead` with its reason; `gaung dead list|show|replay|drop`
handles what lies there. Unknown fields must be ignored: optional fields may be added to v1 at any time.
On one machine the same channels run through a SQLite file, without AMQP.
"""


def document() -> dict[str, Any]:
    """The whole document as plain data."""
    models = list(dict.fromkeys(channel.event for channel in CHANNELS))
    _, schemas = models_json_schema(
        [(model, "validation") for model in models], ref_template="#/components/schemas/{model}"
    )
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Gaung events",
            "version": "1.0.0",
            "description": DESCRIPTION,
            "license": {"name": "Apache-2.0", "url": "https://www.apache.org/licenses/LICENSE-2.0"},
        },
        "defaultContentType": "application/json",
        "channels": {channel.name: _channel(channel) for channel in CHANNELS},
        "operations": {
            name: operation for channel in CHANNELS for name, operation in _operations(channel).items()
        },
        "components": {
            "messages": {model.__name__: _message(model) for model in models},
            "schemas": {"CloudEventsHeaders": _headers(), **schemas["$defs"]},
        },
    }


def render() -> str:
    """The document as YAML."""
    body = yaml.dump(document(), Dumper=_Plain, sort_keys=False, allow_unicode=True, width=100)
    return HEADER + body


class _Plain(yaml.SafeDumper):
    """Writes repeated values in full, and text of several lines as a block."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def _block(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = "|" if "\n" in text else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Plain.add_representer(str, _block)


def _channel(channel: Channel) -> dict[str, Any]:
    lines = [channel.purpose, "", f"- Producer: {channel.producer}"]
    for queue in channel.queues:
        lines += [f"- Consumer: {queue.consumer}, queue `{queue.name}`{_habits(queue)}"]
        lines += [f"- Dead letters: `{queue.name}.dead`"]
    return {
        "address": channel.name,
        "title": channel.name,
        "summary": channel.purpose,
        "description": "\n".join(lines),
        "messages": {channel.event.__name__: {"$ref": _message_path(channel.event)}},
        "bindings": {
            "amqp": {
                "is": "routingKey",
                "exchange": {"name": EXCHANGE, "type": "topic", "durable": True, "autoDelete": False},
                "bindingVersion": "0.3.0",
            }
        },
    }


def _habits(queue: Queue) -> str:
    alone = ", one active consumer at a time" if queue.single_active else ", scales by adding processes"
    return f"{alone}; producers of new work pause above {queue.bound} messages"


def _operations(channel: Channel) -> dict[str, Any]:
    reference = {"$ref": f"#/channels/{channel.name}"}
    messages = [{"$ref": f"#/channels/{channel.name}/messages/{channel.event.__name__}"}]
    operations: dict[str, Any] = {
        f"{channel.producer}.publish.{channel.name}": {
            "action": "send",
            "channel": reference,
            "summary": f"{channel.producer} publishes, and waits until the broker has confirmed.",
            "messages": messages,
            "bindings": {"amqp": {"deliveryMode": 2, "mandatory": True, "bindingVersion": "0.3.0"}},
        }
    }
    for queue in channel.queues:
        operations[f"{queue.consumer}.handle.{queue.name}"] = {
            "action": "receive",
            "channel": reference,
            "summary": f"{queue.consumer} handles what lies on {queue.name}; idempotent.",
            "messages": messages,
            "bindings": {"amqp": {"ack": True, "bindingVersion": "0.3.0"}},
        }
    return operations


def _message_path(event: type[Event]) -> str:
    return f"#/components/messages/{event.__name__}"


def _message(event: type[Event]) -> dict[str, Any]:
    summary = (event.__doc__ or "").strip()
    return {
        "name": event.TYPE,
        "title": event.__name__,
        "summary": summary,
        "contentType": "application/json",
        "headers": {"$ref": "#/components/schemas/CloudEventsHeaders"},
        "payload": {"$ref": f"#/components/schemas/{event.__name__}"},
        "examples": [
            {"name": name.removeprefix(f"{event.TYPE}-"), "payload": _short(payload)}
            for name, payload in golden(event.TYPE).items()
        ],
    }


def _short(value: Any) -> Any:
    """The value with long lists cut."""
    if isinstance(value, dict):
        return {key: _short(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_short(item) for item in value[:LONGEST_LIST]]
    return value


def _headers() -> dict[str, Any]:
    def text(description: str, **more: Any) -> dict[str, Any]:
        return {"type": "string", "description": description, **more}

    return {
        "type": "object",
        "description": "CloudEvents 1.0 attributes in the AMQP binding, and the count of retries.",
        "required": [
            f"cloudEvents:{name}" for name in ("specversion", "id", "type", "source", "subject", "time")
        ],
        "properties": {
            "cloudEvents:specversion": text("Version of CloudEvents", const="1.0"),
            "cloudEvents:id": text("Of this message; the same again is the same message again"),
            "cloudEvents:type": text(
                "Event type with its version", examples=[c.event.TYPE for c in CHANNELS]
            ),
            "cloudEvents:source": text("The service that says it", examples=["gaung/crawler"]),
            "cloudEvents:subject": text("Id of what it is about, e.g. the article"),
            "cloudEvents:time": text("When it was said, UTC", format="date-time"),
            "cloudEvents:traceparent": text("W3C trace context, when there is one"),
            "x-gaung-attempt": {"type": "integer", "minimum": 0, "description": "Retries asked for so far"},
        },
    }


def main(arguments: list[str]) -> int:
    """Write the document, or check it; the exit code."""
    fresh = render()
    if "--check" in arguments:
        if DOCUMENT.exists() and DOCUMENT.read_text("utf-8") == fresh:
            return 0
        print(f"{DOCUMENT.name} is stale: run python -m shared.contracts.asyncapi", file=sys.stderr)
        return 1
    DOCUMENT.parent.mkdir(exist_ok=True)
    DOCUMENT.write_text(fresh, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
