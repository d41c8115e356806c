"""Values of a wrong JSON type are named at their place, whatever pydantic would make of them."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import AwareDatetime, ValidationError

from services.gateway.no_nul import NoNul
from services.gateway.watch_input import WatchBody


class Inner(NoNul):
    """A part of the body below."""

    paused: bool = False
    score: float = 0.0


class Body(NoNul):
    """A body with a field of every kind."""

    name: str = ""
    count: int | None = None
    at: AwareDatetime | None = None
    inner: Inner | None = None
    several: list[Inner] = []
    by_name: dict[str, int] = {}


class Form(Body):
    """The same from a form."""

    is_form = True


def refused(model: type[NoNul], body: dict[str, Any]) -> list[tuple[Any, ...]]:
    """Where the body is refused."""
    with pytest.raises(ValidationError) as found:
        model.model_validate(body)
    return [error["loc"] for error in found.value.errors()]


@pytest.mark.parametrize(
    ("body", "place"),
    [
        ({"name": 3}, ("name",)),
        ({"count": "3"}, ("count",)),
        ({"count": True}, ("count",)),
        ({"count": 3.5}, ("count",)),
        ({"at": 0}, ("at",)),
        ({"at": 1.5}, ("at",)),
        ({"inner": {"paused": 0}}, ("inner", "paused")),
        ({"inner": {"score": "0.5"}}, ("inner", "score")),
        ({"several": [{}, {"paused": "true"}]}, ("several", 1, "paused")),
        ({"by_name": {"a": "1"}}, ("by_name", "a")),
    ],
)
def test_a_wrong_type_is_refused_at_its_place(body: dict[str, Any], place: tuple[Any, ...]) -> None:
    assert refused(Body, body) == [place]


def test_right_types_come_through() -> None:
    body = Body.model_validate(
        {
            "name": "a",
            "count": 3.0,
            "at": "2026-08-17T10:00:00+08:00",
            "inner": {"paused": True, "score": 1},
            "several": [{}],
            "by_name": {"a": 1},
        }
    )
    assert (body.count, body.inner) == (3, Inner(paused=True, score=1.0))
    assert Body.model_validate({"count": None, "at": None, "inner": None}) == Body()


def test_a_form_spells_its_values() -> None:
    assert Form.model_validate({"count": "3"}).count == 3


def test_the_rule_that_is_named_is_the_one_that_is_read() -> None:
    assert refused(WatchBody, {"name": "a", "when": {"rule": "threshold", "count": "3"}}) == [
        ("when", "threshold", "count")
    ]
    assert refused(WatchBody, {"name": "a", "when": {"rule": ["threshold"]}}) == [("when",)]
    assert refused(WatchBody, {"name": "a", "when": {"count": 3}}) == [("when",)]
