"""How the bytes of a page become text."""

from __future__ import annotations

import pytest

from services.crawler.fetch import Page, Validators
from services.crawler.visit import decoded


@pytest.mark.parametrize(
    ("body", "charset", "text"),
    [
        ("Kafé".encode(), "iso-8859-1", "Kafé"),
        ("Kafé".encode(), None, "Kafé"),
        ("\ufeffKafé".encode(), "utf-8", "Kafé"),
        ("Kafé".encode("latin-1"), "iso-8859-1", "Kafé"),
        ("Kafé".encode("latin-1"), "tidak-ada", b"Kaf\xe9"),
        ("Kafé".encode("latin-1"), None, b"Kaf\xe9"),
    ],
)
def test_utf_8_first_then_what_the_server_says(body: bytes, charset: str | None, text: str | bytes) -> None:
    assert decoded(Page("https://a.example/", body, "text/html", charset, Validators())) == text
