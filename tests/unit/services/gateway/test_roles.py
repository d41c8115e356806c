"""The table of roles: complete, shown in the documentation, and obeyed in every cell."""

from __future__ import annotations

import re

import pytest
from fastapi import FastAPI

from services.gateway.roles import LEAST_ROLE, ROLES, Role, at_least, least_role
from services.gateway.roles_table import DOCUMENT, roles_table, with_table
from tests.unit.services.gateway.conftest import Api
from tests.unit.services.gateway.test_guard import assert_problem


def operations(app: FastAPI) -> set[str]:
    """Every operation that the API documents."""
    return {
        f"{method.upper()} {path}" for path, methods in app.openapi()["paths"].items() for method in methods
    }


async def test_the_table_has_a_line_for_every_operation_and_no_other(api: Api) -> None:
    assert operations(api.app) == set(LEAST_ROLE), "services/gateway/roles.py is the place"


def test_the_documentation_shows_the_table() -> None:
    text = DOCUMENT.read_text()
    assert with_table(text) == text, "run python -m services.gateway.roles_table"


def test_a_mark_that_is_missing_is_noticed() -> None:
    with pytest.raises(ValueError, match="marks"):
        with_table("# The API")
    assert "| `POST /v1/crawls` | – | ✓ | ✓ | ✓ |" in roles_table()


def test_what_nobody_entered_is_the_operators_alone() -> None:
    assert least_role("GET", "/v1/new") == "operator"
    assert (least_role("get", "/v1/articles"), least_role("POST", "/v1/articles")) == ("viewer", "analyst")


@pytest.mark.parametrize("role", ROLES)
async def test_every_cell(api: Api, role: Role) -> None:
    """Each operation as each role: refused with 403 below the least role, never from it on."""
    headers = await api.key(role)
    for operation in sorted(operations(api.app)):
        method, path = operation.split(" ")
        address = re.sub(r"\{\w+\}", "none", path)
        answer = await api.client.request(method, address, headers=headers)
        if at_least(role, least_role(method, path)):
            assert answer.status_code not in (401, 403, 429), f"{role}: {operation}"
        else:
            assert_problem(answer, 403, "forbidden")
            assert role in answer.json()["detail"], operation
