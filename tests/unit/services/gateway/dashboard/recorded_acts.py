"""What the code writes into the audit trail: every action, with the details that stand beside it.

Read from the calls that record a line; a name among their arguments is looked up in the assignments of its
file, and what is only known when it runs counts as 7.
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

SERVICES = Path(__file__).parents[5] / "services"
ACTION = re.compile(r"[a-z]+(\.[a-z]+)+")
RECORDERS = {"record", "note", "noted", "_note", "_noted", "_record", "_change"}

Assigned = dict[str, list[ast.expr]]


@dataclass(frozen=True, order=True)
class Recorded:
    """An action and the detail of one of its lines, empty where the code alone does not tell it."""

    action: str
    detail: str = ""


def recorded_acts() -> set[Recorded]:
    """All lines that the gateway and the command line can write."""
    files = chain.from_iterable((SERVICES / room).rglob("*.py") for room in ("gateway", "cli"))
    return {act for path in files for act in _in_file(ast.parse(path.read_text()))}


def _in_file(tree: ast.Module) -> Iterator[Recorded]:
    assigned: Assigned = defaultdict(list)
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                assigned[ast.unparse(target)].append(node.value)
        elif isinstance(node, ast.AnnAssign) and node.value is not None:
            assigned[ast.unparse(node.target)].append(node.value)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in RECORDERS:
            given = [*node.args, *(keyword.value for keyword in node.keywords)]
            texts = [set(_texts(one, assigned)) for one in given]
            actions = {text for some in texts for text in some if ACTION.fullmatch(text)}
            details = {text for some in texts for text in some if " " in text}
            for action in actions:
                yield from (Recorded(action, detail) for detail in details or {""})


def _texts(node: ast.expr, assigned: Assigned) -> Iterator[str]:
    """What an expression can be, as far as it stands in the file."""
    match node:
        case ast.Constant(value=str(text)):
            yield text
        case ast.IfExp(body=first, orelse=second):
            yield from _texts(first, assigned)
            yield from _texts(second, assigned)
        case ast.BoolOp(values=values):
            for value in values:
                yield from _texts(value, assigned)
        case ast.Name(id=name):
            for value in assigned.get(name, ()):
                # One step: a name that is made of itself has no end.
                yield from _texts(value, {})
        case ast.JoinedStr(
            values=[ast.Constant(value=str(start)), ast.FormattedValue(value=ast.Subscript() as chosen)]
        ):
            yield from (start + ending for ending in _values_of(chosen, assigned))
        case ast.JoinedStr(values=parts):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "7" for part in parts)


def _values_of(chosen: ast.Subscript, assigned: Assigned) -> Iterator[str]:
    """What can be taken out of a table of the file."""
    for table in assigned.get(ast.unparse(chosen.value), ()):
        if isinstance(table, ast.Dict):
            for value in table.values:
                yield from _texts(value, {})
