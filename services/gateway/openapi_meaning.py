"""What the OpenAPI document says of strings beyond their type: formats of our own, examples of parameters.

JSON Schema can say how long a query is, not that its quotes must close. A `format` names such a language.
What it means stands in docs/api.md; generators of test data and of forms can be taught it by name.
"""

from __future__ import annotations

from typing import Any, get_args

from services.gateway.examples import BY_PARAMETER
from shared.contracts.query import FacetField

# Of a parameter or a field of a body with this name, or of its elements.
_FORMATS = {
    "q": "gaung-query",
    "cursor": "gaung-cursor",
    "from": "gaung-day-or-time",
    "to": "gaung-day-or-time",
    "region": "gaung-region",
    "regions": "gaung-region",
    "timezone": "iana-timezone",
}
_FACETS = "|".join(get_args(FacetField))
_PATTERNS = {"fields": f"^({_FACETS})(,({_FACETS}))*$"}
_WITHOUT_NUL = r"^[^\x00]*$"
# What already says which strings are meant.
_TELLING = {"format", "pattern", "enum", "const", "contentMediaType", "contentEncoding"}
FORMATS = {
    "gaung-query": "a question in the query language",
    "gaung-cursor": "`next` of the answer before, or `cursor` of an exported row; dies with its filter",
    "gaung-day-or-time": "a day (`2026-08-17`, in the tenant's zone) or an RFC 3339 time with offset",
    "gaung-region": "a Kemendagri region code (`64`, `64.08`), or `ID` for all of Indonesia",
    "gaung-home-region": "a Kemendagri region code (`64`, `64.08`)",
    "gaung-web-address": "an address that begins with `http://` or `https://`, its host in any script",
    "iana-timezone": "a name of the IANA time zone database, e.g. `Asia/Makassar`",
}
"""Format → what its strings are."""


def complete_parameter(parameter: dict[str, Any]) -> None:
    """Give a parameter its format and its example, and take null away: a URL says it with an empty value."""
    name, schema = parameter["name"], parameter["schema"]
    if parameter["in"] == "query" and not parameter["required"]:
        parameter["allowEmptyValue"] = True
    without_null(schema)
    add_format(name, schema)
    if name in _PATTERNS:
        schema["pattern"] = _PATTERNS[name]
    without_nul(schema)
    example = schema.pop("examples", None)
    if name in BY_PARAMETER:
        parameter["example"] = BY_PARAMETER[name]
    elif example:
        parameter["example"] = example[0]


def complete_body(schema: dict[str, Any], *, form: bool) -> None:
    """Give the fields of a body their formats; those of a form cannot be null either."""
    for name, field in schema.get("properties", {}).items():
        if form:
            without_null(field)
        if isinstance(field.get("default"), dict):
            # The description says it; generators of clients know no default that is an object.
            del field["default"]
        add_format(name, field)
        without_nul(field)


def without_nul(schema: dict[str, Any]) -> None:
    """Say of every string that says nothing else that it holds no NUL character."""
    if schema.get("type") == "string" and not schema.keys() & _TELLING:
        schema["pattern"] = _WITHOUT_NUL
    for choice in schema.get("anyOf", []):
        without_nul(choice)
    for within in ("items", "additionalProperties"):
        if isinstance(schema.get(within), dict):
            without_nul(schema[within])


def require_tags(node: Any, schemas: dict[str, Any]) -> None:
    """Where a field tells which of several schemas is meant, it must be there, whatever its default."""
    if isinstance(node, dict):
        told = node.get("discriminator", {})
        for target in told.get("mapping", {}).values():
            schema = schemas[target.rpartition("/")[2]]
            schema["required"] = sorted({*schema.get("required", []), told["propertyName"]})
        for part in node.values():
            require_tags(part, schemas)
    elif isinstance(node, list):
        for part in node:
            require_tags(part, schemas)


def without_null(schema: dict[str, Any]) -> None:
    """Replace ``anyOf: [X, null]`` by X."""
    choices = schema.get("anyOf", [])
    others = [choice for choice in choices if choice.get("type") != "null"]
    if len(others) == 1 and len(choices) == 2:
        del schema["anyOf"]
        for keyword, value in others[0].items():
            schema.setdefault(keyword, value)


def add_format(name: str, schema: dict[str, Any]) -> None:
    """The format of what is called so, unless the schema says more itself."""
    if name not in _FORMATS:
        return
    for one in (schema, *schema.get("anyOf", [])):
        target = one.get("items", one)
        if target.get("type") == "string" and not target.keys() & {"format", "pattern", "enum"}:
            target["format"] = _FORMATS[name]
