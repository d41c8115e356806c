"""JSON's own types, taken as they are: no text for a number, no number for a truth value or a time.

pydantic would read ``0`` as false and as 1970; a client that sends such a thing means something else, and the
OpenAPI document promises that it is told so.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from pydantic import BaseModel

_TYPES: dict[type, tuple[str, ...]] = {
    bool: ("boolean",),
    int: ("integer", "number"),
    float: ("number",),
    str: ("string",),
    list: ("array",),
    dict: ("object",),
    type(None): ("null",),
}


class Mistyped:
    """Stands for a value of the wrong JSON type; no field takes it, so pydantic names its place."""


def as_typed(model: type[BaseModel], body: Any) -> Any:
    """The body with every value of a wrong JSON type replaced by Mistyped."""
    schema = _schema(model)
    return _checked(body, schema, schema.get("$defs", {}))[0]


@cache
def _schema(model: type[BaseModel]) -> dict[str, Any]:
    return model.model_json_schema(by_alias=True)


def _checked(value: Any, schema: dict[str, Any], named: dict[str, Any]) -> tuple[Any, bool]:
    """The value as `as_typed` gives it, and whether all of it has the types of the schema."""
    if "$ref" in schema:
        return _checked(value, named[schema["$ref"].rpartition("/")[2]], named)
    told = schema.get("discriminator")
    if told is not None and isinstance(value, dict):
        chosen = told["mapping"].get(str(value.get(told["propertyName"])))
        return _checked(value, {"$ref": chosen}, named) if chosen else (value, False)
    choices = schema.get("anyOf") or schema.get("oneOf")
    if choices:
        return _best(value, choices, named)
    wanted = schema.get("type")
    if wanted is not None and wanted not in _types_of(value):
        # What is no object or list is refused as it is.
        return (value if wanted in ("object", "array") else Mistyped()), False
    if isinstance(value, dict):
        fields, others = schema.get("properties", {}), schema.get("additionalProperties")
        found = {
            name: _checked(part, fields.get(name, others if isinstance(others, dict) else {}), named)
            for name, part in value.items()
        }
        return {name: part for name, (part, _) in found.items()}, all(fits for _, fits in found.values())
    if isinstance(value, list):
        parts = [_checked(part, schema.get("items", {}), named) for part in value]
        return [part for part, _ in parts], all(fits for _, fits in parts)
    return value, value == schema.get("const", value)


def _best(value: Any, choices: list[dict[str, Any]], named: dict[str, Any]) -> tuple[Any, bool]:
    """The value as the first choice that it fits reads it, else as the first one that is of its kind."""
    checked = [_checked(value, choice, named) for choice in choices]
    ranked = sorted(checked, key=lambda one: (not one[1], isinstance(one[0], Mistyped)))
    return ranked[0]


def _types_of(value: Any) -> tuple[str, ...]:
    if isinstance(value, float) and value.is_integer():
        return ("integer", "number")
    return _TYPES.get(type(value), ())
