"""Reads a sources file (YAML); whatever is wrong is said in one line with file, line and reason."""

from __future__ import annotations

from pathlib import Path

import yaml
from pydantic import ValidationError

from services.crawler.errors import SourcesFileError
from services.crawler.new_source import NewSource
from shared.contracts.crawl import Source

# A province has a few hundred outlets; a larger file is not a sources file.
MOST_BYTES = 5 * 1024 * 1024


def read_sources_file(path: Path) -> list[Source]:
    """The sources of a file in its order. Raises SourcesFileError; ids must be unique within the file."""
    try:
        text = path.read_bytes()[: MOST_BYTES + 1].decode("utf-8")
    except OSError as error:
        raise SourcesFileError(path, None, f"cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise SourcesFileError(path, None, "is not UTF-8 text") from error
    if len(text) > MOST_BYTES:
        raise SourcesFileError(path, None, "is larger than 5 MiB")
    return read_sources(text, path)


def read_sources(text: str, path: Path) -> list[Source]:
    """The sources of a YAML text; `path` only names it in errors. Raises SourcesFileError."""
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise SourcesFileError(
            path, mark.line + 1 if mark else None, error.problem or "is not YAML"
        ) from error
    except yaml.YAMLError as error:
        raise SourcesFileError(path, None, "is not YAML") from error
    if node is None:
        return []
    if isinstance(node, yaml.MappingNode):
        node = _under_sources(node, path)
    if not isinstance(node, yaml.SequenceNode):
        raise SourcesFileError(path, _line(node), "expected a list of sources: - url: https://…")
    sources: list[Source] = []
    lines: dict[str, int] = {}
    for item in node.value:
        source = _source(item, path)
        if source.id in lines:
            raise SourcesFileError(
                path, _line(item), f"id {source.id!r} is taken by the source on line {lines[source.id]}"
            )
        lines[source.id] = _line(item)
        sources.append(source)
    return sources


def _under_sources(node: yaml.MappingNode, path: Path) -> yaml.Node:
    for key, value in node.value:
        if key.value == "sources":
            found: yaml.Node = value
            return found
    raise SourcesFileError(path, _line(node), "expected a list of sources: - url: https://…")


def _source(item: yaml.Node, path: Path) -> Source:
    if not isinstance(item, yaml.MappingNode):
        raise SourcesFileError(path, _line(item), "expected a source with at least url: https://…")
    for key, _ in item.value:
        if not isinstance(key, yaml.ScalarNode):
            raise SourcesFileError(path, _line(key), "a key must be a word")
    loader = yaml.SafeLoader("")
    try:
        values = loader.construct_document(item)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        raise SourcesFileError(
            path, mark.line + 1 if mark else _line(item), error.problem or "is not YAML"
        ) from error
    except ValueError as error:
        raise SourcesFileError(path, _line(item), f"a value cannot be read: {error}") from error
    finally:
        loader.dispose()
    lines: dict[str, int] = {}
    for key, _ in item.value:
        if key.value in lines:
            raise SourcesFileError(path, _line(key), f"{key.value}: given twice")
        lines[str(key.value)] = _line(key)
    try:
        return NewSource.model_validate({str(key): value for key, value in values.items()}).source()
    except ValidationError as error:
        first = error.errors()[0]
        name = str(first["loc"][0]) if first["loc"] else ""
        raise SourcesFileError(
            path, lines.get(name, _line(item)), _reason(name, first["type"], first["msg"])
        ) from error


def _reason(name: str, kind: str, message: str) -> str:
    if kind == "extra_forbidden":
        known = ", ".join(NewSource.model_fields)
        return f"unknown key {name!r}; known are {known}"
    if kind == "missing":
        return f"{name} is missing"
    return f"{name}: {message.removeprefix('Value error, ')}"


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1
