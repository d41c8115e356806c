"""What the documentation page shows of each operation, read from the OpenAPI document."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from services.gateway.openapi_examples import resolved

_METHODS = ("get", "head", "post", "patch", "delete")


@dataclass(frozen=True)
class Parameter:
    """A parameter in words: `kind` is its type, `choices` its values when there are only a few."""

    name: str
    where: str
    required: bool
    kind: str
    choices: tuple[str, ...]
    default: str
    description: str


@dataclass(frozen=True)
class Operation:
    """A method on a path. `body` and `answer` are example documents as text, empty when there is none."""

    id: str
    method: str
    path: str
    summary: str
    description: str
    parameters: tuple[Parameter, ...]
    body: str
    answer: str
    statuses: tuple[tuple[str, str], ...]


def operations_by_tag(document: dict[str, Any]) -> Iterator[tuple[str, str, list[Operation]]]:
    """Every tag with its description and its operations, in the document's order."""
    for tag in document["tags"]:
        found = [
            _operation(document, method, path, operations[method])
            for path, operations in document["paths"].items()
            for method in _METHODS
            if method in operations and tag["name"] in operations[method].get("tags", ())
        ]
        yield tag["name"], tag["description"], found


def _operation(document: dict[str, Any], method: str, path: str, operation: dict[str, Any]) -> Operation:
    answers = {status: resolved(document, answer) for status, answer in operation["responses"].items()}
    success = next(answer for status, answer in answers.items() if status.startswith("2"))
    return Operation(
        id=operation["operationId"],
        method=method.upper(),
        path=path,
        summary=operation["summary"],
        description=operation.get("description", ""),
        parameters=tuple(_parameter(given) for given in operation.get("parameters", ())),
        body=_example_text(operation.get("requestBody", {})),
        answer=_example_text(success),
        statuses=tuple((status, answer["description"]) for status, answer in sorted(answers.items())),
    )


def _parameter(given: dict[str, Any]) -> Parameter:
    schema = given["schema"]
    plain = next((one for one in schema.get("anyOf", ()) if one.get("type") != "null"), schema)
    items = plain.get("items", plain)
    kind = str(items.get("type", "string"))
    default = schema.get("default")
    return Parameter(
        name=given["name"],
        where=given["in"],
        required=given.get("required", False),
        kind=f"{kind}, repeatable" if plain.get("type") == "array" else kind,
        choices=tuple(str(choice) for choice in items.get("enum", ())),
        default="" if default in (None, []) else str(default),
        description=given.get("description") or schema.get("description", ""),
    )


def _example_text(holder: dict[str, Any]) -> str:
    example = holder.get("content", {}).get("application/json", {}).get("example")
    return "" if example is None else json.dumps(example, indent=2, ensure_ascii=False)
