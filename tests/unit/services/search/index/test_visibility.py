"""Scopes: who sees which article."""

from __future__ import annotations

import pytest

from services.search.index.visibility import ancestors, is_visible, scope_keys, visibility_keys
from tests.contract.index_documents import document


def _keys(
    source: str = "warta-umum", about: tuple[str, ...] = (), mentions: tuple[str, ...] = ()
) -> list[str]:
    made = document(
        "a", "A", "Isi.", "2026-11-03T09:00:00+08:00", source=source, about=about, mentions=mentions
    )
    return visibility_keys(made.article, made.enrichment)


@pytest.mark.parametrize(("code", "above"), [("64", []), ("64.08", ["64"]), ("64.08.01", ["64", "64.08"])])
def test_ancestors(code: str, above: list[str]) -> None:
    assert ancestors(code) == above


@pytest.mark.parametrize(
    ("about", "mentions", "scope", "visible"),
    [
        (("64.08",), (), ["64.08"], True),
        (("64.08",), (), ["64"], True),
        (("64.08",), (), ["64.09"], False),
        (("64.08.01",), (), ["64.08"], True),
        ((), ("64.08",), ["64.08"], True),
        # About the province as such: all its regencies. Merely mentioning it: the province only.
        (("64",), (), ["64.08"], True),
        (("64",), (), ["64.08.01"], True),
        ((), ("64",), ["64.08"], False),
        ((), ("64",), ["64"], True),
        # About a sister regency is not about the province.
        (("64.72",), (), ["64.08"], False),
        (("64.72",), (), ["6"], False),
        (("64.72",), (), ["64.7"], False),
        (("19.71",), (), ["64", "19"], True),
        ((), (), ["64"], False),
        ((), (), ["ID"], True),
        ((), (), ["64", "ID"], True),
        (("64.08",), (), [], False),
    ],
)
def test_regions_decide(
    about: tuple[str, ...], mentions: tuple[str, ...], scope: list[str], visible: bool
) -> None:
    assert is_visible(_keys(about=about, mentions=mentions), scope) is visible


def test_an_article_without_region_belongs_to_its_outlets_home() -> None:
    assert is_visible(_keys("suara-sangatta"), ["64.08"])
    assert is_visible(_keys("suara-sangatta"), ["64"])
    # The province's own outlet without a place is not "about the province".
    assert not is_visible(_keys("mahakam-pos"), ["64.08"])


def test_home_does_not_count_once_a_region_is_named() -> None:
    assert not is_visible(_keys("suara-sangatta", about=("64.72",)), ["64.08"])


def test_the_service_itself_sees_all() -> None:
    assert is_visible([], None)
    assert scope_keys(["ID"]) is None
