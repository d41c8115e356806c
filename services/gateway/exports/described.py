"""What the OpenAPI document says of an export's answer: its headers and its three media types."""

from __future__ import annotations

from typing import Any

from services.gateway.exports.columns import COLUMNS
from services.gateway.exports.formats import MEDIA_TYPES

_HEADERS = {
    "X-Total-Count": "Articles that pass the filter",
    "X-Export-Rows": "Articles in this answer, at most",
    "X-Export-Limit": "The most that one answer may have",
    "X-Export-Estimated-Bytes": "About how large this answer is, before compression on the way",
}
_NAMES = ", ".join(column.name for column in COLUMNS)
_CONTENT: dict[str, dict[str, Any]] = {
    "csv": {
        "schema": {
            "type": "string",
            "description": f"RFC 4180 with a byte order mark. Columns: {_NAMES}",
        },
        "example": ",".join(f'"{column.name}"' for column in COLUMNS) + "\r\n",
    },
    "xlsx": {"schema": {"type": "string", "format": "binary", "description": "The columns of csv"}},
    "jsonl": {
        "schema": {
            "type": "string",
            "description": "Each line is one article as in /v1/articles, without highlights, with a cursor",
        }
    },
}


def export_answer(*, with_body: bool) -> dict[int | str, dict[str, Any]]:
    """The `responses` of a route that answers with an export, or with its headers alone."""
    headers = {
        name: {"description": text, "schema": {"type": "string", "pattern": "^[0-9]+$"}}
        for name, text in _HEADERS.items()
    }
    if not with_body:
        return {200: {"description": "How large it becomes", "headers": headers}}
    headers["Content-Disposition"] = {"description": "The name of the file", "schema": {"type": "string"}}
    content = {MEDIA_TYPES[name].partition(";")[0]: _CONTENT[name] for name in MEDIA_TYPES}
    return {200: {"description": "The file", "headers": headers, "content": content}}
