"""Writes the table of roles into docs/api.md: ``python -m services.gateway.roles_table``."""

from __future__ import annotations

from pathlib import Path

from services.gateway.roles import LEAST_ROLE, ROLES, at_least

DOCUMENT = Path(__file__).parents[2] / "docs" / "api.md"
_BEGIN, _END = "<!-- roles: written by services.gateway.roles_table -->\n", "<!-- /roles -->\n"


def roles_table() -> str:
    """The table in Markdown: a line for each operation, a column for each role."""
    lines = [f"| operation | {' | '.join(ROLES)} |", "|---|" + "---|" * len(ROLES)]
    for operation, needed in LEAST_ROLE.items():
        cells = ("✓" if at_least(role, needed) else "–" for role in ROLES)
        lines.append(f"| `{operation}` | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def with_table(document: str) -> str:
    """The document with the table between its two marks. Raises ValueError when a mark is missing."""
    before, begin, rest = document.partition(_BEGIN)
    _, end, after = rest.partition(_END)
    if not begin or not end:
        raise ValueError("the marks of the table of roles are missing")
    return before + begin + roles_table() + end + after


if __name__ == "__main__":
    DOCUMENT.write_text(with_table(DOCUMENT.read_text()))
