"""Examples of whole bodies, put together from the examples of their parts."""

from __future__ import annotations

from typing import Any

_MOMENT = "2026-08-17T10:20:00Z"


def add_examples(document: dict[str, Any]) -> None:
    """Give every JSON body of a request or an answer, and every problem, its example."""
    for operations in document["paths"].values():
        for operation in operations.values():
            bodies = [operation.get("requestBody", {}), *operation["responses"].values()]
            for body in bodies:
                content = body.get("content", {}).get("application/json")
                if content is not None:
                    content["example"] = example_of(document, _said(content["schema"]))
    for answer in document["components"]["responses"].values():
        for content in answer["content"].values():
            content["example"] = example_of(document, content["schema"])


def _said(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema of a body that is there, where it may also be left out."""
    choices: list[dict[str, Any]] = schema.get("anyOf", [schema])
    return next(choice for choice in choices if choice != {"type": "null"})


def example_of(document: dict[str, Any], schema: dict[str, Any]) -> Any:
    """An example that fits the schema: its own, else one made of those of the parts that it needs."""
    schema = resolved(document, schema)
    if "examples" in schema:
        return schema["examples"][0]
    for keyword in ("default", "const"):
        if keyword in schema:
            return schema[keyword]
    if "enum" in schema:
        return schema["enum"][0]
    if "anyOf" in schema:
        choices = schema["anyOf"]
        return None if {"type": "null"} in choices else example_of(document, choices[0])
    match schema.get("type"):
        case "array":
            return [example_of(document, schema["items"])]
        case "object":
            fields = schema.get("properties", {})
            return {
                name: example_of(document, fields[name])
                for name in schema.get("required", ())
                if name in fields
            }
        case "string":
            return _MOMENT if schema.get("format") == "date-time" else ""
        case "boolean":
            return True
    return 1


def resolved(document: dict[str, Any], node: dict[str, Any]) -> dict[str, Any]:
    """What a reference leads to; the node itself when it is none."""
    while "$ref" in node:
        found: Any = document
        for part in node["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        node = found
    return node
