"""Addresses of the index."""

from __future__ import annotations

import pytest

from services.search.index.errors import IndexMisconfigured
from services.search.index.open import open_index


@pytest.mark.parametrize("url", ["", "postgresql://h/d", "sqlite://x", "sqlite:///", "https://", "ftp://h"])
def test_addresses_of_another_kind_are_refused(url: str) -> None:
    with pytest.raises(IndexMisconfigured):
        open_index(url)


def test_a_password_is_not_repeated_in_an_error() -> None:
    with pytest.raises(IndexMisconfigured) as raised:
        open_index("htp://elastic:rahasia@host")
    assert "rahasia" not in str(raised.value)
